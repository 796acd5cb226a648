import pytest

from agencies.access.roles import Role
from agencies.queries.handovers import belongings
from agencies.queries.search import found
from tests.factories import AgencyFactory, IndicatorFactory, ProgramFactory

pytestmark = pytest.mark.django_db


def hits(viewer, text):
    return {heading: [hit.name for hit in rows] for heading, rows in found(viewer, text)}


def test_programmes_and_indicators_are_found_by_name(viewer_of):
    ProgramFactory(name="Bantuan Pangan")
    IndicatorFactory(name="Ketahanan pangan")
    told = hits(viewer_of(Role.SECRETARIAT), "pangan")
    assert told == {"Program": ["Bantuan Pangan"], "Indikator": ["Ketahanan pangan"]}


def test_those_of_another_agency_are_not(viewer_of):
    ProgramFactory(name="Bantuan Pangan")
    assert hits(viewer_of(Role.OPERATOR, agency=AgencyFactory()), "pangan") == {}


def test_a_successor_is_told_which_programmes_the_agency_has(holder, viewer_of):
    agency = AgencyFactory()
    ProgramFactory(name="Bantuan Pangan", agency=agency)
    ProgramFactory()
    told = {
        one.label: one.names
        for one in belongings(holder(Role.OPERATOR, agency=agency), viewer_of(Role.SECRETARIAT))
    }
    assert told["Program perangkat daerah"] == ("Bantuan Pangan",)
