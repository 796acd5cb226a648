import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.access.roles import Role
from agencies.actions.schedules import Objected, lock
from agencies.models import AuditEvent, Notice
from programs.actions.action_plans import Refused, remove, report, save, send_back, submit, verify
from programs.models import ActionReport, ActionRow
from tests.factories import ActionRowFactory, ProgramFactory, ScheduleFactory, UserFactory
from tests.factories.programs import FundingSourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return UserFactory(name="Petugas")


@pytest.fixture
def judge():
    return UserFactory(name="Bappeda")


def entered(clerk, **values):
    program = ProgramFactory()
    row = ActionRow(
        year=2026, program=program, agency=program.agency, strategy=1, allocation_amount=100, **values
    )
    return save(row, sources=[FundingSourceFactory()], regions=[], by=clerk)


def test_a_new_row_is_a_draft_of_who_entered_it(clerk):
    row = entered(clerk)
    assert (row.status, row.entered_by, row.sources.count()) == ("draft", clerk, 1)
    assert AuditEvent.objects.filter(action="action.added").count() == 1


def test_a_row_goes_from_draft_to_verified(clerk, judge):
    row = entered(clerk)
    submit(row, by=clerk)
    verify(row, by=judge)
    row.refresh_from_db()
    assert (row.status, row.submitted_by, row.verified_by) == ("verified", clerk, judge)


def test_who_entered_does_not_verify_and_the_database_holds_it_too(clerk):
    row = entered(clerk)
    submit(row, by=clerk)
    with pytest.raises(Refused, match="Minta orang lain"):
        verify(row, by=clerk)
    row.verified_by = clerk
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_returned_row_says_why_tells_its_sender_and_is_a_draft_again_once_changed(clerk, judge):
    row = entered(clerk)
    submit(row, by=clerk)
    send_back(row, note="Lokasi belum diisi", by=judge)
    assert (row.status, row.note) == ("returned", "Lokasi belum diisi")
    assert "Lokasi belum diisi" in Notice.objects.get(user=clerk).text

    row.location_text = "Kecamatan Kencana"
    save(row, by=clerk)
    submit(row, by=clerk)
    assert row.status == "submitted"
    assert Notice.objects.get(user=clerk).done_at is not None


@pytest.mark.parametrize("deed", [save, remove])
def test_what_is_handed_in_is_closed_to_its_agency(clerk, deed):
    row = entered(clerk)
    submit(row, by=clerk)
    with pytest.raises(Refused, match="Minta Bappeda mengembalikannya"):
        deed(row, by=clerk)


def test_what_a_verifier_changes_waits_for_another_verifier(clerk, judge):
    row = entered(clerk)
    submit(row, by=clerk)
    verify(row, by=judge)
    save(row, by=judge, verifier=True)
    assert (row.status, row.verified_by) == ("submitted", None)
    with pytest.raises(Refused):
        verify(row, by=judge)


def test_nothing_is_submitted_verified_or_returned_out_of_turn(clerk, judge):
    row = entered(clerk)
    with pytest.raises(Refused, match="belum diajukan"):
        verify(row, by=judge)
    with pytest.raises(Refused, match="tidak sedang diajukan"):
        send_back(row, note="x", by=judge)
    submit(row, by=clerk)
    with pytest.raises(Refused, match="sudah diajukan"):
        submit(row, by=clerk)
    verify(row, by=judge)
    with pytest.raises(Refused, match="sudah diverifikasi"):
        verify(row, by=judge)


def test_a_row_taken_out_can_be_entered_anew(clerk):
    row = entered(clerk)
    remove(row, by=clerk)
    assert ActionRow.objects.kept().count() == 0
    ActionRowFactory(program=row.program)
    assert ActionRow.objects.kept().count() == 1


