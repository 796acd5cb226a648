"""Opens an uploaded file, whatever its name says, and hands on its sheets as plain cells.

To be called inside the limited child process (`child.run_limited`), never in a web process or a worker.
"""

import re
import struct
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msoffcrypto
from msoffcrypto.exceptions import (
    DecryptionError,
    FileFormatError,
    InvalidKeyError,
    ParseError,
)
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from agencies.importing.besides import parted
from agencies.importing.biff import survey_binary
from agencies.importing.book import Book, ErrorCell, FileRefused, Sheet
from agencies.importing.child import PROGRESS_ROWS, tell_progress
from agencies.importing.delimited import read_delimited
from agencies.importing.folded import unfolded
from agencies.importing.gate import recognise, unreadable
from agencies.importing.limits import Limits
from agencies.importing.opendocument import survey_opendocument
from agencies.importing.package import Traits, survey
from agencies.importing.upright import all_upright
from agencies.importing.webtable import read_webtable

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
INFINITE = (float("inf"), float("-inf"))
KNOWN_TEXTS = 50_000  # texts kept once however many cells hold them
OPENS_UNASKED = "VelvetSweatshop"  # a workbook with this password opens in Excel without asking
DAMAGE = (
    DecryptionError,
    FileFormatError,
    ParseError,
    ValueError,
    LookupError,
    AssertionError,
    struct.error,
    OSError,
)
SURVEYS = {"xlsx": survey, "xlsm": survey, "ods": survey_opendocument, "xls": survey_binary}


def read(
    path: Path | str,
    *,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    password: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    hasty: bool = False,
) -> Book:
    """The whole file as a Book, or FileRefused.

    `encoding` and `delimiter` are the officer's corrections for text files; None means: find out. A `hasty`
    reading of an xlsx decodes its first sheet while the survey still looks for what must be refused: when it
    dies or lacks memory, only a reading without haste can say why the file is refused.
    """
    with Path(path).open("rb") as file:
        container = recognise(file, limits)
        if container == "csv":
            sheet, remarks = read_delimited(file, limits, encoding, delimiter)
            return _book("csv", [sheet], remarks)
        if container == "html":
            return _book("html", [read_webtable(file, limits, encoding)])
        return _read_workbook(file, container, limits, password, hasty)


def _read_workbook(file: BinaryIO, container: str, limits: Limits, password: str | None, hasty: bool) -> Book:
    if container == "locked":
        return _read_unlocked(file, limits, password)
    beside = hasty and SURVEYS[container] is survey
    decoded = _begun(_decoded(BytesIO(_content(file)))) if beside else _decoded(file)
    try:
        traits = SURVEYS[container](file, limits)
    except FileRefused as refusal:
        if refusal.code == "file_encrypted" and container == "xls":
            return _read_unlocked(file, limits, password)
        raise
    remarks = ["Makro dalam berkas diabaikan."] if container == "xlsm" else []
    return _book(container, _sheets(decoded, traits), remarks)


def _read_unlocked(file: BinaryIO, limits: Limits, password: str | None) -> Book:
    """Read a copy without password; it has no name on the disk and vanishes with the process."""
    with tempfile.TemporaryFile() as plain:
        unlock(file, plain, password)
        container = recognise(plain, limits)
        if container == "locked":
            raise unreadable("damaged")
        traits = SURVEYS[container](plain, limits)
        return _book(container, _sheets(_decoded(plain), traits))


def unlock(file: BinaryIO, plain: BinaryIO, password: str | None) -> None:
    """Write the decrypted workbook to `plain`. Raises file_encrypted when the password is missing or wrong."""
    file.seek(0)
    try:
        locked = msoffcrypto.OfficeFile(file)
        # Old workbooks verify always, new ones only when asked.
        asked = {"verify_password": True} if locked.format == "ooxml" else {}
        for candidate in filter(None, (password, OPENS_UNASKED)):
            try:
                locked.load_key(password=candidate, **asked)
                locked.decrypt(plain)
                return
            except InvalidKeyError:
                continue
    except DAMAGE as error:
        raise unreadable("damaged") from error
    facts = {"wrong_password": True} if password else {}
    raise FileRefused("file_encrypted", **facts)


