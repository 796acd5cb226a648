"""What one recipient of each programme costs, and which programmes lie far from the others with the same form of aid."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from agencies.access.viewer import Viewer
from beneficiaries.queries.aided import aid, by_program
from programs.models import Program, Unit
from programs.models.programs import ProgramQuerySet
from programs.queries.budgets import money_of_programs
from programs.queries.ratios import outliers, unit_cost


@dataclass(frozen=True, slots=True)
class Cost:
    """One programme in one year: spent (whole rupiah), served in its unit, rupiah per served. None is unknown.

    `amount` is what the lists say recipients got; the rest of `spent` is the cost of bringing it to them.
    """

    program: Program
    spent: int | None
    served: int | None
    unit: str
    amount: int | None
    per_served: Decimal | None
    is_outlier: bool = False


def costs(viewer: Viewer, programs: ProgramQuerySet, year: int, times: Decimal) -> list[Cost]:
    """Programmes that spent or served in the year; outliers first, then the dearest per recipient.

    Far off is more than `times` the middle cost of programmes with the same form of aid and unit, or as far below it.
    """
    money = money_of_programs(programs, year)
    served = by_program(aid(viewer, year).filter(program__in=programs.order_by().values("pk")))
    rows = programs.filter(pk__in={*money, *served}).for_listing()
    found = [_cost(program, money.get(program.pk), served.get(program.pk)) for program in rows]
    far = _far(found, times)
    marked = [
        Cost(one.program, one.spent, one.served, one.unit, one.amount, one.per_served, one.program.pk in far)
        for one in found
    ]
    return sorted(
        marked, key=lambda one: (not one.is_outlier, one.per_served is None, -(one.per_served or 0))
    )


def _cost(program: Program, money, served) -> Cost:
    persons = program.unit is not None and program.unit.recipient == Unit.Recipient.PERSON
    count = (served.persons if persons else served.families) if served else None
    spent = money.spent_amount if money else None
    unit = "orang" if persons else "keluarga"
    return Cost(program, spent, count, unit, served.amount if served else None, unit_cost(spent, count))


def _far(rows: list[Cost], times: Decimal) -> set[int]:
    groups = defaultdict(dict)
    for one in rows:
        if one.per_served is not None:
            groups[one.program.aid_kind_id, one.unit][one.program.pk] = one.per_served
    return {pk for group in groups.values() for pk in outliers(group, times)}
