"""Published macro figures of the regency beside its province and the nation, as they stand: a gap stays a gap."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from agencies.access.viewer import Viewer
from agencies.models import Region
from programs.models import Finding, Statistic, StatisticValue
from programs.models.sources import Field

NATION = "00"
FIELD_ORDER = {value: place for place, value in enumerate(Field.values)}
Years = dict[int, StatisticValue]


@dataclass(frozen=True, slots=True)
class Area:
    """The regency, its province or the nation; the province and the nation need not be loaded as regions."""

    code: str
    name: str

    @property
    def short(self) -> str:
        """'Buleleng', 'Kota Bekasi', 'Bali': as a sentence names it."""
        return self.name.removeprefix("Kabupaten ").removeprefix("Provinsi ")


@dataclass(frozen=True, slots=True)
class Macro:
    """One statistic in one kind of period (Maret, Agustus, Tahun ...): the published values by year, and no others.

    `siblings` holds the values of all known regencies and cities of the province, by year and area.
    """

    statistic: Statistic
    period: str
    areas: tuple[Area, Area, Area]  # own, province, nation
    own: Years
    province: Years
    nation: Years
    siblings: dict[int, dict[str, Decimal]]

    @property
    def lines(self) -> list[tuple[Area, Years]]:
        return list(zip(self.areas, (self.own, self.province, self.nation), strict=True))

    @property
    def latest(self) -> int | None:
        """The last year with a value of the regency."""
        return max(self.own, default=None)

    @property
    def years(self) -> list[int]:
        """Every calendar year from the first to the last value of anybody, newest first; a year without value is kept."""
        known = {year for _, values in self.lines for year in values}
        return list(range(max(known), min(known) - 1, -1)) if known else []

    @property
    def missing(self) -> list[int]:
        """Years between the regency's first and last value for which it has none."""
        return (
            [year for year in range(min(self.own), max(self.own)) if year not in self.own] if self.own else []
        )


def home_areas(home: Region) -> tuple[Area, Area, Area]:
    """The regency, its province by the first two digits of its code, and the nation; names as the figures carry them."""
    province = home.code[:2]
    names = dict(
        StatisticValue.objects.filter(area__in=(home.code, province)).values_list("area", "area_name")
    )
    own = Area(home.code, home.full_name)
    return own, Area(province, names.get(province, "Provinsi")), Area(NATION, "Indonesia")


def macros(viewer: Viewer, areas: tuple[Area, Area, Area], code: str = "") -> list[Macro]:
    """Every statistic (or the one named) and period with a value of any of the three areas, by field and name; one query."""
    province = areas[1].code
    wanted = Q(area__in=[area.code for area in areas]) | Q(area__regex=rf"^{province}\.\d\d$")
    rows = StatisticValue.objects.visible_to(viewer).filter(wanted).select_related("statistic")
    rows = rows.filter(statistic__code=code) if code else rows
    found: dict[tuple[int, str], list[StatisticValue]] = defaultdict(list)
    for row in rows.order_by("statistic_id", "period", "year"):
        found[row.statistic_id, row.period].append(row)
    told = [_macro(values, areas) for values in found.values()]
    return sorted((one for one in told if any(values for _, values in one.lines)), key=_order)


def leading(rows: Iterable[Macro]) -> list[Macro]:
    """Of each statistic the period with the regency's newest value; of equally new ones that with most values."""
    best: dict[int, Macro] = {}
    for row in rows:
        known = best.get(row.statistic.pk)
        if known is None or _weight(row) > _weight(known):
            best[row.statistic.pk] = row
    return list(best.values())


def published(viewer: Viewer, home: Region | None) -> list[Macro]:
    """Of each statistic that the regency has the period with its newest value; nothing before there is an office."""
    return [row for row in leading(macros(viewer, home_areas(home))) if row.own] if home else []


def figures_of(viewer: Viewer, home: Region | None, code: str) -> dict[int, Decimal]:
    """A statistic's value by year: the regency's, where it has none of any year its province's, else the nation's."""
    rows = [row for row in macros(viewer, home_areas(home), code)] if home else []
    for place in range(3):
        known = [values for row in rows if (values := row.lines[place][1])]
        if known:
            return {year: value.value for year, value in max(known, key=len).items()}
    return {}


def findings_of(viewer: Viewer, area: str) -> dict[tuple, Finding]:
    """What has been written about an area, by (kind, statistic id or None, year, period)."""
    rows = Finding.objects.visible_to(viewer).filter(area=area).select_related("written_by")
    return {(row.kind, row.statistic_id, row.year, row.period): row for row in rows}


def _macro(values: list[StatisticValue], areas: tuple[Area, Area, Area]) -> Macro:
    by_area: dict[str, Years] = defaultdict(dict)
    siblings: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in values:
        by_area[row.area][row.year] = row
        if len(row.area) == len("51.08"):
            siblings[row.year][row.area] = row.value
    own, province, nation = (by_area.get(area.code, {}) for area in areas)
    return Macro(values[0].statistic, values[0].period, areas, own, province, nation, dict(siblings))


def _weight(row: Macro) -> tuple:
    return row.latest or 0, len(row.own), len(row.province) + len(row.nation), row.period


def _order(row: Macro) -> tuple:
    statistic = row.statistic
    return FIELD_ORDER[statistic.field], not statistic.main, statistic.pk, row.period


def below(viewer: Viewer, home: str, least: int = 3) -> list[tuple[Statistic, int, dict[str, Decimal]]]:
    """Statistics known for kecamatan: (statistic, year, value by kecamatan) of the last year with `least` of them."""
    rows = StatisticValue.objects.visible_to(viewer).filter(area__regex=rf"^{home}\.\d\d$")
    found: dict[tuple[Statistic, int], dict[str, Decimal]] = defaultdict(dict)
    for row in rows.select_related("statistic").order_by("statistic__sort_key", "year", "period"):
        found[row.statistic, row.year][row.area] = row.value
    newest: dict[Statistic, tuple[int, dict[str, Decimal]]] = {
        statistic: (year, values) for (statistic, year), values in found.items() if len(values) >= least
    }
    return [(statistic, year, values) for statistic, (year, values) in newest.items()]
