"""Writes an official form as a workbook of one sheet: letterhead, title, grouped headings with their numbering row, rows,
the lines below the table, who signs. Text stays text, numbers stay numbers; wide forms are printed on A3.
"""

import io
from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.definitions.base import Cover, Signed
from reports.definitions.forms import Filled, FormRow, Heading, Measured, OfficialForm, grouped
from reports.render.crest import Crest
from reports.render.xlsx import BOLD, FORMATS, NUMBERS, PLAIN, SHADE, Built, set_paper, write_text

WIDE = 18  # more columns than this are no longer readable on A4
EMPTY = "–"
WIDEST = 26
THIN = Border(*(Side("thin", color="8A949C"),) * 4)
LEVEL = PatternFill("solid", fgColor="F4F7FA")
SMALL = Font(size=9, italic=True, color="56626C")


def build(form: OfficialForm, filled: Filled, cover: Cover) -> Built:
    """The finished workbook and how many rows it holds."""
    book = Workbook()
    book.properties.creator, book.properties.lastModifiedBy, book.properties.title = (
        "Sinergi",
        None,
        form.title,
    )
    page = book.active
    page.title = form.title[:31]
    last = len(filled.headings)
    row = _top(page, form, filled, cover, last)
    first = row
    row = _headings(page, row, filled.headings)
    page.freeze_panes = page.cell(row, form.indented + 2)
    page.print_title_rows = f"{first}:{row - 1}"
    for one in filled.rows:
        _row(page, row, one, filled.headings, form.indented)
        row += 1
    _join(page, row - len(filled.rows), filled.rows)
    if not filled.rows:
        write_text(page, row, 1, "Belum ada data pada saringan ini.", SMALL, wrap=False)
        row += 1
    _widths(page, filled)
    row = _below(page, row + 1, filled, last)
    _signatures(page, row + 1, form, cover, last)
    set_paper(page, cover)
    if last > WIDE:
        page.page_setup.paperSize = page.PAPERSIZE_A3
    file = io.BytesIO()
    book.save(file)
    return Built(file.getvalue(), len(filled.rows))


def _top(page: Worksheet, form: OfficialForm, filled: Filled, cover: Cover, last: int) -> int:
    """Letterhead, title, what was asked for; the row of the headings."""
    if cover.crest:
        page.add_image(Crest.of(*cover.crest), "A1")
    row = 1
    for number, words in enumerate(cover.letterhead):
        _across(page, row, words, Font(size=13 if number == 1 else 10, bold=number < 2), last)
        row += 1
    row = max(row, 5) + 1 if cover.crest else row + 1
    _across(page, row, form.title.upper(), Font(size=14, bold=True), last)
    _across(page, row + 1, filled.subtitle, Font(size=11), last)
    asked = " · ".join(f"{name}: {value}" for name, value in cover.facts)
    write_text(page, row + 2, 1, asked, SMALL, wrap=False)
    return row + 4


def _across(page: Worksheet, row: int, words: str, font: Font, last: int) -> None:
    write_text(page, row, 1, words, font, center=True, wrap=False)
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)


def _headings(page: Worksheet, row: int, headings: Sequence[Heading]) -> int:
    """Group over its columns, a heading alone over both rows, then the numbers; the first row below."""
    column = 1
    for columns in grouped(headings):
        end = column + len(columns) - 1
        _head(page, row, column, columns[0].top)
        for place, one in enumerate(columns):
            _head(page, row + 1, column + place, one.title if one.group else "")
            _head(page, row + 2, column + place, columns[0].number if place == 0 else "", size=9)
            page.column_dimensions[get_column_letter(column + place)].width = one.width
            _framed(page, row, column + place)
        grows = 0 if columns[0].group else 1
        page.merge_cells(start_row=row, start_column=column, end_row=row + grows, end_column=end)
        if end > column:
            page.merge_cells(start_row=row + 2, start_column=column, end_row=row + 2, end_column=end)
        column = end + 1
    page.row_dimensions[row].height = 32
    return row + 3


def _head(page: Worksheet, row: int, column: int, words: str, *, size: int = 10) -> None:
    cell = write_text(page, row, column, words, Font(bold=True, size=size), center=True)
    cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    _framed(page, row, column)


