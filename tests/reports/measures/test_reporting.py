import pytest

from agencies.access.roles import Role
from agencies.models import Upload
from reports.measures.reporting import REPORTED, UPLOADS
from reports.queries.scope import scope_of
from tests.factories import AgencyFactory, OfficeFactory, RealizationFactory, UploadFactory, UserFactory
from tests.factories.programs import ProgramFactory, ProgramYearFactory

pytestmark = pytest.mark.django_db


def test_an_agency_with_every_month_reported_counts_as_done(viewer_of):
    OfficeFactory()
    for months in (range(1, 13), range(1, 3)):
        program = ProgramFactory(agency=AgencyFactory())
        ProgramYearFactory(program=program, year=2025)
        for month in months:
            RealizationFactory(program=program, year=2025, month=month)
    figure = REPORTED.compute(scope_of(viewer_of(Role.LEADER), {"tahun": "2025"}, 2026))
    assert (figure.value, figure.of) == (1, 2)


def test_only_stored_uploads_within_reach_are_counted(viewer_of):
    OfficeFactory()
    ours = AgencyFactory()
    stored = {"status": Upload.Status.MERGED, "merged_at": "2026-10-01T00:00Z", "approver": UserFactory()}
    UploadFactory(agency=ours, **stored)
    UploadFactory(**stored)
    UploadFactory(agency=ours)
    assert UPLOADS.compute(scope_of(viewer_of(Role.SECRETARIAT), {}, 2026)).value == 2
    assert UPLOADS.compute(scope_of(viewer_of(Role.OPERATOR, agency=ours), {}, 2026)).value == 1


def test_nobody_owes_a_report_where_nothing_runs(viewer_of):
    OfficeFactory()
    assert REPORTED.compute(scope_of(viewer_of(Role.LEADER), {}, 2026)).value is None
