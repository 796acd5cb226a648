"""What stands in one line of an evaluation table (DOMAIN 11.6): money, performance, and the arithmetic of the columns.

Plain arithmetic on whole rupiah and Decimals; knows no database. None is unknown and is never added up as 0.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from programs.queries.attainment import Kind, is_flow, percent_of
from programs.queries.indicators import IndicatorRow

HUNDRED = Decimal(100)
Reached = Decimal | str | None  # a number, words ('WTP'), or nothing


def year_total(quarters: Sequence[Decimal | int | None], *, stock: bool) -> Decimal | int | None:
    """The year from its four quarters: flows add up, of a stock the last told counts."""
    told = [value for value in quarters if value is not None]
    if not told:
        return None
    return told[-1] if stock else sum(told)


def attained(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """Part of whole in per cent; None where one is unknown or the whole is 0."""
    return None if part is None or not whole else HUNDRED * part / whole


def so_far(before, this_year, *, stock: bool):
    """Realised up to the year: before plus the year; of a stock the year's own figure, or the last one known."""
    if stock:
        return before if this_year is None else this_year
    return added((before, this_year))


def added(amounts: Iterable) -> int | Decimal | None:
    """The sum of what is known; None where nothing is."""
    told = [amount for amount in amounts if amount is not None]
    return sum(told) if told else None


def mean(values: Iterable[Decimal | None]) -> Decimal | None:
    """The simple mean of what is known (DOMAIN 11.5)."""
    told = [value for value in values if value is not None]
    return sum(told, Decimal(0)) / len(told) if told else None


def overall(*means: Decimal | None) -> Decimal | None:
    """A programme as a whole: the mean of its own mean, that of its kegiatan and that of its sub kegiatan."""
    return mean(means)


@dataclass(slots=True)
class Money:
    """Whole rupiah of one line: indicative ceilings and what was spent per year, this year's ceiling and quarters."""

    planned: dict[int, int] = field(default_factory=dict)
    spent_in: dict[int, int] = field(default_factory=dict)
    ceiling: int | None = None
    quarters: list[int | None] = field(default_factory=lambda: [None] * 4)

    def add(self, other: "Money") -> None:
        """Counts another line's spending and ceiling in; indicative ceilings stand for themselves."""
        self.ceiling = added((self.ceiling, other.ceiling))
        self.quarters = [added(pair) for pair in zip(self.quarters, other.quarters, strict=True)]
        for year, amount in other.spent_in.items():
            self.spent_in[year] = self.spent_in.get(year, 0) + amount

    @property
    def final(self) -> int | None:
        """What the plan sets aside over its whole period."""
        return added(self.planned.values())

    @property
    def spent(self) -> int | None:
        return year_total(self.quarters, stock=False)

    @property
    def absorption(self) -> Decimal | None:
        return attained(self.spent, self.ceiling)

    def before(self, year: int) -> int | None:
        """Spent in the years of the period that came before."""
        return added(amount for one, amount in self.spent_in.items() if one < year)

    def until(self, year: int) -> int | None:
        return so_far(self.before(year), self.spent, stock=False)


@dataclass(frozen=True, slots=True)
class Performance:
    """What one indicator should reach and reached: `years` year by year, `quarters` those of `year`."""

    year: int
    kind: Kind
    years: dict[int, IndicatorRow]
    quarters: tuple[Reached, ...] = (None,) * 4
    goal: Reached = None  # at the end of the period

    @property
    def indicator(self):
        return self.now.indicator

    @property
    def now(self) -> IndicatorRow:
        return self.years[self.year]

    @property
    def target(self) -> Reached:
        return target_of(self.now)

    @property
    def reached(self) -> Reached:
        return reached_in(self.now)

    @property
    def percent(self) -> Decimal | None:
        return self.now.judgement.percent

    @property
    def before(self) -> Reached:
        """Realised up to the year before: flows add up, of everything else the last figure or word counts."""
        told = [reached_in(row) for year, row in sorted(self.years.items()) if year < self.year]
        numbers = [value for value in told if isinstance(value, Decimal)]
        if is_flow(self.kind):
            return added(numbers)
        return next((value for value in reversed(told) if value is not None), None)

    @property
    def until(self) -> Reached:
        """Realised up to and with the year."""
        flows = is_flow(self.kind) and not isinstance(self.reached, str)
        return so_far(self.before, self.reached, stock=not flows)

    @property
    def of_goal(self) -> Decimal | None:
        """In per cent of the final target, by the indicator's own formula; words have none."""
        numbers = isinstance(self.goal, Decimal) and isinstance(self.until, Decimal)
        return percent_of(self.kind, self.goal, self.until) if numbers else None


@dataclass(slots=True)
class Line:
    """One line of the tree: an urusan, bidang, program, kegiatan or sub kegiatan of one agency, a sasaran, or the programmes
    that stand nowhere in the nomenclature (`unlinked`)."""

    level: str
    code: str
    name: str
    agency: str
    goal: str = ""  # the sasaran it serves
    money: Money = field(default_factory=Money)
    indicators: list[Performance] = field(default_factory=list)


def target_of(row: IndicatorRow) -> Reached:
    return row.target if row.target is not None else row.target_text or None


def reached_in(row: IndicatorRow) -> Reached:
    return row.judgement.realized if row.judgement.realized is not None else row.last_text or None
