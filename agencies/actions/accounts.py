"""Accounts and grants. Every change is one transaction, in the trail, and ends the sessions it concerns.

Refusals are ValidationErrors with a sentence for the officer.
"""

from datetime import date, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agencies.access.delegation import may_grant, reach_problem
from agencies.access.roles import INCOMPATIBLE, NEEDS_SECOND_HOLDER, Role
from agencies.access.viewer import Viewer
from agencies.actions import audit, notices
from agencies.actions.session import end_sessions
from agencies.models import RoleAssignment, User
from agencies.queries.accounts import holders_of
from agencies.queries.office import fiscal_year


@transaction.atomic
def invite(*, by: User, first_grant: dict, **fields) -> User:
    """A new account without a password, with its first role; the person enters by a one-time link."""
    user = User(**fields)
    user.set_unusable_password()
    user.save()
    audit.record("account.invited", user, by=by)
    grant(by=by, user=user, **first_grant)
    return user


@transaction.atomic
def change(*, by: User, user: User, changed: list[str]) -> None:
    """Save who the person is; the trail names the fields, not what stood in them."""
    user.save()
    audit.record("account.changed", user, by=by, fields=changed)


@transaction.atomic
def grant(
    *, by: User, user: User, role: str, agency=None, region=None, valid_to: date, valid_from: date | None = None,
    acting: bool = False,
) -> RoleAssignment:  # fmt: skip
    """Give a role until a day; the two powerful ones wait for a second holder."""
    start = valid_from or timezone.localdate()
    _check_grant(by, user, role, agency, region, start, valid_to)
    assignment = RoleAssignment.objects.create(
        user=user, role=role, agency=agency, region=region, valid_from=start, valid_to=valid_to, granted_by=by, acting=acting
    )  # fmt: skip
    audit.record(
        "role.granted", assignment, by=by, user=user.pk, role=role, agency=_pk(agency), region=_pk(region)
    )
    if assignment.is_pending:
        notices.tell(
            _holders(role, but=(by, user)),
            f"{by} mengusulkan peran {Role(role).label} untuk {user}.",
            reverse("agencies:user-detail", args=[user.pk]),
            subject=f"grant:{assignment.pk}",
            waits=True,
        )
    end_sessions(user)
    return assignment


@transaction.atomic
def approve_grant(*, by: User, assignment: RoleAssignment) -> None:
    """A second holder of the same role agrees; never who proposed it, never who receives it."""
    locked = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    if not locked.is_pending:
        return
    if by.pk in {locked.granted_by_id, locked.user_id} or not Viewer.of(by).holds(locked.role):
        raise ValidationError("Pemegang peran yang sama, selain pengusul, yang menyetujui.")
    locked.approved_by = by
    locked.save(update_fields=["approved_by"])
    notices.settle(f"grant:{locked.pk}")
    audit.record("role.approved", locked, by=by, user=locked.user_id, role=locked.role)


@transaction.atomic
def revoke(*, by: User, assignment: RoleAssignment, reason: str = "") -> None:
    """End a grant at once. The last holder of a powerful role stays until there is another."""
    check_not_last(assignment)
    _check_may_grant(by, assignment.role, assignment.agency_id)
    audit.record(
        "role.revoked", assignment, by=by, reason=reason, user=assignment.user_id, role=assignment.role
    )
    notices.settle(f"grant:{assignment.pk}")
    end_sessions(assignment.user)
    end_grant(assignment, timezone.localdate())


@transaction.atomic
def close(*, by: User, user: User, reason: str) -> None:
    """Nobody signs in with this account any more; what it did stays in the trail."""
    if by == user:
        raise ValidationError("Akun sendiri ditutup oleh pengelola lain.")
    today = timezone.localdate()
    for assignment in user.role_assignments.not_ended(today):
        check_not_last(assignment)
        _check_may_grant(by, assignment.role, assignment.agency_id)
        end_grant(assignment, today)
    shut(user)
    audit.record("account.closed", user, by=by, reason=reason)


def shut(user: User) -> None:
    user.is_active = False
    user.closed_at = timezone.now()
    user.save(update_fields=["is_active", "closed_at"])
    end_sessions(user)


