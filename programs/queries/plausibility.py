"""What speaks against a figure of an indicator (DOMAIN 23.8): remarks for whoever enters or verifies it, never a refusal."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from programs.models import Attainment, Indicator

SUDDEN = Decimal(30)  # per cent of the figure before
HUNDRED = Decimal(100)
PER_CENT = {"persen", "%", "per cent"}


@dataclass(frozen=True, slots=True)
class Remark:
    """`code` is range (beyond low or high), sudden (changed by so many per cent) or falls (a running total went down)."""

    code: str
    low: Decimal | None = None
    high: Decimal | None = None
    before: Decimal | None = None
    change: Decimal | None = None


def remarks(
    indicator: Indicator, value: Decimal | None, before: Attainment | None, year: int
) -> list[Remark]:
    """Empty where nothing speaks against it; `before` is the last figure reported earlier, of this year or the one before."""
    if value is None:
        return []
    found = []
    low, high = limits(indicator)
    if (low is not None and value < low) or (high is not None and value > high):
        found.append(Remark("range", low, high))
    if before is not None and before.value is not None:
        found += _moved(indicator, value, before, year)
    return found


def of_year(
    indicator: Indicator, reports: Iterable[Attainment], last_year: Attainment | None, year: int
) -> dict[int, list[Remark]]:
    """quarter -> remarks on its report, each held against the report before it."""
    found, before = {}, last_year
    for row in sorted(reports, key=lambda row: row.quarter):
        found[row.quarter] = remarks(indicator, row.value, before, year)
        before = row if row.value is not None else before
    return found


def limits(indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
    """Those of the macro figure it comes from; else a share lies between 0 and 100."""
    statistic = indicator.statistic
    if statistic and (statistic.lowest is not None or statistic.highest is not None):
        return statistic.lowest, statistic.highest
    if indicator.unit.strip().lower() in PER_CENT:
        return Decimal(0), HUNDRED
    return None, None


def _moved(indicator: Indicator, value: Decimal, before: Attainment, year: int) -> list[Remark]:
    """A part of a sum may be any size beside the part before; a running total starts again each year."""
    match indicator.aggregation or indicator.formula:
        case "sum":
            return []
        case "cumulative":
            fell = before.year == year and value < before.value
            return [Remark("falls", before=before.value)] if fell else []
    if not before.value:
        return []
    change = abs(value - before.value) / abs(before.value) * HUNDRED
    return [Remark("sudden", before=before.value, change=change)] if change > SUDDEN else []
