from datetime import date

import pytest

from agencies.models import Agency
from programs.models import Attainment, Indicator, Program
from programs.queries.reporting import (
    Reported,
    deadlines,
    grid,
    quarter_end,
    reported_indicators,
    reported_money,
)
from tests.factories import ProgramFactory, RealizationFactory, TargetFactory
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db


def running(**fields):
    return ProgramYearFactory(program=ProgramFactory(**fields), year=2026).program


def test_quarters_end_where_the_calendar_says():
    assert [quarter_end(2026, n) for n in (1, 2, 3, 4)] == [
        date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)
    ]  # fmt: skip
    assert deadlines(2026)[2] == date(2026, 10, 15)


def test_a_programme_counts_as_reported_in_the_quarters_of_its_months():
    one = running()
    two = running(agency=one.agency)
    ProgramFactory(agency=one.agency)  # does not run in this year
    running(agency=None, owner="pusat")
    RealizationFactory(program=one, month=3)
    RealizationFactory(program=one, month=4)
    RealizationFactory(program=two, month=6)

    found = reported_money(Program.objects.all(), 2026)

    assert found == [
        Reported(one.agency_id, quarter, 2, n) for quarter, n in ((1, 1), (2, 2), (3, 0), (4, 0))
    ]


def test_an_indicator_is_owed_when_it_has_a_target():
    indicator = TargetFactory(year=2026).indicator
    TargetFactory(year=2025)
    Attainment.objects.create(indicator=indicator, year=2026, quarter=1, reason="not_published")

    found = reported_indicators(Indicator.objects.all(), 2026)

    assert [(row.quarter, row.reported, row.expected) for row in found] == [
        (1, 1, 1),
        (2, 0, 1),
        (3, 0, 1),
        (4, 0, 1),
    ]


def test_the_grid_says_done_part_none_due_and_early():
    one = running()
    running(agency=one.agency)
    for month in (1, 4):
        RealizationFactory(program=one, month=month)
    RealizationFactory(program=Program.objects.exclude(pk=one.pk).get(), month=1)

    [row] = grid(
        Program.objects.all(), Indicator.objects.all(), Agency.objects.all(), 2026, date(2026, 10, 10)
    )

    assert [cell.state for cell in row.money] == ["done", "part", "due", "early"]
    assert row.late == [2]
    [later] = grid(
        Program.objects.all(), Indicator.objects.all(), Agency.objects.all(), 2026, date(2026, 10, 16)
    )
    assert [cell.state for cell in later.money] == ["done", "part", "none", "early"]


def test_an_agency_that_owes_nothing_is_not_in_the_grid():
    ProgramFactory()
    assert grid(Program.objects.all(), Indicator.objects.all(), Agency.objects.all(), 2026) == []
