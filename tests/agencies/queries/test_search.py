import pytest

from agencies.access.roles import Role
from agencies.queries.search import SHOWN, found
from tests.factories import AgencyFactory, DistrictFactory, UploadFactory, VillageFactory

pytestmark = pytest.mark.django_db


def names(groups) -> dict[str, list[str]]:
    return {heading: [hit.name for hit in hits] for heading, hits in groups}


def test_agencies_places_and_uploads_are_found_by_a_part_of_their_name(viewer_of):
    AgencyFactory(name="Dinas Tirta")
    VillageFactory(parent=DistrictFactory(code="35.99.01"), code="35.99.01.2001", name="Tirtasari")
    UploadFactory(name="tirta.xlsx")
    assert names(found(viewer_of(Role.SECRETARIAT), "tirta")) == {
        "Perangkat daerah": ["Dinas Tirta"],
        "Wilayah": ["Tirtasari"],
        "Unggahan": ["tirta.xlsx"],
    }


def test_what_lies_outside_the_reach_is_not_found(viewer_of):
    agency = AgencyFactory(name="Dinas Kita")
    UploadFactory(name="rahasia.xlsx")
    assert found(viewer_of(Role.OPERATOR, agency=agency), "rahasia") == []
    assert found(viewer_of(Role.LEADER), "rahasia") == []


def test_one_letter_finds_nothing_and_many_hits_are_cut(viewer_of):
    AgencyFactory.create_batch(SHOWN + 1)
    viewer = viewer_of(Role.SECRETARIAT)
    assert found(viewer, "D") == []
    assert len(names(found(viewer, "Dinas"))["Perangkat daerah"]) == SHOWN
