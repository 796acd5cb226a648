import pytest

from agencies.access.roles import Role
from programs.queries.issues import listing, next_number
from tests.factories import AgencyFactory, IssueFactory

pytestmark = pytest.mark.django_db


def test_an_agency_sees_its_own_issues_and_those_of_everybody(viewer_of):
    mine, shared = IssueFactory(agency=AgencyFactory()), IssueFactory(agency=None)
    IssueFactory(agency=AgencyFactory())
    IssueFactory(year=2025)

    assert set(listing(viewer_of(Role.OPERATOR, agency=mine.agency), 2026)) == {mine, shared}


def test_numbers_run_by_year_and_kind():
    IssueFactory(kind="isu", number=4)
    assert (next_number(2026, "isu"), next_number(2026, "masalah"), next_number(2025, "isu")) == (5, 1, 1)
