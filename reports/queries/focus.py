"""What has been decided about the places that come first in a year."""

from agencies.access.scoping import within_region
from agencies.access.viewer import Viewer
from agencies.models import Region
from agencies.models.regions import RegionQuerySet
from programs.models import FocusRegion


def decisions(viewer: Viewer, year: int, within: Region | None) -> dict[str, FocusRegion]:
    """By the region's code, for the place and what lies below it."""
    if within is None:
        return {}
    rows = FocusRegion.objects.visible_to(viewer).filter(
        within_region("region__code", within.code), year=year
    )
    return {row.region.code: row for row in rows.for_listing()}


def choosable(viewer: Viewer, home: Region, day) -> RegionQuerySet:
    """Kecamatan and villages of today below the regency."""
    rows = Region.objects.visible_to(viewer).within(home.code).current(day)
    return rows.filter(level__in=(Region.Level.DISTRICT, Region.Level.VILLAGE)).for_listing()
