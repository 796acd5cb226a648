"""What the cell reader does not tell about an xls: hidden lines and columns, error cells, how much it holds.

An xls is a compound file whose stream "Workbook" is a run of records: type, length, body ([MS-XLS] 2.3).
"""

from collections.abc import Iterator
from struct import error as StructError, unpack_from
from typing import BinaryIO

import olefile

from agencies.importing.book import FileRefused
from agencies.importing.gate import unreadable
from agencies.importing.limits import Limits
from agencies.importing.package import Tally, Traits

EOF, SHEET, LOCKED = 0x0A, 0x85, 0x2F
ROW, COLUMNS, MERGES = 0x208, 0x7D, 0xE5
NUMBER, LABEL, SHARED, RK, FORMULA, MANY_RK, ERROR = (
    0x203,
    0x204,
    0xFD,
    0x27E,
    0x06,
    0xBD,
    0x205,
)
ONE_VALUE = {NUMBER, LABEL, SHARED, RK, FORMULA, ERROR}
WORKSHEET = 0
ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}


def survey_binary(file: BinaryIO, limits: Limits) -> dict[str, Traits]:
    """The traits of every worksheet by name. Raises FileRefused: file_encrypted, limits, damage."""
    try:
        with olefile.OleFileIO(file) as compound:
            stream = compound.openstream("Workbook" if compound.exists("Workbook") else "Book").read()
        return survey_stream(stream, limits)
    except (OSError, ValueError, IndexError, StructError) as error:
        raise unreadable("damaged") from error


def survey_stream(stream: bytes, limits: Limits) -> dict[str, Traits]:
    tally = Tally(limits)
    return {name: _scan(stream, offset, tally) for name, offset in _sheet_offsets(stream).items()}


def records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Type and body of each record from `offset` to the end of that part of the stream."""
    while offset + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + length]
        if kind == EOF:
            return
        offset += 4 + length


def _sheet_offsets(stream: bytes) -> dict[str, int]:
    offsets = {}
    for kind, body in records(stream, 0):
        if kind == LOCKED:
            raise FileRefused("file_encrypted", container="xls")
        if kind == SHEET:
            offset, _visibility, sheet_type, length, wide = unpack_from("<IBBBB", body)
            name = (
                body[8 : 8 + 2 * length].decode("utf-16-le")
                if wide & 1
                else body[8 : 8 + length].decode("latin-1")
            )
            if sheet_type == WORKSHEET:
                offsets[name] = offset
    return offsets


def _scan(stream: bytes, offset: int, tally: Tally) -> Traits:
    traits, filled, last_column, cells = Traits(), set(), 0, 0
    for kind, body in records(stream, offset):
        if kind in ONE_VALUE or kind == MANY_RK:
            line, column = unpack_from("<HH", body)
            width = (len(body) - 6) // 6 if kind == MANY_RK else 1
            filled.add(line)
            cells += width
            last_column = max(last_column, column + width)
            if kind in (ERROR, FORMULA):
                _note_error(traits, kind, line + 1, column + 1, body)
        elif kind == ROW and len(body) >= 16 and unpack_from("<H", body, 12)[0] & 0x20:
            traits.hidden_rows.add(unpack_from("<H", body)[0] + 1)
        elif kind == COLUMNS:
            _note_columns(traits, body)
        elif kind == MERGES:
            traits.merges += _rectangles(body)
    tally.add(len(filled), cells)
    tally.check_area(max(filled, default=0) - min(filled, default=0) + 1, last_column)
    return traits


def _note_error(traits: Traits, kind: int, line: int, column: int, body: bytes) -> None:
    if kind == ERROR and body[7] == 1:
        traits.errors[line, column] = ERRORS.get(body[6], "#ERR!")
    elif kind == FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
        traits.errors[line, column] = ERRORS.get(body[8], "#ERR!")


def _note_columns(traits: Traits, body: bytes) -> None:
    first, last, width, _style, flags = unpack_from("<HHHHH", body)
    for column in range(first + 1, min(last, 255) + 2):
        if flags & 1:
            traits.hidden_columns.add(column)
        else:
            traits.widths[column] = width / 256


def _rectangles(body: bytes) -> list[tuple[int, int, int, int]]:
    found = []
    for number in range(unpack_from("<H", body)[0]):
        first, last, left, right = unpack_from("<HHHH", body, 2 + 8 * number)
        found.append((first + 1, left + 1, last + 1, right + 1))
    return found
