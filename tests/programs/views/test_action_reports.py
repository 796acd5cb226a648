"""The semester report on its pages: entered, handed in, returned with a reason, verified, closed by the calendar."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from agencies.models import Notice
from programs.models import ActionReport
from tests.factories import ActionRowFactory, AgencyFactory, OfficeFactory, ProgramFactory, ScheduleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    OfficeFactory(fiscal_year=2026)
    return ActionRowFactory(program=ProgramFactory(name="Bantuan Beras"), allocation_amount=100)


@pytest.fixture
def clerk(sign_in, holder, row):
    """Signs in the agency's operator, each time the same."""
    user = holder(Role.OPERATOR, agency=row.agency)
    return lambda: sign_in(user=user)


@pytest.fixture
def judge(sign_in, holder):
    user = holder(Role.SECRETARIAT)
    return lambda: sign_in(user=user)


def url(name, *args):
    return reverse(f"programs:action-{name}", args=args)


def close(holder, semester):
    ScheduleFactory(
        document="oppkpke",
        fiscal_year=2026,
        period=semester,
        locked_at=timezone.now(),
        locked_by=holder(Role.SECRETARIAT),
    )


def test_a_report_goes_from_the_agency_to_verified(clerk, judge, row):
    clerk().post(url("report", row.pk), {"semester_1": "40"})
    assertContains(clerk().get(url("detail", row.pk)), "Semester 1: Rp 40")
    clerk().post(url("report-submit", row.pk, 1))
    page = judge().get(url("detail", row.pk))
    assertContains(page, url("report-verify", row.pk, 1))
    judge().post(url("report-verify", row.pk, 1))
    assert ActionReport.objects.get().status == "verified"
    assertContains(clerk().get(url("detail", row.pk)), "Laporan semester diverifikasi (semester 1)")


def test_a_returned_report_tells_its_agency_why_and_can_be_corrected(clerk, judge, row):
    clerk().post(url("report", row.pk), {"semester_1": "40"})
    clerk().post(url("report-submit", row.pk, 1))
    assert judge().post(url("report-return", row.pk, 1), {"note": ""}).status_code == 422
    judge().post(url("report-return", row.pk, 1), {"note": "Lampirkan SP2D"})
    assertContains(clerk().get(url("detail", row.pk)), "Lampirkan SP2D")
    assert "laporan semester 1 2026: Bantuan Beras" in Notice.objects.latest("pk").text
    clerk().post(url("report", row.pk), {"semester_1": "45"})
    report = ActionReport.objects.get()
    assert (report.status, report.realized_amount) == ("draft", 45)


def test_what_is_handed_in_is_closed_to_its_agency_and_the_other_half_is_not(clerk, row):
    clerk().post(url("report", row.pk), {"semester_1": "40", "reason": "Catatan"})
    clerk().post(url("report-submit", row.pk, 1))
    page = clerk().get(url("report", row.pk))
    assertContains(page, "Semester 1: Sudah diajukan. Minta Bappeda mengembalikannya bila perlu diubah.")
    clerk().post(url("report", row.pk), {"semester_1": "99", "semester_2": "10", "reason": "Lain"})
    assert dict(ActionReport.objects.values_list("semester", "realized_amount")) == {1: 40, 2: 10}
    assert ActionReport.objects.get(semester=1).status == "submitted"


def test_who_entered_a_report_does_not_verify_it(judge, row):
    judge().post(url("report", row.pk), {"semester_1": "40"})
    judge().post(url("report-submit", row.pk, 1))
    page = judge().post(url("report-verify", row.pk, 1), follow=True)
    assertContains(page, "Anda sendiri yang mengisinya. Minta orang lain memverifikasi.")
    assert ActionReport.objects.get().status == "submitted"


def test_a_locked_semester_shows_the_reason_in_the_place_of_its_form(clerk, row, holder):
    close(holder, 1)
    close(holder, 2)
    page = clerk().get(url("report", row.pk))
    assertContains(page, "Minta buka kunci kepada sekretariat TKPK.")
    assertNotContains(page, "Simpan laporan")
    clerk().post(url("report", row.pk), {"semester_1": "40"})
    assert ActionReport.objects.count() == 0


def test_a_locked_semester_takes_no_verification_either(clerk, judge, row, holder):
    clerk().post(url("report", row.pk), {"semester_1": "40"})
    clerk().post(url("report-submit", row.pk, 1))
    close(holder, 1)
    assertNotContains(judge().get(url("detail", row.pk)), url("report-verify", row.pk, 1))
    assertContains(judge().post(url("report-verify", row.pk, 1), follow=True), "Minta buka kunci")
    assert ActionReport.objects.get().status == "submitted"


def test_a_semester_without_report_and_a_row_of_others_are_not_there(clerk, sign_in, row):
    assert clerk().post(url("report-submit", row.pk, 2)).status_code == 404
    ActionReport.objects.create(row=row, semester=1, realized_amount=1)
    stranger = sign_in(Role.OPERATOR, agency=AgencyFactory())
    assert stranger.post(url("report-submit", row.pk, 1)).status_code == 404


def test_the_list_is_filtered_by_the_state_of_the_reports(clerk, judge, row):
    other = ActionRowFactory(program=ProgramFactory(name="Bedah Rumah", agency=row.agency))
    ActionReport.objects.create(row=row, semester=1, realized_amount=1, status="submitted")
    page = judge().get(url("list"), {"laporan": "submitted"})
    assertContains(page, "Bantuan Beras")
    assertNotContains(page, other.program.name)
    page = judge().get(url("list"), {"laporan": "belum"})
    assertContains(page, "Bedah Rumah")
    assertNotContains(page, "Bantuan Beras")
