import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from agencies.models import Reopening
from programs.models import ActionReport, ActionRow
from tests.factories import (
    ActionRowFactory,
    AgencyFactory,
    NodeFactory,
    OfficeFactory,
    ProgramFactory,
    RealizationFactory,
    ScheduleFactory,
)
from tests.factories.programs import FundingSourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


@pytest.fixture
def program():
    return ProgramFactory(node=NodeFactory(code="1.06.05.2.02.0003", name="Fasilitasi Bantuan Sosial"))


def url(name, *args):
    return reverse(f"programs:action-{name}", args=args)


def filled(program, **other):
    return {"program": program.pk, "strategy": 1, "allocation_amount": "1.000.000", "sources": []} | other


def test_the_list_shows_money_light_and_status(sign_in, program):
    row = ActionRowFactory(program=program, allocation_amount=100)
    RealizationFactory(program=program, month=2, spent_amount=49)
    page = sign_in(Role.LEADER).get(url("list"))
    for words in ("Fasilitasi Bantuan Sosial", "49,0 %", "Merah", "Draf", row.agency.name):
        assertContains(page, words)
    assertNotContains(page, "Tambah rencana aksi")


def test_an_empty_list_leads_to_the_first_row(sign_in):
    assertContains(
        sign_in(Role.SECRETARIAT).get(url("list")), "Belum ada rencana aksi tahun 2026 di saringan ini."
    )


def test_an_agency_enters_submits_and_bappeda_verifies(sign_in, program):
    clerk = sign_in(Role.OPERATOR, agency=program.agency)
    source = FundingSourceFactory()
    answer = clerk.post(url("add"), filled(program, sources=[source.pk], target_count="500"))
    row = ActionRow.objects.get()
    assert answer.url == url("detail", row.pk)
    assert (row.agency, row.allocation_amount, row.target_count, list(row.sources.all())) == (
        program.agency, 1_000_000, 500, [source],
    )  # fmt: skip

    clerk.post(url("submit", row.pk))
    judge = sign_in(Role.SECRETARIAT)
    assertContains(judge.get(url("detail", row.pk)), "Verifikasi")
    judge.post(url("verify", row.pk))
    row.refresh_from_db()
    assert row.status == "verified"


def test_a_returned_row_shows_the_reason_to_its_agency(sign_in, program):
    clerk = sign_in(Role.OPERATOR, agency=program.agency)
    clerk.post(url("add"), filled(program))
    row = ActionRow.objects.get()
    clerk.post(url("submit", row.pk))
    judge = sign_in(Role.SECRETARIAT)
    assert judge.post(url("return", row.pk), {"note": ""}).status_code == 422
    judge.post(url("return", row.pk), {"note": "Lokasi belum diisi"})
    assertContains(clerk.get(url("detail", row.pk)), "Lokasi belum diisi")


def test_who_entered_is_told_to_let_somebody_else_verify(sign_in, program):
    both = sign_in(Role.SECRETARIAT)
    both.post(url("add"), filled(program))
    row = ActionRow.objects.get()
    both.post(url("submit", row.pk))
    assertContains(both.get(url("detail", row.pk)), "Minta orang lain memverifikasi")
    assertContains(both.post(url("verify", row.pk), follow=True), "Anda sendiri yang mengisinya")


def test_a_submitted_row_is_closed_to_its_agency(sign_in, program):
    clerk = sign_in(Role.OPERATOR, agency=program.agency)
    clerk.post(url("add"), filled(program))
    row = ActionRow.objects.get()
    clerk.post(url("submit", row.pk))
    page = clerk.post(url("edit", row.pk), filled(program, allocation_amount="5"), follow=True)
    assertContains(page, "Minta Bappeda mengembalikannya")
    row.refresh_from_db()
    assert row.allocation_amount == 1_000_000


def test_a_sub_kegiatan_stands_once_in_the_plan_of_a_year(sign_in, program):
    ActionRowFactory(program=program)
    page = sign_in(Role.OPERATOR, agency=program.agency).post(url("add"), filled(program))
    assertContains(page, "Sub kegiatan ini sudah ada dalam rencana aksi tahun itu.", status_code=422)


def test_strategy_and_allocation_are_never_guessed(sign_in, program):
    page = sign_in(Role.OPERATOR, agency=program.agency).post(
        url("add"), filled(program, strategy="", allocation_amount="")
    )
    assert page.status_code == 422
    assert {"strategy", "allocation_amount"} <= set(page.context["form"].errors)


def test_an_agency_enters_no_rows_of_another(sign_in, program):
    page = sign_in(Role.OPERATOR, agency=AgencyFactory()).post(url("add"), filled(program))
    assert (page.status_code, ActionRow.objects.count()) == (422, 0)


def test_a_second_half_entered_cumulatively_is_refused_until_it_is_said(sign_in, program):
    row = ActionRowFactory(program=program, allocation_amount=100)
    client = sign_in(Role.OPERATOR, agency=program.agency)
    told = {"semester_1": "40", "semester_2": "95"}

    page = client.post(url("report", row.pk), told)
    assertContains(page, "Total Rp 135 melebihi alokasi Rp 100.", status_code=422)
    assert ActionReport.objects.count() == 0

    client.post(url("report", row.pk), told | {"kumulatif": "on"})
    assert dict(row.reports.values_list("semester", "realized_amount")) == {1: 40, 2: 55}
    page = client.get(url("detail", row.pk))
    assertContains(page, "95,00 %")
    assertContains(page, "Hijau")


