from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from agencies.access.roles import Role
from programs.models import Budget, FundingSource, Realization
from programs.views.budgets import elapsed
from tests.factories import AgencyFactory, BudgetFactory, OfficeFactory, ProgramFactory, RealizationFactory
from tests.factories.programs import FundingSourceFactory, ProgramYearFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


@pytest.fixture
def program():
    return ProgramYearFactory(program=ProgramFactory(name="Bedah rumah"), year=2026).program


def ceilings_url(program):
    return reverse("programs:budget-edit", args=[program.pk, 2026])


def months_url(program, source="PAD"):
    return reverse("programs:realization-edit", args=[program.pk, 2026, source])


def test_the_overview_shows_who_spent_how_much(sign_in, program):
    BudgetFactory(program=program, ceiling_amount=4_000_000)
    RealizationFactory(program=program, month=2, spent_amount=1_000_000)

    page = sign_in(Role.LEADER).get(reverse("programs:budget-overview"))

    assertContains(page, program.agency.name)
    assertContains(page, "25,0 %")
    assertContains(page, "Mengurangi beban pengeluaran")


def test_the_overview_says_when_more_was_spent_than_allowed(sign_in, program):
    BudgetFactory(program=program, ceiling_amount=1)
    RealizationFactory(program=program, spent_amount=2)
    assertContains(sign_in(Role.LEADER).get(reverse("programs:budget-overview")), "Melebihi pagu")


@pytest.mark.parametrize(
    ("day", "share"),
    [(date(2026, 12, 31), 100), (date(2026, 7, 2), 50), (date(2027, 1, 1), 100), (date(2025, 1, 1), 0)],
)
def test_the_mark_stands_at_the_share_of_the_year(day, share):
    assert elapsed(2026, day) == share


def test_the_grid_of_reports_names_the_late_and_offers_a_reminder(sign_in, program):
    page = sign_in(Role.SECRETARIAT).get(reverse("programs:reporting-grid"), {"tahun": "2025"})
    assertContains(page, "Belum ada program")
    ProgramYearFactory(program=program, year=2025)
    page = sign_in(Role.SECRETARIAT).get(reverse("programs:reporting-grid"), {"tahun": "2025"})
    assertContains(page, f"- {program.agency}: triwulan I, II, III, IV")


def test_ceilings_are_read_as_people_type_them(sign_in, program):
    source = FundingSourceFactory()
    client = sign_in(Role.OPERATOR, agency=program.agency)
    page = client.post(f"{ceilings_url(program)}?sumber={source.pk}", {f"{source.pk}_murni": "Rp 1.250.000"})

    assert page.status_code == 302
    assert Budget.objects.get().ceiling_amount == 1_250_000


def test_a_refused_amount_stays_in_its_cell_with_an_example(sign_in, program):
    budget = BudgetFactory(program=program)
    client = sign_in(Role.OPERATOR, agency=program.agency)
    page = client.post(ceilings_url(program), {f"{budget.funding_source_id}_murni": "Rp 1,25 juta"})

    assertContains(page, "misalnya 1.250.000", status_code=422)
    assertContains(page, "Rp 1,25 juta", status_code=422)
    assert Budget.objects.get().ceiling_amount == budget.ceiling_amount


def test_an_emptied_cell_removes_its_line(sign_in, program):
    budget = BudgetFactory(program=program)
    sign_in(Role.SECRETARIAT).post(ceilings_url(program), {f"{budget.funding_source_id}_murni": ""})
    assert not Budget.objects.exists()


def test_months_are_stored_and_empty_ones_are_not(sign_in, program):
    BudgetFactory(program=program, ceiling_amount=10_000_000)
    data = {"uang_1": "1.000.000", "fisik_1": "10,5", "uang_2": "0"}
    page = sign_in(Role.OPERATOR, agency=program.agency).post(months_url(program), data)

    assert page.status_code == 302
    found = Realization.objects.order_by("month").values_list("month", "spent_amount", "physical")
    assert [(m, a, None if p is None else float(p)) for m, a, p in found] == [
        (1, 1_000_000, 10.5),
        (2, 0, None),
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"uang_1": "11"}, "melebihi pagu sebesar Rp 1"),
        ({"uang_1": "1", "fisik_1": "50", "uang_2": "1", "fisik_2": "40"}, "tidak boleh turun"),
        ({"fisik_1": "50"}, "Isi realisasi uang bulan ini"),
        ({"uang_1": "1", "fisik_1": "101"}, "dari 0 sampai 100"),
    ],
)
def test_impossible_months_are_refused_in_words(sign_in, program, typed, words):
    BudgetFactory(program=program, ceiling_amount=10)
    page = sign_in(Role.OPERATOR, agency=program.agency).post(months_url(program), typed)
    assertContains(page, words, status_code=422)
    assert not Realization.objects.exists()


def test_strangers_find_nothing_and_readers_may_not_write(sign_in, program):
    FundingSource.objects.get_or_create(code="PAD", defaults={"name": "PAD"})
    for url in (ceilings_url(program), months_url(program)):
        assert sign_in(Role.OPERATOR, agency=AgencyFactory()).get(url).status_code == 404
        assert sign_in(Role.AUDITOR).get(url).status_code == 403
    assert sign_in(Role.SECRETARIAT).get(months_url(program, "TIDAK-ADA")).status_code == 404


def test_the_queries_of_the_overview_do_not_grow(sign_in, program, queries_of):
    BudgetFactory()
    client = sign_in(Role.SECRETARIAT)
    before = queries_of(client, reverse("programs:budget-overview"))
    for _ in range(12):
        BudgetFactory()
    assert queries_of(client, reverse("programs:budget-overview")) == before


def test_a_second_pergeseran_is_added_entered_and_told_in_the_history(sign_in, program):
    budget = BudgetFactory(program=program, revision="murni", ceiling_amount=10_000)
    BudgetFactory(program=program, revision="pergeseran", number=1, ceiling_amount=12_000)
    client, pk = sign_in(Role.OPERATOR, agency=program.agency), budget.funding_source_id
    assertContains(client.get(ceilings_url(program)), "?pergeseran=2")

    data = {f"{pk}_murni": "10.000", f"{pk}_pergeseran_1": "12.000", f"{pk}_pergeseran_2": "11.500"}
    client.post(f"{ceilings_url(program)}?pergeseran=2", data)

    page = client.get(reverse("programs:program-detail", args=[program.pk]), {"tahun": "2026"})
    for words in ("Riwayat pagu", "Pergeseran 1", "Pergeseran 2", "+2.000", "\u2212500", "11.500"):
        assertContains(page, words)
    assert Budget.objects.in_force().get().ceiling_amount == 11_500


def test_a_number_that_no_pergeseran_has_adds_no_column(sign_in, program):
    BudgetFactory(program=program)
    page = sign_in(Role.SECRETARIAT).get(ceilings_url(program), {"pergeseran": ["0", "99", "x"]})
    assertContains(page, "?pergeseran=1")
