"""Work that is due once a day. Every worker looks at the clock, so there is no timer to install or to forget."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from agencies import sql
from agencies.jobs import presence, queue
from agencies.models import Job

_daily: dict[str, time] = {}  # task name -> local time of day


def daily(at: str):
    """Put above @task: `@daily("03.10")` queues it each day, after a night switched off at the next start."""
    hour, minute = at.split(".")

    def register(function):
        _daily[function.task_name] = time(int(hour), int(minute))
        return function

    return register


def queue_due(now: datetime | None = None) -> list[Job]:
    """Queue every daily task whose latest moment has no job yet; two workers at once queue it once."""
    now = now or timezone.now()
    if not sql.advisory_lock(presence.SCHEDULE, 1):
        return []
    try:
        due = [name for name, at in _daily.items() if not _queued_since(name, _latest(at, now))]
        return [queue.enqueue(name) for name in due]
    finally:
        sql.advisory_unlock(presence.SCHEDULE, 1)


def _latest(at: time, now: datetime) -> datetime:
    local = timezone.localtime(now)
    today = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)


def _queued_since(name: str, moment: datetime) -> bool:
    return Job.objects.filter(task=name, subject_id=None, queued_at__gte=moment).exists()
