import pytest

from agencies.access.roles import Role
from agencies.queries.agencies import before, listing
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def test_the_listing_searches_name_short_name_and_code_and_sorts(viewer_of):
    social = AgencyFactory(code="1.06.0.00.0.00.01.0000", name="Dinas Sosial", short_name="DINSOS")
    health = AgencyFactory(code="1.02.0.00.0.00.01.0000", name="Dinas Kesehatan", kind="badan")
    viewer = viewer_of(Role.LEADER)

    for word in ("sosial", "dinsos", "1.06"):
        assert list(listing(viewer, {"cari": word})) == [social]
    assert list(listing(viewer, {"jenis": "badan"})) == [health]
    assert list(listing(viewer, {})) == [health, social]
    assert list(listing(viewer, {"urut": "-kode"})) == [social, health]


def test_who_was_merged_into_an_agency_is_known():
    new = AgencyFactory()
    old = AgencyFactory(successor=new)
    assert list(before(new)) == [old]
