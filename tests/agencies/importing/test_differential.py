"""A second opinion: on every workbook that is accepted, the reader and openpyxl must agree cell by cell (SECURITY 8a)."""

from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

from agencies.importing.book import FileRefused
from agencies.importing.reader import read
from tests.sheets.odd import EXAMPLES

WORKBOOKS = sorted(EXAMPLES.glob("*.xlsx"))
DAY_ONE = datetime.combine(date(1899, 12, 30), time.min)  # as Excel counts


def plain(cell):
    """One cell as both libraries would have it: text without its outer blanks, numbers as float, days as days."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return bool(cell)
    if isinstance(cell, int | float):
        return round(float(cell), 9)
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0)
    if isinstance(cell, date):
        return datetime.combine(cell, time.min)
    if isinstance(cell, timedelta):
        return (DAY_ONE + cell).replace(microsecond=0)
    if isinstance(cell, time):
        return datetime.combine(DAY_ONE, cell).replace(microsecond=0)
    return str(cell).replace("\r\n", "\n").strip()


def cells_of(rows) -> dict[tuple[int, int], object]:
    return {
        (line, column): value
        for line, row in enumerate(rows, start=1)
        for column, cell in enumerate(row, start=1)
        if (value := plain(cell)) is not None
    }


def differences(path) -> list[str]:
    """Every cell in which the two disagree; nothing for a file that the reader refuses."""
    try:
        book = read(path)
    except FileRefused:
        return []
    other = openpyxl.load_workbook(path, data_only=True, read_only=False)
    found = []
    for sheet in book.sheets:
        if sheet.name not in other.sheetnames:  # the second of two tables in one sheet
            continue
        ours, theirs = cells_of(sheet.rows), cells_of(other[sheet.name].iter_rows(values_only=True))
        found += [f"{sheet.name} {place}: {ours.get(place)!r} {theirs.get(place)!r}"
                  for place in sorted(ours.keys() | theirs.keys()) if ours.get(place) != theirs.get(place)]  # fmt: skip
    return found


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_the_reader_and_openpyxl_agree_on_every_cell(path):
    assert differences(path) == []


DAYS = st.dates(date(1901, 1, 1), date(2100, 1, 1))
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.builds(datetime.combine, DAYS, st.times().map(lambda moment: moment.replace(microsecond=0))),
    DAYS,
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30),
)


@given(rows=st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=12))
@settings(max_examples=25, deadline=None)
def test_they_agree_on_workbooks_nobody_wrote(rows, tmp_path_factory):
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            written = book.active.cell(number, column)
            written.value = cell
            if isinstance(cell, str):
                written.data_type = "s"  # never a formula
    path = tmp_path_factory.mktemp("acak") / "acak.xlsx"
    book.save(path)
    assert differences(path) == []
