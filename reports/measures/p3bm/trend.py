"""Movement over time (perkembangan, DOMAIN 5.4) and steadiness of the effort (efektivitas, 5.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.measures.p3bm.series import Point, fitted, sign, steps

STEP = Decimal("0.005")  # a smaller change in a year is neither up nor down
OUTLIER = Decimal(3)  # times the spread of the other years
WORDS = {
    "efektif": "Efektif",
    "cukup_efektif": "Cukup efektif",
    "kurang_efektif": "Kurang efektif",
    "tidak_efektif": "Tidak efektif",
    "belum_cukup": "Data belum cukup",
}
WAYS = {"membaik": "Membaik", "memburuk": "Memburuk", "tetap": "Tetap", "belum_cukup": "Data belum cukup"}


@dataclass(frozen=True, slots=True)
class EffectRule:
    """Thresholds of the effectiveness, settings of the office."""

    min_points: int = 5
    r2: Decimal = Decimal("0.6")
    share: Decimal = Decimal("0.7")
    fair_r2: Decimal = Decimal("0.3")
    fair_share: Decimal = Decimal("0.6")


@dataclass(frozen=True, slots=True)
class Trend:
    """How a series moved. `delta`, `average`, `slope` in its unit (points for a rate), `relative` and `cagr` in per cent.

    `good` and `bad` count yearly steps in and against the wanted direction, `consistency` is good / (good + bad).
    """

    n: int
    first: Point
    last: Point
    delta: Decimal
    average: Decimal
    relative: Decimal | None
    cagr: Decimal | None
    slope: Decimal
    r2: Decimal
    good: int
    bad: int
    consistency: Decimal | None


def trend(points: Sequence[Point], direction: str, step: Decimal = STEP) -> Trend | None:
    """None below two values."""
    ordered = sorted(points)
    line = fitted(ordered)
    if line is None:
        return None
    first, last, way = ordered[0], ordered[-1], sign(direction)
    delta, years = last.value - first.value, last.year - first.year
    moves = [way * move for move in steps(ordered)]
    good, bad = sum(move > step for move in moves), sum(move < -step for move in moves)
    return Trend(
        len(ordered), first, last, delta, delta / years,
        delta / first.value * 100 if first.value else None, _yearly_growth(first, last),
        line.slope, line.r2, good, bad, Decimal(good) / (good + bad) if good + bad else None,
    )  # fmt: skip


def effectiveness(told: Trend | None, direction: str, rule: EffectRule) -> str:
    """A key of WORDS: did the effort move the series steadily in the wanted direction?"""
    if told is None or told.n < rule.min_points:
        return "belum_cukup"
    share = told.consistency or Decimal(0)
    if sign(direction) * told.slope <= 0:
        return "tidak_efektif"
    if told.r2 >= rule.r2 and share >= rule.share:
        return "efektif"
    return "cukup_efektif" if told.r2 >= rule.fair_r2 or share >= rule.fair_share else "kurang_efektif"


def way_of(told: Trend | None, direction: str, enough: int) -> str:
    """A key of WAYS by the slope of the line; too few values say nothing."""
    if told is None or told.n < enough:
        return "belum_cukup"
    moved = sign(direction) * told.slope
    return "membaik" if moved > 0 else "memburuk" if moved < 0 else "tetap"


def outlier_years(points: Sequence[Point], limit: Decimal = OUTLIER) -> list[int]:
    """Years that lie off the line by more than `limit` times the spread of the others (externally studentised residual).

    They are shown, never removed. Below five values nothing can be told.
    """
    line, count = fitted(points), len(points)
    if line is None or count < 5:
        return []
    total = sum((line.residual(point) ** 2 for point in points), Decimal(0))
    found = []
    for point in points:
        room = 1 - line.weight_of(point, count)
        own = line.residual(point) ** 2 / room
        spread_of_others = (total - own) / (count - 3)
        if own > limit**2 * spread_of_others and own > Decimal("1e-12"):
            found.append(point.year)
    return found


def _yearly_growth(first: Point, last: Point) -> Decimal | None:
    if first.value <= 0 or last.value <= 0:
        return None
    return (((last.value / first.value).ln() / (last.year - first.year)).exp() - 1) * 100
