from datetime import date

import pytest

from agencies.access.roles import Role
from agencies.models import Boundary, Region
from agencies.queries.regions import at_home, history, home_code, in_place, listing, outlines_version
from tests.factories import DistrictFactory, OfficeFactory, VillageFactory

pytestmark = pytest.mark.django_db


def test_before_preparation_every_loaded_regency_is_home():
    village = VillageFactory()
    assert home_code() is None
    assert set(at_home(Region.objects.all())) == {village, village.parent}


def test_a_kecamatan_counts_the_villages_in_force_and_stands_before_them(viewer_of):
    OfficeFactory()
    district = DistrictFactory(code="35.99.01")
    new = VillageFactory(parent=district, code="35.99.01.1001")
    VillageFactory(parent=district, code="35.99.01.2001", successor=new, valid_to=date(2020, 1, 1))

    rows = list(listing(viewer_of(Role.LEADER), {}))

    assert [(row.code, row.villages) for row in rows] == [("35.99.01", 1), ("35.99.01.1001", 0)]
    assert len(listing(viewer_of(Role.LEADER), {"berlaku": "semua"})) == 3


def test_the_history_runs_from_the_oldest_code_to_the_newest():
    district = DistrictFactory(code="35.99.01")
    third = VillageFactory(parent=district, code="35.99.01.1002")
    second = VillageFactory(parent=district, code="35.99.01.1001", successor=third, valid_to=date(2024, 1, 1))
    first = VillageFactory(parent=district, code="35.99.01.2001", successor=second, valid_to=date(2020, 1, 1))
    for one in (first, second, third):
        assert history(one) == [first, second, third]


def test_the_version_of_the_outlines_changes_when_one_is_loaded_again():
    village = VillageFactory()
    rows = Region.objects.villages()
    before = outlines_version(rows)
    Boundary.objects.create(region=village, geometry={}, source="a")
    assert outlines_version(rows) != before


def test_rows_by_place_follow_a_village_to_where_it_is_today():
    here, there = DistrictFactory(code="35.99.01"), DistrictFactory(code="35.99.02")
    new = VillageFactory(parent=there, code="35.99.02.2009")
    old = VillageFactory(parent=here, code="35.99.01.2001", successor=new)
    stays = VillageFactory(parent=here, code="35.99.01.2002")

    def found(code):
        return set(Region.objects.villages().filter(in_place("code", code)))

    assert found("35.99.01") == {stays}
    assert found("35.99.02") == {old, new}
    assert found("35.99.02.2009") == {old, new}
    assert found("35.99") == {old, new, stays}


def test_successors_in_a_circle_end_the_search():
    first, second = VillageFactory(code="35.99.01.2001"), VillageFactory(code="35.99.01.2002")
    for one, other in ((first, second), (second, first)):
        one.successor = other
        one.save()
    assert Region.objects.filter(in_place("code", "35.99.01")).villages().count() == 2