def test_only_semesters_that_differ_are_written_and_empty_ones_leave(clerk):
    row = entered(clerk)
    assert report(row, {1: 40, 2: None}, reason="", by=clerk) == 1
    assert report(row, {1: 40, 2: None}, reason="", by=clerk) == 0
    assert report(row, {1: None, 2: 55}, reason="Sisa kegiatan", by=clerk) == 2
    assert list(ActionReport.objects.values_list("semester", "realized_amount", "reason")) == [
        (2, 55, "Sisa kegiatan")
    ]


def test_a_report_goes_its_own_way_to_verified_and_its_second_half_stays_open(clerk, judge):
    row = entered(clerk)
    report(row, {1: 40, 2: 50}, reason="", by=clerk)
    first = row.reports.get(semester=1)
    submit(first, by=clerk)
    with pytest.raises(Refused, match="Minta Bappeda mengembalikannya"):
        report(row, {1: 41, 2: 51}, reason="", by=clerk)
    assert ActionReport.objects.get(semester=2).realized_amount == 50
    verify(first, by=judge)
    assert report(row, {1: 40, 2: 51}, reason="", by=clerk) == 1
    first.refresh_from_db()
    assert (first.status, first.verified_by, row.status) == ("verified", judge, "draft")
    assert AuditEvent.objects.get(action="action_report.verified").detail["semester"] == 1


def test_a_report_that_a_verifier_changes_waits_for_another(clerk, judge):
    row = entered(clerk)
    report(row, {1: 40}, reason="", by=clerk)
    one = row.reports.get()
    submit(one, by=clerk)
    verify(one, by=judge)
    report(row, {1: 45}, reason="", by=judge, verifier=True)
    one.refresh_from_db()
    assert (one.status, one.verified_by, one.entered_by) == ("submitted", None, judge)


def test_handing_in_tells_the_verifiers_until_one_has_decided(clerk, holder):
    row = entered(clerk)
    judge, other = holder(Role.SECRETARIAT), holder(Role.PLANNER, agency=row.agency)
    submit(row, by=clerk)
    again = save(
        ActionRow(
            year=2026,
            program=ProgramFactory(agency=row.agency),
            agency=row.agency,
            strategy=1,
            allocation_amount=1,
        ),
        by=clerk,
    )
    submit(again, by=clerk)
    waiting = Notice.objects.filter(waits=True, done_at=None)
    assert {(notice.user, notice.text) for notice in waiting.all()} == {
        (one, f"{row.agency} mengajukan 2 rencana aksi 2026.") for one in (judge, other)
    }
    verify(row, by=judge)
    assert waiting.all().count() == 2
    send_back(again, note="Lokasi kosong", by=judge)
    assert [notice.user for notice in waiting.all()] == [clerk]


@pytest.mark.parametrize(("document", "period"), [("rat", 0), ("oppkpke", 2)])
def test_the_calendar_closes_the_plan_and_each_semester_alone(clerk, judge, document, period):
    row = entered(clerk)
    report(row, {1: 1, 2: 2}, reason="", by=clerk)
    ScheduleFactory(
        document=document, fiscal_year=2026, period=period, locked_at=timezone.now(), locked_by=judge
    )
    deeds = {
        "rat": (lambda: save(row, by=clerk), lambda: remove(row, by=clerk), lambda: submit(row, by=clerk)),
        "oppkpke": (
            lambda: report(row, {1: 9, 2: 9}, reason="", by=clerk),
            lambda: submit(row.reports.get(semester=2), by=clerk),
        ),
    }
    for deed in deeds[document]:
        with pytest.raises(Refused, match="Minta buka kunci"):
            deed()
    if document == "rat":
        assert report(row, {1: 9}, reason="", by=clerk) == 1
    else:
        assert save(row, by=clerk).pk


def test_who_verified_does_not_lock_the_period_too(clerk, holder):
    row = entered(clerk)
    judge = holder(Role.SECRETARIAT)
    submit(row, by=clerk)
    verify(row, by=judge)
    shut = ScheduleFactory(document="rat", fiscal_year=2026, period=0)
    with pytest.raises(Objected, match="Minta anggota sekretariat lain"):
        lock(shut, by=judge)
    assert lock(shut, by=holder(Role.SECRETARIAT)).locked_at