def test_more_than_the_allocation_is_taken_with_a_reason(sign_in, program):
    row = ActionRowFactory(program=program, allocation_amount=100)
    client = sign_in(Role.OPERATOR, agency=program.agency)
    client.post(
        url("report", row.pk), {"semester_1": "40", "semester_2": "95", "reason": "Tambahan dana pusat"}
    )
    assert row.reports.get(semester=2).reason == "Tambahan dana pusat"


def test_a_cumulative_figure_below_the_first_half_is_refused(sign_in, program):
    row = ActionRowFactory(program=program, allocation_amount=100)
    client = sign_in(Role.OPERATOR, agency=program.agency)
    page = client.post(url("report", row.pk), {"semester_1": "40", "semester_2": "30", "kumulatif": "on"})
    assertContains(page, "lebih kecil dari semester 1", status_code=422)


def test_another_figure_than_the_months_needs_a_reason(sign_in, program):
    row = ActionRowFactory(program=program, allocation_amount=100)
    RealizationFactory(program=program, month=2, spent_amount=40)
    client = sign_in(Role.OPERATOR, agency=program.agency)
    assertContains(client.get(url("report", row.pk)), "Menurut realisasi bulanan Rp 40.")
    page = client.post(url("report", row.pk), {"semester_1": "30"})
    assertContains(page, "Angka berbeda dari realisasi bulanan.", status_code=422)
    assert client.post(url("report", row.pk), {"semester_1": "40"}).status_code == 302


def test_a_locked_plan_shows_the_reason_in_the_place_of_its_forms(sign_in, program, holder):
    row = ActionRowFactory(program=program, allocation_amount=7)
    shut = ScheduleFactory(
        document="rat",
        fiscal_year=2026,
        period=0,
        locked_at=timezone.now(),
        locked_by=holder(Role.SECRETARIAT),
    )
    clerk = sign_in(Role.OPERATOR, agency=program.agency)
    for page in (
        clerk.get(url("list")),
        clerk.get(url("add")),
        clerk.get(url("edit", row.pk)),
        clerk.get(url("detail", row.pk)),
    ):
        assertContains(page, "Minta buka kunci kepada sekretariat TKPK.")
        for words in ("Tambah rencana aksi</a>", "Simpan rencana aksi", "Ajukan</button>"):
            assertNotContains(page, words)
    assertContains(clerk.post(url("edit", row.pk), filled(program), follow=True), "Minta buka kunci")
    assertContains(clerk.post(url("submit", row.pk), follow=True), "Minta buka kunci")
    row.refresh_from_db()
    assert (row.status, row.allocation_amount) == ("draft", 7)
    Reopening.objects.create(
        schedule=shut,
        agency=program.agency,
        until=timezone.localdate(),
        reason="Masa tenggang",
        granted_by=shut.locked_by,
    )
    assertContains(clerk.get(url("list")), "Tambah rencana aksi")
    clerk.post(url("submit", row.pk))
    row.refresh_from_db()
    assert row.status == "submitted"


def test_the_page_of_a_row_tells_its_history_to_its_agency_and_not_to_others(sign_in, program):
    clerk = sign_in(Role.OPERATOR, agency=program.agency)
    clerk.post(url("add"), filled(program))
    row = ActionRow.objects.get()
    assertContains(clerk.get(url("detail", row.pk)), "Rencana aksi ditambah")
    assertNotContains(sign_in(Role.LEADER).get(url("detail", row.pk)), "Rencana aksi ditambah")


def test_a_row_taken_out_is_gone_from_the_list(sign_in, program):
    row = ActionRowFactory(program=program)
    client = sign_in(Role.OPERATOR, agency=program.agency)
    assertContains(client.get(url("remove", row.pk)), "Program dan anggarannya tetap ada.")
    client.post(url("remove", row.pk))
    assertNotContains(client.get(url("list")), "Fasilitasi Bantuan Sosial")
    assert client.get(url("detail", row.pk)).status_code == 404


def test_the_repair_list_names_problem_and_remedy(sign_in):
    ActionRowFactory()
    page = sign_in(Role.SECRETARIAT).get(url("repair"))
    assertContains(page, "Tanpa kode nomenklatur.")
    assertContains(page, "Beri kode pada program ini.")
    assertContains(
        sign_in(Role.SECRETARIAT).get(url("repair"), {"tahun": "2020"}), "Tidak ada yang perlu diperbaiki."
    )


def test_the_list_asks_the_same_queries_for_one_row_and_for_twenty(sign_in, queries_of, program):
    ActionRowFactory(program=program)
    client = sign_in(Role.LEADER)
    few = queries_of(client, url("list"))
    ActionRowFactory.create_batch(20)
    assert queries_of(client, url("list")) == few
