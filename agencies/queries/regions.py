"""The list of places, their history of codes, and their outlines as one GeoJSON."""

from collections.abc import Mapping
from json import dumps

from django.db.models import Count, Max, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from agencies.access.scoping import within_region
from agencies.models import Boundary, Region
from agencies.models.regions import RegionQuerySet
from agencies.models.sorting import sort_key
from agencies.queries.office import profile


def home_code() -> str | None:
    """The code of the regency this installation serves; None before `prepare`."""
    office = profile()
    return office.region.code if office else None


def at_home(regions: RegionQuerySet) -> RegionQuerySet:
    """Kecamatan and villages of this regency; of all loaded regencies while none is chosen."""
    home = home_code()
    below = regions.filter(level__in=(Region.Level.DISTRICT, Region.Level.VILLAGE))
    return below.within(home) if home else below


def narrowed(regions: RegionQuerySet, params: Mapping[str, str]) -> RegionQuerySet:
    """The places that the filters of an address leave."""
    if district := params.get("kecamatan"):
        regions = regions.within(district)
    if kind := params.get("jenis"):
        regions = regions.filter(kind=kind)
    if params.get("berlaku") != "semua":
        regions = regions.current(timezone.localdate())
    for word in params.get("cari", "").split():
        regions = regions.filter(Q(sort_key__contains=sort_key(word)) | Q(code__startswith=word))
    return regions


def listing(viewer, params: Mapping[str, str]) -> RegionQuerySet:
    """Every row of the list page and of its export, in the order of the codes: each kecamatan, then its villages."""
    regions = narrowed(at_home(Region.objects.visible_to(viewer)), params)
    current = Q(children__valid_to__isnull=True) | Q(children__valid_to__gte=timezone.localdate())
    return regions.annotate(villages=Count("children", filter=current)).for_listing()


def history(region: Region) -> list[Region]:
    """The same place under its earlier and later codes, oldest first; a single row when it never changed."""
    rows = {region.pk: region}
    following = region.successor
    while following is not None and following.pk not in rows:
        rows[following.pk] = following
        following = following.successor
    while earlier := list(Region.objects.filter(successor__in=rows).exclude(pk__in=rows)):
        rows |= {row.pk: row for row in earlier}
    return sorted(
        rows.values(), key=lambda row: (row.valid_to is None, row.valid_to or timezone.localdate(), row.code)
    )


def in_place(lookup: str, code: str) -> Q:
    """Rows whose region, reached by `lookup`, is this place or lies in it today; an old code counts where its successor is."""
    follows = dict(Region.objects.filter(successor__isnull=False).values_list("code", "successor__code"))
    came, left = [], []
    for old in follows:
        inside, now_inside = _lies_in(old, code), _lies_in(_last(old, follows), code)
        if inside != now_inside:
            (came if now_inside else left).append(old)
    rows = within_region(lookup, code)
    if left:
        rows &= ~Q(**{f"{lookup}__in": left})
    return rows | Q(**{f"{lookup}__in": came}) if came else rows


def _last(code: str, follows: Mapping[str, str]) -> str:
    """The code that a place carries in the end; its own where the list of successors runs in a circle."""
    seen = {code}
    while (code := follows.get(code, code)) not in seen:
        seen.add(code)
    return code


def _lies_in(code: str, place: str) -> bool:
    return code == place or code.startswith(f"{place}.")


def outlines_version(regions: RegionQuerySet) -> str:
    """Changes whenever an outline of these places is loaded again, or a place gets another name."""
    newest = Boundary.objects.filter(region__in=regions).aggregate(last=Max("pk"), rows=Count("pk"))
    return f"{newest['rows']}-{newest['last'] or 0}-{regions.aggregate(last=Max('pk'))['last'] or 0}"


def outlines(regions: RegionQuerySet) -> str:
    """A GeoJSON FeatureCollection; each feature has `id` = code and the names of the place and of the one above it."""
    rows = (
        Boundary.objects.filter(region__in=regions)
        .annotate(text=Cast("geometry", TextField()))
        .order_by("region__code")
        .values_list("region__code", "region__name", "region__parent__name", "text")
    )
    features = ",".join(_feature(*row) for row in rows)
    return f'{{"type":"FeatureCollection","features":[{features}]}}'


def _feature(code: str, name: str, above: str | None, geometry: str) -> str:
    properties = dumps({"code": code, "name": name, "parent": above or ""}, ensure_ascii=False)
    compact = geometry.replace(" ", "")
    return f'{{"type":"Feature","id":"{code}","properties":{properties},"geometry":{compact}}}'
