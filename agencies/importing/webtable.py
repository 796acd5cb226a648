"""Tables in HTML: what many web applications call an Excel export.

Like a spreadsheet program, the whole page becomes one sheet: text outside the tables and the rows of
all tables below each other. `rowspan` and `colspan` become merges.
"""

import io
import re
from html.parser import HTMLParser
from typing import BinaryIO

from agencies.importing.book import Sheet
from agencies.importing.delimited import CONTROL, detect_encoding
from agencies.importing.gate import unreadable
from agencies.importing.limits import Limits
from agencies.importing.package import Tally

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,20})", re.IGNORECASE)
SILENT = {"style", "script", "title", "head", "noscript"}
BREAKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "li", "caption"}
BLANKS = re.compile(r"[ \t\r\n\f]+")
PIECE = 64 * 1024


def read_webtable(file: BinaryIO, limits: Limits, encoding: str | None = None) -> Sheet:
    """The page as one sheet. Raises FileRefused when it holds no table or too much."""
    encoding = encoding or _encoding(file)
    file.seek(0)
    reader = PageReader(limits)
    try:
        text = io.TextIOWrapper(file, encoding, errors="replace")
        while piece := text.read(PIECE):
            reader.feed(piece)
        reader.close()
        text.detach()
    except (LookupError, AssertionError) as error:  # the parser asserts on some damaged declarations
        raise unreadable("encoding") from error
    if not reader.tables:
        raise unreadable("format")
    reader.end_line()
    return Sheet("*", reader.rows, merges=reader.merges, hidden_rows=reader.hidden_rows)


def _encoding(file: BinaryIO) -> str:
    detected, _remarks = detect_encoding(file)
    if detected != "cp1252":
        return detected
    file.seek(0)
    declared = CHARSET.search(file.read(4096))
    name = declared[1].decode().lower() if declared else "cp1252"
    return "cp1252" if name in ("utf-8", "utf8") else name


class PageReader(HTMLParser):
    """Collects rows while the page is parsed."""

    def __init__(self, limits: Limits):
        super().__init__(convert_charrefs=True)
        self.limits, self.tally = limits, Tally(limits)
        self.rows: list[list] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.tables = self.depth = self.silent = 0
        self.row: list | None = None
        self.reserved: dict[int, int] = {}  # column -> lines that a rowspan above still covers
        self.spans: tuple[int, int] | None = None  # of the open cell: lines, columns
        self.text: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "table":
            self._leave_wrapper()
            self.tables += 1
            self.depth += 1
            self.reserved = {}
        elif tag == "tr":
            self._begin_row(dict(attrs))
        elif tag in ("td", "th") and self.depth:
            self._begin_cell(dict(attrs))
        elif tag in BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self.end_line()
            self.depth -= tag == "table" and self.depth > 0
        elif tag in BREAKS and tag != "br":
            self._break()

    def handle_data(self, data: str) -> None:
        if not self.silent and (self.spans or self.row is None):
            self.text.append(data)

    def end_line(self) -> None:
        """Finish the open row, or the open line of text outside the tables."""
        self._end_cell()
        row, self.row = self.row, None
        if row is None:
            text = self._take_text()
            if text:
                self._keep([text])
            return
        if self.hidden:
            self.hidden_rows.add(len(self.rows) + 1)
        self._keep(row)
        self.reserved = {column: lines - 1 for column, lines in self.reserved.items() if lines > 1}

    def _leave_wrapper(self) -> None:
        """A row that so far only wraps the table beginning now is no row of its own."""
        self.end_line()
        if self.depth and self.rows and not any(self.rows[-1]):
            self.rows.pop()
            self.merges = [merge for merge in self.merges if merge[0] <= len(self.rows)]

    def _begin_row(self, attributes: dict) -> None:
        self.end_line()
        self.row = []
        self.hidden = "display:none" in (attributes.get("style") or "").replace(" ", "")

    def _begin_cell(self, attributes: dict) -> None:
        if self.row is None:
            self._begin_row({})
        self._end_cell()
        self.spans = (_span(attributes, "rowspan"), min(_span(attributes, "colspan"), self.limits.columns))

    def _end_cell(self) -> None:
        if self.spans is None or self.row is None:
            return
        (lines, columns), self.spans = self.spans, None
        while self.reserved.get(len(self.row) + 1):
            self.row.append(None)
        line, column = len(self.rows) + 1, len(self.row) + 1
        self.row += [self._take_text(), *[None] * (columns - 1)]
        self.tally.check_area(1, len(self.row))
        if lines > 1 or columns > 1:
            self.merges.append((line, column, line + lines - 1, column + columns - 1))
        if lines > 1:
            self.reserved |= dict.fromkeys(range(column, column + columns), lines)

    def _keep(self, row: list) -> None:
        filled = len(row) - row.count(None)
        if filled:
            self.tally.add(1, filled)
        self.rows.append(row)
        if len(self.rows) > 2 * self.limits.rows:
            raise unreadable("rows")

    def _break(self) -> None:
        if self.row is None:
            self.end_line()
        elif self.spans:
            self.text.append("\v")

    def _take_text(self) -> str | None:
        text, self.text = "".join(self.text), []
        if len(text) > self.limits.token_bytes:
            raise unreadable("token", limit=self.limits.token_bytes)
        lines = [BLANKS.sub(" ", line).strip(" ") for line in text.replace("\x00", "").split("\v")]
        cell = CONTROL.sub("", "\n".join(line for line in lines if line))
        return cell if cell.strip() else None


def _span(attributes: dict, name: str) -> int:
    text = attributes.get(name) or "1"
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
