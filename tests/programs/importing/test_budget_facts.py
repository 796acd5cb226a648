"""Budgets and what was spent, from the file into the tables."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from agencies.access.roles import Role
from agencies.importing import layouts
from agencies.models import Upload
from programs.models import Budget, Nomenclature, Program, ProgramYear, Realization, StagedPlanLine
from tests.programs.importing.examples import agency_of, ground, handed_in

pytestmark = pytest.mark.django_db
TABLES = (Budget, Realization, Program, ProgramYear, Nomenclature)


@pytest.fixture
def agency():
    ground()
    return agency_of("DINSOS")


@pytest.fixture
def people(agency, holder):
    return {"by": holder(Role.OPERATOR, agency=agency), "approver": holder(Role.SECRETARIAT)}


def counts() -> dict:
    return {model: model.objects.count() for model in TABLES}


def test_the_example_is_stored_with_the_totals_it_states(agency, people):
    upload = handed_in("anggaran", agency=agency, **people)

    budgets = Budget.objects.filter(program__agency=agency, year=2025)
    spent = Realization.objects.filter(program__agency=agency, year=2025, month=6)
    assert upload.status == Upload.Status.MERGED
    assert (upload.rows_new, upload.rows_changed, upload.rows_same, upload.rows_held) == (5, 0, 6, 0)
    assert budgets.count() == spent.count() == Program.objects.filter(agency=agency).count() == 5
    assert budgets.aggregate(total=Sum("ceiling_amount"))["total"] == 3_855_000_000
    assert spent.aggregate(total=Sum("spent_amount"))["total"] == 1_885_500_000
    assert not Program.objects.filter(agency=agency, is_poverty=True).exists()
    for code, ceiling, amount in (
        ("1.06.02", 530_000_000, 210_500_000),
        ("1.06.05", 3_325_000_000, 1_675_000_000),
    ):
        of_program = {"program__node__code__startswith": f"{code}."}
        assert budgets.filter(**of_program).aggregate(total=Sum("ceiling_amount"))["total"] == ceiling
        assert spent.filter(**of_program).aggregate(total=Sum("spent_amount"))["total"] == amount
    weighted = sum(row.physical * budgets.get(program=row.program).ceiling_amount for row in spent) / Decimal(
        3_855_000_000
    )
    assert round(weighted, 2) == Decimal("49.75")
    assert {row.funding_source.code for row in budgets} == {"DAU"}
    assert spent.get(program__node__code="1.06.05.2.02.0002").problem == "Proses pengadaan"


def test_the_code_decides_and_other_words_are_told(agency, people):
    upload = handed_in("anggaran", agency=agency, by=people["by"])
    line = StagedPlanLine.objects.get(upload=upload, row=13)
    assert line.outcome == "new"
    assert [problem["code"] for problem in line.problems] == ["node_name_differs"]


def test_the_same_list_again_changes_nothing(agency, people):
    handed_in("anggaran", agency=agency, **people)
    before = counts()
    history = Budget.pgh_event_model.objects.count()
    again = handed_in("anggaran", agency=agency, **people, again=True)
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 11)
    assert counts() == before
    assert Budget.pgh_event_model.objects.count() == history


def test_undoing_leaves_the_tables_as_they_were(agency, people):
    before = counts()
    upload = handed_in("anggaran", agency=agency, **people)
    result = layouts.layout_of("anggaran").undo(upload)
    assert (result.restored, result.kept) == (5, 0)
    assert counts() == before
