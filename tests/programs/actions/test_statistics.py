import pytest

from agencies.models import AuditEvent
from programs.actions.statistics import (
    InUse,
    judge,
    move_value,
    record_value,
    remove,
    remove_value,
    save,
    withdraw,
)
from programs.models import Determinant, Statistic, StatisticValue
from tests.factories import ProgramFactory, StatisticFactory, StatisticValueFactory, UserFactory

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


def test_a_series_leaves_only_when_nothing_rests_on_it():
    by, valued, judged, bare = UserFactory(), StatisticFactory(), StatisticFactory(), StatisticFactory()
    record_value(value(valued), by=by)
    judge(Determinant(main=judged, name="x", evidence="x"), [], by=by)
    for statistic in (valued, judged):
        with pytest.raises(InUse):
            remove(statistic, reason="Salah baca", by=by)
    remove(bare, reason="Salah baca", by=by)
    assert set(Statistic.objects.all()) == {valued, judged}
    assert AuditEvent.objects.get(action="statistic.removed").reason == "Salah baca"


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


def test_what_is_typed_has_its_author_and_no_spreadsheet_any_more():
    by = UserFactory()
    row = StatisticValueFactory(source_sheet="Lembar", source_row=7)
    record_value(value(row.statistic, area=row.area, year=row.year), by=by)
    row.refresh_from_db()
    assert (row.entered_by, row.source_sheet, row.source_row) == (by, "", None)
    assert row.entered_at is not None


def test_a_stored_value_moves_to_another_year_with_its_row():
    by, row = UserFactory(), StatisticValueFactory(year=2024)
    row.year = 2023
    move_value(row, by=by)
    kept = StatisticValue.objects.get()
    assert (kept.pk, kept.year, kept.entered_by) == (row.pk, 2023, by)
    assert [old.year for old in StatisticValue.pgh_event_model.objects.all()] == [2024]


def test_a_value_leaves_with_its_reason_and_stays_in_the_history():
    row = StatisticValueFactory(year=2024)
    remove_value(row, reason="Salah ketik", by=UserFactory())
    assert not StatisticValue.objects.exists()
    assert [old.year for old in StatisticValue.pgh_event_model.objects.all()] == [2024]
    event = AuditEvent.objects.get(action="statistic.unvalued")
    assert (event.reason, event.detail) == ("Salah ketik", {"area": "35.99", "year": 2024})


def test_a_judgement_keeps_its_sub_kegiatan_and_can_be_withdrawn():
    by, programs = UserFactory(), ProgramFactory.create_batch(2)
    row = judge(
        Determinant(main=StatisticFactory(), name="Putus sekolah", evidence="Survei"), programs, by=by
    )
    assert (set(row.programs.all()), row.judged_by) == (set(programs), by)
    withdraw(row, by=by)
    assert not Determinant.objects.exists()
    assert AuditEvent.objects.filter(action="determinant.withdrawn").exists()
