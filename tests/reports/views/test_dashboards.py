import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateNotUsed

from agencies.access.roles import OVER_AGENCY, OVER_REGION, Role
from programs.actions import standings
from programs.models import ProgramYear
from reports.actions.rollups import refresh
from reports.queries.scope import Scope
from tests.factories import AgencyFactory, IndicatorFactory, OfficeFactory, ProgramFactory, UploadFactory

pytestmark = pytest.mark.django_db

STEERING = [
    role
    for role in Role
    if role not in {Role.OPERATOR, Role.AGENCY_HEAD, Role.REGISTER_OFFICE, Role.ADMINISTRATOR}
]


@pytest.fixture
def counted(regency):
    refresh(2026)
    return regency


@pytest.mark.parametrize("role", STEERING)
def test_whoever_steers_sees_the_figures_first(sign_in, counted, role):
    office, _, villages = counted
    place = villages[0].parent if role in OVER_REGION else None
    agency = AgencyFactory() if role in OVER_AGENCY else None
    response = sign_in(role, region=place, agency=agency).get("/")
    assertContains(response, "Keluarga miskin terlayani")
    assertContains(response, "Perlu tindakan")


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.AGENCY_HEAD, Role.REGISTER_OFFICE])
def test_whoever_reports_sees_their_own_work_first(sign_in, counted, role):
    agency = AgencyFactory(name="Dinas Sosial")
    UploadFactory(agency=agency, name="milik-kami.xlsx")
    UploadFactory(name="milik-orang-lain.xlsx")
    client = sign_in(role, agency=agency)
    response = client.get("/")
    assertContains(response, "Yang perlu Anda kerjakan")
    assertContains(response, "milik-kami.xlsx")
    assertNotContains(response, "milik-orang-lain.xlsx")
    assertContains(client.get("/?tampilan=daerah"), "Perlu tindakan")


def test_a_village_sees_itself_and_no_table_of_other_villages(sign_in, counted):
    _, _, villages = counted
    response = sign_in(Role.VILLAGE, region=villages[0]).get("/")
    assertContains(response, "Desa kami")
    assertNotContains(response, villages[1].name)


def test_a_camat_cannot_ask_for_the_figures_of_another_kecamatan(sign_in, counted):
    _, _, villages = counted
    own, other = villages[0].parent, villages[-1].parent
    response = sign_in(Role.DISTRICT, region=own).get(f"/?kecamatan={other.code}")
    assert response.context["scope"].place == own
    assertNotContains(response, other.name)


def test_htmx_gets_only_the_figures(sign_in, counted):
    response = sign_in(Role.LEADER).get("/", headers={"HX-Request-Type": "partial"})
    assertTemplateNotUsed(response, "base.html")
    assertContains(response, 'id="hasil"', count=1)


def test_before_an_office_is_prepared_the_page_says_where_to_begin(sign_in):
    assertContains(sign_in(Role.LEADER).get("/"), "Muat perangkat daerah")


def test_a_year_nobody_has_counted_shows_no_zeros(sign_in, counted):
    response = sign_in(Role.LEADER).get("/?tahun=2023")
    assertContains(response, "Angka tahun ini belum dihitung")
    assert all(tile.figure.value is None for tile in response.context["tiles"][:2])


def test_an_empty_office_has_a_first_page(sign_in):
    OfficeFactory()
    assertContains(sign_in(Role.SECRETARIAT).get("/"), "Penanggulangan kemiskinan 2026")


def test_an_operator_sees_only_the_money_of_their_own_agency(sign_in, counted):
    agency = AgencyFactory()
    ProgramYear.objects.create(program=ProgramFactory(agency=agency), year=2026)
    ProgramYear.objects.create(program=ProgramFactory(), year=2026)
    IndicatorFactory(agency=agency)
    IndicatorFactory()
    standings.refresh_all()
    response = sign_in(Role.OPERATOR, agency=agency).get("/?tampilan=daerah")
    programs = next(tile for tile in response.context["further"] if tile.measure.slug == "program")
    assert programs.figure.value == 1
    scope: Scope = response.context["scope"]
    assert {row.indicator.agency for row in scope.indicators} == {agency}


def test_the_number_of_queries_does_not_grow_with_the_villages(
    sign_in, counted, django_assert_max_num_queries
):
    client = sign_in(Role.SECRETARIAT)
    with django_assert_max_num_queries(45):
        client.get("/")


def test_a_person_without_a_role_is_refused(sign_in):
    assert sign_in().get(reverse("reports:dashboard")).status_code == 403
