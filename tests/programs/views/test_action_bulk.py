import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.models import ActionReport, ActionRow
from tests.factories import ActionRowFactory, OfficeFactory, ProgramFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
LIST = reverse("programs:action-list")
SUBMIT, VERIFY = reverse("programs:action-submit-all"), reverse("programs:action-verify-all")


@pytest.fixture
def rows():
    OfficeFactory(fiscal_year=2026)
    first = ActionRowFactory()
    return [first, ActionRowFactory(program=ProgramFactory(agency=first.agency)), ActionRowFactory()]


def states():
    return list(ActionRow.objects.order_by("pk").values_list("status", flat=True))


def test_an_agency_hands_in_its_drafts_together_and_no_others(sign_in, rows):
    clerk = sign_in(Role.OPERATOR, agency=rows[0].agency)
    assertContains(clerk.get(LIST), "Ajukan 2 rencana aksi")
    assertContains(clerk.post(f"{SUBMIT}?tahun=2026", follow=True), "2 rencana aksi diajukan.")
    assert states() == ["submitted", "submitted", "draft"]
    assertNotContains(clerk.get(LIST), "Ajukan 2 rencana aksi")


def test_only_the_rows_of_the_filtered_list_are_verified_and_never_ones_own(sign_in, holder, rows):
    judge, clerk = holder(Role.SECRETARIAT), holder(Role.OPERATOR, agency=rows[0].agency)
    ActionRow.objects.update(status="submitted", submitted_by=clerk)
    ActionRow.objects.filter(pk=rows[1].pk).update(entered_by=judge)
    client = sign_in(user=judge)
    here = f"tahun=2026&perangkat={rows[0].agency_id}"
    assertNotContains(client.get(LIST), "Verifikasi 2 rencana aksi")
    assertContains(client.get(f"{LIST}?{here}"), "Verifikasi 1 rencana aksi")
    client.post(f"{VERIFY}?{here}")
    assert states() == ["verified", "submitted", "submitted"]


def test_semester_reports_are_handed_in_together_and_a_closed_half_says_why_it_was_left(
    sign_in, holder, rows
):
    for half in (1, 2):
        ActionReport.objects.create(row=rows[0], semester=half, realized_amount=1)
    ScheduleFactory(
        document="oppkpke",
        fiscal_year=2026,
        period=1,
        locked_at=timezone.now(),
        locked_by=holder(Role.SECRETARIAT),
    )
    clerk = sign_in(Role.OPERATOR, agency=rows[0].agency)
    page = clerk.post(f"{SUBMIT}?tahun=2026", {"apa": "laporan"}, follow=True)
    assertContains(page, "1 laporan semester diajukan.")
    assertContains(page, "1 laporan semester tidak diajukan: Dikunci")
    assert dict(ActionReport.objects.values_list("semester", "status")) == {1: "draft", 2: "submitted"}
    assertContains(clerk.post(f"{VERIFY}?tahun=2026"), "", status_code=403)


def test_nothing_waiting_is_said(sign_in, rows):
    clerk = sign_in(Role.OPERATOR, agency=rows[0].agency)
    assertContains(
        clerk.post(f"{SUBMIT}?tahun=2020", follow=True), "Tidak ada yang menunggu di saringan ini."
    )
