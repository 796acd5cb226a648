import pytest

from agencies.access.roles import Role
from agencies.access.viewer import Viewer
from agencies.models import Upload
from reports.actions.rollups import refresh
from reports.measures.attention import matters
from reports.queries.scope import scope_of
from tests.factories import AgencyFactory, OfficeFactory, UploadFactory
from tests.factories.programs import ProgramFactory, ProgramYearFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def titles(holder):
    """The titles of what waits for somebody of this role."""

    def titles(role, *, agency=None, region=None, user=None):
        who = user or holder(role, agency=agency, region=region)
        return [matter.title for matter in matters(scope_of(Viewer.of(who), {"tahun": "2025"}, 2025), who)]

    return titles


def test_agencies_that_have_not_reported_stand_first(titles):
    OfficeFactory()
    ProgramYearFactory(program=ProgramFactory(agency=AgencyFactory()), year=2025)
    assert titles(Role.LEADER) == ["1 perangkat daerah belum lapor"]


def test_a_planner_of_the_agency_is_asked_to_complete_the_own_report(titles):
    OfficeFactory()
    agency = AgencyFactory()
    ProgramYearFactory(program=ProgramFactory(agency=agency), year=2025)
    assert titles(Role.OPERATOR, agency=agency) == ["Lengkapi laporan Anda"]


def test_a_camat_is_not_told_of_reports_of_others(titles, regency):
    _, _, villages = regency
    ProgramYearFactory(program=ProgramFactory(agency=AgencyFactory()), year=2025)
    assert titles(Role.DISTRICT, region=villages[0].parent) == []


def test_uploads_wait_for_whoever_may_approve_and_did_not_send_them(titles, holder):
    OfficeFactory()
    secretary = holder(Role.SECRETARIAT)
    UploadFactory(status=Upload.Status.CONFIRMED)
    UploadFactory(status=Upload.Status.CONFIRMED, sender=secretary)
    assert titles(None, user=secretary) == ["1 unggahan menunggu Anda"]


def test_the_sender_is_reminded_of_a_list_that_stopped_at_a_question(titles, holder):
    OfficeFactory()
    agency = AgencyFactory()
    sender = holder(Role.OPERATOR, agency=agency)
    UploadFactory(agency=agency, sender=sender, status=Upload.Status.PREVIEWED)
    UploadFactory(agency=agency, status=Upload.Status.PREVIEWED)
    assert titles(None, user=sender) == ["1 unggahan perlu Anda"]


def test_overlaps_name_the_commonest_pair(regency, holder):
    refresh(2026)
    user = holder(Role.LEADER)
    scope = scope_of(Viewer.of(user), {}, 2026)
    found = [matter for matter in matters(scope, user) if "tumpang tindih" in matter.title]
    assert len(found) == (1 if scope.meetings else 0)
    assert all(matter.sub.startswith("Terbanyak: ") for matter in found)
