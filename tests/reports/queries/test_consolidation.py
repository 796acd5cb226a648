from datetime import date
from decimal import Decimal

import pytest

from agencies.access.roles import Role
from programs.queries.indicators import Score
from reports.queries.consolidation import UNLINKED, Consolidation, stage_of
from reports.queries.scope import Scope
from tests.factories import (
    BudgetAccountFactory,
    BudgetFactory,
    IndicatorFactory,
    OfficeFactory,
    PlanItemFactory,
    RealizationFactory,
    ScheduleFactory,
    ScorecardFactory,
    StandingFactory,
)
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 10)


@pytest.fixture
def told(viewer_of):
    office = OfficeFactory(fiscal_year=2026)
    return Consolidation(Scope(viewer_of(Role.LEADER), 2026, office.region), TODAY)


@pytest.mark.parametrize(
    ("days", "state", "many"),
    [
        ({"opens": date(2026, 7, 1), "closes": date(2026, 7, 31)}, "running", 21),
        ({"opens": date(2026, 6, 1), "closes": date(2026, 6, 30)}, "late", 10),
        ({"opens": date(2026, 8, 1), "closes": date(2026, 8, 31)}, "ahead", 22),
        ({"opens": date(2026, 6, 1), "closes": date(2026, 6, 30), "done_at": date(2026, 7, 2)}, "done", None),
        ({"opens": None, "closes": None}, "undated", None),
    ],
)
def test_a_stage_stands_where_its_days_and_its_mark_say(days, state, many):
    row = stage_of(ScheduleFactory.build(**days), TODAY)
    assert (row.state, row.days) == (state, many)


def test_planning_looks_a_year_ahead_and_budgeting_at_both_years(told):
    ahead = ScheduleFactory(document="rkpd", stage="Musrenbang", fiscal_year=2027)
    ScheduleFactory(document="rkpd", stage="Musrenbang", fiscal_year=2026)
    now, next_one = (
        ScheduleFactory(document="apbd", stage="Penetapan", fiscal_year=year) for year in (2026, 2027)
    )

    assert [row.schedule for row in told.stages] == [ahead]
    assert {row.schedule for row in told.phases} == {now, next_one}


def test_targets_are_counted_by_sasaran_agency_and_reason(told):
    goal = PlanItemFactory(text="Kemiskinan turun")
    program = PlanItemFactory(plan=goal.plan, parent=goal, level="program")
    below, loose = IndicatorFactory(item=program), IndicatorFactory()
    StandingFactory(indicator=below, year=2026, state="met")
    StandingFactory(indicator=loose, year=2026, state="open", reason="not_reported")
    ScorecardFactory(agency=below.agency, year=2026, met=193, not_met=77)
    ScorecardFactory(agency=loose.agency, year=2026, open=14)

    assert (told.score.met, told.score.judged, told.score.open) == (193, 270, 14)
    assert round(told.score.percent, 2) == Decimal("71.48")
    assert [(row.label, row.score) for row in told.goals] == [
        ("Kemiskinan turun", Score(met=1)), (UNLINKED, Score(open=1)),
    ]  # fmt: skip
    assert told.agencies[0].score.not_met == 77
    assert told.reasons == [("not_reported", "Belum dilaporkan", 1)]


def test_revenue_adds_up_and_is_unknown_where_a_part_is(told):
    BudgetAccountFactory(
        code="4.1", ceiling_murni=100, ceiling_perubahan=120, realized_amount=60, realized_until=6
    )
    BudgetAccountFactory(code="4.2", ceiling_murni=300, realized_amount=150, realized_until=6)
    assert [(row.code, row.ceiling_amount, row.realized_amount, row.share) for row in told.revenue] == [
        ("4.1", 120, 60, 50), ("4.2", 300, 150, 50), ("4", 420, 210, 50),
    ]  # fmt: skip


def test_an_unknown_part_makes_the_sum_unknown(told):
    BudgetAccountFactory(code="4.1", ceiling_murni=100, realized_amount=60)
    BudgetAccountFactory(code="4.2", ceiling_murni=300, realized_amount=None)
    assert told.revenue[-1].realized_amount is None


def test_funding_tells_what_is_outside_the_regional_budget(told):
    budget = BudgetFactory(ceiling_amount=1_000, year=2026, funding_source__is_apbd=False)
    ProgramYearFactory(program=budget.program, year=2026)
    RealizationFactory(
        program=budget.program, funding_source=budget.funding_source, year=2026, spent_amount=400
    )
    ((row, inside),) = told.funding
    assert (row.ceiling_amount, row.spent_amount, inside) == (1_000, 400, False)
