"""What poverty figures are made of (DOMAIN 18), and which of them cannot be (23.8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
SUDDEN = Decimal(30)  # per cent of the value before
RANGES = {
    "P0": (0, 100), "P1": (0, 100), "P2": (0, 100), "P0_EKSTREM": (0, 100), "GINI": (0, 1), "IPM": (0, 100), "TPT": (0, 100),
    "TPAK": (0, 100), "GK": (50_000, 5_000_000),
}  # fmt: skip
NOT_ABOVE = {"P1": "P0", "P2": "P1"}


@dataclass(frozen=True, slots=True)
class Others:
    """What is known beside a value: other statistics of the same area, year and period, and the value before it."""

    beside: Mapping[str, Decimal]
    before: Decimal | None = None


def foster(incomes: Sequence[Decimal], line: Decimal, power: int) -> Decimal | None:
    """P_a of Foster, Greer and Thorbecke as a share of 1; None without anybody."""
    if not incomes:
        return None
    gaps = [((line - income) / line) ** power if power else Decimal(1) for income in incomes if income < line]
    return sum(gaps, Decimal(0)) / len(incomes)


def money_gap(depth: Decimal, line: Decimal, population: int) -> Decimal:
    """The least money (in the line's unit and time) that lifts everybody to the line; `depth` is P1 in per cent."""
    return depth / HUNDRED * line * population


def implied_population(poor: Decimal, rate: Decimal) -> int | None:
    """The population that number and rate (per cent) of the poor rest on; never the registered one."""
    return int((poor / rate * HUNDRED).quantize(Decimal(1), rounding=ROUND_HALF_UP)) if rate else None


def household_line(line: Decimal, size: Decimal) -> int:
    """The poverty line of a household, rupiah a month: the line per person times the average size of a poor household."""
    return int((line * size).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def implausible(code: str, value: Decimal, others: Others) -> list[str]:
    """Why a figure should be looked at again: 'range', 'above_P0' ..., 'sudden'. Empty where nothing speaks against it."""
    found = []
    low, high = RANGES.get(code, (None, None))
    if low is not None and not low <= value <= high:
        found.append("range")
    upper = NOT_ABOVE.get(code)
    if upper in others.beside and value > others.beside[upper]:
        found.append(f"above_{upper}")
    if others.before and abs(value - others.before) / abs(others.before) * HUNDRED > SUDDEN:
        found.append("sudden")
    return found
