"""Indicators, targets and ceilings of plans, from the file into the tables."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from agencies.access.roles import Role
from agencies.importing import layouts
from programs.models import (
    Attainment,
    Indicator,
    Plan,
    PlanCeiling,
    PlanItem,
    PlannedTarget,
    Scorecard,
    StagedPlanLine,
    Standing,
    Target,
)
from tests.agencies.road import merged, staged, workbook
from tests.factories import IndicatorFactory
from tests.programs.importing.examples import agency_of, ground, handed_in

pytestmark = pytest.mark.django_db
TABLES = (Plan, PlanItem, PlanCeiling, PlannedTarget, Target, Indicator, Attainment, Standing, Scorecard)
FINALS = {
    "Persentase KPM graduasi mandiri": 10, "Jumlah KUBE aktif": 65, "Persentase penduduk miskin": Decimal("7.25"),
    "Cakupan pemutakhiran data terpadu": 100, "Nilai SAKIP": "A", "Persentase keselarasan RKPD dengan RPJMD": 100,
    "Opini BPK": "WTP",
}  # fmt: skip


@pytest.fixture
def agency():
    ground()
    return agency_of("BAPPERIDA")


@pytest.fixture
def people(agency, holder):
    return {"by": holder(Role.OPERATOR, agency=agency), "approver": holder(Role.SECRETARIAT)}


def counts() -> dict:
    return {model: model.objects.count() for model in TABLES}


def test_the_example_is_stored_with_every_target_and_ceiling_repeated_and_taken_back(agency, people):
    before = counts()
    upload = handed_in("indikator", agency=agency, **people)

    plan = Plan.objects.get()
    targets = PlannedTarget.objects.filter(plan=plan)
    assert (upload.rows_new, upload.rows_held) == (7, 0)
    assert (plan.kind, plan.first_year, plan.last_year, plan.stage, plan.agency) == (
        "rpjmd",
        2025,
        2029,
        "penetapan",
        None,
    )
    assert {
        row.name: row.final_value if row.final_value is not None else row.final_text
        for row in Indicator.objects.all()
    } == FINALS
    assert (targets.count(), targets.exclude(value=None).count()) == (35, 25)
    assert set(targets.filter(value=None).values_list("text", flat=True)) == {"B", "BB", "A", "WTP"}
    assert set(Target.objects.values_list("indicator", "year", "value", "text")) == set(
        targets.values_list("indicator", "year", "value", "text")
    )
    ceilings = PlanCeiling.objects.filter(item__plan=plan)
    assert ceilings.count() == 15
    assert ceilings.filter(year=2025).aggregate(total=Sum("amount"))["total"] == 4_950_000_000
    assert ceilings.aggregate(total=Sum("amount"))["total"] == 26_250_000_000
    poor = Indicator.objects.get(name="Persentase penduduk miskin")
    assert (poor.direction, poor.formula, poor.level, poor.baseline_value) == (
        "-",
        "falling",
        "program",
        Decimal("9.71"),
    )
    assert (poor.agency.short_name, poor.statistic.code, poor.item.node.code) == ("DINSOS", "P0", "1.06.05")
    assert set(Indicator.objects.exclude(pk=poor.pk).values_list("direction", flat=True)) == {"+"}
    assert Standing.objects.filter(indicator=poor, year=2025, target_value=Decimal("9.35")).exists()

    again = handed_in("indikator", agency=agency, **people, again=True)
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 7)

    result = layouts.layout_of("indikator").undo(upload)
    assert (result.restored, result.kept) == (7, 0)
    assert counts() == before


def test_only_bappeda_tells_of_several_agencies(agency, holder):
    social = agency_of("DINSOS")
    upload = handed_in("indikator", agency=social, by=holder(Role.OPERATOR, agency=social))
    held = StagedPlanLine.objects.filter(upload=upload, outcome="held")
    assert [(line.row, line.problems[0]["code"]) for line in held.order_by("row")] == [
        (14, "agency_foreign"), (15, "agency_foreign"), (16, "agency_foreign"),
    ]  # fmt: skip


def test_an_indicator_that_is_known_keeps_its_rules_and_gets_the_new_target(agency, people):
    social = agency_of("DINSOS")
    known = IndicatorFactory(name="Angka Stunting", agency=social, direction="-", baseline_value=20)
    Target.objects.create(indicator=known, year=2026, value=15)
    content = workbook(
        ["Angka stunting", "%", 20, 14, "Dinas Sosial"],
        headings=("Indikator", "Satuan", "Kondisi Awal", "Target 2026", "OPD"),
    )
    road = {"agency": agency, "kind": "indikator", "context": {"periode": "2025-2029"}, **people}
    upload = merged(content, **road)

    line = StagedPlanLine.objects.get(upload=upload)
    assert (line.outcome, line.changes) == ("changed", {"target_2026": [15, 14]})
    assert Target.objects.get(indicator=known, year=2026).value == 14
    assert Indicator.objects.count() == 1
    assert layouts.layout_of("indikator").undo(upload).restored == 1
    assert Target.objects.get(indicator=known, year=2026).value == 15
    assert Plan.objects.count() == PlannedTarget.objects.count() == 0


def test_what_was_verified_is_not_overwritten_by_a_list(agency, people):
    known = IndicatorFactory(name="Angka Stunting", agency=agency)
    Attainment.objects.create(indicator=known, year=2025, quarter=4, value=10, status="verified")
    headings = ("Indikator", "Satuan", "Target 2025", "Realisasi 2025")
    lines = ["Angka Stunting", "%", 12, 11], ["Angka Kesakitan", "%", 12, 11]
    upload = staged(
        workbook(*lines, headings=headings), agency=agency, by=people["by"], kind="indikator", context={}
    )
    held, free = StagedPlanLine.objects.filter(upload=upload).order_by("row")
    assert (held.outcome, held.problems[0]["code"], free.outcome) == ("held", "attainment_reviewed", "new")


def test_the_missions_of_the_example_carry_their_programmes(agency, people):
    handed_in("indikator", agency=agency, **people)
    programs = PlanItem.objects.filter(level="program").values_list(
        "node__code", "parent__level", "parent__text"
    )
    first, second = (PlanItem.objects.get(level="misi", number=number).text for number in ("1", "2"))
    assert set(programs) == {
        ("1.06.02", "misi", first),
        ("1.06.05", "misi", first),
        ("5.01.02", "misi", second),
    }
    assert second == "TATA KELOLA PEMERINTAHAN"
