import pytest
from django.utils import timezone

from agencies.access.roles import Role
from programs.models import Realization, StagedPlanLine
from tests.factories import ScheduleFactory
from tests.programs.importing.examples import agency_of, ground, handed_in

pytestmark = pytest.mark.django_db


def test_a_list_changes_nothing_in_a_locked_quarter(holder):
    ground()
    agency = agency_of("DINSOS")
    ScheduleFactory(
        document="realisasi",
        fiscal_year=2025,
        period=2,
        locked_at=timezone.now(),
        locked_by=holder(Role.SECRETARIAT),
    )
    upload = handed_in("anggaran", agency=agency, by=holder(Role.OPERATOR, agency=agency))
    held = StagedPlanLine.objects.filter(upload=upload, outcome="held")
    assert {problem["code"] for line in held for problem in line.problems} == {"locked_period"}
    assert (held.count(), Realization.objects.count()) == (5, 0)
