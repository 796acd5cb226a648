import pytest

from agencies.access.roles import Role
from agencies.queries.panels import agency_panels
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
    TargetFactory(indicator__agency=agency)

    panels = shown(viewer_of(Role.LEADER), agency)

    assert panels["programs/agencies/_programs.html"]["money"].ceiling_amount == 5
    assert [score.total for _, score in panels["programs/agencies/_indicators.html"]["scores"]] == [1, 1]


def test_who_may_not_see_programmes_gets_no_panel(viewer_of):
    assert shown(viewer_of(Role.ADMINISTRATOR), AgencyFactory()) == {}
