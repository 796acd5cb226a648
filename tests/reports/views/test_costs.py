import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from tests.factories import AssistanceFactory, OfficeFactory, ProgramFactory, RealizationFactory
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db
COSTS = reverse("reports:budget-costs")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


def spending(amount, **fields):
    program = ProgramYearFactory(program=ProgramFactory(**fields), year=2026).program
    RealizationFactory(program=program, spent_amount=amount)
    AssistanceFactory(program=program)
    return program


def test_the_page_marks_what_lies_far_off(sign_in):
    for amount in (1_000, 1_100, 1_200, 1_300):
        spending(amount)
    client = sign_in(Role.LEADER)
    assertNotContains(client.get(COSTS), "Jauh dari yang lain")
    spending(9_000_000, name="Mahal")
    page = client.get(COSTS)
    assertContains(page, "Jauh dari yang lain", count=1)
    assertContains(page, "9.000.000")
    assertContains(page, "1 perlu diperiksa")


def test_without_figures_the_page_says_so(sign_in):
    assertContains(sign_in(Role.LEADER).get(COSTS), "Belum ada realisasi atau penerima tahun 2026.")


def test_the_queries_do_not_grow(sign_in):
    client = sign_in(Role.LEADER)
    spending(1)
    client.get(COSTS)  # signs the session in, which a first request alone does
    with CaptureQueriesContext(connection) as before:
        client.get(COSTS)
    for _ in range(10):
        spending(1)
    with CaptureQueriesContext(connection) as after:
        assert client.get(COSTS).status_code == 200
    assert len(after) == len(before)
