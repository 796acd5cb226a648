from dataclasses import dataclass, field, replace

from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.access.roles import BEYOND_OWN_AGENCY, PERMISSIONS


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held over one agency and one region; None means all of them.

    The names and `acting` (for somebody else) are for the eye and decide nothing.
    """

    role: str
    agency_id: int | None
    region_code: str | None
    agency_name: str | None = field(default=None, compare=False)
    region_name: str | None = field(default=None, compare=False)
    acting: bool = field(default=False, compare=False)

    def allows(self, permission: Permission) -> bool:
        return permission in PERMISSIONS.get(self.role, ())

    def reaching(self, permission: Permission) -> "Grant":
        """The same grant as far as it reaches for this permission."""
        return replace(self, agency_id=None) if permission in BEYOND_OWN_AGENCY.get(self.role, ()) else self


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person asking, reduced to what decides what they may see and do."""

    user_id: int | None
    grants: tuple[Grant, ...] = ()

    @classmethod
    def of(cls, user) -> "Viewer":
        """Read today's grants; an expired one, or any grant of a closed account, counts for nothing."""
        if not user.is_authenticated or not user.is_active:
            return cls(user_id=None)
        held = user.role_assignments.in_force(timezone.localdate()).order_by("pk")
        rows = held.values_list("role", "agency_id", "region__code", "agency__name", "region__name", "acting")
        return cls(user_id=user.pk, grants=tuple(Grant(*row) for row in rows))

    def may(self, permission: Permission) -> bool:
        return any(grant.allows(permission) for grant in self.grants)

    def grants_for(self, permission: Permission) -> list[Grant]:
        return [grant.reaching(permission) for grant in self.grants if grant.allows(permission)]

    def holds(self, role: str) -> bool:
        return any(grant.role == role for grant in self.grants)

    def reaches_everything(self, permission: Permission) -> bool:
        return any(g.agency_id is None and g.region_code is None for g in self.grants_for(permission))
