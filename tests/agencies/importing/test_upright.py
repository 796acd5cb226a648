import pytest

from agencies.importing.book import Book
from agencies.importing.preview import understand
from agencies.importing.upright import CARD, CARDS, TURNED, all_upright, upright
from tests.sheets.odd import BIRTHS, KKS, NAMES, NIKS, SEXES, masters, people, problems, record, sheet


def read(kind, *sheets):
    return understand(Book("xlsx", all_upright(list(sheets))), kind, {}, masters())


def test_a_list_with_a_person_per_column_is_turned():
    rows = [
        ["DATA WARGA DESA PULE"], [], ["Nama", *NAMES[:3]], ["NIK", *NIKS[:3]], ["Tanggal Lahir", *BIRTHS[:3]],
        ["L/P", *SEXES[:3]], ["Catatan: data tahun 2025"],
    ]  # fmt: skip
    (found,) = read("individu", sheet(*rows)).imported
    assert found.mapping == {"A": "nama", "B": "nik", "C": "tanggal_lahir", "D": "jenis_kelamin"}
    assert [each["values"]["nik"] for each in found.records()] == NIKS[:3]
    assert (found.constants["desa"], found.remarks) == ("Pule", [TURNED])


def test_a_person_per_column_may_have_marks_between_and_a_damaged_number():
    rows = [
        ["1.", "No. KK", ":", *KKS[:3]],
        ["2.", "NIK", ":", NIKS[0], NIKS[1], NIKS[2][:15]],
        ["3.", "Nama", ":", *NAMES[:3]],
    ]
    (found,) = read("individu", sheet(*rows)).imported
    assert [code for _, code in problems(found)] == ["nik_length"]
    assert found.counts == {"data": 3, "valid": 2, "error": 1}


@pytest.mark.parametrize("form", ["cells", "one cell", "two cells", "numbered"])
def test_cards_below_each_other_are_one_person_each(form):
    rows = [["FORMULIR PENDATAAN"], ["Kecamatan", ":", "Sumberagung"], []]
    for place in range(3):
        pairs = [("Nama", NAMES[place]), ("NIK", NIKS[place]), ("Desa", "Sukamaju")]
        rows += [
            {
                "cells": [label, ":", value],
                "one cell": [f"{label} : {value}"],
                "two cells": [label, value],
                "numbered": [f"{number}. {label}", f": {value}"],
            }[form]
            for number, (label, value) in enumerate(pairs, start=1)
        ] + [[]]
    (found,) = read("individu", sheet(*rows)).imported
    assert set(found.mapping.values()) == {"nama", "nik", "desa"}
    assert found.table.rows == [6, 10, 14]
    assert record(found, 10)["nama"] == NAMES[1]
    assert record(found, 10)["kode_desa"] == "35.99.01.2001"
    assert found.remarks == [CARDS]


def test_a_number_cell_on_a_card_is_still_known_as_one():
    rows = [
        ["Nama", NAMES[0]],
        ["NIK", 3599010703770000.0],
        ["Alamat", "A"],
        ["Nama", NAMES[1]],
        ["NIK", NIKS[1]],
        ["Alamat", "B"],
    ]
    (found,) = read("individu", sheet(*rows)).imported
    assert problems(found) == {(3, "nik_precision")}


def test_a_sheet_per_person_is_read_and_the_card_of_whoever_filled_in_the_list_is_not():
    card = [
        ["Nama", ":", NAMES[8]],
        ["NIK", ":", NIKS[8]],
        ["Jabatan", ":", "Pendata"],
        ["Alamat", ":", "Jl. A"],
    ]
    other = [["Nama", ":", NAMES[9]], ["NIK", ":", NIKS[9]], ["Alamat", ":", "Jl. B"]]
    listed = sheet(["No", "NIK", "No KK", "Nama"], *people(3), name="Daftar")
    assert read("individu", sheet(*card, name="Petugas"), listed).totals["data"] == 3
    preview = read("individu", sheet(*card, name="1"), sheet(*other, name="2"))
    assert preview.totals["valid"] == 2
    assert preview.imported[0].remarks == [CARD]


@pytest.mark.parametrize(
    "rows",
    [
        [["No", "NIK", "No KK", "Nama"], *people(3)],
        [
            ["No. KK", ":", KKS[0]],
            ["Nama KK", ":", NAMES[0]],
            ["Alamat", ":", "A"],
            ["No", "NIK", "No KK", "Nama"],
            *people(3),
        ],
        [["NIK", NIKS[0], NIKS[1]], ["Alamat", "A", "B"], ["Desa", "C", "D"]],
        [["Label", "Nilai"], ["NIK", NIKS[0]]],
        [],
    ],
)
def test_other_sheets_stay_as_they_are(rows):
    assert upright(sheet(*rows)) == sheet(*rows)
