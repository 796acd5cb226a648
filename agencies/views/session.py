"""Who is asking: sign-in page, own account, and the rules every signed-in request passes."""

from datetime import timedelta

from allauth.account.views import LoginView
from allauth.mfa.adapter import get_adapter as factors
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from agencies.access.guards import public, requires
from agencies.access.permissions import Permission
from agencies.actions.session import FACTOR_SEEN
from agencies.queries.accounts import DEMO_PASSWORD, demo_accounts
from agencies.queries.office import profile
from agencies.queries.settings import read_once, setting

LONGEST = timedelta(hours=10)
NOTED_EVERY = timedelta(seconds=30)
SHARP = (Permission.REVEAL_IDENTITY, Permission.MANAGE_SETTINGS)
NAMES = (Permission.VIEW_PEOPLE, Permission.MANAGE_USERS, Permission.MANAGE_SETTINGS)
# What somebody without a second factor may still open: setting one up, the own account, the way out.
BEFORE_FACTOR = frozenset({
    "mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "account_logout", "account_reauthenticate", "account_change_password", "agencies:account",
})  # fmt: skip


class SignInView(LoginView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"demo_accounts": demo_accounts(), "demo_password": DEMO_PASSWORD}


sign_in = public(SignInView.as_view())


@require_safe
@requires(Permission.USE_SITE)
def account(request):
    grants = request.user.role_assignments.not_ended(timezone.localdate()).select_related("agency", "region")
    return render(
        request,
        "agencies/session/account.html",
        {
            "grants": grants.order_by("valid_from", "pk"),
            "has_factor": factors().is_mfa_enabled(request.user),
            "sessions": UserSession.objects.filter(user=request.user).count(),
        },
    )


class OfficeMiddleware:
    """Every signed-in request knows its office, runs in the office's time zone and reads the settings once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.office = profile() if request.user.is_authenticated else None
        if request.office is None:
            return self.get_response(request)
        with timezone.override(request.office.zone), read_once():
            return self.get_response(request)


class SessionRulesMiddleware:
    """Sessions end after a time without requests, and after ten hours in any case (SECURITY 9)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        was_signed_in = request.user.is_authenticated
        if was_signed_in and (reason := self.end_of(request)):
            logout(request)
            messages.warning(request, reason)
            response = redirect(f"{resolve_url(settings.LOGIN_URL)}{_next(request)}")
        else:
            response = self.get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return _for_htmx(request, response)

    def end_of(self, request) -> str:
        """Why this session is over; empty while it is not."""
        now = timezone.now()
        session = UserSession.objects.filter(session_key=request.session.session_key).first()
        if session is None:
            UserSession.objects.create_from_request(request)
            return ""
        minutes = setting("idle_minutes_names" if _may_any(request, SHARP) else "idle_minutes")
        request.idle_seconds = minutes * 60
        if now - session.last_seen_at > timedelta(minutes=minutes):
            return (
                f"Anda keluar sendiri setelah {minutes} menit tanpa kegiatan. Masuk lagi untuk melanjutkan."
            )
        if now - session.created_at > LONGEST:
            return "Anda sudah masuk 10 jam. Masuk lagi untuk melanjutkan."
        if now - session.last_seen_at > NOTED_EVERY:
            UserSession.objects.filter(pk=session.pk).update(last_seen_at=now)
        return ""


class SecondFactorMiddleware:
    """Who sees names or keeps accounts sets up a second factor before anything else, unless this is the demo."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_public = getattr(view, "required_permissions", None) == ()
        if is_public or not request.user.is_authenticated or request.session.get(FACTOR_SEEN):
            return None
        if request.resolver_match.view_name in BEFORE_FACTOR or not _factor_needed(request):
            return None
        if factors().is_mfa_enabled(request.user):
            request.session[FACTOR_SEEN] = True
            return None
        messages.info(request, "Pasang kode pengaman dulu. Peran Anda membuka data orang.")
        return redirect("mfa_activate_totp")


class PasswordAgeMiddleware:
    """A password given by others, or older than the profile allows, is changed before anything else (SECURITY 9)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_public = getattr(view, "required_permissions", None) == ()
        if (
            is_public
            or not request.user.is_authenticated
            or request.resolver_match.view_name in BEFORE_FACTOR
        ):
            return None
        changed = request.user.password_changed_at
        if changed and timezone.now() - changed < timedelta(days=setting("password_days")):
            return None
        messages.info(request, "Ganti kata sandi dulu. Kata sandi ini sementara atau sudah terlalu lama.")
        return redirect("account_change_password")


def _factor_needed(request) -> bool:
    if request.office is None or request.office.is_demo or not _may_any(request, NAMES):
        return False
    return setting("second_factor_forced")


def _may_any(request, permissions) -> bool:
    return any(request.viewer.may(permission) for permission in permissions)


def _next(request) -> str:
    return f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""


def _for_htmx(request, response):
    """A live part cannot show a sign-in page: the whole window goes there."""
    if request.headers.get("HX-Request") and response.status_code == 302:
        target = response["Location"]
        if target.startswith((resolve_url(settings.LOGIN_URL), resolve_url("mfa_activate_totp"))):
            return HttpResponse(headers={"HX-Redirect": target})
    return response
