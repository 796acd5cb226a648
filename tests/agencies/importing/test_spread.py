import pytest

from agencies.importing.spread import join_cells
from tests.sheets.odd import BIRTHS, NAMES, NIKS, SEXES, only, read, record, sheet


def test_a_mark_under_l_or_p_is_the_sex():
    rows = [
        [NIKS[i], NAMES[i], "v" if SEXES[i] == "L" else None, None if SEXES[i] == "L" else "v"]
        for i in range(5)
    ]
    table = sheet(
        ["NIK", "Nama", "Jenis Kelamin", None], [None, None, "L", "P"], *rows, merges=[(1, 3, 1, 4)]
    )
    found = only(read("individu", table))
    assert found.mapping == {"A": "nik", "B": "nama", "C:D": "jenis_kelamin"}
    assert [line["values"]["jenis_kelamin"] for line in found.records()] == SEXES[:5]


def test_an_age_under_l_or_p_is_the_sex_too():
    rows = [
        [NIKS[i], NAMES[i], 40.0 if SEXES[i] == "L" else None, None if SEXES[i] == "L" else 35.0]
        for i in range(5)
    ]
    table = sheet(["NIK", "Nama", "Umur", None], [None, None, "L", "P"], *rows, merges=[(1, 3, 1, 4)])
    assert only(read("individu", table)).mapping["C:D"] == "jenis_kelamin"


def test_numbers_of_men_and_women_in_a_family_are_no_sex():
    rows = [[NIKS[i], NAMES[i], 2.0, 3.0] for i in range(5)]
    table = sheet(["NIK", "Nama", "Jumlah Jiwa", None], [None, None, "L", "P"], *rows, merges=[(1, 3, 1, 4)])
    assert "jenis_kelamin" not in only(read("individu", table)).mapping.values()


def test_day_month_and_year_of_birth_in_three_columns_are_one_date():
    rows = [[NIKS[i], NAMES[i], *map(float, BIRTHS[i].split("/"))] for i in range(5)]
    head = ["NIK", "Nama", "Tanggal Lahir", None, None], [None, None, "Tgl", "Bln", "Thn"]
    found = only(read("individu", sheet(*head, *rows, merges=[(1, 3, 1, 5)])))
    assert found.mapping["C:E"] == "tanggal_lahir"
    assert record(found, 3)["tanggal_lahir"] == "1977-03-07"


@pytest.mark.parametrize(
    ("field", "cells", "whole"),
    [
        ("kode", ["1", "06", 2.0, None, "9"], "1.06.2"),
        ("jenis_kelamin", ["v", "v"], None),
        ("jenis_kelamin", ["-", "x"], "P"),
        ("tanggal_lahir", [7.0, None, 1977.0], None),
    ],
)
def test_cells_of_one_field_are_joined_by_its_rule(field, cells, whole):
    assert join_cells(field, [[cell] for cell in cells]) == [whole]
