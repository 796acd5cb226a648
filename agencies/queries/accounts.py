from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.access.roles import BEYOND_OWN_AGENCY, PERMISSIONS, Role
from agencies.access.viewer import Viewer
from agencies.models import Agency, AuditEvent, OfficeProfile, Region, RoleAssignment, User

DEMO_PASSWORD = "Coba-Data-Contoh-26"  # noqa: S105  shown beside the sign-in form of the demo regency

STATES = {
    "aktif": Q(is_active=True, last_login__isnull=False),
    "diundang": Q(is_active=True, last_login__isnull=True),
    "ditutup": Q(is_active=False),
}


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


def listing(viewer: Viewer, params: Mapping[str, str]) -> QuerySet[User]:
    """The rows of the list of accounts and of its export: `cari`, `peran`, `opd`, `keadaan` (aktif, diundang, ditutup)."""
    people = User.objects.visible_to(viewer).for_listing()
    if words := params.get("cari", "").strip():
        people = people.filter(Q(name__icontains=words) | Q(username__icontains=words))
    if params.get("peran") in Role.values:
        people = people.filter(_holding(role=params["peran"]))
    agency = params.get("opd", "")
    if agency.isdecimal() and len(agency) < 10:
        people = people.filter(_holding(agency=int(agency)))
    return people.filter(STATES.get(params.get("keadaan", ""), Q()))


def _holding(**what) -> Exists:
    grants = RoleAssignment.objects.not_ended(timezone.localdate()).filter(**what)
    return Exists(grants.filter(user=OuterRef("pk")))


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
