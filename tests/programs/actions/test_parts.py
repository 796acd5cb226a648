import pytest

from agencies.models import AuditEvent
from programs.actions.parts import set_parts
from programs.actions.reviews import Refused
from programs.models import Attainment, AttainmentPart
from tests.factories import IndicatorFactory, ScheduleFactory, UserFactory

pytestmark = pytest.mark.django_db
SEX = "jenis_kelamin"


@pytest.fixture
def report():
    return Attainment.objects.create(indicator=IndicatorFactory(), year=2026, quarter=2, value=100)


def told(label, value, **more):
    return AttainmentPart(dimension=SEX, label=label, value=value, **more)


def stored(report):
    return dict(report.parts.values_list("label", "value"))


def test_parts_come_change_and_leave(report):
    by = UserFactory()
    assert set_parts(report, SEX, [told("Laki-laki", 40), told("Perempuan", 60)], by=by) == 2
    assert set_parts(report, SEX, [told("Laki-laki", 45), told("Perempuan", None)], by=by) == 2
    assert stored(report) == {"Laki-laki": 45}


def test_what_does_not_differ_is_not_written(report):
    set_parts(report, SEX, [told("Laki-laki", 40)], by=UserFactory())
    events = AuditEvent.objects.count()
    assert set_parts(report, SEX, [told("Laki-laki", 40)], by=UserFactory()) == 0
    assert AuditEvent.objects.count() == events


def test_another_dimension_is_left_alone(report):
    report.parts.create(dimension="usia", label="0-5 tahun", value=3)
    set_parts(report, SEX, [told("Laki-laki", 40)], by=UserFactory())
    assert stored(report) == {"0-5 tahun": 3, "Laki-laki": 40}


def test_a_verified_report_whose_parts_change_is_looked_at_again(report):
    report.status, report.verified_by = "verified", UserFactory()
    report.save()
    set_parts(report, SEX, [told("Laki-laki", 40)], by=UserFactory(), verifier=True)
    report.refresh_from_db()
    assert (report.status, report.verified_by) == ("submitted", None)


def test_a_submitted_report_keeps_its_parts_from_its_agency(report):
    report.status = "submitted"
    report.save()
    with pytest.raises(Refused):
        set_parts(report, SEX, [told("Laki-laki", 40)], by=UserFactory())
    assert stored(report) == {}


def test_a_locked_quarter_keeps_its_parts(report):
    locker = UserFactory()
    ScheduleFactory(
        document="capaian", fiscal_year=2026, period=2, locked_at="2026-07-20T08:00Z", locked_by=locker
    )
    with pytest.raises(Refused):
        set_parts(report, SEX, [told("Laki-laki", 40)], by=UserFactory())
    assert stored(report) == {}
