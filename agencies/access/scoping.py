from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.viewer import Grant, Viewer

NOTHING = Q(pk__in=[])  # e.g. a district officer and rows that have no region


def within_region(lookup: str, code: str) -> Q:
    """The region itself and everything below it: '32.16.01' covers '32.16.01.1007'."""
    return Q(**{lookup: code}) | Q(**{f"{lookup}__startswith": f"{code}."})


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to an agency, to a region, or to both.

    Subclasses say where those two facts are found and which permission opens
    the rows. Nothing else in the project decides which rows a person sees.
    """

    view_permission: Permission
    agency_lookup: str | None = None
    region_lookup: str | None = None
    shared = NOTHING  # rows that everybody with the permission sees, whatever their reach

    def visible_to(self, viewer: Viewer, permission: Permission | None = None):
        grants = viewer.grants_for(permission or self.view_permission)
        if not grants:
            return self.none()
        reaches = [self.reach(grant) for grant in grants]
        # An empty Q means "no limit", but Q() | Q(x) is Q(x): or-ing would
        # silently narrow an unlimited grant, so it is settled before the union.
        if not all(reaches):
            return self.all()
        if permission is None or permission == self.view_permission:
            reaches.append(self.shared)
        return self.filter(Q(*reaches, _connector=Q.OR))

    def reach(self, grant: Grant) -> Q:
        reach = Q()
        if grant.agency_id is not None:
            reach &= Q(**{self.agency_lookup: grant.agency_id}) if self.agency_lookup else NOTHING
        if grant.region_code is not None:
            reach &= within_region(self.region_lookup, grant.region_code) if self.region_lookup else NOTHING
        return reach


class OpenQuerySet(ScopedQuerySet):
    """Reference rows (agencies, regions, units): who may read one may read all."""

    def reach(self, grant: Grant) -> Q:
        return Q()
