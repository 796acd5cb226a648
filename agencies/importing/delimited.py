"""Text files with separators: which encoding, which separator, which lines do not fit.

The csv module is not used: one lone quotation mark makes it swallow every line below.
"""

import codecs
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from agencies.importing.book import Sheet
from agencies.importing.child import PROGRESS_ROWS, tell_progress
from agencies.importing.gate import is_utf16, unreadable
from agencies.importing.limits import Limits
from agencies.importing.package import Tally

SEPARATORS = ";\t|,"  # in this order when two fit alike: the comma is also the decimal mark
SAMPLE_LINES = 200
QUOTED_LINES = 50  # how far a quoted field with line breaks may reach
SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)
CONTROL = re.compile(r"[\x01-\x08\x0b-\x0c\x0e-\x1f]")


def read_delimited(
    file: BinaryIO, limits: Limits, encoding: str | None = None, delimiter: str | None = None
) -> tuple[Sheet, list[str]]:
    """The one sheet of a csv or txt file, and remarks for the officer. Every cell is text."""
    encoding, remarks = (encoding, []) if encoding else detect_encoding(file)
    file.seek(0)
    try:
        text = io.TextIOWrapper(file, encoding, errors="replace", newline=None)
    except LookupError as error:
        raise unreadable("encoding") from error
    try:
        lines = _lines(text, limits)
        first = next(lines, "")
        named = SEPARATOR_LINE.match(first)
        sample = ([] if named else [first]) + list(islice(lines, SAMPLE_LINES))
        delimiter = delimiter or (named[1] if named else detect_delimiter(sample))
        sheet = Sheet("*", _rows(chain(sample, lines), delimiter, limits))
    finally:
        text.detach()
    sheet.malformed = _malformed(sheet.rows)
    return sheet, remarks


def detect_encoding(file: BinaryIO) -> tuple[str, list[str]]:
    """UTF-16 by its marks, UTF-8 when every byte fits, else the Windows code page of Western Excel."""
    file.seek(0)
    head = file.read(4096)
    if is_utf16(head):
        little = head[:2] == codecs.BOM_UTF16_LE or head[1:2] == b"\x00"
        marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return "utf-16" if marked else "utf-16-le" if little else "utf-16-be", []
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while piece := file.read(2**20):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252", ["Huruf dibaca dengan kode Windows-1252. Periksa huruf khusus pada pratinjau."]
    return "utf-8-sig", []


def detect_delimiter(sample: list[str]) -> str:
    """The separator that cuts most lines into the same, largest number of fields."""
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        counts = Counter(len(split_line(line, separator)[0]) for line in sample if line.strip())
        counts.pop(1, None)
        for fields, lines in counts.items():
            score = lines * (fields - 1)
            if score > best_score:
                best, best_score = separator, score
    return best


def split_line(line: str, delimiter: str) -> tuple[list[str], bool]:
    """The fields of one line, and whether its last quotation mark is still open."""
    if '"' not in line:
        return line.split(delimiter), False
    fields, position = [], 0
    while True:
        if line.startswith('"', position):
            field, position = _quoted(line, position + 1, delimiter)
            if position < 0:
                return [*line.split(delimiter)], True
        else:
            end = line.find(delimiter, position)
            end = len(line) if end < 0 else end
            field, position = line[position:end], end
        fields.append(field)
        if position >= len(line):
            return fields, False
        position += 1


def _quoted(line: str, position: int, delimiter: str) -> tuple[str, int]:
    """The field behind an opening mark and where it ends; -1 when no mark closes it."""
    parts = []
    while True:
        end = line.find('"', position)
        if end < 0:
            return "", -1
        parts.append(line[position:end])
        following = line[end + 1 : end + 2]
        if following in ("", delimiter):
            return "".join(parts), end + 1
        # A doubled mark is one mark; a mark inside the text is kept as it stands.
        parts.append('"')
        position = end + (2 if following == '"' else 1)


def _lines(text: io.TextIOWrapper, limits: Limits) -> Iterator[str]:
    while line := text.readline(limits.token_bytes + 1):
        if len(line) > limits.token_bytes:
            raise unreadable("token", limit=limits.token_bytes)
        if "\x00" in line:
            raise unreadable("nul")
        yield line.removesuffix("\n").removeprefix("\ufeff")


def _rows(lines: Iterator[str], delimiter: str, limits: Limits) -> list[list]:
    rows, tally, known = [], Tally(limits), {}
    for fields in _records(lines, delimiter):
        row = [_cell(field, known) for field in fields]
        filled = len(row) - row.count(None)
        if filled:
            tally.add(1, filled)
            tally.check_area(1, len(row))
        rows.append(row)
        if len(rows) % PROGRESS_ROWS == 0:
            tell_progress(rows_read=len(rows))
    return rows


def _records(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    """One list of fields per line of the spreadsheet program; a quoted field may hold line breaks."""
    ahead: deque[str] = deque()
    expected: Counter[int] = Counter()
    while True:
        line = ahead.popleft() if ahead else next(lines, None)
        if line is None:
            return
        fields, still_open = split_line(line, delimiter)
        if still_open:
            fields = _across_lines(line, lines, ahead, delimiter, expected) or fields
        if len(fields) > 1:
            expected[len(fields)] += 1
        yield fields


def _across_lines(line, lines, ahead, delimiter, expected) -> list[str] | None:
    """Join the next lines to an open quotation mark, if that makes a record as wide as the others."""
    usual = expected.most_common(1)[0][0] if expected else None
    joined = line
    for number in range(QUOTED_LINES):
        if number == len(ahead):
            following = next(lines, None)
            if following is None:
                return None
            ahead.append(following)
        joined += "\n" + ahead[number]
        fields, still_open = split_line(joined, delimiter)
        if not still_open and (usual is None or len(fields) == usual):
            for _ in range(number + 1):
                ahead.popleft()
            return fields
    return None


def _cell(field: str, known: dict[str, str | None]) -> str | None:
    """Blank is None. Equal texts share one object: a column of village names costs little."""
    if field in known:
        return known[field]
    text = CONTROL.sub("", field)
    cell = text if text.strip() else None
    if len(known) < 50_000:
        known[field] = cell
    return cell


def _malformed(rows: list[list]) -> set[int]:
    """Lines with another number of fields than most. Blank fields at the end of a longer line do no harm."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return set()
    usual = max(widths, key=lambda width: (widths[width], width))
    return {
        number
        for number, row in enumerate(rows, start=1)
        if any(cell is not None for cell in row)
        and (len(row) < usual or any(cell is not None for cell in row[usual:]))
    }
