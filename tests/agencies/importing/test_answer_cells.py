import io
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook, load_workbook

from agencies.importing import answer_cells
from agencies.importing.book import ErrorCell
from agencies.importing.reader import read

MIDNIGHT = datetime.combine(date(2026, 3, 7), time())
HALF_PAST_NINE = datetime.combine(date(2026, 3, 7), time(9, 30))


def written(value, **other):
    book = Workbook()
    answer_cells.write(book.active["A1"], value, **other)
    file = io.BytesIO()
    book.save(file)
    return load_workbook(io.BytesIO(file.getvalue())).active["A1"]


@pytest.mark.parametrize(
    ("value", "shown", "kind", "look"),
    [
        ("=1+1", "=1+1", "s", "General"),
        ("0012", "0012", "s", "@"),
        ("0081234567890", "0081234567890", "s", "@"),
        ("ada\x0btanda\x00", "adatanda", "s", "General"),
        (ErrorCell("#REF!"), "#REF!", "e", "General"),
        (12, 12, "n", "General"),
        (12.5, 12.5, "n", "General"),
        (True, True, "b", "General"),
        (9876543210987, 9876543210987, "n", "0"),
        (date(2026, 3, 7), MIDNIGHT, "d", "dd/mm/yyyy"),
        (MIDNIGHT, MIDNIGHT, "d", "dd/mm/yyyy"),
        (HALF_PAST_NINE, HALF_PAST_NINE, "d", "dd/mm/yyyy hh:mm"),
        (time(9, 30), time(9, 30), "d", "hh:mm"),
        (timedelta(hours=30), timedelta(hours=30), "d", "[h]:mm"),
        (date(1850, 1, 2), "02/01/1850", "s", "General"),
    ],
)
def test_a_cell_looks_as_it_did(value, shown, kind, look):
    cell = written(value)

    assert (cell.value, cell.data_type, cell.number_format) == (shown, kind, look)


@pytest.mark.parametrize(("value", "look"), [(600_000, "#,##0"), (600, "General"), (1.5, "General")])
def test_amounts_are_shown_with_points(value, look):
    assert written(value, money=True).number_format == look


def test_what_is_written_reads_again_alike(tmp_path):
    values = ["0012", "3599014203800001", 600_000, 12.5, date(2026, 3, 7), ErrorCell("#N/A"), True]
    book = Workbook()
    for column, value in enumerate(values, start=1):
        answer_cells.write(book.active.cell(1, column), value, money=True)
    book.save(tmp_path / "satu.xlsx")
    (sheet,) = read(tmp_path / "satu.xlsx").sheets

    cells = [cell.date() if isinstance(cell, datetime) else cell for cell in sheet.rows[0]]
    assert cells == values
    assert isinstance(cells[5], ErrorCell)


@pytest.mark.parametrize(
    ("name", "taken", "title"),
    [
        ("*", [], "Daftar"),
        ("Desa A/B [1]?", [], "Desa A B  1"),
        ("X" * 40, [], "X" * 31),
        ("X" * 40, ["X" * 31], "X" * 29 + " 2"),
        ("RINGKASAN", ["Ringkasan"], "RINGKASAN 2"),
        ("'", [], "Lembar"),
    ],
)
def test_a_name_no_workbook_allows_is_made_one(name, taken, title):
    assert answer_cells.title(name, taken) == title
