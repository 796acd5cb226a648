import time

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from beneficiaries.actions import reveals
from beneficiaries.forms.reveal import RevealForm
from beneficiaries.models import Family, Person

SHOWN_SECONDS = 60
RECENT_SECONDS = getattr(settings, "ACCOUNT_REAUTHENTICATION_TIMEOUT", 300)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(Permission.REVEAL_IDENTITY)
def person_reveal(request, pk: int):
    rows = Person.objects.visible_to(request.viewer, Permission.REVEAL_IDENTITY).exclude(nik_bi=None)
    return _reveal(request, get_object_or_404(rows, pk=pk), "NIK", "beneficiaries:person-detail")


@never_cache
@require_http_methods(["GET", "POST"])
@requires(Permission.REVEAL_IDENTITY)
def family_reveal(request, pk: int):
    rows = Family.objects.visible_to(request.viewer, Permission.REVEAL_IDENTITY).exclude(kk_bi=None)
    return _reveal(request, get_object_or_404(rows, pk=pk), "No. KK", "beneficiaries:family-detail")


def _reveal(request, subject, what: str, page: str):
    """Ask for a reason and a recent sign-in, write it down, show the number for a minute."""
    back = reverse(page, args=[subject.pk])
    form = RevealForm(request.POST or None)
    if not signed_in_recently(request):
        if request.method == "POST" or request.GET.get("lanjut"):
            return redirect(f"{reverse('account_reauthenticate')}?next={request.path}")
        return render(
            request, "beneficiaries/people/recent.html", {"what": what, "subject": subject, "back": back}
        )
    if request.method == "POST" and form.is_valid():
        try:
            number = reveals.reveal(subject, by=request.user, reason=form.reason())
        except reveals.QuotaUsedUp:
            reveals.tell_of_breach(request.user)
            form.add_error(None, "Jatah Anda habis. Coba lagi dalam satu jam.")
        else:
            return _shown(request, subject, what, number, back)
    context = {
        "question": f"Buka {what} {subject}?",
        "consequence": "Nama Anda, waktu, dan alasan dicatat.",
        "details": [f"{what} tampil {SHOWN_SECONDS} detik. Sisa jatah Anda: {reveals.quota_of(request.user).left} kali."],
        "verb": f"Buka {what}", "way_out": "Jangan buka", "back": back, "form": form, "action": request.path, "danger": False,
    }  # fmt: skip
    return render(request, "components/confirm.html", context)


def _shown(request, subject, what: str, number: str, back: str):
    groups = " ".join(number[start : start + 4] for start in range(0, 16, 4))
    response = render(
        request, "beneficiaries/people/reveal.html",
        {"subject": subject, "what": what, "number": groups, "back": back, "seconds": SHOWN_SECONDS},
    )  # fmt: skip
    response["Refresh"] = f"{SHOWN_SECONDS}; url={back}"  # hides the number without any script
    return response


def signed_in_recently(request) -> bool:
    """Within five minutes: by password, or by the second factor (ASVS 7.5.3)."""
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(moments) and time.time() - max(moments) < RECENT_SECONDS
