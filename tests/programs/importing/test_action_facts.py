import io

import pytest
from django.utils import timezone
from openpyxl import Workbook

from agencies.access.roles import Role
from agencies.importing.messages import explain_code
from agencies.models import Agency
from programs.importing.plan_undo import undo
from programs.models import ActionReport, ActionRow, Program, StagedPlanLine
from tests.agencies.road import url
from tests.factories import AgencyFactory, NodeFactory, ProgramFactory, ScheduleFactory
from tests.programs.importing.action_lists import (
    CODE,
    OPPKPKE,
    OTHER,
    book_of,
    ground,
    handed_in,
    line,
    report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return ground()


@pytest.fixture
def people(holder, program):
    return {"by": holder(Role.OPERATOR, agency=program.agency), "approver": holder(Role.SECRETARIAT)}


@pytest.fixture
def checked(people, program):
    """Hand a list in and read it; its lines."""

    def checked(*lines, **other):
        upload = handed_in(book_of(*lines, **other), agency=program.agency, by=people["by"])
        return upload, list(StagedPlanLine.objects.filter(upload=upload).order_by("row"))

    return checked


@pytest.fixture
def stored(people, program):
    def stored(*lines, **other):
        return handed_in(book_of(*lines, **other), agency=program.agency, **people)

    return stored


def codes(line) -> set[str]:
    return {problem["code"] for problem in line.problems}


def test_a_line_becomes_a_row_of_the_plan_with_every_column(stored, program, people):
    upload = stored(line())
    row = ActionRow.objects.get()
    assert (row.program, row.agency, row.year, row.strategy, row.allocation_amount) == (
        program,
        program.agency,
        2026,
        1,
        1_000_000,
    )
    assert [source.code for source in row.sources.order_by("code")] == ["DAK", "DAU"]
    assert ([place.name for place in row.regions.all()], row.location_text) == (["Sumberagung"], "Pasar Lama")
    assert (row.target_count, row.target_unit.name, row.target_text) == (1500, "keluarga", "desil 1")
    assert (row.benefit_amount, row.benefit_text, row.form, row.regularity) == (
        600_000,
        "per bulan",
        "tunai",
        "rutin",
    )
    assert (row.duration_months, row.direct, row.status) == (12, "Paket beras", "draft")
    assert (row.entered_by, row.source_upload, row.source_row) == (people["by"], upload, 4)


def test_the_same_list_again_adds_and_changes_nothing(stored, people, program):
    lines = [
        report(300_000, 200_000, 500_000),
        report(Kode=OTHER, **{"Sub Kegiatan": "Pendataan Keluarga Miskin"}),
    ]
    stored(*lines, headings=OPPKPKE)
    again = handed_in(book_of(*lines, headings=OPPKPKE), agency=program.agency, by=people["by"])
    assert (again.rows_new, again.rows_changed, again.rows_same, again.rows_held) == (0, 0, 2, 0)
    assert dict(ActionReport.objects.values_list("semester", "realized_amount")) == {1: 300_000, 2: 200_000}


def test_a_corrected_list_shows_old_and_new_and_changes_only_what_differs(stored, checked):
    stored(line())
    other = line(
        **{
            "Alokasi Anggaran": 2_000_000,
            "Sumber Pembiayaan": "DAU",
            "Lokasi": "Pasar Baru",
            "Jumlah Sasaran": None,
        }
    )
    _, (found,) = checked(other)
    assert found.outcome == "changed"
    assert found.changes["pagu"] == [1_000_000, 2_000_000]
    assert found.changes["sumber_dana"] == ["DAK, DAU", "DAU"]
    assert found.changes["lokasi"] == ["Sumberagung, Pasar Lama", "Pasar Baru"]
    stored(other)
    row = ActionRow.objects.get()
    assert (row.allocation_amount, row.target_count) == (2_000_000, 1500)
    assert [source.code for source in row.sources.all()] == ["DAU"]
    assert (row.regions.count(), row.location_text) == (0, "Pasar Baru")


def test_a_line_without_code_is_found_by_agency_and_name_and_never_by_name_alone(checked, program):
    elsewhere = ProgramFactory(node=NodeFactory(code="1.06.05.2.02.0009", name="Bedah Rumah"))
    _, (own, foreign) = checked(line(Kode=None), line(Kode=None, **{"Sub Kegiatan": elsewhere.node.name}))
    assert (own.outcome, foreign.outcome) == ("new", "held")
    assert codes(foreign) == {"sub_activity_unknown"}


def test_two_sub_kegiatan_of_one_name_are_not_guessed(checked, program):
    ProgramFactory(agency=program.agency, node=NodeFactory(code="1.06.05.2.02.0008", name=program.name))
    _, (found,) = checked(line(Kode=None))
    assert (found.outcome, codes(found)) == ("held", {"sub_activity_ambiguous"})


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Kegiatan": "Pemberdayaan Sosial Perorangan"}, "nama_kegiatan"),
        ({"Program": "PROGRAM KETAHANAN PANGAN"}, "nama_program"),
    ],
)
def test_a_child_under_the_wrong_parent_is_held_with_column_value_and_remedy(checked, cells, column):
    _, (found,) = checked(line(**cells))
    (problem,) = [each for each in found.problems if each["code"] == "parent_wrong"]
    assert (found.outcome, problem["field"], problem["cell"]) == ("held", column, next(iter(cells.values())))
    wrong, remedy = explain_code(problem["code"], problem["facts"])
    assert f"bukan induk kode {CODE}" in wrong
    assert remedy == "Perbaiki kode atau nama induknya."


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Strategi OPPKPKE": None}, "strategy_missing"),
        ({"Strategi OPPKPKE": "1 dan 2"}, "strategy_missing"),
        ({"Alokasi Anggaran": None, "Sifat Bantuan": "Rutin"}, "allocation_missing"),
        ({"Alokasi Anggaran": -5}, "amount_negative"),
        ({"Sumber Pembiayaan": "DAU, Kas Gaib"}, "funding_unknown"),
        ({"Sifat Bantuan": "Kadang-kadang"}, "choice_unknown"),
        ({"Kode": "1.06.06"}, "level_above"),
        ({"Durasi Pemberian": "x" * 70}, "text_too_long"),
    ],
)
def test_what_may_not_be_guessed_is_held(checked, cells, code):
    _, (found, _) = checked(line(**cells), line(Kode=OTHER, **{"Sub Kegiatan": "Pendataan Keluarga Miskin"}))
    assert found.outcome == "held"
    assert code in codes(found)


