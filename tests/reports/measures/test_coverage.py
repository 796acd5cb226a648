import pytest

from agencies.access.roles import Role
from beneficiaries.models import RegisterEntry
from reports.actions.rollups import refresh
from reports.measures.coverage import FAMILIES, PERSONS, SERVED, UNSERVED
from reports.queries.scope import scope_of
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def figures(viewer, **params):
    scope = scope_of(viewer, params, 2026)
    return [one.compute(scope) for one in (SERVED, UNSERVED, FAMILIES, PERSONS)]


def test_served_and_unserved_make_up_the_target(regency, viewer_of):
    refresh(2026)
    served, unserved, _, _ = figures(viewer_of(Role.LEADER))
    assert served.value + unserved.value == served.of > 0


def test_an_agency_that_gave_nothing_serves_nobody_and_leaves_the_unserved_as_they_are(regency, viewer_of):
    refresh(2026)
    viewer = viewer_of(Role.LEADER)
    everybody, idle = figures(viewer), figures(viewer, perangkat=str(AgencyFactory().pk))
    assert [figure.value for figure in idle] == [0, everybody[1].value, 0, 0]


def test_nothing_is_told_before_the_year_is_counted(regency, viewer_of):
    assert {(figure.value, figure.note) for figure in figures(viewer_of(Role.LEADER))} == {
        (None, "Angka tahun ini belum dihitung")
    }


def test_without_a_register_nobody_knows_who_should_be_served(regency, viewer_of):
    RegisterEntry.objects.all().delete()
    refresh(2026)
    served, unserved, families, _ = figures(viewer_of(Role.LEADER))
    assert (served.value, unserved.value, served.note) == (None, None, "Belum ada daftar keluarga berdesil")
    assert families.value > 0


def test_a_figure_says_when_it_was_counted(regency, viewer_of):
    refresh(2026)
    assert all(figure.freshness.startswith("Dihitung ") for figure in figures(viewer_of(Role.LEADER)))
