"""Writes a report as a workbook ready for the printer: A4 landscape, headings on every page, native charts.

Text stays text whatever it begins with (`=`, `+`, `-`, `@`), codes are text, numbers are numbers. There are no hidden
sheets and no names in the file's properties.
"""

import io
from dataclasses import dataclass

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.definitions.base import Bars, Column, Cover, Report, Row, Sheet
from reports.queries.scope import Scope
from reports.render.crest import Crest

FORMATS = {
    "whole": "#,##0",
    "rupiah": "#,##0",
    "per_cent": "#,##0.00",
    "decimal": "#,##0.##",
    "measure": "#,##0.##",
    "day": "dd mmm yyyy",
}
NUMBERS = set(FORMATS) - {"day"}
COLORS = ("0B4F8A", "7FB2D9", "E3A21A")
HEAD_ROW = 4
TITLE, QUESTION, HEADING, PLAIN, BOLD = (
    Font(size=14, bold=True),
    Font(size=10, italic=True),
    Font(bold=True),
    Font(),
    Font(bold=True),
)
SHADE = PatternFill("solid", fgColor="E8F0F8")
LINE = Border(bottom=Side("hair", color="8A949C"))
DOUBLE = Border(top=Side("thin", color="17222C"))
RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Built:
    """A finished workbook and how many rows of data it holds."""

    content: bytes
    rows: int


def build(report: Report, cover: Cover, scope: Scope, progress=lambda done, total, words: None) -> Built:
    """The workbook; `progress(done, total, words)` hears of each sheet."""
    book = Workbook()
    book.properties.creator, book.properties.lastModifiedBy, book.properties.title = (
        "Sinergi",
        None,
        report.title,
    )
    _cover(book.active, cover)
    rows = 0
    for done, sheet in enumerate(report.sheets):
        progress(done, len(report.sheets), f"Menyusun lembar {sheet.title}")
        rows += _sheet(book.create_sheet(sheet.title), sheet, scope, cover)
    file = io.BytesIO()
    book.save(file)
    return Built(file.getvalue(), rows)


def _cover(page: Worksheet, cover: Cover) -> None:
    page.title = "Sampul"
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 34, 70
    page.column_dimensions["C"].width = 46
    if cover.crest:
        page.add_image(Crest.of(*cover.crest), "A1")
    for number, words in enumerate(cover.letterhead, start=1):
        write_text(
            page, number, 2, words, Font(size=15 if number == 2 else 11, bold=number <= 2), center=True
        )
    row = max(len(cover.letterhead), 5) + 1
    for column in range(1, 4):
        page.cell(row, column).border = Border(top=Side("double", color="17222C"))
    write_text(page, row + 2, 2, cover.title.upper(), Font(size=18, bold=True), center=True)
    row += 4
    for name, value in cover.facts:
        write_text(page, row, 1, name, BOLD)
        write_text(page, row, 2, value, PLAIN)
        row += 1
    _signatures(page, row + 2, cover)
    set_paper(page, cover, fit_height=True)


def _signatures(page: Worksheet, row: int, cover: Cover) -> None:
    """Side by side: title, space for the signature, name underlined, rank, NIP."""
    write_text(page, row, 3, cover.place_and_day, PLAIN, center=True)
    columns = (1, 3) if len(cover.signed) > 1 else (3,)
    for column, signed in zip(columns, cover.signed, strict=False):
        write_text(page, row + 1, column, signed.title, PLAIN, center=True)
        write_text(page, row + 6, column, signed.name, Font(bold=True, underline="single"), center=True)
        write_text(page, row + 7, column, signed.rank, PLAIN, center=True)
        write_text(page, row + 8, column, f"NIP {signed.nip}" if signed.nip else "", PLAIN, center=True)


