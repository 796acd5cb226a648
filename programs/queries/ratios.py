"""Arithmetic of money, without database: absorption, deviation, weighted progress, cost per unit, lights (DOMAIN 8.4, 12).

Rupiah are whole numbers, percentages Decimal; None is unknown and never 0.
"""

from collections.abc import Hashable, Iterable
from decimal import Decimal
from statistics import median

ENOUGH_TO_COMPARE = 5  # fewer costs have no middle worth the name


def absorption(spent: int | None, ceiling: int | None) -> Decimal | None:
    """Spent in per cent of the ceiling."""
    if not ceiling or spent is None:
        return None
    return Decimal(100) * spent / ceiling


def deviation(spent_until: int | None, planned_until: int | None) -> int | None:
    """Spent beyond the cash plan up to the same month; negative is behind the plan."""
    if spent_until is None or planned_until is None:
        return None
    return spent_until - planned_until


def weighted(pairs: Iterable[tuple[Decimal | None, int | None]]) -> Decimal | None:
    """Physical progress (per cent) weighted by the ceilings; lines without either do not count."""
    known = [(physical, ceiling) for physical, ceiling in pairs if physical is not None and ceiling]
    total = sum(ceiling for _, ceiling in known)
    return sum(physical * ceiling for physical, ceiling in known) / Decimal(total) if total else None


def unit_cost(spent: int | None, served: int | None) -> Decimal | None:
    """Rupiah per recipient."""
    return Decimal(spent) / served if served and spent is not None else None


def outliers(costs: dict[Hashable, Decimal], times: Decimal) -> set:
    """Whose cost is more than `times` the middle one, or less than the middle one divided by it; of five or more."""
    if len(costs) < ENOUGH_TO_COMPARE:
        return set()
    middle = median(costs.values())
    return {key for key, cost in costs.items() if cost > times * middle or cost * times < middle}


def quarter_of(month: int) -> int:
    return (month + 2) // 3


def semester_of(month: int) -> int:
    return (month + 5) // 6


def light(percent: Decimal | None, green: Decimal | int, yellow: Decimal | int) -> str | None:
    """green, yellow or red; a bound belongs to the better light."""
    if percent is None:
        return None
    if percent >= green:
        return "green"
    return "yellow" if percent >= yellow else "red"


def cumulative_to_flow(total: int, earlier: int) -> int:
    """What one period adds, when a report counts from the year's beginning; negative: the report fell."""
    return total - earlier
