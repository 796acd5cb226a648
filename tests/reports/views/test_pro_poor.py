import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.actions.reference import load_reference
from programs.models import Finding, ProgramYear
from tests.factories import (
    AssistanceFactory,
    BudgetAccountFactory,
    BudgetFactory,
    OfficeFactory,
    ProgramFactory,
    RealizationFactory,
    RegencyFactory,
    StatisticFactory,
    StatisticValueFactory,
)

pytestmark = pytest.mark.django_db
BUDGET, PROGRAMS = reverse("reports:poverty-budget"), reverse("reports:poverty-programs")


def running(year=2026, ceiling=1000, program=None, **tag):
    program = program or ProgramFactory()
    ProgramYear.objects.update_or_create(program=program, year=year, defaults=tag)
    BudgetFactory(program=program, year=year, ceiling_amount=ceiling)
    return program


def readings_of(client) -> dict:
    return {one.code: one for one, *_ in client.get(BUDGET).context["readings"]}


def test_money_stands_against_the_whole_spending_and_the_poor(sign_in):
    load_reference()
    OfficeFactory(region=RegencyFactory(code="51.08", name="Kabupaten Buleleng"))
    program = ProgramFactory()
    ProgramYear.objects.update_or_create(program=program, year=2026, defaults={"field": "kemiskinan"})
    BudgetFactory(program=program, ceiling_amount=312 * 10**9)
    BudgetAccountFactory(code="5", ceiling_murni=2400 * 10**9)
    response = sign_in(Role.LEADER).get(BUDGET)
    found = {one.code: one.value for one, *_ in response.context["readings"]}
    assert (found["B1"], found["B3"]) == ("13,0 %", "Rp 8,5 juta")
    assertContains(response, "untuk 36.550 orang")
    assertContains(response, "1 sub kegiatan belum punya bobot")


def test_without_money_the_budget_page_says_what_to_do(sign_in):
    OfficeFactory()
    assertContains(sign_in(Role.LEADER).get(BUDGET), "Unggah DPA")


def test_a_missing_weight_leads_to_the_list_and_the_list_to_the_form(sign_in):
    OfficeFactory()
    bare, weighed = running(), running(weight="0.4")
    client = sign_in(Role.SECRETARIAT)
    assertContains(client.get(BUDGET), f"{PROGRAMS}?tahun=2026&amp;bobot=belum")
    response = client.get(PROGRAMS, {"bobot": "belum"})
    assert [one.line.program_id for one in response.context["page"]] == [bare.pk]
    form = reverse("programs:program-year", args=[bare.pk, 2026])
    assertContains(response, form)
    client.post(form, {"weight": "0,75"})
    assertContains(client.get(PROGRAMS, {"bobot": "belum"}), "Semua sub kegiatan sudah punya bobot.")
    assertNotContains(client.get(BUDGET), "belum punya bobot. Anggarannya")
    assert len(client.get(PROGRAMS).context["page"]) == 2
    assert weighed.name in client.get(PROGRAMS).content.decode()


def test_who_may_not_edit_a_programme_gets_no_button(sign_in):
    OfficeFactory()
    running()
    assertNotContains(sign_in(Role.LEADER).get(PROGRAMS), "Isi bobot")


def test_cost_per_recipient_and_the_three_e_come_from_money_and_lists(sign_in):
    OfficeFactory()
    program = running(ceiling=1000, weight=1, target_count=4)
    RealizationFactory(program=program, spent_amount=900)
    AssistanceFactory.create_batch(3, program=program)
    found = readings_of(sign_in(Role.LEADER))
    assert found["B9"].value == "Rp 300 per orang"
    assert found["B10"].value == "ekonomi 0,90 · efisiensi 0,83"
    assert found["B10"].note == "Indikator program belum dapat dinilai."


def test_elasticity_needs_two_years_of_poor_two_of_money_and_the_inflation(sign_in):
    office = OfficeFactory()
    client, program = sign_in(Role.LEADER), running(weight=1)
    assert "dua tahun berturut-turut" in readings_of(client)["B12"].note
    poor = StatisticFactory(code="JUMLAH_MISKIN", name="Jumlah penduduk miskin", unit="ribu jiwa")
    for year, value in ((2025, 38), (2026, "36.1")):
        StatisticValueFactory(statistic=poor, area=office.region.code, year=year, value=value)
    assert readings_of(client)["B12"].note == "Anggaran kemiskinan 2024 dan 2025 belum ada."
    running(year=2024, ceiling=1000, program=program, weight=1)
    running(year=2025, ceiling=1144, program=program, weight=1)
    assert readings_of(client)["B12"].note == "Inflasi 2025 belum ada."
    prices = StatisticFactory(code="INFLASI", name="Inflasi")
    StatisticValueFactory(statistic=prices, area="00", year=2025, value=4)
    assert readings_of(client)["B12"].value == "-0,50"


def test_the_finding_on_the_money_is_kept_with_its_figures(sign_in):
    office = OfficeFactory()
    program = running(ceiling=1000, weight=1)
    BudgetAccountFactory(code="5", ceiling_murni=10_000)
    client = sign_in(Role.SECRETARIAT)
    assertContains(
        client.get(BUDGET),
        "Itu 10,0 % dari belanja daerah. Anggaran mengikuti bidang dan kecamatan prioritas.",
    )
    client.post(
        reverse("reports:finding-write", args=["anggaran"]), {"text": "Sepersepuluh untuk yang miskin."}
    )
    finding = Finding.objects.get()
    assert (finding.kind, finding.area, finding.year, finding.statistic) == (
        "anggaran",
        office.region.code,
        2026,
        None,
    )
    assertNotContains(client.get(BUDGET), "Angka berubah")
    RealizationFactory(program=program, spent_amount=500)
    response = client.get(BUDGET)
    assertContains(response, "Angka berubah")
    assertContains(response, "Sepersepuluh untuk yang miskin.")


def test_an_agency_sees_its_own_money_and_no_finding_on_the_whole(sign_in):
    OfficeFactory()
    program = running(weight=1)
    response = sign_in(Role.OPERATOR, agency=program.agency).get(BUDGET)
    assertContains(response, "Hanya anggaran perangkat daerah Anda")
    assert response.context["remark"] is None
