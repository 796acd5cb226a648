"""What the programmes brought to a place, and to the places below it."""

from dataclasses import dataclass

from agencies import sql
from agencies.models import Region
from programs.models import Program
from reports.models import ReachFigure
from reports.queries.scope import Scope


@dataclass(frozen=True, slots=True)
class Reach:
    """One programme in one place and year: distinct persons, families and groups, records, whole rupiah."""

    program: Program
    persons: int
    families: int
    groups: int
    records: int
    amount: int


@dataclass(frozen=True, slots=True)
class PlaceReach:
    """What one programme brought to one village or kecamatan; region_code '' is all of them."""

    region_code: str
    region: str
    district: str
    program: str
    persons: int
    families: int
    groups: int
    amount: int


def programs_in(scope: Scope) -> list[Reach]:
    """The programmes that brought something to the place in the year, most records first."""
    rows = ReachFigure.objects.visible_to(scope.viewer).filter(year=scope.year, region=scope.place)
    if scope.agency:
        rows = rows.filter(program__agency=scope.agency)
    return [
        Reach(row.program, row.persons, row.families, row.groups, row.records, row.amount)
        for row in rows.select_related("program__agency").order_by("-records", "program__sort_key", "program")
    ]


def by_place(scope: Scope) -> list[PlaceReach]:
    """Every programme in every kecamatan and village of the place, in the order of codes and names."""
    if scope.place is None:
        return []
    figures = ReachFigure.objects.visible_to(scope.viewer).filter(year=scope.year)
    if scope.agency:
        figures = figures.filter(program__agency=scope.agency)
    below = Region.objects.within(scope.place.code).exclude(pk=scope.place.pk)
    return sql.select(
        PlaceReach,
        """
        SELECT r.code, r.name, CASE WHEN r.level = 'village' THEN d.name ELSE '' END, p.name,
               source.persons, source.families, source.groups, source.amount
        FROM source
        JOIN agencies_region r ON r.id = source.region_id
        LEFT JOIN agencies_region d ON d.id = r.parent_id
        JOIN programs_program p ON p.id = source.program_id
        ORDER BY r.code, p.sort_key, p.id
        """,
        source=figures.filter(region__in=below.values("pk"))
        .order_by()
        .values("region_id", "program_id", "persons", "families", "groups", "amount"),
    )
