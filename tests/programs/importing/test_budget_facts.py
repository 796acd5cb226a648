"""Budgets and what was spent, from the file into the tables."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from agencies.access.roles import Role
from agencies.importing import layouts
from agencies.models import Upload
from programs.models import (
    Budget,
    BudgetAccount,
    NodeMapping,
    Nomenclature,
    Program,
    ProgramYear,
    Realization,
    StagedPlanLine,
)
from tests.agencies.road import merged, staged, workbook
from tests.factories import NodeFactory, ProgramFactory
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


def test_a_code_that_two_programmes_stand_on_is_held_with_their_names(agency, people):
    node = Nomenclature.objects.get(code="1.06.05.2.02.0003")
    for name in ("Bantuan A", "Bantuan B"):
        ProgramFactory(agency=agency, node=node, name=name)
    upload = handed_in("anggaran", agency=agency, by=people["by"])
    line = StagedPlanLine.objects.get(upload=upload, outcome="held")
    assert (line.row, line.problems[0]["code"], line.problems[0]["facts"]["nama"]) == (
        18,
        "program_ambiguous",
        "Bantuan A, Bantuan B",
    )


def test_a_poverty_programme_on_the_code_carries_the_money(agency, people):
    program = ProgramFactory(agency=agency, node=Nomenclature.objects.get(code="1.06.05.2.02.0003"))
    upload = handed_in("anggaran", agency=agency, **people)
    assert Budget.objects.get(program=program).ceiling_amount == 2_750_000_000
    assert ProgramYear.objects.filter(program=program, year=2025).exists()
    layouts.layout_of("anggaran").undo(upload)
    assert not ProgramYear.objects.filter(program=program).exists()
    assert Program.objects.filter(pk=program.pk, is_poverty=True).exists()


def test_another_agency_cannot_write_the_money_of_this_one(agency, people, holder):
    health = agency_of("DINKES")
    upload = handed_in("anggaran", agency=health, by=holder(Role.OPERATOR, agency=health))
    held = StagedPlanLine.objects.filter(upload=upload, outcome="held")
    assert {problem["code"] for line in held for problem in line.problems} == {"agency_foreign"}
    assert held.count() == 5


def test_adding_only_keeps_the_ceilings_that_are_stored(agency, people):
    handed_in("anggaran", agency=agency, **people)
    Budget.objects.filter(program__node__code="1.06.05.2.02.0003").update(ceiling_amount=1)
    upload = handed_in("anggaran", agency=agency, **people, again=True, mode="add")
    assert (upload.rows_new, upload.rows_changed, upload.rows_same) == (0, 0, 11)
    assert Budget.objects.filter(ceiling_amount=1).count() == 1


SUB = "1.06.05.2.02.0001"
DETAILED = ("Kode", "Uraian", "Pagu", "Sumber Dana")


def handed(people, agency, *lines, headings=DETAILED, check=False, title="DPA 2025") -> Upload:
    road = {
        "agency": agency,
        "by": people["by"],
        "kind": "anggaran",
        "context": {"tahun": 2025},
        "again": True,
    }
    content = workbook(*lines, headings=headings, title=title)
    return staged(content, **road) if check else merged(content, approver=people["approver"], **road)


def test_accounts_below_a_sub_kegiatan_are_added_up_and_stand_or_fall_together(agency, people):
    lines = (
        [SUB, "Pendataan", 300, "DAU"],
        ["5.1.02.01", "Belanja barang", 100, "DAU"],
        ["5.1.02.02", "Belanja jasa", 200, "DAU"],
    )
    handed(people, agency, *lines)
    assert Budget.objects.get().ceiling_amount == 300
    broken = handed(people, agency, *lines[:2], ["5.1.02.02", "Belanja jasa", "dua ratus", "DAU"], check=True)
    held = StagedPlanLine.objects.filter(upload=broken, outcome="held").order_by("row")
    assert [line.problems[0]["code"] for line in held] == ["part_held", "amount_invalid"]


def test_money_without_a_source_joins_the_only_one_and_is_never_counted_twice(agency, people):
    handed(people, agency, [SUB, "Pendataan", 300, "DAU"])
    plain = ("Kode", "Uraian", "Pagu")
    upload = handed(people, agency, [SUB, "Pendataan", 350], headings=plain)
    assert (upload.rows_changed, Budget.objects.get().ceiling_amount) == (1, 350)

    handed(people, agency, [SUB, "Pendataan", 100, "PAD"])
    unclear = handed(people, agency, [SUB, "Pendataan", 450], headings=plain, check=True)
    assert StagedPlanLine.objects.get(upload=unclear).problems[0]["code"] == "source_needed"

    other = "1.06.05.2.02.0002"
    handed(people, agency, [other, "Pengelolaan", 10], headings=plain)
    assert Budget.objects.get(program__node__code=other).funding_source.code == "TIDAK_DIRINCI"
    clash = handed(people, agency, [other, "Pengelolaan", 10, "DAU"], check=True)
    assert StagedPlanLine.objects.get(upload=clash).problems[0]["code"] == "source_clash"


def test_versions_of_the_budget_stand_beside_each_other(agency, people):
    for title, amount in (("DPA 2025", 300), ("DPA Pergeseran ke-2 2025", 310), ("DPPA 2025", 320)):
        handed(people, agency, [SUB, "Pendataan", amount, "DAU"], title=title)
    found = Budget.objects.order_by("ceiling_amount").values_list("revision", "number", "ceiling_amount")
    assert list(found) == [("murni", 0, 300), ("pergeseran", 2, 310), ("perubahan", 0, 320)]
    assert Budget.objects.in_force().get().ceiling_amount == 320


def test_a_list_that_ends_above_the_sub_kegiatan_is_held(agency, people):
    upload = handed(people, agency, ["1.06.05", "PROGRAM PERLINDUNGAN", 300, "DAU"], check=True)
    assert StagedPlanLine.objects.get(upload=upload).problems[0]["code"] == "level_above"


def test_accounts_alone_are_the_chart_of_the_regional_budget(people, holder):
    bappeda = agency_of("BAPPERIDA")
    lines = ["4", "PENDAPATAN", 900, 500], ["4.1", "PAD", 900, 500], ["4.1.01", "Pajak", 900, 500]
    headings = ("Kode Akun", "Nama Akun", "Pagu", "Realisasi")
    road = {"agency": bappeda, "kind": "anggaran", "context": {"tahun": 2025, "bulan": 6}}
    upload = merged(
        workbook(*lines, headings=headings, title="APBD"),
        by=people["by"],
        approver=people["approver"],
        **road,
    )
    found = BudgetAccount.objects.filter(source_upload=upload)
    assert set(found.values_list("code", "agency", "ceiling_murni", "realized_amount", "realized_until")) == {
        (code, None, 900, 500, 6) for code in ("4", "4.1", "4.1.01")
    }
    layouts.layout_of("anggaran").undo(upload)
    assert not BudgetAccount.objects.exists()


def test_the_check_page_shows_old_and_new_amounts(sign_in, agency, people):
    handed(people, agency, [SUB, "Pendataan", 30_000, "DAU"])
    upload = handed(people, agency, [SUB, "Pendataan", 35_000, "DAU"], check=True)
    page = sign_in(Role.OPERATOR, agency=agency).get(
        f"/unggahan/{upload.pk}/periksa/", {"lihat": "perubahan"}
    )
    words = page.content.decode()
    assert [each for each in ("30.000", "35.000", "Ajukan untuk disetujui") if each not in words] == []
    assert "daftar penerima" not in words


def test_money_on_a_new_code_joins_the_programme_on_the_code_it_replaced(agency, people):
    new = Nomenclature.objects.get(code="1.06.05.2.02.0001")
    old = NodeFactory(code="1.06.05.2.02.01", edition="050-5889/2021")
    program = ProgramFactory(agency=agency, node=old)
    NodeMapping.objects.create(old=old, new=new)
    content = workbook([new.code, new.name, 1_000_000], headings=("Kode", "Uraian", "Pagu"))
    merged(content, kind="anggaran", context={"tahun": 2025}, agency=agency, **people)
    assert Budget.objects.get().program == program
