"""Acts on an account that ask first: revoke, close, unlock, second factor, hand-over."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions import accounts as actions, audit
from agencies.actions.handovers import hand_over
from agencies.forms.accounts import HandoverForm, ReasonForm, words
from agencies.models import RoleAssignment, User
from agencies.queries.handovers import belongings


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_USERS)
def grant_revoke(request, pk: int):
    grants = RoleAssignment.objects.visible_to(request.viewer).not_ended(timezone.localdate())
    assignment = get_object_or_404(grants.select_related("user", "agency", "region"), pk=pk)
    get_object_or_404(User.objects.manageable_by(request.viewer), pk=assignment.user_id)
    question = f"Cabut peran {words(assignment)} dari {assignment.user}?"
    consequence = "Peran berakhir sekarang juga. Orang ini keluar dari semua perangkat."

    def act(reason):
        actions.revoke(by=request.user, assignment=assignment, reason=reason)

    return _ask(request, assignment.user, question, consequence, "Cabut peran", act, "Peran dicabut.")


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_USERS)
def user_close(request, pk: int):
    user = _managed(request, pk)

    def act(reason):
        actions.close(by=request.user, user=user, reason=reason)

    consequence = "Semua perannya berakhir dan akun ini tidak dapat masuk lagi. Riwayatnya tetap tersimpan."
    return _ask(request, user, f"Tutup akun {user}?", consequence, "Tutup akun", act, "Akun ditutup.")


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_USERS)
def user_second_factor(request, pk: int):
    user = _managed(request, pk)
    second = user.factor_reset_asked_by_id not in (None, request.user.pk)
    consequence = (
        f"{user.factor_reset_asked_by} sudah meminta. Setelah Anda setujui, kode pengaman dilepas."
        if second
        else "Satu pengelola lain harus menyetujui. Pastikan dulu bahwa orangnya yang meminta."
    )

    def act(reason):
        actions.reset_second_factor(by=request.user, user=user, reason=reason)

    done = "Kode pengaman dilepas." if second else "Menunggu pengelola kedua."
    question = f"Lepas kode pengaman {user}?"
    return _ask(request, user, question, consequence, "Lepas kode pengaman", act, done)


@require_POST
@requires(Permission.MANAGE_USERS)
def user_unlock(request, pk: int):
    """Forget the wrong attempts made with this account's names; those of the network address stay counted."""
    user = _managed(request, pk)
    for name in filter(None, (user.username, user.email)):
        key = f"{request.get_host()}:{name.lower()}"
        ratelimit.clear(request, action="login_failed", key=key)
    audit.record("account.unlocked", user, by=request.user)
    messages.success(request, "Akun dapat masuk lagi.")
    return redirect("agencies:user-detail", user.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_USERS)
def user_handover(request, pk: int):
    old = _managed(request, pk)
    people = User.objects.manageable_by(request.viewer).filter(is_active=True).exclude(pk=old.pk)
    form = HandoverForm(request.POST or None, people=people.order_by("name", "pk"))
    if request.method == "POST" and form.is_valid():
        try:
            hand_over(by=request.user, old=old, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            new = form.cleaned_data["new"]
            messages.success(request, f"Tugas {old} diserahkan kepada {new}. Akun lama ditutup.")
            return redirect("agencies:user-detail", new.pk)
    context = {
        "form": form,
        "person": old,
        "grants": [words(one) for one in old.role_assignments.not_ended(timezone.localdate())],
        "belongings": belongings(old, request.viewer),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "agencies/accounts/handover.html", context, status=status)


def _ask(request, user: User, question: str, consequence: str, verb: str, act, done: str):
    """The page of a confirmation with a reason; POST does it and goes back to the account."""
    back = reverse("agencies:user-detail", args=[user.pk])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {
        "question": question, "consequence": consequence, "verb": verb, "back": back, "form": form, "danger": True,
    }  # fmt: skip
    return render(
        request, "components/confirm.html", context, status=422 if request.method == "POST" else 200
    )


def _managed(request, pk: int) -> User:
    """An account this person may change, never the own: that is what the account page is for."""
    people = User.objects.manageable_by(request.viewer).exclude(pk=request.user.pk)
    return get_object_or_404(people, pk=pk, is_active=True)
