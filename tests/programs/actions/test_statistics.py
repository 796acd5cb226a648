import pytest

from agencies.models import AuditEvent
from programs.actions.statistics import judge, record_value, save, withdraw
from programs.models import Determinant, Statistic, StatisticValue
from tests.factories import ProgramFactory, StatisticFactory, UserFactory

pytestmark = pytest.mark.django_db


def value(statistic, **more) -> StatisticValue:
    return StatisticValue(
        **{
            "statistic": statistic, "area": "35.99", "area_name": "Tirta Kencana", "year": 2024, "period": "Maret", "value": 5,
            "source": "BPS", **more,
        }
    )  # fmt: skip


def test_a_statistic_is_added_and_changed():
    by = UserFactory()
    row = save(Statistic(code="STUNTING", name="Stunting", unit="persen", direction="-"), by=by)
    row.name = "Prevalensi stunting"
    save(row, by=by)
    assert list(AuditEvent.objects.values_list("action", flat=True).order_by("pk")) == [
        "statistic.added", "statistic.changed",
    ]  # fmt: skip


def test_the_same_period_is_corrected_and_the_old_figure_stays_in_the_history():
    statistic, by = StatisticFactory(), UserFactory()
    record_value(value(statistic), by=by)
    record_value(value(statistic, value=6, source="BPS 2025"), by=by)
    record_value(value(statistic, year=2025), by=by)
    kept = StatisticValue.objects.get(year=2024)
    assert (kept.value, kept.source) == (6, "BPS 2025")
    old = StatisticValue.pgh_event_model.objects.filter(pgh_obj=kept)
    assert [row.value for row in old] == [5]
    assert StatisticValue.objects.count() == 2


def test_a_judgement_keeps_its_sub_kegiatan_and_can_be_withdrawn():
    by, programs = UserFactory(), ProgramFactory.create_batch(2)
    row = judge(
        Determinant(main=StatisticFactory(), name="Putus sekolah", evidence="Survei"), programs, by=by
    )
    assert (set(row.programs.all()), row.judged_by) == (set(programs), by)
    withdraw(row, by=by)
    assert not Determinant.objects.exists()
    assert AuditEvent.objects.filter(action="determinant.withdrawn").exists()
