"""Store macro figures that Bappeda types by hand."""

from django.db import transaction
from django.utils import timezone

from agencies.actions import audit
from agencies.models import User
from programs.models import Determinant, Program, Statistic, StatisticValue


@transaction.atomic
def save(statistic: Statistic, *, by: User) -> Statistic:
    new = statistic.pk is None
    statistic.save()
    audit.record("statistic.added" if new else "statistic.changed", statistic, by=by)
    return statistic


class InUse(Exception):
    """The series still has values, or planners have judged what drives it."""


@transaction.atomic
def remove(statistic: Statistic, *, reason: str, by: User) -> None:
    """Take out a series that nothing rests on, such as one made by a misread heading. Raises InUse."""
    if statistic.values.exists() or statistic.determinants.exists():
        raise InUse
    audit.record("statistic.removed", statistic, by=by, reason=reason, code=statistic.code)
    statistic.delete()


@transaction.atomic
def record_value(value: StatisticValue, *, by: User) -> StatisticValue:
    """One published number; the row that stood for the same area, year and period is replaced, and stays in the history."""
    known = StatisticValue.objects.select_for_update().filter(
        statistic=value.statistic, area=value.area, year=value.year, period=value.period
    ).first()  # fmt: skip
    value.pk, value._state.adding = (known.pk, False) if known else (None, True)
    value.entered_by, value.entered_at = by, timezone.now()
    # What is typed comes out of no spreadsheet any more; undoing the upload must leave it alone.
    value.source_upload, value.source_sheet, value.source_row = None, "", None
    with audit.acting(by):
        value.save()
    audit.record("statistic.valued", value.statistic, by=by, year=value.year)
    return value


@transaction.atomic
def move_value(value: StatisticValue, *, by: User) -> StatisticValue:
    """Correct a number that is stored, also its area, year or period; the caller has made sure that nothing stands there."""
    with audit.acting(by):
        value.entered_by, value.entered_at = by, timezone.now()
        value.source_upload, value.source_sheet, value.source_row = None, "", None
        value.save()
    audit.record("statistic.valued", value.statistic, by=by, year=value.year)
    return value


@transaction.atomic
def remove_value(value: StatisticValue, *, reason: str, by: User) -> None:
    """Take one published number out; the row stays in the history, the reason in the trail."""
    audit.record(
        "statistic.unvalued", value.statistic, by=by, reason=reason, area=value.area, year=value.year
    )
    with audit.acting(by):
        value.delete()


@transaction.atomic
def judge(determinant: Determinant, programs: list[Program], *, by: User) -> Determinant:
    """Keep the judgement that something drives a main statistic, and the sub kegiatan that serve it."""
    determinant.judged_by = by
    determinant.save()
    determinant.programs.set(programs)
    audit.record("determinant.judged", determinant, by=by)
    return determinant


@transaction.atomic
def withdraw(determinant: Determinant, *, by: User) -> None:
    audit.record("determinant.withdrawn", determinant, by=by)
    determinant.delete()