@transaction.atomic
def one_time_path(*, by: User, user: User) -> str:
    """The address, below the site's own, where the person chooses a password; valid 72 hours and once.

    The account of a powerful role is opened again only by another holder of that role.
    """
    held = set(user.role_assignments.in_force(timezone.localdate()).values_list("role", flat=True))
    sharp = held & NEEDS_SECOND_HOLDER
    if user.last_login and sharp and not any(Viewer.of(by).holds(role) for role in sharp):
        raise ValidationError("Hanya pemegang peran yang sama yang membuat tautan untuk akun ini.")
    if not user.is_active or user.is_system:
        raise ValidationError("Akun ini sudah ditutup.")
    audit.record("account.link_made", user, by=by)
    notices.settle(f"password:{user.pk}")
    return link_path(user)


def link_path(user: User) -> str:
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


@transaction.atomic
def reset_second_factor(*, by: User, user: User, reason: str = "") -> bool:
    """Two administrators give up a lost second factor: the first asks (False), the second does it (True)."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if by.pk == user.pk:
        raise ValidationError("Kode pengaman sendiri dilepas lewat halaman Akun.")
    if user.factor_reset_asked_by_id in (None, by.pk):
        user.factor_reset_asked_by = by
        user.save(update_fields=["factor_reset_asked_by"])
        audit.record("account.factor_reset_asked", user, by=by, reason=reason)
        return False
    Authenticator.objects.filter(user=user).delete()
    user.factor_reset_asked_by = None
    user.save(update_fields=["factor_reset_asked_by"])
    end_sessions(user)
    audit.record("account.factor_reset", user, by=by, reason=reason)
    return True


def _check_grant(by: User, user: User, role: str, agency, region, start: date, valid_to: date) -> None:
    if by == user:
        raise ValidationError("Peran sendiri diberikan oleh orang lain.")
    _check_may_grant(by, role, _pk(agency))
    if problem := reach_problem(role, agency, region):
        raise ValidationError(problem)
    if valid_to < start or valid_to > last_day():
        raise ValidationError(f"Peran berlaku paling lama sampai 31 Desember {last_day().year}.")
    held = user.role_assignments.not_ended(start)
    if any(frozenset({role, other}) in INCOMPATIBLE for other in held.values_list("role", flat=True)):
        raise ValidationError("Peran ini tidak boleh dipegang bersama peran yang sudah ada.")
    if held.filter(role=role, agency=agency, region=region).exists():
        raise ValidationError("Peran ini sudah dipegang. Cabut dulu bila masa berlakunya berubah.")


def _check_may_grant(by: User, role: str, agency_id: int | None) -> None:
    if not by.is_system and not may_grant(Viewer.of(by), role, agency_id):
        raise ValidationError("Anda tidak boleh mengatur peran ini.")


def check_not_last(assignment: RoleAssignment) -> None:
    in_force = RoleAssignment.objects.in_force(timezone.localdate()).filter(pk=assignment.pk).exists()
    if assignment.role in NEEDS_SECOND_HOLDER and in_force and holders_of(assignment.role) < 2:
        raise ValidationError("Ini pemegang terakhir peran ini. Tunjuk penggantinya dulu.")


def last_day() -> date:
    """No grant reaches beyond the next fiscal year: somebody looks at each again."""
    return date(fiscal_year() + 1, 12, 31)


def end_grant(assignment: RoleAssignment, day: date) -> None:
    """The grant's last day is the one before `day`; a grant that has not begun by then disappears."""
    if assignment.valid_from >= day or assignment.is_pending:
        assignment.delete()
        return
    assignment.valid_to = day - timedelta(days=1)
    assignment.save(update_fields=["valid_to"])


def _holders(role: str, but: tuple[User, ...]) -> list[User]:
    grants = RoleAssignment.objects.in_force(timezone.localdate()).filter(role=role, user__is_active=True)
    return list(User.objects.filter(pk__in=grants.exclude(user__in=but).values("user")))


def _pk(row) -> int | None:
    return row.pk if row is not None else None
