"""When something is due, and whether a period still takes entries of an agency."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import Reopening, Schedule
from agencies.queries.settings import setting


@dataclass(frozen=True, slots=True)
class Stage:
    """One schedule as its page shows it: `state` as in badges, `words` beside it, `days` left until it closes."""

    schedule: Schedule
    state: str
    words: str
    days: int | None = None


def locked(
    document: str,
    year: int,
    period: int,
    agency_id: int | None,
    today: date | None = None,
    *,
    entry: bool = True,
) -> Schedule | None:
    """The schedule that keeps this agency from changing the period, or None.

    A closing day locks only entries (`entry`), and only where the setting says so: whoever verifies comes after it.
    """
    day = today or timezone.localdate()
    rows = Schedule.objects.filter(document=document, fiscal_year=year, period=period)
    shut = [one for one in rows if one.locked_at or (entry and _is_over(one, day))]
    if not shut:
        return None
    reopened = Reopening.objects.filter(schedule__in=shut, agency=agency_id, until__gte=day)
    open_again = set(reopened.values_list("schedule", flat=True)) if agency_id else set()
    return next((one for one in shut if one.pk not in open_again), None)


def locked_words(schedule: Schedule) -> str:
    """What the page says of a locked period: since when, and what to do."""
    if schedule.locked_at:
        day = date_format(timezone.localtime(schedule.locked_at), "j F Y")
        return f"Dikunci {day}. Minta buka kunci kepada sekretariat TKPK."
    return f"Ditutup {date_format(schedule.closes, 'j F Y')}. Minta masa tenggang kepada sekretariat TKPK."


def calendar(schedules: QuerySet[Schedule], today: date | None = None) -> list[Stage]:
    """The stages in the order of their days, with where each stands."""
    day = today or timezone.localdate()
    rows = schedules.order_by("opens", "closes", "document", "period", "order", "pk")
    return [_stage(row, day) for row in rows]


def _is_over(schedule: Schedule, day: date) -> bool:
    return bool(schedule.closes and schedule.closes < day and setting("lock_by_schedule"))


def _stage(schedule: Schedule, day: date) -> Stage:
    if schedule.locked_at:
        return Stage(schedule, "lock", "Dikunci")
    if schedule.done_at:
        return Stage(schedule, "ok", "Selesai")
    left = (schedule.closes - day).days if schedule.closes else None
    if left is not None and left < 0:
        return Stage(schedule, "bad", "Lewat tenggat", left)
    if schedule.opens and schedule.opens > day:
        return Stage(schedule, "none", "Belum dibuka", left)
    return (
        Stage(schedule, "proc", "Berjalan", left)
        if schedule.opens or schedule.closes
        else Stage(schedule, "none", "Tanpa tanggal")
    )
