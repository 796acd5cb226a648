from datetime import date

import pytest

from agencies.actions import schedules
from agencies.models import AuditEvent, Reopening
from tests.factories import AgencyFactory, ScheduleFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_lock_says_who_and_when_and_stays_with_the_first():
    first, second = UserFactory(), UserFactory()
    schedule = schedules.lock(ScheduleFactory(), by=first)
    assert schedules.lock(schedule, by=second).locked_by == first
    assert AuditEvent.objects.filter(action="schedule.locked").count() == 1


def test_unlocking_leaves_its_reason_in_the_trail():
    schedule = schedules.lock(ScheduleFactory(), by=UserFactory())
    schedules.unlock(schedule, reason="Salah triwulan", by=UserFactory())
    schedule.refresh_from_db()
    assert (schedule.locked_at, schedule.locked_by) == (None, None)
    assert AuditEvent.objects.get(action="schedule.unlocked").reason == "Salah triwulan"


def test_more_time_for_one_agency_is_kept_and_told():
    agency, schedule = AgencyFactory(), ScheduleFactory()
    schedules.reopen(
        schedule, agency=agency, until=date(2026, 8, 1), reason="Listrik padam", by=UserFactory()
    )
    assert Reopening.objects.get().agency == agency
    assert AuditEvent.objects.get().detail["until"] == "2026-08-01"


def test_a_changed_schedule_is_in_the_trail():
    schedules.save(ScheduleFactory.build(period=3), by=UserFactory())
    assert AuditEvent.objects.get().action == "schedule.added"
