from datetime import date

import pytest
from django.utils import timezone

from agencies.models import Reopening, Schedule, Setting
from agencies.queries.schedules import calendar, locked, locked_words
from tests.factories import AgencyFactory, ScheduleFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 20)


def lock_of(agency=None, today=DAY, **options):
    return locked("capaian", 2026, 2, agency.pk if agency else None, today, **options)


def test_without_a_schedule_nothing_is_locked():
    assert lock_of() is None


def test_a_lock_names_its_day_and_what_to_do():
    moment = timezone.make_aware(timezone.datetime(2026, 1, 30, 9))
    ScheduleFactory(period=2, locked_at=moment, locked_by=UserFactory())
    assert locked_words(lock_of()) == "Dikunci 30 Januari 2026. Minta buka kunci kepada sekretariat TKPK."


def test_a_closing_day_locks_entries_only_where_the_setting_says_so():
    ScheduleFactory(period=2, closes=date(2026, 7, 15))
    assert lock_of() is None
    Setting.objects.create(key="lock_by_schedule", value=True, valid_from="2020-01-01")
    assert locked_words(lock_of()).startswith("Ditutup 15 Juli 2026.")
    assert lock_of(entry=False) is None
    assert lock_of(today=date(2026, 7, 15)) is None


def test_more_time_is_given_to_one_agency_until_a_day():
    schedule = ScheduleFactory(period=2, locked_at=timezone.now(), locked_by=UserFactory())
    mine, other = AgencyFactory(), AgencyFactory()
    Reopening.objects.create(schedule=schedule, agency=mine, until=DAY, reason="x", granted_by=UserFactory())
    assert lock_of(mine) is None
    assert lock_of(other) == lock_of(mine, today=date(2026, 7, 21)) == schedule


def test_each_stage_says_where_it_stands():
    days = {
        "Berjalan": {"opens": date(2026, 7, 1), "closes": date(2026, 7, 31)},
        "Belum dibuka": {"opens": date(2026, 8, 1)},
        "Lewat tenggat": {"closes": date(2026, 7, 19)},
        "Selesai": {"closes": date(2026, 7, 1), "done_at": date(2026, 7, 1)},
        "Tanpa tanggal": {},
    }
    for words, told in days.items():
        ScheduleFactory(document="rkpd", stage=words, title=words, period=0, **told)
    found = calendar(Schedule.objects.all(), DAY)
    assert {stage.schedule.title: stage.words for stage in found} == {words: words for words in days}
    assert next(stage.days for stage in found if stage.words == "Berjalan") == 11
