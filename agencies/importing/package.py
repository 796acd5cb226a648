"""What the cell reader does not tell about an xlsx: merges, hidden lines, widths, error cells, and how
much it holds. One pass over the raw XML of the sheets, in bounded memory."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from defusedxml.ElementTree import ParseError, fromstring

from agencies.importing.book import FileRefused
from agencies.importing.gate import pieces, too_large_unpacked, unreadable
from agencies.importing.limits import MEGABYTE, Limits

LONG_STRING = 256  # bytes; shorter ones cannot outgrow the limits on cells
ROW_BYTES = 16 * MEGABYTE
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
ROW = re.compile(rb"\br\s*=\s*[\"'](\d{1,9})[\"']")
REFERENCE = re.compile(rb"\bref\s*=\s*[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})[\"']")
MERGES_END = re.compile(rb"</(?:\w+:)?mergeCells>")
ERROR_TYPE = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
STRING_TYPE = re.compile(rb"\bt\s*=\s*[\"']s[\"'][^>]*>\s*(?:<f[^>]*/>|<f\b.*?</f>)?<v>\s*(-?\d+)")
NEGATIVE_STRING = re.compile(rb"\bt=\"s\"[^>]*>\s*<(?:\w+:)?v>\s*-")
WIDE = re.compile(rb" r=\"[A-Z][A-Z]")  # a literal beginning: the search is fast
ATTRIBUTE = {
    name: re.compile(rb"\b" + name.encode() + rb"\s*=\s*[\"']([\d.]{1,12})[\"']")
    for name in ("min", "max", "width")
}


@dataclass(slots=True)
class Traits:
    """What one sheet says beside its values. Lines and columns count from 1."""

    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """How much a workbook holds, added up sheet by sheet against the limits."""

    limits: Limits
    rows: int = 0
    cells: int = 0
    text: int = 0

    def add(self, rows: int, cells: int, text: int = 0) -> None:
        self.rows += rows
        self.cells += cells
        self.text += text
        if self.rows > self.limits.rows:
            raise FileRefused("too_many_rows", found=self.rows, limit=self.limits.rows)
        if self.cells > self.limits.cells:
            raise FileRefused(
                "file_too_large",
                found=self.cells,
                limit=self.limits.cells,
                measure="cells",
            )
        if self.text > self.limits.text_bytes:
            raise FileRefused(
                "file_too_large",
                found=self.text,
                limit=self.limits.text_bytes,
                measure="text_bytes",
            )

    def check_area(self, rows: int, columns: int) -> None:
        if columns > self.limits.columns:
            raise FileRefused(
                "file_too_large",
                found=columns,
                limit=self.limits.columns,
                measure="columns",
            )
        if rows * columns > self.limits.area:
            raise FileRefused(
                "file_too_large",
                found=rows * columns,
                limit=self.limits.area,
                measure="area",
            )


def survey(file: BinaryIO, limits: Limits) -> dict[str, Traits]:
    """The traits of every worksheet by sheet name. Raises FileRefused when the workbook holds too much."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = sheet_parts(archive)
            long_strings = _long_strings(archive, limits)
            tally = Tally(limits)
            return {
                name: SheetScan(tally, long_strings).run(pieces(archive, entry, limits))
                for name, entry in parts.items()
            }
    except (zipfile.BadZipFile, ParseError, ValueError, KeyError) as error:
        raise unreadable("damaged") from error


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Sheet name -> its part, in the order of the workbook."""
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
        for relation in small_part(archive, "xl/_rels/workbook.xml.rels").iter(RELATION)
        if relation.get("TargetMode") != "External" and "worksheet" in relation.get("Type", "")
    }
    parts = {}
    for sheet in small_part(archive, "xl/workbook.xml").findall(".//{*}sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        if relation in targets:
            parts[sheet.get("name")] = archive.getinfo(targets[relation])
    return parts


def small_part(archive: zipfile.ZipFile, name: str):
    if archive.getinfo(name).file_size > 8 * MEGABYTE:
        raise unreadable("part")
    return fromstring(archive.read(name), forbid_dtd=True)


def _long_strings(archive: zipfile.ZipFile, limits: Limits) -> dict[bytes, int]:
    """Number -> bytes of every shared string that is long: one of them can stand in a million cells."""
    part = next(
        (name for name in archive.namelist() if name.lower() == "xl/sharedstrings.xml"),
        None,
    )
    if part is None:
        return {}
    found, number = {}, 0
    for block in blocks(pieces(archive, archive.getinfo(part), limits), b"si>", limits):
        for string in block.split(b"/si>") if b"/si>" in block else block.split(b":si>"):
            number += string.count(b"si/>")  # empty strings before it close themselves
            if len(string) > LONG_STRING:
                found[b"%d" % number] = len(string)
            number += 1
        number -= 1
    return found


def blocks(parts: Iterator[bytes], end: bytes, limits: Limits) -> Iterator[bytes]:
    """The same bytes, cut behind a closing `end` (`row>`), so that no line is torn apart."""
    carry = b""
    for piece in parts:
        carry += piece
        cut = max(carry.rfind(b"/" + end), carry.rfind(b":" + end))
        if cut >= 0:
            cut += len(end) + 1
            yield carry[:cut]
            carry = carry[cut:]
        elif len(carry) > ROW_BYTES:
            raise too_large_unpacked(limits)
    yield carry


class SheetScan:
    """The pass over one worksheet part."""

    def __init__(self, tally: Tally, long_strings: dict[bytes, int]):
        self.tally = tally
        self.long_strings = long_strings
        self.traits = Traits()
        self.first_row, self.last_row, self.columns = 0, 0, 26

    def run(self, parts: Iterator[bytes]) -> Traits:
        prefix = None
        for block in blocks(parts, b"row>", self.tally.limits):
            if prefix is None:
                prefix = _prefix(block)
                value, inline, end = (
                    b"<" + prefix + b"v",
                    b"<" + prefix + b"is",
                    b"</" + prefix + b"row>",
                )
            if b"<" + prefix + b"col " in block:
                self._columns(block, prefix)
            if b"mergeCell" in block:
                self.traits.merges += [_rectangle(match) for match in REFERENCE.findall(_merges(block))]
            self._rows(block, value, inline, end)
            self._cells(block, prefix)
        return self.traits

    def _rows(self, block: bytes, value: bytes, inline: bytes, end: bytes) -> None:
        filled = [row for row in block.split(end) if value in row or inline in row]
        if not filled:
            return
        self.tally.add(len(filled), block.count(value) + block.count(inline))
        self.first_row = self.first_row or _line(filled[0])
        self.last_row = max(self.last_row, _line(filled[-1]))
        self.tally.check_area(self.last_row - self.first_row + 1, self.columns)

    def _columns(self, block: bytes, prefix: bytes) -> None:
        for attributes in re.findall(rb"<" + prefix + rb"col\s([^>]*)>", block):
            low, high, width = (ATTRIBUTE[name].search(attributes) for name in ("min", "max", "width"))
            if not low or not high:
                continue
            for column in range(int(low[1]), min(int(high[1]), self.tally.limits.columns) + 1):
                if HIDDEN.search(attributes):
                    self.traits.hidden_columns.add(column)
                elif width:
                    self.traits.widths[column] = float(width[1])

    def _cells(self, block: bytes, prefix: bytes) -> None:
        if b"hidden" in block:
            rows = re.findall(rb"<" + prefix + rb"row\s([^>]*)>", block)
            self.traits.hidden_rows |= {_line(row) for row in rows if HIDDEN.search(row)}
        if WIDE.search(block) or b"r='" in block:
            wide = re.findall(
                rb"<" + prefix + rb"c\s[^>]*?\br=[\"']([A-Z]{2,9})\d+[\"'][^>]*[^/]>\s*<",
                block,
            )
            self.columns = max([self.columns, *map(column_number, set(wide))])
            self.tally.check_area(self.last_row - self.first_row + 1, self.columns)
        if b't="e"' in block or b"t='e'" in block:
            self._errors(block, prefix)
        if b">-" in block and NEGATIVE_STRING.search(block):
            raise unreadable("string_index")  # the reader would silently take the first string
        if self.long_strings:
            text = sum(self.long_strings.get(number, 0) for number in STRING_TYPE.findall(block))
            self.tally.add(0, 0, text)

    def _errors(self, block: bytes, prefix: bytes) -> None:
        cells = re.findall(
            rb"<"
            + prefix
            + rb"c\s([^>]*)>(?:<"
            + prefix
            + rb"f\b[^>]*/>|<"
            + prefix
            + rb"f\b[^<]*</"
            + prefix
            + rb"f>)?"
            rb"<" + prefix + rb"v>([^<]*)<",
            block,
        )
        for attributes, text in cells:
            if ERROR_TYPE.search(attributes):
                place = re.search(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']", attributes)
                if place:
                    self.traits.errors[int(place[2]), column_number(place[1])] = text.decode()[:20]


def column_number(letters: bytes) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _prefix(block: bytes) -> bytes:
    """The namespace prefix of the sheet's elements with its colon: usually none."""
    root = re.search(rb"<(\w+:)?worksheet\b", block)
    return root[1] or b"" if root else b""


def _line(row: bytes) -> int:
    number = ROW.search(row)
    return int(number[1]) if number else 0


def _merges(block: bytes) -> bytes:
    """Links and conditional formats behind the merges have references too."""
    return MERGES_END.split(block[block.find(b"mergeCell") :])[0]


def _rectangle(match: tuple[bytes, bytes, bytes, bytes]) -> tuple[int, int, int, int]:
    return (
        int(match[1]),
        column_number(match[0]),
        int(match[3]),
        column_number(match[2]),
    )
