import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from reports.actions.rollups import refresh
from tests.factories import AgencyFactory, VillageFactory

pytestmark = pytest.mark.django_db
LIST = reverse("reports:village-list")


@pytest.fixture
def counted(regency):
    refresh(2026)
    return regency


def test_the_table_and_what_stands_in_no_village_add_up_to_the_total(sign_in, counted):
    context = sign_in(Role.LEADER).get(f"{LIST}?per=100").context
    rows, total, left = list(context["page"]), context["total"], context["elsewhere"]
    for name in ("target", "served", "unserved", "families", "persons"):
        beyond = getattr(left, name) if left else 0
        assert sum(getattr(row, name) for row in rows) + beyond == getattr(total, name)


def test_a_camat_sees_the_villages_of_the_own_kecamatan(sign_in, counted):
    _, _, villages = counted
    response = sign_in(Role.DISTRICT, region=villages[0].parent).get(LIST)
    assertContains(response, villages[0].name)
    assertNotContains(response, villages[-1].name)


def test_names_filter_and_headings_sort(sign_in, counted):
    _, _, villages = counted
    client = sign_in(Role.LEADER)
    assert [row.code for row in client.get(LIST, {"cari": villages[0].name}).context["page"]] == [
        villages[0].code
    ]
    shares = [row.unserved for row in client.get(f"{LIST}?urut=-belum").context["page"]]
    assert shares == sorted(shares, reverse=True)


def test_an_agency_changes_who_is_served_but_not_who_has_nothing(sign_in, counted):
    client = sign_in(Role.LEADER)
    everybody = client.get(LIST).context["total"]
    idle = client.get(f"{LIST}?perangkat={AgencyFactory().pk}").context["total"]
    assert (idle.served, idle.families, idle.persons) == (0, 0, 0)
    assert (idle.target, idle.unserved) == (everybody.target, everybody.unserved)


def test_one_page_tells_everything_of_a_village(sign_in, counted):
    _, _, villages = counted
    response = sign_in(Role.LEADER).get(reverse("reports:village-detail", args=[villages[0].code]))
    assertContains(response, villages[0].full_name)
    assertContains(response, "Program yang sampai tahun 2026")
    assert response.context["scope"].place == villages[0]


def test_a_kecamatan_lists_its_villages(sign_in, counted):
    _, _, villages = counted
    district = villages[0].parent
    response = sign_in(Role.LEADER).get(reverse("reports:village-detail", args=[district.code]))
    assert {row.code for row in response.context["rows"]} == {
        v.code for v in villages if v.parent == district
    }


@pytest.mark.parametrize("role", [Role.DISTRICT, Role.VILLAGE])
def test_places_outside_the_own_region_do_not_exist(sign_in, counted, role):
    _, _, villages = counted
    place = villages[0] if role == Role.VILLAGE else villages[0].parent
    client = sign_in(role, region=place)
    assert client.get(reverse("reports:village-detail", args=[villages[-1].code])).status_code == 404
    assert client.get(reverse("reports:village-detail", args=[villages[0].code])).status_code == 200


def test_places_of_other_regencies_do_not_exist(sign_in, counted):
    foreign = VillageFactory(parent__parent__code="35.98", parent__code="35.98.01", code="35.98.01.2001")
    client = sign_in(Role.SECRETARIAT)
    assert client.get(reverse("reports:village-detail", args=[foreign.code])).status_code == 404
    assert client.get(reverse("reports:village-detail", args=["35.99.01.9999"])).status_code == 404


def test_before_anything_is_counted_the_table_shows_dashes(sign_in, regency):
    assertContains(sign_in(Role.LEADER).get(LIST), "–")