def test_one_sub_kegiatan_under_two_strategies_is_held_and_named(checked):
    _, (first, second) = checked(line(), line(**{"Strategi OPPKPKE": "3"}))
    assert (first.outcome, second.outcome) == ("new", "held")
    assert codes(second) == {"line_repeated"}


def test_a_sub_kegiatan_that_nobody_carries_yet_is_made_but_not_called_a_poverty_programme(stored):
    stored(line(Kode="1.06.05.2.02.0077", **{"Sub Kegiatan": "Layanan Baru"}))
    made = ActionRow.objects.get().program
    assert (made.is_poverty, made.node.name) == (False, "Layanan Baru")


def test_lines_of_another_agency_are_held(checked):
    AgencyFactory(name="Dinas Kesehatan")
    _, (found,) = checked(line(**{"Perangkat Daerah": "Dinas Kesehatan"}))
    assert codes(found) == {"agency_foreign"}


def test_bappeda_hands_in_the_plan_of_all_agencies(program, holder):
    bappeda = AgencyFactory(kind=Agency.Kind.BAPPEDA)
    clerk, approver = holder(Role.SECRETARIAT), holder(Role.SECRETARIAT)
    handed_in(book_of(line()), agency=bappeda, by=clerk, approver=approver)
    assert ActionRow.objects.get().agency == program.agency


def test_only_new_rows_are_added_when_that_is_asked_for(stored, people, program):
    stored(line())
    changed = book_of(line(**{"Alokasi Anggaran": 9, "Sumber Pembiayaan": "DAU"}))
    again = handed_in(changed, agency=program.agency, mode="add", **people)
    assert (again.rows_changed, again.rows_same) == (0, 1)
    assert (ActionRow.objects.get().allocation_amount, ActionRow.objects.get().sources.count()) == (
        1_000_000,
        2,
    )


