"""Tables in HTML: what many web applications call an Excel export.

Like a spreadsheet program, the whole page becomes one sheet: text outside the tables and the rows of
all tables below each other. `rowspan` and `colspan` become merges. The standard library's parser is not
used: such exports need tags and text only, which are found four times faster without it.
"""

import html
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from agencies.importing.book import Sheet
from agencies.importing.child import PROGRESS_ROWS, tell_progress
from agencies.importing.delimited import CONTROL, detect_encoding
from agencies.importing.gate import unreadable
from agencies.importing.limits import Limits
from agencies.importing.package import Tally

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,20})", re.IGNORECASE)
TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>|<(/?)([a-zA-Z][\w:.-]*+)([^<>]*)>", re.DOTALL)
SPAN = {
    name: re.compile(rf"\b{name}\s*=\s*[\"']?\s*(\d{{1,6}})\b", re.IGNORECASE)
    for name in ("rowspan", "colspan")
}
UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n\f]+")
SILENT = {"style", "script", "title", "noscript"}
BREAKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "li", "caption"}
PIECE = 256 * 1024
BREAK = "\v"  # a line break that the page asks for; those of its source are blanks


def read_webtable(file: BinaryIO, limits: Limits, encoding: str | None = None) -> Sheet:
    """The page as one sheet. Raises FileRefused when it holds no table or too much."""
    encoding = encoding or _encoding(file)
    file.seek(0)
    try:
        text = io.TextIOWrapper(file, encoding, errors="replace")
    except LookupError as error:
        raise unreadable("encoding") from error
    page = Page(limits)
    try:
        for words, closing, tag, attributes in tokens(text, limits):
            page.take(words, closing, tag, attributes)
    finally:
        text.detach()
    if not page.tables:
        raise unreadable("format")
    page.end_line()
    return Sheet("*", page.rows, merges=page.merges, hidden_rows=page.hidden_rows)


def _encoding(file: BinaryIO) -> str:
    detected, _remarks = detect_encoding(file)
    if detected != "cp1252":
        return detected
    file.seek(0)
    declared = CHARSET.search(file.read(4096))
    name = declared[1].decode().lower() if declared else "cp1252"
    return "cp1252" if name in ("utf-8", "utf8") else name


def tokens(text: io.TextIOWrapper, limits: Limits) -> Iterator[tuple[str, str, str, str]]:
    """(text before the tag, "/" or "", tag in small letters, its attributes) through the whole page."""
    carry = ""
    while piece := text.read(PIECE):
        carry += piece
        end = 0
        for match in TAG.finditer(carry):
            if match[2] is None and match[0].startswith("<!--") and not match[0].endswith("-->"):
                break  # the comment goes on in the next piece
            yield carry[end : match.start()], match[1] or "", (match[2] or "").lower(), match[3] or ""
            end = match.end()
        carry = carry[end:]
        if len(carry) > limits.token_bytes:
            raise unreadable("token", limit=limits.token_bytes)
    if not carry.lstrip().startswith("<!--"):
        yield carry, "", "", ""


class Page:
    """What the tokens so far have made of the page."""

    def __init__(self, limits: Limits):
        self.limits, self.tally = limits, Tally(limits)
        self.rows: list[list] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.tables = self.depth = 0
        self.silent = ""  # the tag whose contents are not shown
        self.row: list | None = None
        self.reserved: dict[int, int] = {}  # column -> lines that a rowspan above still covers
        self.spans: tuple[int, int] | None = None  # of the open cell: lines, columns
        self.text: list[str] = []
        self.hidden = False

    def take(self, words: str, closing: str, tag: str, attributes: str) -> None:
        if self.silent:
            self.silent = "" if closing and tag == self.silent else self.silent
            return
        if words and (self.spans or self.row is None):
            self.text.append(words)
        if tag in ("td", "th"):
            self._end_cell()
            if not closing and self.depth:
                self._begin_cell(attributes)
        elif tag in ("tr", "table"):
            self._row_or_table(tag, closing, attributes)
        elif tag in BREAKS:
            self._break()
        elif tag in SILENT and not closing:
            self.silent = tag

    def _row_or_table(self, tag: str, closing: str, attributes: str) -> None:
        self.end_line()
        if closing:
            self.depth -= tag == "table" and self.depth > 0
        elif tag == "table":
            self._drop_wrapper()
            self.tables += 1
            self.depth += 1
            self.reserved = {}
        else:
            self.row = []
            self.hidden = bool(UNSEEN.search(attributes))

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
            self.hidden = False
        self._keep(row)
        if self.reserved:
            self.reserved = {column: lines - 1 for column, lines in self.reserved.items() if lines > 1}

    def _drop_wrapper(self) -> None:
        """A row that so far only wraps the table beginning now is no row of its own."""
        if self.depth and self.rows and not any(self.rows[-1]):
            self.rows.pop()
            self.merges = [merge for merge in self.merges if merge[0] <= len(self.rows)]

    def _begin_cell(self, attributes: str) -> None:
        if self.row is None:
            self.end_line()
            self.row = []
        self.spans = (1, 1)
        if "span" in attributes.lower():
            lines, columns = (
                max(1, int(found[1])) if (found := SPAN[name].search(attributes)) else 1 for name in SPAN
            )
            self.spans = (lines, min(columns, self.limits.columns))

    def _end_cell(self) -> None:
        if self.spans is None or self.row is None:
            return
        (lines, columns), self.spans = self.spans, None
        while self.reserved.get(len(self.row) + 1):
            self.row.append(None)
        self.row.append(self._take_text())
        if lines > 1 or columns > 1:
            self._merge(lines, columns)
        if len(self.row) > self.limits.columns:
            self.tally.check_area(1, len(self.row))

    def _merge(self, lines: int, columns: int) -> None:
        line, column = len(self.rows) + 1, len(self.row)
        self.row += [None] * (columns - 1)
        self.merges.append((line, column, line + lines - 1, column + columns - 1))
        if lines > 1:
            self.reserved |= dict.fromkeys(range(column, column + columns), lines)

    def _keep(self, row: list) -> None:
        filled = len(row) - row.count(None)
        if filled:
            self.tally.add(1, filled)
        self.rows.append(row)
        if len(self.rows) % PROGRESS_ROWS == 0:
            tell_progress(rows_read=len(self.rows))
        if len(self.rows) > 2 * self.limits.rows:
            raise unreadable("rows")

    def _break(self) -> None:
        if self.row is None:
            self.end_line()
        elif self.spans:
            self.text.append(BREAK)

    def _take_text(self) -> str | None:
        if not self.text:
            return None
        text, self.text = "".join(self.text), []
        if len(text) > self.limits.token_bytes:
            raise unreadable("token", limit=self.limits.token_bytes)
        if text.isalnum():
            return text
        text = BLANKS.sub(" ", text)
        if BREAK in text:
            text = "\n".join(filter(None, (line.strip(" ") for line in text.split(BREAK))))
        if "&" in text:
            text = html.unescape(text)
        text = CONTROL.sub("", text.strip(" ").replace("\x00", ""))
        return text if text and not text.isspace() else None
