import pytest

from agencies.access.roles import Role
from agencies.access.viewer import Grant, Viewer
from reports.queries.scope import districts, scope_of, within_reach
from tests.factories import AgencyFactory, OfficeFactory, VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    office = OfficeFactory()
    return office.region, *(VillageFactory(parent__parent=office.region) for _ in range(2))


def test_whoever_sees_everything_begins_with_the_regency(places, viewer_of):
    home, village, _ = places
    viewer = viewer_of(Role.LEADER)
    assert scope_of(viewer, {}, 2026).place == home
    assert scope_of(viewer, {"kecamatan": village.parent.code}, 2026).place == village.parent
    assert scope_of(viewer, {"desa": village.code}, 2026).place == village


@pytest.mark.parametrize("asked", ["35.98.01", "nonsense", "35.99.77", "35.9"])
def test_a_place_that_is_none_of_ours_is_answered_by_the_whole(places, viewer_of, asked):
    assert scope_of(viewer_of(Role.LEADER), {"kecamatan": asked}, 2026).place == places[0]


def test_a_camat_stays_within_the_own_kecamatan(places, viewer_of):
    _, village, other = places
    viewer = viewer_of(Role.DISTRICT, region=village.parent)
    assert scope_of(viewer, {}, 2026).place == village.parent
    assert scope_of(viewer, {"desa": village.code}, 2026).place == village
    assert scope_of(viewer, {"desa": other.code}, 2026).place == village.parent


def test_a_code_is_not_mistaken_for_a_longer_one():
    viewer = Viewer(user_id=1, grants=(Grant(Role.DISTRICT, None, "35.99.1"),))
    assert not within_reach(viewer, "35.99.11")


def test_two_grants_reach_two_kecamatan(places):
    _, village, other = places
    viewer = Viewer(
        1, (Grant(Role.DISTRICT, None, village.parent.code), Grant(Role.DISTRICT, None, other.parent.code))
    )
    assert scope_of(viewer, {"kecamatan": other.parent.code}, 2026).place == other.parent
    home = places[0].code
    assert {code for code, _ in districts(scope_of(viewer, {}, 2026), home)} == {
        village.parent.code,
        other.parent.code,
    }


def test_a_village_has_no_kecamatan_to_choose(places, viewer_of):
    home, village, _ = places
    assert districts(scope_of(viewer_of(Role.VILLAGE, region=village), {}, 2026), home.code) == []


def test_the_filters_of_an_address_are_kept_for_links(places, viewer_of):
    _, village, _ = places
    agency = AgencyFactory()
    params = {"tahun": "2025", "desa": village.code, "perangkat": str(agency.pk), "triwulan": "2"}
    scope = scope_of(viewer_of(Role.LEADER), params, 2026)
    assert scope.query == {"tahun": "2025", "desa": village.code, "perangkat": str(agency.pk)}
    assert (scope.until_month, scope.elapsed) == (6, 50)


@pytest.mark.parametrize(
    "params", [{"perangkat": "abc"}, {"perangkat": "999999999"}, {"triwulan": "7"}, {"tahun": "20x6"}]
)
def test_nonsense_in_an_address_is_ignored(places, viewer_of, params):
    scope = scope_of(viewer_of(Role.LEADER), params, 2026)
    assert (scope.agency, scope.quarter, scope.year) == (None, None, 2026)


def test_only_who_sees_all_people_of_the_place_is_led_to_names(places, viewer_of):
    _, village, _ = places
    agency = AgencyFactory()
    assert scope_of(viewer_of(Role.SECRETARIAT), {}, 2026).sees_names
    assert scope_of(viewer_of(Role.REGISTER_OFFICE, agency=agency), {}, 2026).sees_names
    assert scope_of(viewer_of(Role.DISTRICT, region=village.parent), {}, 2026).sees_names
    assert not scope_of(viewer_of(Role.OPERATOR, agency=agency), {}, 2026).sees_names
    assert not scope_of(viewer_of(Role.LEADER), {}, 2026).sees_names
