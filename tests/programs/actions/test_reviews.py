from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.access.roles import Role
from agencies.actions import schedules
from agencies.models import AuditEvent, Notice, Reopening, Setting
from programs.actions import reviews
from programs.models import Attainment, Scorecard, Standing
from tests.factories import AgencyFactory, AttainmentFactory, IndicatorFactory, ScheduleFactory, TargetFactory

pytestmark = pytest.mark.django_db
S = Attainment.Status


@pytest.fixture
def agency():
    return AgencyFactory(name="Dinas Sosial")


@pytest.fixture
def people(holder, agency):
    """Who enters and who verifies."""
    return holder(Role.OPERATOR, agency=agency), holder(Role.SECRETARIAT)


def reported(agency, *, value=90, quarter=2, **fields):
    indicator = IndicatorFactory(agency=agency)
    TargetFactory(indicator=indicator, year=2026, value=80)
    return AttainmentFactory(indicator=indicator, year=2026, quarter=quarter, value=value, **fields)


def status_of(row) -> str:
    return Attainment.objects.values_list("status", flat=True).get(pk=row.pk)


def test_a_report_goes_from_draft_to_verified_and_the_counts_follow(agency, people):
    writer, judge = people
    row = reported(agency)
    reviews.report([row], by=writer)
    assert (status_of(row), Standing.objects.get(year=2026).status) == (S.DRAFT, S.DRAFT)

    assert [one.pk for one in reviews.submit([row], by=writer).done] == [row.pk]
    assert [notice.user for notice in Notice.objects.waiting()] == [judge]

    assert [one.pk for one in reviews.verify([row], by=judge).done] == [row.pk]
    assert status_of(row) == S.VERIFIED
    assert Scorecard.objects.get(agency=agency, year=2026).verified == 1
    assert not Notice.objects.waiting().exists()
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {
        "attainment.submitted",
        "attainment.verified",
    }


def test_a_returned_report_tells_its_agency_why_and_is_a_draft_again_once_corrected(agency, people):
    writer, judge = people
    row = reported(agency)
    reviews.submit([row], by=writer)

    row = reviews.send_back(row, note="Angka belum sama dengan BPS.", by=judge)

    waiting = Notice.objects.waiting().get()
    assert waiting.user == writer
    assert "Angka belum sama dengan BPS." in waiting.text
    row.value = 85
    reviews.report([row], by=writer)
    assert status_of(row) == S.DRAFT
    reviews.submit([row], by=writer)
    assert [notice.user for notice in Notice.objects.waiting()] == [judge]


def test_nobody_verifies_what_they_entered_or_handed_in(agency, people):
    writer, judge = people
    row = reported(agency)
    reviews.report([row], by=judge, verifier=True)
    reviews.submit([row], by=writer)
    moved = reviews.verify([row], by=judge)
    assert (moved.done, [why for _, why in moved.left]) == (
        [],
        ["Anda sendiri yang mengisinya. Minta orang lain memverifikasi."],
    )
    with pytest.raises(IntegrityError, match="attainment_not_verified_by_who_entered"), transaction.atomic():
        Attainment.objects.filter(pk=row.pk).update(status=S.VERIFIED, verified_by=judge)


def test_what_was_handed_in_is_closed_to_the_agency_and_open_to_who_verifies(agency, people, holder):
    writer, judge = people
    row = reported(agency)
    reviews.submit([row], by=writer)
    row.value = 1
    with pytest.raises(reviews.Refused, match="Sudah diajukan"):
        reviews.report([row], by=writer)
    reviews.verify([row], by=judge)

    row.value = 88
    reviews.report([row], by=judge, verifier=True)

    row = Attainment.objects.get()
    assert (row.status, row.verified_by, row.entered_by, row.value) == (S.SUBMITTED, None, judge, 88)
    assert reviews.verify([row], by=judge).done == []
    assert len(reviews.verify([row], by=holder(Role.SECRETARIAT)).done) == 1


def test_a_form_opened_before_the_report_was_handed_in_cannot_overwrite_it(agency, people):
    writer, _ = people
    row = reported(agency)
    stale = Attainment.objects.select_related("indicator").get(pk=row.pk)
    reviews.submit([row], by=writer)
    stale.value = 1
    with pytest.raises(reviews.Refused):
        reviews.report([stale], by=writer)


def test_a_low_closing_quarter_stays_a_draft_until_its_cause_is_told(agency, people):
    writer, _ = people
    low, good = reported(agency, value=10, quarter=4), reported(agency, quarter=4)
    moved = reviews.submit([low, good], by=writer)
    assert [one.pk for one in moved.done] == [good.pk]
    assert [(row.pk, why) for row, why in moved.left] == [(low.pk, "Tulis faktor penghambatnya.")]


@pytest.mark.parametrize(("value", "lacking"), [("60.79", True), ("60.8", False)])
def test_the_cause_is_asked_below_76_per_cent_exactly(agency, value, lacking):
    row = reported(agency, value=value, quarter=4)  # of 80: 75,99 and 76 per cent
    assert (reviews.causes_lacking([row]) == {row.pk}) is lacking


def test_an_emptied_draft_is_gone(agency, people):
    row = reported(agency)
    row.value = None
    reviews.report([row], by=people[0])
    assert not Attainment.objects.exists()
    assert Standing.objects.get(year=2026).reason == "not_reported"


def test_a_locked_quarter_refuses_everything_until_it_is_reopened_for_the_agency(agency, people):
    writer, judge = people
    row = reported(agency)
    schedule = schedules.lock(ScheduleFactory(period=2), by=judge)
    for act in (
        lambda: reviews.report([row], by=judge, verifier=True),
        lambda: reviews.submit([row], by=writer),
        lambda: reviews.verify([row], by=judge),
        lambda: reviews.send_back(row, note="x", by=judge),
    ):
        with pytest.raises(reviews.Refused, match="Dikunci"):
            act()
    Reopening.objects.create(
        schedule=schedule, agency=agency, until=timezone.localdate(), reason="Listrik padam", granted_by=judge
    )
    assert len(reviews.submit([row], by=writer).done) == 1


def test_after_the_closing_day_entries_end_where_the_office_wants_it_and_verifying_goes_on(agency, people):
    writer, judge = people
    row = reported(agency)
    reviews.submit([row], by=writer)
    ScheduleFactory(period=2, closes=timezone.localdate() - timedelta(days=1))
    late = reported(agency)
    reviews.report([late], by=writer)
    Setting.objects.create(key="lock_by_schedule", value=True, valid_from="2020-01-01")
    with pytest.raises(reviews.Refused, match="Ditutup"):
        reviews.report([late], by=writer)
    assert len(reviews.verify([row], by=judge).done) == 1


def test_who_verified_in_the_quarter_does_not_lock_it(agency, people, holder):
    writer, judge = people
    row = reported(agency)
    reviews.submit([row], by=writer)
    reviews.verify([row], by=judge)
    schedule = ScheduleFactory(period=2)
    with pytest.raises(schedules.Objected, match="Anda memverifikasi"):
        schedules.lock(schedule, by=judge)
    assert schedules.lock(schedule, by=holder(Role.SECRETARIAT)).locked_at
