"""The red thread (benang merah): from one item of a plan up to the vision and down to the money and its programmes."""

from dataclasses import dataclass

from django.db.models import Sum

from agencies import sql
from programs.models import Indicator, PlanCeiling, PlanItem, Program
from programs.models.plans import PlanItemQuerySet
from programs.models.programs import ProgramQuerySet
from programs.queries.budgets import MoneyRow, total_of
from programs.queries.plans import KIND_ORDER, LEVEL_ORDER
from programs.queries.programs import with_money

REACHED = """
    SELECT id FROM (
        WITH RECURSIVE reached(id) AS (
            SELECT source.id FROM source WHERE source.id = ANY(%(start)s)
            UNION
            SELECT near.id FROM reached JOIN source step ON {step} JOIN source near ON {near}
        )
        SELECT id FROM reached
    ) AS found
"""
ABOVE = REACHED.format(step="step.id = reached.id", near="near.id IN (step.parent_id, step.supports_id)")
BELOW = REACHED.format(step="step.id = reached.id", near="step.id IN (near.parent_id, near.supports_id)")


@dataclass(frozen=True, slots=True)
class Thread:
    """One item with everything above and below it; `programs` carry ceiling, spent and absorption of the year."""

    item: PlanItem | None
    year: int
    above: list[PlanItem]
    below: list[PlanItem]
    indicators: list[Indicator]
    planned_amount: int | None
    programs: list[Program]
    money: MoneyRow


def of_item(
    item: PlanItem, year: int, items: PlanItemQuerySet, programs: ProgramQuerySet, indicators
) -> Thread:
    """The thread through one item, over the items, programmes and indicators the reader may see.

    Upwards it follows the parent and the item of the plan above that it supports, downwards the reverse.
    """
    above = _ordered(items, _reached(ABOVE, items, [item.pk]) - {item.pk})
    below = _ordered(items, _reached(BELOW, items, [item.pk]) - {item.pk})
    return _thread(item, year, above, below, programs, indicators)


def of_program(program: Program, year: int, items: PlanItemQuerySet, indicators) -> Thread:
    """The thread upwards from one programme: the items it supports and the indicators that stand there."""
    start = [program.item_id] if program.item_id else []
    start += items.filter(program=program).values_list("pk", flat=True)
    above = _ordered(items, _reached(ABOVE, items, start))
    found = indicators.filter(item__in=[one.pk for one in above]).order_by("sort_key", "pk")
    planned = _planned(items.filter(pk__in=start), year)
    money = MoneyRow("total", None, "Jumlah", 0, None, None)
    return Thread(None, year, above, [], list(found), planned, [], money)


def _thread(item, year, above, below, programs: ProgramQuerySet, indicators) -> Thread:
    ids = [item.pk, *(one.pk for one in below)]
    carriers = {one.program_id for one in (item, *below)} - {None}
    own = programs.filter(item__in=ids) | programs.filter(pk__in=carriers)
    rows = with_money(own, year).select_related("agency", "node").order_by("sort_key", "pk")
    standing = indicators.filter(item__in=[item.pk, *(one.pk for one in above)]).order_by("sort_key", "pk")
    return Thread(
        item, year, above, below, list(standing), _planned(PlanItem.objects.filter(pk=item.pk), year), list(rows), total_of(own, year)
    )  # fmt: skip


def _reached(statement: str, items: PlanItemQuerySet, start: list[int]) -> set[int]:
    if not start:
        return set()
    source = items.order_by().values("id", "parent_id", "supports_id")
    return set(sql.select(int, statement, source=source, start=list(start)))


def _ordered(items: PlanItemQuerySet, ids: set[int]) -> list[PlanItem]:
    rows = items.filter(pk__in=ids).select_related("plan", "plan__agency", "node", "agency")
    return sorted(
        rows, key=lambda one: (KIND_ORDER[one.plan.kind], LEVEL_ORDER[one.level], one.sort_key, one.pk)
    )


def _planned(items, year: int) -> int | None:
    return PlanCeiling.objects.filter(item__in=items, year=year).aggregate(total=Sum("amount"))["total"]
