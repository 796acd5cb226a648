import pytest

from agencies.access.roles import Role
from reports.measures.budgets import ABSORPTION, PROGRAMS
from reports.queries.scope import scope_of
from tests.factories import AgencyFactory, BudgetFactory, OfficeFactory, RealizationFactory
from tests.factories.programs import ProgramFactory, ProgramYearFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def money():
    """Two programmes of 1,000,000 each; of one 250,000 was spent in January and 300,000 in May."""
    OfficeFactory()
    for spent in ({1: 250_000, 5: 300_000}, {}):
        program = ProgramFactory(agency=AgencyFactory())
        ProgramYearFactory(program=program)
        source = BudgetFactory(program=program).funding_source
        for month, amount in spent.items():
            RealizationFactory(program=program, funding_source=source, month=month, spent_amount=amount)
        if spent:
            busy = program
    return busy


def absorption(viewer, **params):
    return ABSORPTION.compute(scope_of(viewer, params, 2026))


def test_absorption_is_what_was_spent_of_all_ceilings(money, viewer_of):
    figure = absorption(viewer_of(Role.LEADER))
    assert (round(figure.value, 2), figure.note) == (27.5, "Rp 550.000 dari Rp 2 juta")


def test_a_quarter_counts_what_was_spent_until_its_end(money, viewer_of):
    assert absorption(viewer_of(Role.LEADER), triwulan="1").value == 12.5


def test_one_agency_is_measured_by_its_own_ceiling(money, viewer_of):
    assert absorption(viewer_of(Role.LEADER), perangkat=str(money.agency_id)).value == 55
    assert absorption(viewer_of(Role.OPERATOR, agency=money.agency)).value == 55


def test_without_a_ceiling_nothing_can_be_absorbed(viewer_of):
    OfficeFactory()
    figure = absorption(viewer_of(Role.LEADER))
    assert (figure.value, figure.note) == (None, "Belum ada pagu tahun ini")


def test_programmes_of_the_year_are_counted(money, viewer_of):
    ProgramYearFactory(program=money, year=2025)
    assert PROGRAMS.compute(scope_of(viewer_of(Role.LEADER), {}, 2026)).value == 2
    assert PROGRAMS.compute(scope_of(viewer_of(Role.LEADER), {"tahun": "2025"}, 2026)).value == 1
