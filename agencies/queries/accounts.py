from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.access.roles import BEYOND_OWN_AGENCY, PERMISSIONS, Role
from agencies.models import Agency, AuditEvent, OfficeProfile, Region, RoleAssignment, User

DEMO_PASSWORD = "Coba-Data-Contoh-26"  # noqa: S105  shown beside the sign-in form of the demo regency


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of the demo regency, as the sign-in page offers it."""

    username: str
    name: str
    role: str


def demo_accounts() -> list[DemoAccount]:
    """One account per role, in the order of the roles; none where the data are real."""
    if not OfficeProfile.objects.filter(is_demo=True).exists():
        return []
    grants = RoleAssignment.objects.in_force(timezone.localdate()).filter(
        user__is_active=True, user__is_system=False
    )
    first = {}
    for grant in grants.select_related("user").order_by("pk"):
        first.setdefault(grant.role, grant.user)
    return [
        DemoAccount(user.username, user.name, role.label) for role in Role if (user := first.get(role.value))
    ]


def holders_of(role: str) -> int:
    """How many open accounts hold the role today."""
    grants = RoleAssignment.objects.in_force(timezone.localdate()).filter(role=role, user__is_active=True)
    return grants.values("user").distinct().count()


def who_may(
    permission: Permission, *, agency: Agency | None = None, region: Region | None = None
) -> QuerySet[User]:
    """The open accounts whose grants of today carry `permission` for this agency and region."""
    roles = [role for role, allowed in PERMISSIONS.items() if permission in allowed]
    beyond = [role for role, allowed in BEYOND_OWN_AGENCY.items() if permission in allowed]
    grants = RoleAssignment.objects.in_force(timezone.localdate()).filter(role__in=roles)
    if agency is not None:
        grants = grants.filter(Q(agency__isnull=True) | Q(agency=agency) | Q(role__in=beyond))
    if region is not None:
        above = [region.code[:length] for length in (2, 5, 8, 13) if length <= len(region.code)]
        grants = grants.filter(Q(region__isnull=True) | Q(region__code__in=above))
    return User.objects.filter(is_active=True, is_system=False, pk__in=grants.values("user")).order_by(
        "name", "pk"
    )


def events_of(user: User) -> QuerySet[AuditEvent]:
    """What happened to one account: sign-ins, roles, links, newest first."""
    events = AuditEvent.objects.system_only().filter(subject="agencies.User", subject_id=str(user.pk))
    return events.order_by("-happened_at", "-pk")
