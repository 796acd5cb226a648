from datetime import date

import pytest

from agencies.actions.calendar import STAGES, open_year
from agencies.models import AuditEvent, Schedule

pytestmark = pytest.mark.django_db


def test_a_year_gets_its_usual_stages_with_days_relative_to_it():
    assert open_year(2027, by=None) == len(STAGES)
    agreed = Schedule.objects.get(fiscal_year=2027, stage="Persetujuan bersama APBD")
    assert (agreed.document, agreed.closes) == (Schedule.Document.APBD, date(2026, 11, 30))
    second = Schedule.objects.get(fiscal_year=2027, document="oppkpke", period=2)
    assert second.opens == date(2028, 1, 2)
    assert AuditEvent.objects.get(action="schedule.year_opened").detail["stages"] == len(STAGES)


def test_opening_again_leaves_corrected_days_alone_and_adds_what_is_missing():
    open_year(2027, by=None)
    corrected = Schedule.objects.get(fiscal_year=2027, stage="Musrenbang RKPD")
    corrected.closes = date(2026, 4, 2)
    corrected.save()
    Schedule.objects.get(fiscal_year=2027, stage="Penetapan RKPD").delete()

    assert open_year(2027, by=None) == 1
    corrected.refresh_from_db()
    assert corrected.closes == date(2026, 4, 2)
