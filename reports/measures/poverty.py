"""The P3BM formulas on one macro statistic of the regency, with the office's thresholds."""

from dataclasses import dataclass
from decimal import Decimal

from agencies.queries.settings import settings_of
from programs.models import StatisticValue
from reports.measures.p3bm.position import WORDS as POSITION_WORDS, Position, position, rank
from reports.measures.p3bm.relevance import Relevance, RelevanceRule, relevance
from reports.measures.p3bm.series import Point, unbroken
from reports.measures.p3bm.trend import EffectRule, Trend, outlier_years, trend
from reports.queries.poverty import Area, Macro, Years

KEYS = (
    "trend_min_points", "trend_step", "effective_r2", "effective_share", "fair_r2", "fair_share", "relevance_slow",
    "relevance_same", "priority_weight_1", "priority_weight_2", "priority_weight_3", "priority_weight_4", "priority_weight_5",
    "link_min_points", "equity_low", "small_cell",
)  # fmt: skip
COUNTED = (
    "jiwa",
    "orang",
    "keluarga",
    "kk",
    "rumah tangga",
    "unit",
)  # numbers grow with the place; rates do not


@dataclass(frozen=True, slots=True)
class Rules:
    """The office's thresholds."""

    step: Decimal
    effect: EffectRule
    relevance: RelevanceRule
    weights: tuple[Decimal, ...]
    link_points: int
    equity_low: Decimal
    small_cell: int


def rules() -> Rules:
    """One query."""
    told = {key: Decimal(str(value)) for key, value in settings_of(*KEYS).items()}
    effect = EffectRule(
        int(told["trend_min_points"]), told["effective_r2"], told["effective_share"], told["fair_r2"], told["fair_share"]
    )  # fmt: skip
    return Rules(
        told["trend_step"],
        effect,
        RelevanceRule(told["relevance_slow"], told["relevance_same"]),
        tuple(told[f"priority_weight_{place}"] for place in range(1, 6)),
        int(told["link_min_points"]),
        told["equity_low"],
        int(told["small_cell"]),
    )


@dataclass(frozen=True, slots=True)
class YearRow:
    """One calendar year of a statistic; an area without published value has None."""

    year: int
    source: StatisticValue | None  # the regency's own row
    own: Decimal | None
    province: Decimal | None
    nation: Decimal | None
    gap_province: Decimal | None
    gap_nation: Decimal | None
    verdict: str | None

    @property
    def words(self) -> str:
        return POSITION_WORDS.get(self.verdict or "", "")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the figures of one statistic say of the regency."""

    macro: Macro
    rules: Rules
    position: Position | None
    place: tuple[int, int] | None  # among the known regencies and cities of the province
    trend: Trend | None
    relevances: tuple[tuple[Area, Relevance], ...]
    outliers: tuple[int, ...]

    @property
    def latest(self) -> StatisticValue | None:
        return self.macro.own.get(self.macro.latest)

    @property
    def at_latest(self) -> YearRow:
        """The year of the regency's newest value, with what province and nation had then; only where there is one."""
        return _year_row(self, max(self.macro.own))

    @property
    def is_rate(self) -> bool:
        return is_rate(self.macro.statistic.unit)

    @property
    def rows(self) -> list[YearRow]:
        """Every calendar year, newest first; years without any value stay."""
        return [_year_row(self, year) for year in self.macro.years]

    @property
    def recent(self) -> list[YearRow]:
        """From the regency's first value on."""
        return [row for row in self.rows if row.year >= min(self.macro.own)]


def is_rate(unit: str) -> bool:
    """Whether values of places of different size can be compared: shares, indices and averages can, counts cannot."""
    words = unit.lower()
    return "/" in words or "persen" in words or not any(word in words for word in COUNTED)


def analysed(macro: Macro, told: Rules) -> Analysis:
    direction, latest = macro.statistic.direction, macro.latest
    points = points_of(macro.own)
    judged = bool(direction) and latest is not None
    compared = judged and is_rate(macro.statistic.unit)
    siblings = macro.siblings.get(latest, {}) if compared else {}
    return Analysis(
        macro,
        told,
        _position_in(macro, latest) if compared else None,
        rank(siblings, macro.areas[0].code, direction) if len(siblings) > 1 else None,
        trend(points, direction, told.step) if judged else None,
        tuple(
            (area, relevance(points, points_of(values), direction, told.relevance))
            for area, values in macro.lines[1:]
        )
        if compared
        else (),
        tuple(outlier_years(points)) if judged else (),
    )


def points_of(values: Years) -> list[Point]:
    """What may be compared over time: from the last change of method on, without doubtful values."""
    sound = [row for row in values.values() if not row.is_suspect]
    return unbroken(
        (Point(row.year, row.value) for row in sound), {row.year for row in sound if row.breaks_series}
    )


def _position_in(macro: Macro, year: int | None) -> Position | None:
    own, province, nation = (values.get(year) for _, values in macro.lines)
    if own is None or not macro.statistic.direction:
        return None
    return position(
        own.value, province and province.value, nation and nation.value, macro.statistic.direction
    )


def _year_row(told: Analysis, year: int) -> YearRow:
    values = [known.get(year) for _, known in told.macro.lines]
    at = _position_in(told.macro, year) if told.is_rate else None
    gaps = (at.gap_province, at.gap_nation, at.verdict) if at else (None, None, None)
    return YearRow(year, values[0], *[row and row.value for row in values], *gaps)
