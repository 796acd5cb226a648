import pytest

from agencies.access.roles import Role
from agencies.queries.search import found
from tests.factories import IndicatorFactory, ProgramFactory

pytestmark = pytest.mark.django_db


def test_programmes_and_indicators_are_found_by_those_who_may_see_them(viewer_of):
    program = ProgramFactory(name="Bedah rumah tidak layak")
    indicator = IndicatorFactory(name="Rumah layak huni", agency=program.agency)

    def names(viewer):
        return {hit.name for _, hits in found(viewer, "rumah") for hit in hits}

    assert names(viewer_of(Role.OPERATOR, agency=program.agency)) == {program.name, indicator.name}
    assert names(viewer_of(Role.ADMINISTRATOR)) == set()
