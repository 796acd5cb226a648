"""Priority places (prioritas wilayah, DOMAIN 6): quadrants of two measures, and a composite index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

HUNDRED = Decimal(100)
QUADRANTS = {
    1: "Keduanya lebih buruk",
    2: "Hanya ukuran pertama lebih buruk",
    3: "Hanya ukuran kedua lebih buruk",
    4: "Keduanya lebih baik",
}


@dataclass(frozen=True, slots=True)
class Score:
    """`value` 0 to 100, higher is more urgent, None where nothing is known; `coverage` per cent of the indicators known."""

    value: Decimal | None
    coverage: Decimal


def reference(
    values: Sequence[Decimal], how: str = "average", target: Decimal | None = None
) -> Decimal | None:
    """The value that divides better from worse: average, median or target; None without values."""
    if how == "target":
        return target
    if not values:
        return None
    return median(values) if how == "median" else sum(values, Decimal(0)) / len(values)


def quadrant(x: Decimal, y: Decimal, ref_x: Decimal, ref_y: Decimal, dir_x: str, dir_y: str) -> int:
    """1 where both are worse than their references, 2 only x, 3 only y, 4 none. Equal is not worse."""
    bad = (_is_worse(x, ref_x, dir_x), _is_worse(y, ref_y, dir_y))
    return {(True, True): 1, (True, False): 2, (False, True): 3, (False, False): 4}[bad]


def composite(
    rows: Mapping[str, Mapping[str, Decimal | None]],
    weights: Mapping[str, Decimal],
    directions: Mapping[str, str],
) -> dict[str, Score]:
    """The index of each area over the indicators in `weights`; a missing value drops out and the other weights are scaled up."""
    ranges = {code: _range([row.get(code) for row in rows.values()]) for code in weights}
    return {area: _score(row, weights, directions, ranges) for area, row in rows.items()}


def top(scores: Mapping[str, Decimal], count: int, within: Mapping[str, str] | None = None) -> list[str]:
    """The `count` most urgent areas, overall or of each group in `within` (area -> kecamatan). Equal scores by code."""
    ordered = sorted(scores, key=lambda area: (-scores[area], area))
    if within is None:
        return ordered[:count]
    taken: dict[str, list[str]] = {}
    for area in ordered:
        group = taken.setdefault(within[area], [])
        if len(group) < count:
            group.append(area)
    return [area for group in sorted(taken) for area in taken[group]]


def _is_worse(value: Decimal, ref: Decimal, direction: str) -> bool:
    return value < ref if direction == "+" else value > ref


def _range(values: Sequence[Decimal | None]) -> tuple[Decimal, Decimal] | None:
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else None


def _score(row, weights, directions, ranges) -> Score:
    known = [code for code in weights if row.get(code) is not None]
    weight = sum((weights[code] for code in known), Decimal(0))
    share = HUNDRED * len(known) / len(weights) if weights else Decimal(0)
    if not weight:
        return Score(None, share)
    urgent = sum(
        (weights[code] * _need(row[code], ranges[code], directions[code]) for code in known), Decimal(0)
    )
    return Score(urgent / weight * HUNDRED, share)


def _need(value: Decimal, bounds: tuple[Decimal, Decimal], direction: str) -> Decimal:
    """0 for the best area, 1 for the worst; 0 for all where they are equal."""
    low, high = bounds
    if low == high:
        return Decimal(0)
    place = (value - low) / (high - low)
    return 1 - place if direction == "+" else place
