from datetime import date

import pytest

from agencies.access.roles import Role
from programs.models import Indicator, Plan, PlanItem, PlannedTarget, StagedPlanLine, Target
from tests.agencies.road import merged, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
HEADINGS = ("Sasaran", "Kode", "Program", "Indikator", "Satuan", "Target 2025", "Target 2026")
LINE = ["Menurunnya kemiskinan", "1.06.05", "PROGRAM PERLINDUNGAN", "Cakupan bantuan", "%", 80, 90]


@pytest.fixture
def table(holder):
    agency = AgencyFactory(kind="bappeda")
    road = {
        "agency": agency,
        "by": holder(Role.OPERATOR, agency=agency),
        "approver": holder(Role.SECRETARIAT),
    }

    def handed_in(title, *lines, headings=HEADINGS):
        content = workbook(*(lines or [LINE]), headings=headings, title=title)
        return merged(content, kind="indikator", context={}, again=True, name="tabel.xlsx", **road)

    return handed_in


def test_the_first_version_comes_in_force_and_a_draft_does_not(table):
    table("Rancangan Awal RPJMD 2025-2026")
    assert Plan.objects.get().in_force_from is None
    assert (PlannedTarget.objects.count(), Target.objects.count()) == (2, 0)
    table("RPJMD 2025-2026")
    plan = Plan.objects.get(stage="penetapan")
    assert plan.in_force_from == date(2025, 1, 1)
    assert set(Target.objects.values_list("year", "value", "plan")) == {
        (2025, 80, plan.pk),
        (2026, 90, plan.pk),
    }


def test_a_change_of_the_plan_waits_until_it_is_put_in_force(table):
    table("RPJMD 2025-2026")
    table("Perubahan RPJMD 2025-2026", [*LINE[:5], 85, 95])
    assert [plan.stage for plan in Plan.objects.order_by("pk")] == ["penetapan", "perubahan"]
    assert set(Target.objects.values_list("value", flat=True)) == {80, 90}
    assert PlannedTarget.objects.filter(plan__stage="perubahan", value=95).exists()


def test_items_hang_below_their_goal_and_each_is_made_once(table):
    table("RPJMD 2025-2026", LINE, [*LINE[:3], "Cakupan data", "%", 50, 60])
    item = PlanItem.objects.get(level="program")
    assert (item.parent.text, item.parent.level, item.node.code) == (
        "Menurunnya kemiskinan",
        "sasaran",
        "1.06.05",
    )
    assert set(Indicator.objects.values_list("item", flat=True)) == {item.pk}
    again = table("RPJMD 2025-2026", LINE)
    assert (again.rows_new, again.rows_same, PlanItem.objects.count()) == (0, 1, 2)


def test_a_renstra_belongs_to_its_agency(table):
    upload = table("Renstra Dinas 2025-2026")
    plan = Plan.objects.get()
    assert (plan.kind, plan.agency, plan.last_year) == ("renstra", upload.agency, 2026)


GROUPED = ("Kode", "Program", "Indikator", "Satuan", "Target 2025", "Target 2026")


def group(words):
    return [words, "", "", "", "", ""]


def goals() -> set[tuple]:
    return set(PlanItem.objects.values_list("level", "number", "text", "parent__text"))


def test_goals_that_stand_as_lines_of_their_own_carry_what_follows(table):
    lines = (
        group("MISI 1 : MENINGKATKAN KESEJAHTERAAN"), group("Tujuan 1.1: Menurunnya kemiskinan"), LINE[1:],
        group("MISI 2 : TATA KELOLA"), ["5.01.02", "PROGRAM PERENCANAAN", "Nilai SAKIP", "Nilai", 70, 71],
    )  # fmt: skip
    table("RPJMD 2025-2026", *lines, headings=GROUPED)
    assert goals() == {
        ("misi", "1", "MENINGKATKAN KESEJAHTERAAN", None),
        ("misi", "2", "TATA KELOLA", None),
        ("tujuan", "1.1", "Menurunnya kemiskinan", "MENINGKATKAN KESEJAHTERAAN"),
        ("program", "1.06.05", "PROGRAM PERLINDUNGAN", "Menurunnya kemiskinan"),
        ("program", "5.01.02", "PROGRAM PERENCANAAN", "TATA KELOLA"),
    }
    again = table("RPJMD 2025-2026", *lines, headings=GROUPED)
    assert (again.rows_new, again.rows_same, len(goals())) == (0, 2, 5)


def test_a_goal_of_the_same_number_with_other_words_is_asked_about(table):
    table("RPJMD 2025-2026", group("MISI 1 : MENINGKATKAN KESEJAHTERAAN"), LINE[1:], headings=GROUPED)
    other = [*LINE[1:3], "Cakupan data", "%", 50, 60]
    held = table("RPJMD 2025-2026", group("MISI 1 : Membangun jalan"), other, headings=GROUPED)
    [problem] = StagedPlanLine.objects.get(upload=held).problems
    assert (problem["code"], problem["facts"]["usulan"]) == ("item_differs", ["MENINGKATKAN KESEJAHTERAAN"])
    slip = table("RPJMD 2025-2026", group("MISI 1 : Meningkatkan Kesejahteran"), other, headings=GROUPED)
    assert (slip.rows_held, PlanItem.objects.filter(level="misi").count()) == (0, 1)


def test_a_goal_that_stands_twice_in_the_document_is_asked_about(table):
    table("RPJMD 2025-2026")
    plan = Plan.objects.get()
    for number in ("7", "8"):
        PlanItem.objects.create(plan=plan, level="misi", number=number, text="Kesejahteraan")
    other = [*LINE[1:3], "Cakupan data", "%", 50, 60]
    held = table("RPJMD 2025-2026", group("MISI 9 : Kesejahteraan"), other, headings=GROUPED)
    assert [problem["code"] for problem in StagedPlanLine.objects.get(upload=held).problems] == [
        "item_ambiguous"
    ]
    told = table("RPJMD 2025-2026", group("MISI 8 : Kesejahteraan"), other, headings=GROUPED)
    assert told.rows_held == 0
