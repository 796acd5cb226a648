from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agencies.models import AuditEvent
from programs.actions.focus_regions import adopt, decide, withdraw
from programs.models import FocusRegion
from tests.factories import UserFactory, VillageFactory

pytestmark = pytest.mark.django_db


def decision(region, **more) -> FocusRegion:
    return FocusRegion(**{"region": region, "year": 2026, "is_focus": True, "was_proposed": True, **more})


def test_the_later_decision_replaces_the_earlier_and_the_old_row_is_kept():
    village, first, second = VillageFactory(), UserFactory(), UserFactory()
    decide(decision(village), by=first)
    decide(decision(village, is_focus=False, reason="Sudah maju."), by=second)
    kept = FocusRegion.objects.get()
    assert (kept.is_focus, kept.reason, kept.decided_by) == (False, "Sudah maju.", second)
    assert [row.is_focus for row in FocusRegion.pgh_event_model.objects.all()] == [True]
    assert AuditEvent.objects.filter(action="focus.decided").count() == 2


@pytest.mark.parametrize(
    "wrong", [{"is_focus": False}, {"decree": "460/12/2026"}, {"decree_date": date(2026, 3, 1)}]
)
def test_the_database_refuses_what_has_no_reason_or_half_a_decree(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        decide(decision(VillageFactory(), **wrong), by=UserFactory())


def test_years_are_decided_apart():
    village, by = VillageFactory(), UserFactory()
    for year in (2025, 2026):
        decide(decision(village, year=year), by=by)
    assert FocusRegion.objects.count() == 2


def test_a_decision_taken_back_leaves_its_trace():
    row = decide(decision(VillageFactory()), by=UserFactory())
    withdraw(row, by=UserFactory())
    assert not FocusRegion.objects.exists()
    assert AuditEvent.objects.get(action="focus.withdrawn").detail["year"] == 2026


def test_one_decree_takes_in_what_is_proposed_and_keeps_what_was_decided():
    out, undated, dated, fresh = VillageFactory.create_batch(4)
    by, day = UserFactory(), date(2026, 3, 1)
    decide(decision(out, is_focus=False, reason="Sudah maju."), by=by)
    decide(decision(undated), by=by)
    decide(decision(dated, decree="1/2026", decree_date=date(2026, 1, 1)), by=by)
    proposed = {row.pk: 50 for row in (out, undated, fresh)}
    assert adopt(proposed, 2026, decree="460/12/2026", decree_date=day, by=by) == 1
    told = {row.region: row for row in FocusRegion.objects.all()}
    assert [told[row].is_focus for row in (out, undated, dated, fresh)] == [False, True, True, True]
    assert [told[row].decree for row in (out, undated, dated, fresh)] == [
        "460/12/2026", "460/12/2026", "1/2026", "460/12/2026",
    ]  # fmt: skip
    assert adopt(proposed, 2026, decree="460/12/2026", decree_date=day, by=by) == 0
