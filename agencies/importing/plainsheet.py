"""The first sheet of a small list as plain texts, and such a list as a workbook. Reads without Django, in the child."""

import io
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from agencies.importing.book import FileRefused
from agencies.importing.limits import Limits
from agencies.importing.reader import read

MOST_ROWS = 20_000  # the whole nomenclature of the nation has about 12,000


def first_sheet(path: str, limits: Limits) -> dict:
    """{first: number of the line after the heading, headings, rows}; cells are texts, a broken code starts with `≈`."""
    sheet = next((one for one in read(Path(path), limits=limits).sheets if not one.hidden and one.rows), None)
    rows = sheet.rows if sheet else []
    heading = next(
        (at for at, row in enumerate(rows) if sum(cell not in (None, "") for cell in row) >= 2), None
    )
    if heading is None:
        raise FileRefused("file_empty")
    if len(rows) - heading - 1 > MOST_ROWS:
        raise FileRefused("too_many_rows")
    names = [str(cell or "").strip().lower() for cell in rows[heading]]
    filled = []
    for row in rows[heading + 1 :]:
        cells = [*row, *[None] * (len(names) - len(row))][: len(names)]
        filled.append(
            [text(cell, code=name.startswith("kode")) for cell, name in zip(cells, names, strict=True)]
        )
    return {"first": heading + 2, "headings": names, "rows": filled}


def text(cell, *, code: bool = False) -> str:
    """A cell as text. A code that Excel took for a number (2.10 became 2,1) cannot be repaired and is marked."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float):
        if not cell.is_integer():
            return f"≈{cell}" if code else str(cell)
        cell = int(cell)
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    return str(cell).strip()


def workbook(title: str, headings: list[str], rows: list[list[str]]) -> bytes:
    """One sheet of texts. Every cell is text: no formula runs, and codes keep their zeros."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for at, name in enumerate(headings):
        widest = max([len(name), *(len(str(row[at] or "")) for row in rows)])
        sheet.column_dimensions[chr(ord("A") + at)].width = min(60, widest + 3)
    sheet.append([_cell(sheet, name, bold=True) for name in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet, value, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, "" if value is None else str(value))
    cell.data_type, cell.number_format = "s", "@"
    if bold:
        cell.font = Font(bold=True)
    return cell
