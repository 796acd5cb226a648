import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.models import FundingSource, MonthlyPlan
from tests.factories import (
    AgencyFactory,
    MonthlyPlanFactory,
    OfficeFactory,
    ProgramFactory,
    RealizationFactory,
)

pytestmark = pytest.mark.django_db
CASH = reverse("programs:budget-cash")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


@pytest.fixture
def program():
    return ProgramFactory(agency=AgencyFactory(name="Dinas Sosial"))


def months_url(program):
    FundingSource.objects.get_or_create(code="PAD", defaults={"name": "PAD"})
    return reverse("programs:budget-cash-edit", args=[program.pk, 2026, "PAD"])


def test_the_page_tells_who_lies_behind_the_plan(sign_in, program):
    MonthlyPlanFactory(program=program, month=6, planned_amount=1_927_500_000)
    RealizationFactory(program=program, month=6, spent_amount=1_885_500_000)
    page = sign_in(Role.LEADER).get(CASH)
    assertContains(page, "42.000.000")
    assertContains(page, "sampai Juni")
    assertContains(page, "Dinas Sosial")


def test_without_a_plan_the_page_says_where_to_enter_it(sign_in):
    assertContains(sign_in(Role.LEADER).get(CASH), "Belum ada rencana kas")


def test_all_spending_is_shown_when_asked_for(sign_in):
    plain = ProgramFactory(is_poverty=False, strategy=None, unit=None)
    MonthlyPlanFactory(program=plain, planned_amount=77_000)
    client = sign_in(Role.LEADER)
    assertNotContains(client.get(CASH), "77.000")
    assertContains(client.get(CASH, {"cakupan": "semua"}), "77.000")


def test_months_are_stored_and_empty_ones_are_removed(sign_in, program):
    client, url = sign_in(Role.OPERATOR, agency=program.agency), months_url(program)
    assert client.post(url, {"uang_1": "1.000.000", "fisik_1": "10,5", "uang_2": "0"}).status_code == 302
    client.post(url, {"uang_1": "1.000.000", "fisik_1": "10,5"})
    [row] = MonthlyPlan.objects.all()
    assert (row.month, row.planned_amount, float(row.physical_target)) == (1, 1_000_000, 10.5)


def test_a_level_without_money_is_refused(sign_in, program):
    page = sign_in(Role.SECRETARIAT).post(months_url(program), {"fisik_1": "10"})
    assertContains(page, "Isi rencana kas bulan ini", status_code=422)


def test_strangers_do_not_find_the_form_and_readers_may_not_open_it(sign_in, program):
    url = months_url(program)
    assert sign_in(Role.OPERATOR, agency=AgencyFactory()).get(url).status_code == 404
    assert sign_in(Role.LEADER).get(url).status_code == 403


def test_the_queries_do_not_grow_with_the_programmes(sign_in, queries_of):
    client = sign_in(Role.LEADER)
    MonthlyPlanFactory()
    before = queries_of(client, CASH)
    for _ in range(10):
        MonthlyPlanFactory()
    assert queries_of(client, CASH) == before
