"""Who has reported what: one row per agency with the four quarters of a year, for money and for indicators."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from agencies import sql
from agencies.queries.settings import setting
from programs.models.indicators import IndicatorQuerySet
from programs.models.programs import ProgramQuerySet

QUARTER_WORDS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Reported:
    """Of one agency in one quarter: how many programmes (or indicators) have a report, of how many."""

    agency_id: int
    quarter: int
    expected: int
    reported: int

    @property
    def is_complete(self) -> bool:
        return self.reported >= self.expected


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of the grid. `state` is done, part, none (late), due (still time) or early (quarter not over)."""

    quarter: int
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One agency: four squares for realisation and four for indicators; empty where it has none of either."""

    agency_id: int
    agency: str
    money: tuple[Cell, ...]
    indicators: tuple[Cell, ...]

    @property
    def late(self) -> list[int]:
        """The quarters for which anything is missing beyond the deadline."""
        return sorted(
            {cell.quarter for cell in (*self.money, *self.indicators) if cell.state in ("none", "part")}
        )


def reported_money(programs: ProgramQuerySet, year: int) -> list[Reported]:
    """Programmes of each agency that run in the year, with a realisation in each quarter."""
    return sql.select(
        Reported,
        """
        SELECT source.agency_id, period.quarter, count(DISTINCT source.id), count(DISTINCT r.program_id)
        FROM source CROSS JOIN generate_series(1, 4) AS period (quarter)
        LEFT JOIN programs_realization r ON r.program_id = source.id AND r.year = %(year)s AND (r.month + 2) / 3 = period.quarter
        WHERE source.agency_id IS NOT NULL
        GROUP BY source.agency_id, period.quarter
        ORDER BY source.agency_id, period.quarter
        """,
        source=programs.in_year(year).order_by().values("id", "agency_id").distinct(),
        year=year,
    )


def reported_indicators(indicators: IndicatorQuerySet, year: int) -> list[Reported]:
    """Indicators of each agency with a target in the year, with a report (a value, words or a reason) in each quarter."""
    return sql.select(
        Reported,
        """
        SELECT source.agency_id, period.quarter, count(DISTINCT source.id), count(DISTINCT a.indicator_id)
        FROM source CROSS JOIN generate_series(1, 4) AS period (quarter)
        LEFT JOIN programs_attainment a ON a.indicator_id = source.id AND a.year = %(year)s AND a.quarter = period.quarter
        GROUP BY source.agency_id, period.quarter
        ORDER BY source.agency_id, period.quarter
        """,
        source=indicators.filter(targets__year=year).order_by().values("id", "agency_id").distinct(),
        year=year,
    )


def grid(
    programs: ProgramQuerySet, indicators: IndicatorQuerySet, agencies, year: int, today: date | None = None
) -> list[GridRow]:
    """One row per agency that owes a report, latest first by name; `agencies` are those the reader may see."""
    day = today or timezone.localdate()
    until = deadlines(year)
    money = _by_agency(reported_money(programs, year), year, until, day)
    targets = _by_agency(reported_indicators(indicators, year), year, until, day)
    owing = agencies.filter(pk__in=set(money) | set(targets)).order_by("sort_key", "pk")
    return [GridRow(one.pk, one.name, money.get(one.pk, ()), targets.get(one.pk, ())) for one in owing]


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter: 3 -> 30 September."""
    return date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)


def due_quarter(year: int, today: date | None = None) -> int:
    """The quarter of the year that is to be reported now: the last that is over, or the first."""
    day = today or timezone.localdate()
    return max((quarter for quarter in range(1, 5) if quarter_end(year, quarter) < day), default=1)


def deadlines(year: int) -> list[date]:
    """Until when each of the four quarters is to be reported: its end plus the days of the setting."""
    days = timedelta(days=setting("quarter_report_days"))
    return [quarter_end(year, quarter) + days for quarter in range(1, 5)]


def _by_agency(rows: list[Reported], year: int, until: list[date], day: date) -> dict[int, tuple[Cell, ...]]:
    found: dict[int, tuple[Cell, ...]] = {}
    for row in rows:
        found[row.agency_id] = (*found.get(row.agency_id, ()), _cell(row, year, until, day))
    return found


def _cell(row: Reported, year: int, until: list[date], day: date) -> Cell:
    share = f"{row.reported} dari {row.expected}"
    if row.is_complete:
        return Cell(row.quarter, "done", "Sudah")
    if day <= quarter_end(year, row.quarter):
        return Cell(row.quarter, "early", "Belum waktunya")
    if day <= until[row.quarter - 1]:
        return Cell(row.quarter, "due", share)
    return Cell(row.quarter, "part", share) if row.reported else Cell(row.quarter, "none", "Belum")
