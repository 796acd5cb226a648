"""Accounts and their roles: Bappeda and the administrator keep all, an agency's head the own agency's."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.access.roles import Role
from agencies.actions import accounts as actions
from agencies.actions.letters import ask_for_letter
from agencies.forms.account_filters import UserFilter
from agencies.forms.accounts import AccountForm, GrantForm
from agencies.models import RoleAssignment, User
from agencies.queries.accounts import events_of, listing
from agencies.queries.handovers import open_uploads, waiting_tasks
from agencies.web import paginate, render_page

HISTORY = 20


@require_safe
@requires(Permission.MANAGE_USERS)
def user_list(request):
    people = listing(request.viewer, request.GET)
    return render_page(
        request,
        "agencies/accounts/list.html",
        {
            "page": paginate(people, request),
            "filterset": UserFilter(request.GET, people),
            "today": timezone.localdate(),
        },
        fragment="agencies/accounts/_results.html",
    )


@require_safe
@requires(Permission.MANAGE_USERS)
def user_detail(request, pk: int):
    user = get_object_or_404(User.objects.visible_to(request.viewer).filter(is_system=False), pk=pk)
    grants = user.role_assignments.select_related("agency", "region", "granted_by", "approved_by")
    return render(
        request,
        "agencies/accounts/detail.html",
        {
            "person": user,
            "grants": grants.order_by("-valid_from", "pk"),
            "today": timezone.localdate(),
            "may_manage": user != request.user and User.objects.manageable_by(request.viewer).contains(user),
            "uploads": open_uploads(user).count(),
            "tasks": waiting_tasks(user).count(),
            "events": events_of(user)[:HISTORY],
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_USERS)
def user_invite(request):
    form = AccountForm(request.POST or None)
    grant = GrantForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid() and grant.is_valid():
        try:
            user = actions.invite(by=request.user, first_grant=grant.grant(), **form.cleaned_data)
        except ValidationError as refusal:
            grant.add_error(None, refusal)
        else:
            return _show_link(request, user, invitation=True)
    status = 422 if request.method == "POST" else 200
    return render(request, "agencies/accounts/invite.html", {"form": form, "grant": grant}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_USERS)
def user_edit(request, pk: int):
    user = _managed(request, pk)
    form = AccountForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        actions.change(by=request.user, user=form.save(commit=False), changed=form.changed_data)
        messages.success(request, "Tersimpan.")
        return redirect("agencies:user-detail", user.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "agencies/accounts/form.html", {"form": form, "person": user}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_USERS)
def user_grant(request, pk: int):
    user = _managed(request, pk)
    form = GrantForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.grant(by=request.user, user=user, **form.grant())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            waits = "Menunggu persetujuan pemegang kedua." if given.is_pending else "Peran diberikan."
            messages.success(request, waits)
            return redirect("agencies:user-detail", user.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "agencies/accounts/grant.html", {"form": form, "person": user}, status=status)


@require_POST
@requires(Permission.MANAGE_USERS)
def grant_approve(request, pk: int):
    assignment = get_object_or_404(RoleAssignment.objects.visible_to(request.viewer).pending(), pk=pk)
    try:
        actions.approve_grant(by=request.user, assignment=assignment)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Peran {Role(assignment.role).label} disetujui.")
    return redirect("agencies:user-detail", assignment.user_id)


@require_POST
@requires(Permission.MANAGE_USERS)
def user_link(request, pk: int):
    """The page with the link is the answer itself: the link is stored nowhere and shown once."""
    user = _managed(request, pk)
    return _show_link(request, user, invitation=user.last_login is None)


def _show_link(request, user: User, *, invitation: bool):
    try:
        path = actions.one_time_path(by=request.user, user=user)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("agencies:user-detail", user.pk)
    if user.email:
        ask_for_letter(user, site=request.build_absolute_uri("/"), invitation=invitation)
    context = {"person": user, "link": request.build_absolute_uri(path), "invitation": invitation}
    return render(request, "agencies/accounts/link.html", context)


def _managed(request, pk: int) -> User:
    return get_object_or_404(User.objects.manageable_by(request.viewer), pk=pk, is_active=True)
