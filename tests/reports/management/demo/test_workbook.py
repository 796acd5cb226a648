from datetime import date

import openpyxl
import python_calamine

from reports.management.demo.workbook import Workbook

ROWS = [
    ['DAFTAR <A> & "B"'],
    [],
    ["NO", None, "TANGGAL"],
    [1, 5199010101010001.0, date(1980, 2, 29)],
    [2, " dua ", ""],
]


def test_what_is_written_is_read_back_by_the_reader_of_uploads(tmp_path):
    with Workbook(tmp_path / "daftar.xlsx") as book:
        book.add("REKAP", [["satu"]])
        book.add("1. DESA & LAIN", ROWS)

    read = python_calamine.load_workbook(str(tmp_path / "daftar.xlsx"))
    assert read.sheet_names == ["REKAP", "1. DESA & LAIN"]
    cells = read.get_sheet_by_name("1. DESA & LAIN").to_python()
    assert cells[0][0] == ROWS[0][0]
    assert cells[3] == [1.0, 5199010101010001.0, date(1980, 2, 29)]
    assert cells[4] == [2.0, " dua ", ""]


def test_other_programs_find_a_whole_workbook(tmp_path):
    with Workbook(tmp_path / "daftar.xlsx") as book:
        book.add("BNBA", ROWS)

    sheet = openpyxl.load_workbook(tmp_path / "daftar.xlsx").active
    assert (sheet["A1"].value, sheet["B3"].value) == (ROWS[0][0], None)
    assert sheet["C4"].is_date
