import pytest

from programs.models import Program
from programs.queries.cash import by_agency, months, plan_of
from tests.factories import AgencyFactory, MonthlyPlanFactory, ProgramFactory, RealizationFactory

pytestmark = pytest.mark.django_db


def test_plan_and_spending_add_up_until_the_last_report():
    program = ProgramFactory()
    for month, amount in ((1, 100), (2, 50), (12, 10)):
        MonthlyPlanFactory(program=program, month=month, planned_amount=amount)
    for month, amount in ((1, 80), (3, 30)):
        RealizationFactory(program=program, month=month, spent_amount=amount)
    MonthlyPlanFactory(program=ProgramFactory(), planned_amount=7)

    rows = months(Program.objects.filter(pk=program.pk), 2026)

    assert [(row.planned_until, row.spent_until, row.deviation) for row in rows[:4]] == [
        (100, 80, -20), (150, 80, -70), (150, 110, -40), (150, None, None),
    ]  # fmt: skip
    assert (rows[1].spent, rows[2].planned, rows[11].planned_until) == (None, None, 160)


def test_without_a_plan_nothing_deviates():
    program = RealizationFactory().program
    assert {row.deviation for row in months(Program.objects.filter(pk=program.pk), 2026)} == {None}


def test_the_agency_furthest_behind_comes_first():
    ahead, behind, silent = (AgencyFactory(name=f"Dinas {letter}") for letter in "ABC")
    for agency, spent in ((ahead, 120), (behind, 20), (silent, None)):
        program = ProgramFactory(agency=agency)
        MonthlyPlanFactory(program=program, planned_amount=100)
        MonthlyPlanFactory(program=program, month=9, planned_amount=900)
        if spent is not None:
            RealizationFactory(program=program, spent_amount=spent)

    rows = by_agency(Program.objects.all(), 2026, 6)

    assert [(row.agency, row.planned, row.deviation) for row in rows] == [
        ("Dinas B", 100, -80), ("Dinas A", 100, 20), ("Dinas C", 100, None),
    ]  # fmt: skip


def test_the_plan_of_one_source_is_read_by_month():
    row = MonthlyPlanFactory(month=4)
    MonthlyPlanFactory(program=row.program, month=4, year=2025)
    assert plan_of(row.program, 2026, row.funding_source) == {4: row}
