import pytest

from agencies.access.roles import Role
from agencies.queries.panels import agency_panels
from programs.actions import standings
from programs.queries.panels import indicators_of_agency
from tests.factories import AgencyFactory, BudgetFactory, TargetFactory
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db


def shown(viewer, agency):
    return {
        panel.template: panel.context
        for panel in agency_panels.shown(viewer, agency, 2026)
        if panel.template.startswith("programs/")
    }


def test_the_page_of_an_agency_gets_its_programmes_and_indicators(viewer_of):
    budget = BudgetFactory(ceiling_amount=5)
    agency = ProgramYearFactory(program=budget.program).program.agency
    TargetFactory(indicator__agency=agency, year=2026)
    standings.refresh(None, [2025, 2026])

    panels = shown(viewer_of(Role.LEADER), agency)

    assert panels["programs/agencies/_programs.html"]["money"].ceiling_amount == 5
    assert [score.total for _, score in panels["programs/agencies/_indicators.html"]["scores"]] == [1, 1]


def test_the_panel_of_indicators_asks_as_much_of_many_as_of_one(viewer_of, django_assert_num_queries):
    agency, viewer = AgencyFactory(), viewer_of(Role.LEADER)
    for _ in range(12):
        TargetFactory(indicator__agency=agency, year=2026)
    standings.refresh(None, [2026])
    assert viewer.grants
    with django_assert_num_queries(2):
        found = indicators_of_agency(viewer, agency, 2026)
    assert found["known"]
    assert [(year, score.open) for year, score in found["scores"]] == [(2025, 0), (2026, 12)]


def test_who_may_not_see_programmes_gets_no_panel(viewer_of):
    assert shown(viewer_of(Role.ADMINISTRATOR), AgencyFactory()) == {}
