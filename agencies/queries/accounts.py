from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.access.roles import BEYOND_OWN_AGENCY, PERMISSIONS
from agencies.models import Agency, Region, RoleAssignment, User


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