def _sheet(page: Worksheet, sheet: Sheet, scope: Scope, cover: Cover) -> int:
    """Title, question, note, headings, rows, total; how many rows of data."""
    write_text(page, 1, 1, sheet.title, TITLE, wrap=False)
    write_text(
        page, 2, 1, " · ".join(part for part in (sheet.question, sheet.note) if part), QUESTION, wrap=False
    )
    for number, column in enumerate(sheet.columns, start=1):
        cell = write_text(page, HEAD_ROW, number, column.title, HEADING, center=column.kind in NUMBERS)
        cell.fill, cell.border = SHADE, Border(top=Side("thin"), bottom=Side("thin"))
        page.column_dimensions[get_column_letter(number)].width = column.width
    rows = sheet.rows(scope)
    for number, row in enumerate(rows, start=HEAD_ROW + 1):
        _row(page, number, row, sheet.columns, PLAIN, LINE)
    end = HEAD_ROW + len(rows)
    if not rows:
        write_text(page, HEAD_ROW + 1, 1, sheet.empty, QUESTION, wrap=False)
    elif sheet.total and (total := sheet.total(scope)):
        _row(page, end + 1, total, sheet.columns, BOLD, DOUBLE)
    page.freeze_panes = page.cell(HEAD_ROW + 1, 1)
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    if rows and sheet.bars:
        _bars(page, sheet.bars, min(end, HEAD_ROW + sheet.bars.shown), end + 4)
    set_paper(page, cover)
    return len(rows)


def _row(
    page: Worksheet, number: int, row: Row, columns: tuple[Column, ...], font: Font, border: Border
) -> None:
    for place, (value, column) in enumerate(zip(row, columns, strict=True), start=1):
        if value is None:
            cell = page.cell(number, place, "–" if column.kind in NUMBERS else None)
            cell.font, cell.alignment = font, Alignment(horizontal="right", vertical="top")
        elif isinstance(value, str):
            cell = write_text(page, number, place, value, font)
        else:
            cell = page.cell(number, place, value)
            cell.number_format, cell.font = FORMATS.get(column.kind, "General"), font
            cell.alignment = Alignment(vertical="top")
        cell.border = border


def write_text(
    page: Worksheet, row: int, column: int, words: str, font: Font, *, center: bool = False, wrap: bool = True
):
    """A cell that stays text; what Excel could take for a formula also carries the mark of a typed apostrophe."""
    cell = page.cell(row, column)
    clean = ILLEGAL_CHARACTERS_RE.sub("", words)
    cell.value, cell.font = clean or None, font
    if clean:
        cell.data_type = "s"
    cell.number_format = "@"
    if clean.startswith(RISKY):
        cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=wrap, vertical="top", horizontal="center" if center else None)
    return cell


def _bars(page: Worksheet, bars: Bars, last: int, row: int) -> None:
    chart = BarChart()
    chart.type, chart.title, chart.style = "bar", bars.title, 10
    chart.height, chart.width = max(7.0, 0.75 * (last - HEAD_ROW) + 3), 24
    for column in bars.values:
        chart.add_data(Reference(page, min_col=column, min_row=HEAD_ROW, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(page, min_col=bars.label, min_row=HEAD_ROW + 1, max_row=last))
    if bars.stacked:
        chart.grouping, chart.overlap = "stacked", 100
    for series, color in zip(chart.series, COLORS, strict=False):
        series.graphicalProperties.solidFill = color
    chart.x_axis.delete = chart.y_axis.delete = False  # openpyxl would hide both
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.y_axis.number_format, chart.legend.position = "#,##0", "b"
    page.add_chart(chart, f"A{row}")


def set_paper(page: Worksheet, cover: Cover, *, fit_height: bool = False) -> None:
    """A4 landscape, as wide as the paper; who, what and when in the margins."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, int(fit_height)
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.5
    page.oddHeader.left.text = _escaped(" · ".join(cover.letterhead[:2]))
    page.oddHeader.right.text = _escaped(cover.title)
    page.oddFooter.left.text = f"Dibuat dengan Sinergi, {timezone.localtime():%d-%m-%Y}"
    page.oddFooter.right.text = "Halaman &P dari &N"


def _escaped(words: str) -> str:
    """In a margin & begins a code."""
    return words.replace("&", "&&")