def _content(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _decoded(file: BinaryIO) -> Iterator[tuple[SheetMetadata, CalamineSheet]]:
    """Every worksheet with its description; nothing is decoded before it is asked for."""
    file.seek(0)
    workbook = CalamineWorkbook.from_filelike(file)
    for number, described in enumerate(workbook.sheets_metadata):
        if described.typ == SheetTypeEnum.WorkSheet:
            yield described, workbook.get_sheet_by_index(number)


def _begun(decoded: Iterator) -> Iterator:
    """The same, but the first is decoded from now on, in a thread of its own: the decoder runs beside Python."""
    pool = ThreadPoolExecutor(1)
    first = pool.submit(lambda: list(islice(decoded, 1)))

    def all_of_them() -> Iterator:
        pool.shutdown()
        made = first.result()
        while made:
            yield made.pop()  # nobody keeps the cells of the decoder beside our own
        yield from decoded

    return all_of_them()


def _sheets(decoded: Iterable, traits: dict[str, Traits]) -> list[Sheet]:
    sheets, done = [], 0
    known = Texts()
    try:
        for described, source in decoded:
            rows = _rows(source, known, done)
            del source
            done += len(rows)
            hidden = described.visible != SheetVisibleEnum.Visible
            sheets.append(_sheet(described.name, rows, hidden, traits.get(described.name, Traits())))
    except (FileRefused, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the reader derives from BaseException
        raise unreadable("damaged") from error
    return sheets


def _rows(source, known: "Texts", done: int) -> list[list]:
    """All cells from A1 on; the reader itself begins at the first column that holds something."""
    if source.start is None:
        return []
    left = [None] * source.start[1]
    rows = []
    for cells in source.iter_rows():
        rows.append([*left, *[known[cell] if cell.__class__ is str else _number(cell) for cell in cells]])
        if len(rows) % PROGRESS_ROWS == 0:
            tell_progress(rows_read=done + len(rows))
    return rows


def _number(cell):
    return ErrorCell("#NUM!") if cell.__class__ is float and cell in INFINITE else cell


class Texts(dict[str, str | None]):
    """Texts of cells as they are kept, each looked at once; None for those that show nothing."""

    def __missing__(self, cell: str) -> str | None:
        # PostgreSQL takes no NUL, and no workbook may hold the others.
        text = cell if cell.isprintable() else CONTROL.sub("", cell)
        kept = text if text and not text.isspace() else None
        if len(self) < KNOWN_TEXTS:
            self[cell] = kept
        return kept


def _sheet(name: str, rows: list[list], hidden: bool, traits: Traits) -> Sheet:
    _place_errors(rows, traits.errors)
    sheet = Sheet(name, rows, hidden=hidden, merges=traits.merges, widths=traits.widths)
    sheet.hidden_rows, sheet.hidden_columns = traits.hidden_rows, traits.hidden_columns
    return sheet


def _place_errors(rows: list[list], errors: dict[tuple[int, int], str]) -> None:
    """The reader shows an error cell as blank: it must never look like one."""
    for (line, column), text in errors.items():
        while len(rows) < line:
            rows.append([])
        row = rows[line - 1]
        row += [None] * (column - len(row))
        row[column - 1] = ErrorCell(text)


def _book(container: str, sheets: list[Sheet], remarks: list[str] | None = None) -> Book:
    sheets = all_upright([unfolded(sheet) for sheet in sheets])
    sheets = [part for sheet in sheets for part in parted(sheet)]
    for sheet in sheets:
        trim(sheet)
    return Book(container, sheets, remarks or [])


def trim(sheet: Sheet) -> None:
    """Cut blank lines and columns at the end, make the lines equally long, and the marks fit in."""
    rows = sheet.rows
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    width = max((_filled_width(row) for row in rows), default=0)
    for row in rows:
        if len(row) > width:
            del row[width:]
        elif len(row) < width:
            row += [None] * (width - len(row))
    sheet.hidden_rows = {line for line in sheet.hidden_rows if line <= len(rows)}
    sheet.hidden_columns = {column for column in sheet.hidden_columns if column <= width}
    sheet.widths = {column: size for column, size in sheet.widths.items() if column <= width}
    sheet.merges = _fitting_merges(sheet.merges, len(rows), width)


def _filled_width(row: list) -> int:
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return width


def _fitting_merges(merges, lines: int, columns: int) -> list[tuple[int, int, int, int]]:
    """The merges inside the used area. They cannot overlap, so together they never exceed it."""
    fitting, room = [], lines * columns
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, lines), min(right, columns)
        size = (bottom - top + 1) * (right - left + 1)
        if top <= bottom and left <= right and 1 < size <= room:
            fitting.append((top, left, bottom, right))
            room -= size
    return fitting
