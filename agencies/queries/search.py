"""The one search box. Every app registers what it can find by `@source`; each sees only its viewer's rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.models import Agency, Region, Upload

SHORTEST = 2
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: what it is called, where it leads (a url name and its arguments), one line about it."""

    name: str
    url_name: str
    arguments: tuple = ()
    about: str = ""


Source = Callable[[Viewer, str], Iterable[Found]]
_SOURCES: list[tuple[str, Permission, Source]] = []


def source(heading: str, permission: Permission):
    """Register `find(viewer, text)`; it is asked only for viewers who hold the permission, and gives at most SHOWN."""

    def register(find: Source) -> Source:
        _SOURCES.append((heading, permission, find))
        return find

    return register


def found(viewer: Viewer, text: str) -> list[tuple[str, list[Found]]]:
    """(heading, hits) of every source that found something; nothing for fewer than SHORTEST letters."""
    if len(text) < SHORTEST:
        return []
    groups = [
        (heading, list(find(viewer, text))[:SHOWN])
        for heading, permission, find in _SOURCES
        if viewer.may(permission)
    ]
    return [(heading, hits) for heading, hits in groups if hits]


@source("Perangkat daerah", Permission.VIEW_AGENCIES)
def _agencies(viewer: Viewer, text: str):
    named = Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code__startswith=text)
    rows = Agency.objects.visible_to(viewer).filter(named).order_by("sort_key")[:SHOWN]
    return [Found(row.name, "agencies:agency-detail", (row.pk,), row.code) for row in rows]


@source("Wilayah", Permission.VIEW_REGIONS)
def _regions(viewer: Viewer, text: str):
    named = Q(name__icontains=text) | Q(code__startswith=text)
    rows = Region.objects.visible_to(viewer).filter(named, level__in=PLACES).select_related("parent")
    return [
        Found(
            str(row), "reports:village-detail", (row.code,), f"{row.get_level_display()}, {row.parent or ''}"
        )
        for row in rows.order_by("level", "code")[:SHOWN]
    ]


@source("Unggahan", Permission.VIEW_UPLOADS)
def _uploads(viewer: Viewer, text: str):
    rows = Upload.objects.visible_to(viewer).filter(name__icontains=text).for_listing()[:SHOWN]
    return [Found(row.name, "agencies:upload-detail", (row.pk,), str(row.agency)) for row in rows]


PLACES = (Region.Level.DISTRICT, Region.Level.VILLAGE)
