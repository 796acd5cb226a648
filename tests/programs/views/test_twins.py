import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from tests.factories import AgencyFactory, BudgetFactory, OfficeFactory, ProgramFactory
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db
TWINS = reverse("programs:program-twins")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


def running(**fields):
    return ProgramYearFactory(program=ProgramFactory(**fields), year=2026).program


def test_two_agencies_with_like_names_show_up_as_a_pair(sign_in):
    BudgetFactory(program=running(name="Pelatihan kerja pemuda"), ceiling_amount=2_000_000)
    running(name="Pelatihan pemuda kerja")
    page = sign_in(Role.LEADER).get(TWINS)
    assertContains(page, "Pelatihan pemuda kerja")
    assertContains(page, "100 %")


def test_what_is_no_poverty_programme_or_out_of_reach_is_left_out(sign_in):
    mine = running(name="Gaji pegawai")
    running(name="Gaji pegawai", is_poverty=False)
    client = sign_in(Role.LEADER)
    assertContains(client.get(TWINS), "Tidak ada sub kegiatan serupa")
    running(name="Gaji pegawai")
    assertContains(client.get(TWINS), "Gaji pegawai")
    assertNotContains(sign_in(Role.OPERATOR, agency=mine.agency).get(TWINS), "Gaji pegawai")


def test_the_queries_do_not_grow_with_the_pairs(sign_in, queries_of):
    client = sign_in(Role.LEADER)
    for _ in range(2):
        running(name="Bedah rumah", agency=AgencyFactory())
    before = queries_of(client, TWINS)
    for _ in range(5):
        running(name="Bedah rumah", agency=AgencyFactory())
    assert queries_of(client, TWINS) == before