def test_a_row_taken_out_by_hand_is_entered_anew(stored):
    stored(line())
    ActionRow.objects.update(removed_at=timezone.now())
    stored(line())
    assert (ActionRow.objects.kept().count(), ActionRow.objects.count()) == (1, 2)


def test_what_is_handed_in_for_review_is_not_changed_by_a_list(stored, checked):
    stored(line())
    ActionRow.objects.update(status="submitted")
    _, (found,) = checked(line(**{"Alokasi Anggaran": 5}))
    assert codes(found) == {"action_reviewed"}
    assert checked(line())[1][0].outcome == "same"


@pytest.mark.parametrize(("document", "period"), [("rat", 0), ("oppkpke", 2)])
def test_a_closed_plan_or_semester_holds_its_lines_with_the_sentence_of_the_page(
    checked, stored, holder, document, period
):
    if document == "oppkpke":
        stored(line())
    ScheduleFactory(
        document=document,
        fiscal_year=2026,
        period=period,
        locked_at=timezone.now(),
        locked_by=holder(Role.SECRETARIAT),
    )
    _, (found,) = checked(report(None, 10, 10), headings=OPPKPKE)
    (problem,) = [each for each in found.problems if each["code"] == "action_closed"]
    assert "Minta buka kunci kepada sekretariat TKPK." in explain_code(problem["code"], problem["facts"])[0]


def test_undone_the_plan_is_as_it_was_links_included(stored):
    stored(line())
    second = stored(
        report(5, 5, 10, **{"Alokasi Anggaran": 90, "Sumber Pembiayaan": "DAU", "Lokasi": "Pasar Baru"}),
        headings=OPPKPKE,
    )
    undo(second)
    row = ActionRow.objects.get()
    assert (row.allocation_amount, row.location_text, ActionReport.objects.count()) == (
        1_000_000,
        "Pasar Lama",
        0,
    )
    assert (row.sources.count(), row.regions.count()) == (2, 1)


def test_undone_the_rows_it_made_are_gone(stored):
    programs = Program.objects.count()
    upload = stored(report(5, 5, 10, Kode="1.06.05.2.02.0077"), headings=OPPKPKE)
    undo(upload)
    assert (ActionRow.objects.count(), ActionReport.objects.count(), Program.objects.count()) == (
        0,
        0,
        programs,
    )


def test_a_sheet_per_strategy_with_lines_of_the_hierarchy_and_sums_is_read_to_the_last_rupiah(
    people, program
):
    book = Workbook()
    book.remove(book.active)
    for number, code, amount in ((1, CODE, 1_000_000), (3, OTHER, 500_000)):
        page = book.create_sheet(f"Strategi {number}")
        for cells in (
            ["RENCANA AKSI TAHUN 2026"], [], ["No", "Kode", "Program/Kegiatan/Sub Kegiatan", "Pagu (Rp)", "Lokasi", "Sasaran"],
            [None, "1.06.05", "PROGRAM PERLINDUNGAN DAN JAMINAN SOSIAL", amount, None, None],
            [None, "1.06.05.2.02", "Pengelolaan Data Fakir Miskin", amount, None, None],
            [1, code, "Sub kegiatan", amount, "Sumberagung", "500 KK"], [None, None, "Jumlah", amount, None, None],
            [], ["Mengetahui, Kepala Dinas"],
        ):  # fmt: skip
            page.append(cells)
    file = io.BytesIO()
    book.save(file)
    upload = handed_in(file.getvalue(), agency=program.agency, **people)
    assert (upload.rows_new, upload.rows_held) == (2, 0)
    rows = ActionRow.objects.order_by("strategy").values_list(
        "strategy", "program__node__code", "allocation_amount"
    )
    assert list(rows) == [(1, CODE, 1_000_000), (3, OTHER, 500_000)]


def test_the_check_page_names_what_is_wrong_and_the_remedy_of_each_held_line(checked, sign_in, program):
    upload, _ = checked(
        line(Kegiatan="Pemberdayaan Sosial"),
        line(Kode=OTHER, **{"Sub Kegiatan": "Pendataan Keluarga Miskin"}),
    )
    page = sign_in(Role.OPERATOR, agency=program.agency).get(url("check", upload))
    assert b"Pemberdayaan Sosial bukan induk kode 1.06.05.2.02.0003." in page.content
    assert b"Perbaiki kode atau nama induknya." in page.content
