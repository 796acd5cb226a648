from datetime import date

import pytest

from agencies.importing.book import FileRefused
from agencies.importing.limits import Limits
from agencies.importing.plainsheet import first_sheet, text, workbook


@pytest.mark.parametrize(
    ("cell", "words"),
    [(None, ""), (1.0, "1"), (2.5, "2.5"), (True, "ya"), (date(2026, 1, 2), "2026-01-02"), (" x ", "x")],
)
def test_cells_become_texts(cell, words):
    assert text(cell) == words


def test_a_broken_code_is_marked():
    assert text(2.1, code=True) == "≈2.1"


def test_what_is_written_is_read_again_with_its_zeros(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook("Uji", ["kode", "nama"], [["2.10", "=A1"], ["1.06", None]]))
    assert first_sheet(str(path), Limits()) == {
        "first": 2,
        "headings": ["kode", "nama"],
        "rows": [["2.10", "=A1"], ["1.06", ""]],
    }


def test_lines_above_the_heading_are_passed_over_and_counted(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Daftar sumber dana,\n,\nkode,nama\nPAD,Asli\n")
    assert first_sheet(str(path), Limits())["first"] == 4


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x\n")
    with pytest.raises(FileRefused):
        first_sheet(str(path), Limits())
