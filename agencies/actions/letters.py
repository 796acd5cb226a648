"""One-time links by e-mail. A job writes the letter, so a dead mail server delays nobody and is tried again."""

from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone

from agencies.actions.accounts import link_path
from agencies.jobs.queue import Progress, enqueue
from agencies.models import Job, User

LETTER = "accounts.letter"  # the name of the job
PAUSE = timedelta(minutes=5)
MOST_TRIES = 100  # some eight hours


def ask_for_letter(user: User | None, *, site: str, invitation: bool = False) -> Job:
    """Queue a letter with a one-time link; for an unknown address (None) the same work, and no letter."""
    return enqueue(LETTER, user.pk if user else 0, site=site, invitation=invitation)


def deliver(job: Job, progress: Progress) -> None:
    """The job: send it, or come back in five minutes while the mail server does not answer."""
    progress(words="Mengirim surat")
    try:
        write_letter(job.subject_id, **job.parameters)
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
    return bool(send_mail(subject, body, None, [user.email]))