def _framed(page: Worksheet, row: int, column: int) -> None:
    page.cell(row, column).border, page.cell(row, column).fill = THIN, SHADE


def _row(page: Worksheet, number: int, row: FormRow, headings: Sequence[Heading], indented: int) -> None:
    font = BOLD if row.bold else PLAIN
    for place, (value, heading) in enumerate(zip(row.cells, headings, strict=True)):
        cell = _cell(page, number, place + 1, value, heading, font)
        cell.border = THIN
        if row.bold:
            cell.fill = SHADE if row.total else LEVEL
        if place == indented and row.depth:
            cell.alignment = Alignment(indent=row.depth, wrap_text=True, vertical="top")


def _join(page: Worksheet, start: int, rows: Sequence[FormRow]) -> None:
    """One cell over all the rows of a programme, as people write it and as a reader of the file understands it."""
    first = 0
    for place, row in enumerate(rows):
        if not row.continues:
            first = place
        elif place + 1 == len(rows) or not rows[place + 1].continues:
            for column in range(1, row.continues + 1):
                page.merge_cells(
                    start_row=start + first, start_column=column, end_row=start + place, end_column=column
                )


def _cell(page: Worksheet, row: int, column: int, value, heading: Heading, font: Font):
    """Unknown figures are a dash, cells that never hold one stay empty."""
    if value is None or isinstance(value, str):
        is_figure = heading.kind in NUMBERS
        cell = write_text(page, row, column, EMPTY if value is None and is_figure else value or "", font)
        if is_figure:
            cell.alignment = Alignment(horizontal="right", vertical="top", wrap_text=True)
        return cell
    cell = page.cell(row, column, value.value if isinstance(value, Measured) else value)
    cell.number_format = (
        format_of(value) if isinstance(value, Measured) else FORMATS.get(heading.kind, "General")
    )
    cell.font, cell.alignment = font, Alignment(vertical="top")
    return cell


def format_of(told: Measured) -> str:
    """As many decimals as the number has, and its unit: 9,35 %."""
    places = max(0, -Decimal(told.value).normalize().as_tuple().exponent)
    digits = "#,##0" + (f".{'0' * places}" if places else "")
    unit = told.unit.replace('"', "")
    return f'{digits}" {unit}"' if unit else digits


def _widths(page: Worksheet, filled: Filled) -> None:
    """A number with its unit that does not fit would be shown as ####."""
    for place, heading in enumerate(filled.headings):
        longest = max((_length(row.cells[place]) for row in filled.rows), default=0)
        width = max(heading.width, min(longest, WIDEST))
        page.column_dimensions[get_column_letter(place + 1)].width = width


def _length(value) -> int:
    return len(f"{value.value:,} {value.unit}") + 2 if isinstance(value, Measured) else 0


def _below(page: Worksheet, row: int, filled: Filled, last: int) -> int:
    """Name and words of each footer line side by side, then the remarks; the next free row."""
    for name, words in filled.footer:
        write_text(page, row, 1, name, BOLD, wrap=False)
        write_text(page, row, 4, words or EMPTY, PLAIN)
        page.merge_cells(start_row=row, start_column=4, end_row=row, end_column=min(last, 14))
        page.row_dimensions[row].height = 15 * (1 + len(words) // 140 + words.count("\n"))
        row += 1
    for words in filled.remarks:
        write_text(page, row, 1, words, SMALL, wrap=False)
        row += 1
    return row


def _signatures(page: Worksheet, row: int, form: OfficialForm, cover: Cover, last: int) -> None:
    """The last who signs stands on the right, below place and day; the first on the left."""
    columns = [max(1, last - 5)] if len(cover.signed) == 1 else [3, max(4, last - 5)]
    write_text(page, row, columns[-1], cover.place_and_day, PLAIN, wrap=False)
    for column, deed, signed in zip(columns, form.signs, cover.signed, strict=False):
        write_text(page, row + 1, column, f"{deed}: {signed.title}", PLAIN, wrap=False)
        write_text(page, row + 5, column, signed.name, Font(bold=True, underline="single"), wrap=False)
        write_text(page, row + 6, column, _rank(signed), PLAIN, wrap=False)


def _rank(signed: Signed) -> str:
    return " · ".join(part for part in (signed.rank, f"NIP {signed.nip}" if signed.nip else "") if part)
