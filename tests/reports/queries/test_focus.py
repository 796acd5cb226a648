from datetime import date

import pytest

from programs.models import FocusRegion
from reports.queries.focus import choosable, decisions
from tests.factories import DistrictFactory, OfficeFactory, UserFactory, VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    home = OfficeFactory().region
    districts = DistrictFactory.create_batch(2, parent=home)
    return home, [VillageFactory(parent=district) for district in districts]


def test_decisions_are_of_the_year_and_the_place(places, viewer_of):
    home, (first, second) = places
    by = UserFactory()
    for region, year in ((first, 2026), (second, 2026), (first.parent, 2026), (first, 2025)):
        FocusRegion.objects.create(region=region, year=year, is_focus=True, was_proposed=True, decided_by=by)
    viewer = viewer_of("leader")
    assert set(decisions(viewer, 2026, home)) == {first.code, second.code, first.parent.code}
    assert set(decisions(viewer, 2026, first.parent)) == {first.code, first.parent.code}
    assert decisions(viewer, 2026, None) == {}


def test_kecamatan_and_villages_of_today_can_be_chosen(places, viewer_of):
    home, (first, second) = places
    second.valid_to = date(2020, 1, 1)
    second.save()
    found = set(choosable(viewer_of("secretariat"), home, date(2026, 1, 1)))
    assert found == {first, first.parent, second.parent}
