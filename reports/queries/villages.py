"""Every village of a place with its figures, as the map, the table and the report show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max, Q
from django.utils import timezone

from agencies import sql
from agencies.access.scoping import within_region
from agencies.models import Boundary, Region
from agencies.models.sorting import sort_key
from reports.models import CoverageFigure, MeetingFigure
from reports.queries.scope import Coverage, Scope

ORDERS = {
    "desa": lambda row: (row.name_key, row.code),
    "kecamatan": lambda row: (row.code,),
    "sasaran": lambda row: (row.target,),
    "terlayani": lambda row: (row.served,),
    "belum": lambda row: (row.unserved,),
    "bagian": lambda row: (-1 if row.unserved_share is None else row.unserved_share,),
    "keluarga": lambda row: (row.families,),
    "orang": lambda row: (row.persons,),
    "tumpang": lambda row: (row.overlaps,),
}


@dataclass(frozen=True, slots=True)
class VillageRow:
    """One village, one kecamatan or all of them; code '' is a sum or what stands in no village. Families, persons."""

    code: str
    name: str
    name_key: str
    district: str
    target: int
    served: int
    unserved: int
    families: int
    persons: int
    overlaps: int  # families in which programmes meet that should be checked

    @property
    def unserved_share(self) -> float | None:
        """Per cent of the target families without any aid; None where nobody is in the target."""
        return 100 * self.unserved / self.target if self.target else None


def village_rows(scope: Scope) -> list[VillageRow]:
    """The villages of the place that exist today or have figures, in the order of their codes."""
    if scope.place is None:
        return []
    figures, meetings = _figures(scope), _meetings(scope)
    today = timezone.localdate()
    regions = Region.objects.within(scope.place.code).villages().select_related("parent").order_by("code")
    standing = Q(pk__in=[region for region, _ in figures]) | Q(pk__in=regions.current(today).values("pk"))
    return [_row(region, region.parent.name, figures, meetings, scope) for region in regions.filter(standing)]


def district_rows(scope: Scope) -> list[VillageRow]:
    """The kecamatan of the place, each counted by itself."""
    if scope.place is None:
        return []
    figures, meetings = _figures(scope), _meetings(scope)
    regions = Region.objects.within(scope.place.code).districts().order_by("code")
    return [_row(region, region.name, figures, meetings, scope) for region in regions]


def total_row(scope: Scope) -> VillageRow:
    """The place itself: families and persons are counted once, also those in no known village."""
    told = scope.coverage or Coverage()
    meetings = next((row.families for row in scope.meetings if row.first_id is None), 0)
    return VillageRow(
        "", "Jumlah", "", "", told.target, told.served, told.unserved, told.families, told.persons, meetings
    )


def elsewhere(rows: list[VillageRow], total: VillageRow) -> VillageRow | None:
    """What the total holds beyond the rows: families and persons whose village nobody knows."""
    left = [
        getattr(total, name) - sum(getattr(row, name) for row in rows)
        for name in ("target", "served", "unserved", "families", "persons", "overlaps")
    ]
    return VillageRow("", "Desa tidak diketahui", "", "", *left) if any(left) else None


def narrowed(rows: list[VillageRow], params: Mapping[str, str]) -> list[VillageRow]:
    """The rows with all typed words in their name, in the order of ?urut=."""
    for word in sort_key(params.get("cari", "")).split():
        rows = [row for row in rows if word in row.name_key]
    order = params.get("urut", "")
    key = ORDERS.get(order.removeprefix("-"), ORDERS["kecamatan"])
    return sorted(sorted(rows, key=ORDERS["desa"]), key=key, reverse=order.startswith("-"))


def largest_gaps(rows: list[VillageRow], shown: int) -> list[VillageRow]:
    """The villages with most target families left without anything."""
    return sorted((row for row in rows if row.unserved), key=lambda row: (-row.unserved, row.code))[:shown]


def outline_ratio(scope: Scope) -> float | None:
    """Width by height of the villages' outlines, so that the map keeps the shape of the place; None without outlines."""
    if scope.place is None:
        return None
    outlines = Boundary.objects.filter(
        within_region("region__code", scope.place.code), region__level=Region.Level.VILLAGE
    )
    told = outlines.aggregate(newest=Max("pk"), many=Count("pk"))
    return _measured(scope.place.code, told["newest"], told["many"]) if told["many"] else None


@lru_cache(maxsize=256)
def _measured(code: str, newest: int, many: int) -> float | None:
    """Reading every corner takes a tenth of a second, so it is done once for each loading of outlines."""
    outlines = Boundary.objects.filter(
        within_region("region__code", code), region__level=Region.Level.VILLAGE
    )
    found = sql.select(
        _ratio,
        """
        SELECT max((p->>0)::float) - min((p->>0)::float), max((p->>1)::float) - min((p->>1)::float)
        FROM source, jsonb_path_query(source.geometry, 'strict $.**{2 to 5} ? (@.type() == "array" && @[0].type() == "number")') p
        """,
        source=outlines.order_by().values("geometry"),
    )
    return found[0] if found else None


def _ratio(width: float | None, height: float | None) -> float | None:
    return min(4.0, max(0.6, width / height)) if width and height else None


def _figures(scope: Scope) -> dict[tuple[int, int | None], CoverageFigure]:
    rows = CoverageFigure.objects.visible_to(scope.viewer).filter(year=scope.year)
    agency = Q(agency=None) | Q(agency=scope.agency) if scope.agency else Q(agency=None)
    return {(row.region_id, row.agency_id): row for row in rows.filter(agency)}


def _meetings(scope: Scope) -> dict[int, int]:
    """Families in which any pair should be checked, by region."""
    rows = MeetingFigure.objects.visible_to(scope.viewer).filter(year=scope.year, first=None)
    return dict(rows.values_list("region_id", "families"))


def _row(region: Region, district: str, figures: dict, meetings: dict[int, int], scope: Scope) -> VillageRow:
    everybody = figures.get((region.pk, None)) or CoverageFigure()
    own = everybody
    if scope.agency:
        own = figures.get((region.pk, scope.agency.pk)) or CoverageFigure()
    return VillageRow(
        region.code, region.name, region.sort_key, district, everybody.target_families, own.served_families,
        everybody.unserved_families, own.families, own.persons, meetings.get(region.pk, 0),
    )  # fmt: skip
