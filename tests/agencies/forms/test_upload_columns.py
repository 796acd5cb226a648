import pytest

from agencies.forms.upload_columns import ColumnsForm
from tests.factories import UploadFactory

pytestmark = pytest.mark.django_db
COLUMNS = [
    {"letter": "A", "heading": "NIK", "field": "nik", "sure": True, "samples": [], "reason": ""},
    {
        "letter": "B",
        "heading": "Nama",
        "field": "nama",
        "sure": False,
        "samples": [],
        "reason": "Mungkin nama.",
    },
    {"letter": "C", "heading": "Catatan", "field": None, "sure": True, "samples": [], "reason": ""},
]


def sheet(name, columns=COLUMNS, **other):
    return {
        "name": name,
        "action": "import",
        "columns": columns,
        "header_rows": [3],
        "constants": {},
        "rows": {"data": 5},
    } | other


def form(*sheets, posted=None, **other):
    return ColumnsForm(UploadFactory(outline={"sheets": list(sheets), "names": []}, **other), posted)


def test_sheets_with_the_same_headings_are_decided_once():
    groups = form(sheet("1"), sheet("2"), sheet("3", COLUMNS[:2])).groups

    assert [group.title for group in groups] == ["1 dan 1 lembar lain", "3"]
    assert [column.letter for column in groups[0].unsure] == ["B"]
    assert [column.letter for column in groups[0].unused] == ["C"]


def test_one_decision_counts_for_all_sheets_of_its_group():
    posted = {"pakai-0": "1", "kolom-0-C": "keterangan"}
    decided = form(sheet("1"), sheet("2"), posted=posted)

    assert decided.is_valid()
    expected = {"A": "nik", "B": "nama", "C": "keterangan"}
    assert {name: choice["mapping"] for name, choice in decided.choices()["sheets"].items()} == {
        "1": expected,
        "2": expected,
    }


def test_what_the_title_said_stays_unless_it_was_changed():
    sheets = sheet("1", constants={"program": "PKH", "tahun": 2026})
    kept = form(sheets, posted={"pakai-0": "1", "program": "PKH", "tahun": "2026"})
    changed = form(sheets, posted={"pakai-0": "1", "program": "PIP", "tahun": "2026"})

    assert "constants" not in kept.choices()["sheets"]["1"]
    assert changed.choices()["sheets"]["1"]["constants"] == {"program": "PIP"}


def test_earlier_decisions_about_words_are_kept():
    outline = {
        "sheets": [sheet("1")],
        "names": [{"field": "desa", "text": "Sukamoju", "lines": 2, "proposals": []}],
    }
    upload = UploadFactory(outline=outline, choices={"values": {"desa": {"Karanganyr": "Karanganyar"}}})
    decided = ColumnsForm(upload, {"pakai-0": "1", "nama-0": "Sukamaju"})

    assert decided.choices()["values"] == {"desa": {"Karanganyr": "Karanganyar", "Sukamoju": "Sukamaju"}}


def test_nothing_is_remembered_unless_wanted():
    assert form(sheet("1"), posted={"pakai-0": "1"}).arrangements() == []
    (arrangement,) = form(sheet("1"), posted={"pakai-0": "1", "ingat": "1"}).arrangements()
    assert arrangement.mapping == {"nik": "nik", "nama": "nama", "catatan": None}


def test_a_year_is_four_digits():
    assert form(sheet("1"), posted={"pakai-0": "1", "tahun": "26"}).errors[0][0] == "tahun"


def test_every_question_leads_to_the_field_that_answers_it():
    upload = UploadFactory(
        outline={
            "sheets": [sheet("1")],
            "names": [{"field": "program", "text": "BLT X", "lines": 2, "proposals": []}],
            "questions": [
                {"code": "column_unsure", "sheet": "1", "column": "B"},
                {"code": "column_unsure", "sheet": "1", "column": "Z"},
                {"code": "program_unknown", "sheet": "1", "values": {"BLT X": 2}},
                {"code": "period_missing", "sheet": "1"},
                {"code": "from_the_future", "sheet": "1"},
            ],
        }
    )

    assert [target for target, _ in ColumnsForm(upload).asked] == ["kolom-0-B", "nama-0", "periode"]


def test_the_offered_heading_lines_show_their_first_words():
    head = [{"row": 3, "cells": ["NIK", "", "Nama"]}]
    offers = (
        form(sheet("1", head=head, candidates=[{"rows": [3, 4], "score": 2, "reasons": []}])).groups[0].offers
    )

    assert [(offer["value"], offer["words"]) for offer in offers] == [("3-4", ["NIK", "Nama"])]


def test_another_line_typed_goes_before_the_one_chosen():
    decided = form(sheet("1"), posted={"pakai-0": "1", "judul-0": "3", "baris-0": "5"})

    assert decided.choices()["sheets"]["1"] == {"use": True, "header_rows": [5]}


def test_a_name_that_was_not_proposed_can_be_written():
    outline = {
        "sheets": [sheet("1")],
        "names": [{"field": "desa", "text": "X", "lines": 2, "proposals": ["Y"]}],
    }
    decided = ColumnsForm(UploadFactory(outline=outline), {"pakai-0": "1", "nama-0": "Y", "nama-0-lain": "Z"})

    assert decided.meanings() == {"desa": {"X": "Z"}}


def column(letter, field, heading="x"):
    return {"letter": letter, "heading": heading, "field": field, "sure": True, "samples": [], "reason": ""}


def test_two_columns_of_one_programme_and_a_column_of_two_fields_are_enough():
    columns = [column("A", "nik_nama"), column("B", "bantuan:SEMBAKO"), column("C", "bantuan:SEMBAKO")]
    decided = form(sheet("1", columns), posted={"pakai-0": "1"})

    assert decided.errors == []
    twice = form(sheet("1", [*COLUMNS[:2], column("C", "nama")]), posted={"pakai-0": "1"})
    assert len(twice.errors) == 1


def test_months_are_offered_where_the_file_has_columns_for_them():
    columns = [*COLUMNS[:2], column("C", "periode:Januari"), column("D", "periode:Maret")]
    shown = form(sheet("1", columns))

    assert ("Bantuan per periode", [
        ("periode:Januari", "Bantuan Januari"), ("periode:Maret", "Bantuan Maret"),
    ]) in shown.options  # fmt: skip
    assert "Bantuan per periode" not in dict(form(sheet("1")).options)


def test_filling_down_is_offered_where_cells_are_blank_and_kept_as_a_decision():
    columns = [COLUMNS[0], COLUMNS[1] | {"blank": 4}]
    posted = {"pakai-0": "1", "isi-kolom-0-B": "on"}
    decided = form(sheet("1", columns), posted=posted)
    assert [column.blank for column in decided.groups[0].columns] == [0, 4]
    assert decided.choices()["sheets"]["1"]["fill"] == ["B"]
    again = form(sheet("1", columns), choices=decided.choices())
    assert [column.fill for column in again.groups[0].columns] == [False, True]
