"""One-time links by e-mail. A job writes the letter, so a dead mail server delays nobody and is tried again."""

from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.actions import notices
from agencies.actions.accounts import link_path
from agencies.actions.session import DEVICE_LETTER
from agencies.jobs.queue import Progress, enqueue
from agencies.models import Job, User
from agencies.queries.accounts import who_may

LETTER = "accounts.letter"  # the name of the job
PAUSE = timedelta(minutes=5)
LETTERS_STAY_HERE = "django.core.mail.backends.filebased.EmailBackend"  # no EMAIL_URL
MOST_TRIES = 100  # some eight hours


def ask_for_letter(user: User | None, *, site: str, invitation: bool = False) -> Job:
    """Queue a letter with a one-time link; for an unknown address (None) the same work, and no letter."""
    return enqueue(LETTER, user.pk if user else 0, site=site, invitation=invitation)


def deliver(job: Job, progress: Progress) -> None:
    """The job: send it, or come back in five minutes while the mail server does not answer."""
    progress(words="Mengirim surat")
    write = write_device_letter if job.task == DEVICE_LETTER else write_letter
    try:
        write(job.subject_id, **job.parameters)
    except (OSError, SMTPException):
        if job.attempt >= MOST_TRIES:
            raise
        job.status, job.run_after = Job.Status.QUEUED, timezone.now() + PAUSE
        job.words = "Server surat tidak menjawab, dicoba lagi"
        job.save(update_fields=["status", "run_after", "words"])


def write_letter(user_id: int, *, site: str, invitation: bool) -> bool:
    """Send it; False when there is nobody to write to. The link is made here and stored nowhere."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return False
    body = render_to_string(
        "agencies/accounts/letter.txt",
        {"user": user, "url": site.rstrip("/") + link_path(user), "invitation": invitation},
    )
    subject = "Akun Sinergi Anda" if invitation else "Kata sandi baru Sinergi"
    if not invitation and settings.EMAIL_BACKEND == LETTERS_STAY_HERE:
        _tell_keepers(user)
    return bool(send_mail(subject, body, None, [user.email]))


def write_device_letter(user_id: int, *, site: str, device: str, address: str, moment: str) -> bool:
    """Send it; False when there is nobody to write to."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return False
    facts = {"user": user, "device": device, "address": address, "moment": moment}
    url = site.rstrip("/") + reverse("account_change_password")
    body = render_to_string("agencies/accounts/device_letter.txt", facts | {"url": url})
    return bool(send_mail("Perangkat baru di akun Sinergi Anda", body, None, [user.email]))


def _tell_keepers(user: User) -> None:
    """Without a mail server nobody reads the letter: who keeps the account hands over a link."""
    keepers = [
        keeper
        for keeper in who_may(Permission.MANAGE_USERS).exclude(pk=user.pk)
        if User.objects.manageable_by(Viewer.of(keeper)).contains(user)
    ]
    notices.tell(
        keepers,
        f"{user} lupa kata sandi. Buat tautan dan sampaikan langsung.",
        reverse("agencies:user-detail", args=[user.pk]),
        subject=f"password:{user.pk}",
        waits=True,
    )
