"""One series of published values: what may be compared with what, and the straight line through it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """One published value of one year, in the unit of its statistic."""

    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """The least-squares line: `slope` in units a year, `r2` the share it explains (0 where nothing varies)."""

    middle_year: Decimal
    middle_value: Decimal
    slope: Decimal
    r2: Decimal
    spread: Decimal  # sum of the squared distances of the years from their middle

    def residual(self, point: Point) -> Decimal:
        return point.value - self.middle_value - self.slope * (point.year - self.middle_year)

    def weight_of(self, point: Point, count: int) -> Decimal:
        """How strongly the point draws the line to itself (leverage), 0 to 1."""
        return Decimal(1) / count + (point.year - self.middle_year) ** 2 / self.spread


def sign(direction: str) -> int:
    """+1 where higher is better, -1 where lower is. Raises ValueError for a statistic that is not judged."""
    if direction not in ("+", "-"):
        raise ValueError("a statistic without direction is not judged")
    return 1 if direction == "+" else -1


def unbroken(points: Iterable[Point], breaks: set[int]) -> list[Point]:
    """The values from the last change of method on, oldest first."""
    ordered = sorted(points)
    started = [year for year in breaks if ordered and year <= ordered[-1].year]
    return [point for point in ordered if not started or point.year >= max(started)]


def between(points: Iterable[Point], first: int, last: int) -> list[Point]:
    return sorted(point for point in points if first <= point.year <= last)


def pairs_of_years(points: Iterable[Point]) -> list[tuple[Point, Point]]:
    """Neighbours of consecutive calendar years; a gap is not bridged."""
    ordered = sorted(points)
    return [(one, two) for one, two in zip(ordered, ordered[1:], strict=False) if two.year == one.year + 1]


def steps(points: Iterable[Point]) -> list[Decimal]:
    """Yearly changes, oldest first."""
    return [two.value - one.value for one, two in pairs_of_years(points)]


def fitted(points: Sequence[Point]) -> Line | None:
    """The line through the values; None below two of them."""
    count = len(points)
    if count < 2:
        return None
    middle_year = Decimal(sum(point.year for point in points)) / count
    middle_value = sum((point.value for point in points), ZERO) / count
    along = sum(((point.year - middle_year) ** 2 for point in points), ZERO)
    up = sum(((point.value - middle_value) ** 2 for point in points), ZERO)
    both = sum(((point.year - middle_year) * (point.value - middle_value) for point in points), ZERO)
    r2 = both**2 / (along * up) if up else ZERO
    return Line(middle_year, middle_value, both / along, r2, along)


def correlation(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Pearson's r, -1 to 1; None where one side never varies or fewer than two pairs are known."""
    count = len(pairs)
    if count < 2:
        return None
    middles = [sum((pair[side] for pair in pairs), ZERO) / count for side in (0, 1)]
    spreads = [sum(((pair[side] - middles[side]) ** 2 for pair in pairs), ZERO) for side in (0, 1)]
    if not all(spreads):
        return None
    together = sum(((x - middles[0]) * (y - middles[1]) for x, y in pairs), ZERO)
    return together / (spreads[0] * spreads[1]).sqrt()
