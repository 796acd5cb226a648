"""The cash plan against what was spent, month by month and by agency. Whole rupiah; None where nobody told."""

from dataclasses import dataclass
from itertools import accumulate

from django.db.models import Sum

from programs.models import FundingSource, MonthlyPlan, Program, Realization
from programs.models.programs import ProgramQuerySet
from programs.queries.ratios import deviation


@dataclass(frozen=True, slots=True)
class CashMonth:
    """One month: planned and spent in it, and both from January to its end. After the last report nothing is spent yet."""

    month: int
    planned: int | None
    spent: int | None
    planned_until: int | None
    spent_until: int | None

    @property
    def deviation(self) -> int | None:
        return deviation(self.spent_until, self.planned_until)


@dataclass(frozen=True, slots=True)
class AgencyCash:
    """One agency from January to the end of a month; None stands for programmes of nobody here."""

    agency_id: int | None
    agency: str
    planned: int | None
    spent: int | None

    @property
    def deviation(self) -> int | None:
        return deviation(self.spent, self.planned)


def months(programs: ProgramQuerySet, year: int) -> list[CashMonth]:
    """Twelve months of all these programmes."""
    planned = _by(MonthlyPlan, programs, year, "planned_amount", "month")
    spent = _by(Realization, programs, year, "spent_amount", "month")
    last = max(spent, default=0)
    plans = list(accumulate(planned.get(month, 0) for month in range(1, 13)))
    flows = list(accumulate(spent.get(month, 0) for month in range(1, 13)))
    return [
        CashMonth(
            month, planned.get(month), spent.get(month), plans[month - 1] if planned else None,
            flows[month - 1] if month <= last else None,
        )
        for month in range(1, 13)
    ]  # fmt: skip


def by_agency(programs: ProgramQuerySet, year: int, until: int) -> list[AgencyCash]:
    """Each agency up to the end of a month, furthest behind its plan first."""
    planned = _by(MonthlyPlan, programs, year, "planned_amount", "program__agency", until)
    spent = _by(Realization, programs, year, "spent_amount", "program__agency", until)
    names = dict(programs.order_by().values_list("agency", "agency__name"))
    rows = [
        AgencyCash(key, names.get(key) or "Bukan perangkat daerah", planned.get(key), spent.get(key))
        for key in {*planned, *spent}
    ]
    return sorted(rows, key=lambda row: (row.deviation is None, row.deviation or 0, row.agency))


def plan_of(program: Program, year: int, source: FundingSource) -> dict[int, MonthlyPlan]:
    """month -> the cash plan of one programme and funding source."""
    return {row.month: row for row in program.monthly_plans.filter(year=year, funding_source=source)}


def _by(model, programs: ProgramQuerySet, year: int, amount: str, key: str, until: int = 12) -> dict:
    rows = model.objects.filter(program__in=programs.order_by().values("pk"), year=year, month__lte=until)
    return dict(rows.order_by().values(key).annotate(total=Sum(amount)).values_list(key, "total"))
