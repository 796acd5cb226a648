"""Store what was typed into the money grids. Only what differs is written, so that row history stays readable."""

from decimal import Decimal

from django.db import transaction

from agencies.actions import audit
from agencies.models import User
from programs.models import Budget, FundingSource, MonthlyPlan, Program, Realization
from programs.queries.ceilings import Version


@transaction.atomic
def set_ceilings(
    program: Program, year: int, ceilings: dict[tuple[int, Version], int | None], *, by: User
) -> int:
    """(source id, version) -> whole rupiah, None removes the line; how many lines changed."""
    known = {
        (row.funding_source_id, Version(row.revision, row.number)): row
        for row in program.budgets.select_for_update().filter(year=year)
    }
    changed = 0
    with audit.acting(by):
        for (source_id, version), amount in ceilings.items():
            row = known.get((source_id, version))
            if amount == (row.ceiling_amount if row else None):
                continue
            changed += 1
            if amount is None:
                row.delete()
            else:
                row = row or Budget(
                    program=program, year=year, funding_source_id=source_id, revision=version.revision, number=version.number
                )  # fmt: skip
                row.ceiling_amount = amount
                row.save()
    if changed:
        audit.record("budget.changed", program, by=by, year=year, lines=changed)
    return changed


@transaction.atomic
def set_months(
    program: Program,
    year: int,
    source: FundingSource,
    months: dict[int, tuple[int, Decimal | None] | None],
    *,
    by: User,
) -> int:
    """month -> (spent, physical per cent), None for a month without report; how many months changed."""
    known = {
        row.month: row
        for row in program.realizations.select_for_update().filter(year=year, funding_source=source)
    }
    changed = 0
    with audit.acting(by):
        for month, told in months.items():
            row = known.get(month)
            if told == ((row.spent_amount, row.physical) if row else None):
                continue
            changed += 1
            if told is None:
                row.delete()
            else:
                row = row or Realization(program=program, year=year, month=month, funding_source=source)
                row.spent_amount, row.physical = told
                row.save()
    if changed:
        audit.record("realization.changed", program, by=by, year=year, source=source.code, months=changed)
    return changed


@transaction.atomic
def set_cash(
    program: Program,
    year: int,
    source: FundingSource,
    months: dict[int, tuple[int, Decimal | None] | None],
    *,
    by: User,
) -> int:
    """month -> (planned money, physical target per cent), None removes the month; how many months changed."""
    rows = program.monthly_plans.select_for_update().filter(year=year, funding_source=source)
    known = {row.month: row for row in rows}
    changed = 0
    with audit.acting(by):
        for month, told in months.items():
            row = known.get(month)
            if told == ((row.planned_amount, row.physical_target) if row else None):
                continue
            changed += 1
            if told is None:
                row.delete()
            else:
                row = row or MonthlyPlan(program=program, year=year, month=month, funding_source=source)
                row.planned_amount, row.physical_target = told
                row.save()
    if changed:
        audit.record("plan.cash_changed", program, by=by, year=year, source=source.code, months=changed)
    return changed
