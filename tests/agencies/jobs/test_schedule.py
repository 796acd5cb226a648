from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agencies.jobs import queue, schedule
from agencies.jobs.queue import claim, run
from agencies.models import Job

pytestmark = pytest.mark.django_db
MAKASSAR = ZoneInfo("Asia/Makassar")


@pytest.fixture
def nightly(toy, monkeypatch):
    monkeypatch.setattr(schedule, "_daily", {})
    schedule.daily("03.10")(queue.task(toy.name)(lambda job, progress: toy.seen.append("swept")))
    return toy


def at(hour, minute, day=21):
    return datetime(2026, 11, day, hour, minute, tzinfo=MAKASSAR)


def queued_at(moment):
    Job.objects.update(queued_at=moment)


def test_the_work_of_the_day_is_queued_once_its_time_has_come(nightly):
    [job] = schedule.queue_due(at(3, 10))
    queued_at(at(3, 10))
    run(claim())
    assert nightly.seen == ["swept"]
    assert schedule.queue_due(at(23, 59)) == []
    assert len(schedule.queue_due(at(3, 10, day=22))) == 1
    assert Job.objects.exclude(pk=job.pk).count() == 1


def test_before_its_time_the_work_of_yesterday_counts(nightly):
    schedule.queue_due(at(3, 10, day=20))
    queued_at(at(3, 10, day=20))
    assert schedule.queue_due(at(3, 9)) == []


def test_a_night_switched_off_is_made_up_for(nightly):
    schedule.queue_due(at(3, 10, day=18))
    queued_at(at(3, 10, day=18))
    run(claim())
    assert len(schedule.queue_due(at(8, 0))) == 1


def test_work_that_still_waits_is_not_queued_again(nightly):
    [job] = schedule.queue_due(at(3, 10))
    queued_at(at(3, 10) - timedelta(days=1))
    assert schedule.queue_due(at(3, 10)) == [job]
    assert Job.objects.count() == 1
