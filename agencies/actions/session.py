"""What signing in and out leaves in the trail, and how sessions end."""

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as factor
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models import Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agencies.access.adapter import locked_out
from agencies.access.devices import device_words
from agencies.actions import audit, notices
from agencies.jobs.queue import enqueue
from agencies.models import AuditEvent, User

DEVICE_LETTER = "accounts.device_letter"  # the name of the job
MOST_SESSIONS = 3  # SECURITY 9
FACTOR_SEEN = "second_factor"  # in the session: a second factor is set up, no need to ask again


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """Sign the person out everywhere, but for the session `keep`; how many sessions that were."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    for session in sessions:
        session.end()
    return len(sessions)


@receiver(account.user_logged_in)
def _signed_in(request, user, **_):
    _notice_device(request, user)
    sessions = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
    for session in sessions.order_by("-last_seen_at")[MOST_SESSIONS - 1 :]:
        session.end()


def _notice_device(request, user):
    """The trail knows which devices a person has used; a new one, but for the first of all, is told to its owner."""
    device, address = device_words(request.headers.get("User-Agent", "")), _address(request)
    before = AuditEvent.objects.filter(actor_id=user.pk, action="session.opened")
    if before.exists() and not before.filter(detail__device=device).exists():
        words = f"Akun Anda masuk dari perangkat baru: {device}. Bukan Anda? Ganti kata sandi."
        notices.tell([user], words, reverse("account_change_password"))
        moment = date_format(timezone.localtime(), "j F Y H.i")
        enqueue(
            DEVICE_LETTER,
            user.pk,
            site=request.build_absolute_uri("/"),
            device=device,
            address=address or "",
            moment=moment,
        )
    audit.record("session.opened", user, by=user, address=address, device=device)


@receiver(user_logged_out)
def _signed_out(request, user, **_):
    if user is not None:
        audit.record("session.closed", user, by=user, address=_address(request))


@receiver(user_login_failed)
def _failed(credentials, request=None, **_):
    """The account is noted when there is one; what was typed is not, it may be a password in the wrong field."""
    typed = credentials.get("username") or credentials.get("email") or ""
    tried = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first() if typed else None
    audit.record("session.failed", tried, by=None, address=_address(request))


@receiver(locked_out)
def _locked(request, **_):
    audit.record("session.locked", None, by=None, address=_address(request))


@receiver(factor.authentication_failed)
def _code_failed(request, user, **_):
    audit.record("session.code_failed", user, by=None, address=_address(request))


@receiver(account.password_changed)
@receiver(account.password_reset)
@receiver(account.password_set)
def _password_changed(request, user, **_):
    User.objects.filter(pk=user.pk).update(password_changed_at=timezone.now())
    end_sessions(user, keep=request.session.session_key if request.user == user else None)
    audit.record("account.password_changed", user, by=user, address=_address(request))


@receiver(factor.authenticator_added)
def _factor_added(request, user, authenticator, **_):
    audit.record("account.second_factor_added", user, by=user, kind=authenticator.type)


@receiver(factor.authenticator_removed)
def _factor_removed(request, user, authenticator, **_):
    request.session.pop(FACTOR_SEEN, None)
    end_sessions(user, keep=request.session.session_key)
    audit.record("account.second_factor_removed", user, by=user, kind=authenticator.type)


def _address(request) -> str | None:
    return get_adapter().get_client_ip(request) if request is not None else None
