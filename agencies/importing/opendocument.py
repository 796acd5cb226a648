"""What the cell reader does not tell about an ods: merges, hidden lines and columns, error cells, and how
much it holds. Cells have no address there; they are counted, with their repetitions."""

import html
import re
import zipfile
from typing import BinaryIO

from agencies.importing.gate import pieces, unreadable
from agencies.importing.limits import Limits
from agencies.importing.package import Tally, Traits, blocks

STRUCTURE = re.compile(rb"<(/?)table:(table|table-row|table-column)(?=[\s/>])([^>]*)>")
CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
NAME = re.compile(rb"\btable:name=\"([^\"]*)\"")
REPEATED = {
    "rows": re.compile(rb"\btable:number-rows-repeated=\"(\d{1,9})\""),
    "columns": re.compile(rb"\btable:number-columns-repeated=\"(\d{1,9})\""),
}
SPANNED = {
    "rows": re.compile(rb"\btable:number-rows-spanned=\"(\d{1,9})\""),
    "columns": re.compile(rb"\btable:number-columns-spanned=\"(\d{1,9})\""),
}
UNSEEN = re.compile(rb"\btable:visibility=\"(?:collapse|filter)\"")
ERROR = re.compile(rb"\bcalcext:value-type=\"error\"")
PARAGRAPH = re.compile(rb"<text:p[^>]*>([^<]*)<")


def survey_opendocument(file: BinaryIO, limits: Limits) -> dict[str, Traits]:
    """The traits of every sheet by name. Raises FileRefused when the workbook holds too much."""
    try:
        with zipfile.ZipFile(file) as archive:
            scan = TableScan(Tally(limits))
            for block in blocks(
                pieces(archive, archive.getinfo("content.xml"), limits),
                b"table-row>",
                limits,
            ):
                for piece in block.split(b"</table:table-row>"):
                    scan.read(piece)
            return scan.sheets
    except (zipfile.BadZipFile, ValueError, KeyError) as error:
        raise unreadable("damaged") from error


class TableScan:
    """Where the pass over content.xml stands: sheet, line, column."""

    def __init__(self, tally: Tally):
        self.tally = tally
        self.sheets: dict[str, Traits] = {}
        self.traits = Traits()
        self._begin_at_a1()

    def read(self, piece: bytes) -> None:
        """The bytes between two ends of a row: perhaps a new sheet, columns, at most one row with cells."""
        row = piece.rfind(b"<table:table-row")
        head = piece if row < 0 else piece[: piece.find(b">", row) + 1]
        for match in STRUCTURE.finditer(head):
            closing, element, attributes = match.groups()
            if closing:
                continue
            if element == b"table":
                self._begin_sheet(attributes)
            elif element == b"table-column":
                self._column(attributes)
            else:
                cells = piece[len(head) :] if match.end() == len(head) else b""
                self._row(attributes, cells)

    def _begin_sheet(self, attributes: bytes) -> None:
        name = NAME.search(attributes)
        self.traits = Traits()
        self.sheets[html.unescape(name[1].decode()) if name else ""] = self.traits
        self._begin_at_a1()

    def _begin_at_a1(self) -> None:
        self.line = self.column = self.first_row = 0
        self.columns = 1

    def _column(self, attributes: bytes) -> None:
        count = _number(REPEATED["columns"], attributes)
        if UNSEEN.search(attributes):
            last = min(self.column + count, self.tally.limits.columns)
            self.traits.hidden_columns |= set(range(self.column + 1, last + 1))
        self.column += count

    def _row(self, attributes: bytes, cells: bytes) -> None:
        line, repeated = self.line + 1, _number(REPEATED["rows"], attributes)
        self.line += repeated
        filled = b"<text:p" in cells or b"office:value-type" in cells
        if filled:
            self._count(cells, line, repeated)
        if UNSEEN.search(attributes):
            last = self.line if filled or repeated < self.tally.limits.rows else line
            self.traits.hidden_rows |= set(range(line, last + 1))

    def _count(self, cells: bytes, line: int, repeated: int) -> None:
        if b"columns-repeated" in cells or b"-spanned" in cells or b'"error"' in cells:
            values, last_column = self._walk(cells, line)
        else:
            values = last_column = cells.count(b"table-cell ") + cells.count(b"table-cell>")
        self.tally.add(repeated, values * repeated)
        self.first_row = self.first_row or line
        self.columns = max(self.columns, last_column)
        self.tally.check_area(self.line - self.first_row + 1, self.columns)

    def _walk(self, cells: bytes, line: int) -> tuple[int, int]:
        """Number of cells with a value, and the last column that has one."""
        column, values, last_column = 0, 0, 0
        for match in CELL.finditer(cells):
            attributes = match[1]
            repeated = _number(REPEATED["columns"], attributes)
            if b"office:value-type" in attributes:
                values += repeated
                last_column = column + repeated
                if ERROR.search(attributes):
                    text = PARAGRAPH.search(cells, match.end())
                    self.traits.errors[line, column + 1] = text[1].decode()[:20] if text else "#ERR!"
            if b"-spanned" in attributes:
                self._merge(attributes, line, column + 1)
            column += repeated
        return values, last_column

    def _merge(self, attributes: bytes, line: int, column: int) -> None:
        last_line = line + _number(SPANNED["rows"], attributes) - 1
        last_column = column + _number(SPANNED["columns"], attributes) - 1
        if (last_line, last_column) != (line, column):
            self.traits.merges.append((line, column, last_line, last_column))


def _number(pattern: re.Pattern, attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
