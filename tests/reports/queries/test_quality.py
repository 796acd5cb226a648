import pytest
from django.utils import timezone

from agencies.access.roles import Role
from agencies.models import Upload
from reports.queries.quality import quality_by_agency
from reports.queries.scope import scope_of
from tests.factories import AgencyFactory, OfficeFactory, UploadFactory

pytestmark = pytest.mark.django_db
YEAR = {"tahun": str(timezone.localdate().year)}


@pytest.fixture
def uploads():
    OfficeFactory()
    tidy, messy = AgencyFactory(name="Dinas Rapi"), AgencyFactory(name="Dinas Kusut")
    UploadFactory(agency=tidy, rows_read=110, rows_skipped=10, rows_new=100)
    UploadFactory(agency=messy, rows_read=60, rows_skipped=10, rows_new=30, rows_held=20)
    UploadFactory(agency=messy, rows_read=900, rows_held=900, status=Upload.Status.WITHDRAWN)
    return tidy, messy


def test_most_held_lines_first_in_per_cent_of_the_lines_of_data(uploads, viewer_of):
    rows = quality_by_agency(scope_of(viewer_of(Role.LEADER), YEAR))
    assert [(row.agency, row.read, row.held, row.held_share) for row in rows] == [
        ("Dinas Kusut", 50, 20, 40.0),
        ("Dinas Rapi", 100, 0, 0.0),
    ]


def test_an_agency_is_told_of_itself_alone(uploads, viewer_of):
    tidy, _ = uploads
    rows = quality_by_agency(scope_of(viewer_of(Role.OPERATOR, agency=tidy), YEAR))
    assert [row.agency for row in rows] == ["Dinas Rapi"]


def test_another_year_has_its_own_uploads(uploads, viewer_of):
    assert quality_by_agency(scope_of(viewer_of(Role.LEADER), {"tahun": "2019"})) == []
