"""Lock a period for entries, unlock it, give one agency more time."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from agencies.actions import audit
from agencies.models import Agency, Reopening, Schedule, User

# Upper floors say here why somebody may not lock: who verified figures of the period does not close it too.
objections: list[Callable[[Schedule, User], str]] = []


class Objected(Exception):
    """The lock is refused; the sentence says why and who can do it."""


@transaction.atomic
def save(schedule: Schedule, *, by: User) -> Schedule:
    new = schedule.pk is None
    schedule.save()
    audit.record("schedule.added" if new else "schedule.changed", schedule, by=by, year=schedule.fiscal_year)
    return schedule


@transaction.atomic
def lock(schedule: Schedule, *, by: User) -> Schedule:
    """Raises Objected when `by` had a hand in the figures."""
    schedule = Schedule.objects.select_for_update().get(pk=schedule.pk)
    for objection in objections:
        if sentence := objection(schedule, by):
            raise Objected(sentence)
    if schedule.locked_at is None:
        schedule.locked_at, schedule.locked_by = timezone.now(), by
        schedule.save(update_fields=["locked_at", "locked_by"])
        audit.record("schedule.locked", schedule, by=by, year=schedule.fiscal_year, period=schedule.period)
    return schedule


@transaction.atomic
def unlock(schedule: Schedule, *, reason: str, by: User) -> Schedule:
    schedule.locked_at = schedule.locked_by = None
    schedule.save(update_fields=["locked_at", "locked_by"])
    audit.record("schedule.unlocked", schedule, by=by, reason=reason, year=schedule.fiscal_year)
    return schedule


@transaction.atomic
def reopen(schedule: Schedule, *, agency: Agency, until: date, reason: str, by: User) -> Reopening:
    """This agency may enter until that day."""
    row = Reopening.objects.create(
        schedule=schedule, agency=agency, until=until, reason=reason, granted_by=by
    )
    audit.record("schedule.reopened", schedule, by=by, reason=reason, agency=agency.pk, until=str(until))
    return row
