"""The work of the limited child process on one upload: open, read, understand, seal, and hand over csv lines.

Identity numbers are in clear in this process only. What leaves it is sealed (staged lines) or masked (outline).
No Django here: the child starts without it.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from importlib import import_module
from itertools import chain, groupby, islice
from operator import itemgetter

from agencies import identity
from agencies.importing import answer_stamp, storage, template_columns
from agencies.importing.book import Book
from agencies.importing.child import in_two, tell_progress
from agencies.importing.fields import squeeze
from agencies.importing.order import Blocks, Order, correction_purpose, fingerprint
from agencies.importing.outline import masked, outline_of, shown
from agencies.importing.preview import Preview, understand
from agencies.importing.reader import read, unlock

CHUNK_LINES = 5_000
LONG = 10_000  # lines from which a second process is worth its start
as_json = json.JSONEncoder(ensure_ascii=False).encode


def stage_lines(order: Order) -> dict:
    """Send every line as csv to the parent and give back the outline. Raises FileRefused."""
    book, stamp = open_book(order)
    preview, applied = understand_with_saved(book, order)
    outline = outline_of(book, preview)
    outline["saved_mapping"] = {name: saved["saved_at"] for name, saved in applied.items()}
    outline["saved_fill"] = _filled_below(preview, applied)
    outline["answers"] = stamp
    outline["old_template"] = template_columns.remark(book, preview)
    if preview.accept:
        _send(preview, order)
    return outline


def preview_lines(order: Order, password: str | None = None) -> dict:
    """The whole preview in clear, for the one who owns the file and the command line; nothing is stored."""
    book = read(order.path, limits=order.limits, password=password, **_text_options(order.choices))
    return understand(book, order.kind, order.context, order.masters, order.choices).as_json()


def open_book(order: Order) -> tuple[Book, dict | None]:
    """The stored file as read, an answer workbook without its additions, and the stamp it carried."""
    with storage.in_clear(order.path, order.keys) as path:
        book = read(path, limits=order.limits, hasty=order.hasty, **_text_options(order.choices))
        stamp = answer_stamp.find(path) or answer_stamp.find_in_cells(book)
    if stamp:
        answer_stamp.strip(book)
    return book, stamp


def corrected(order: Order) -> dict:
    """The officer's choices with the corrected cells in clear, as `understand` wants them."""
    cells = {
        f"{sheet}!{column}{row}": identity.unseal_text(ct, correction_purpose(sheet, row, column), order.keys)
        for sheet, row, column, ct in order.corrections
    }
    return order.choices | {"cells": cells}


def understand_with_saved(book: Book, order: Order) -> tuple[Preview, dict[str, dict]]:
    """The preview, and per sheet the saved mapping that was applied to it."""
    choices = corrected(order)
    preview = understand(book, order.kind, order.context, order.masters, choices)
    known = _fitting(preview, choices, order.saved)
    if not known:
        return preview, {}
    mapping, values = {}, dict(choices.get("values") or {})
    for saved in known.values():
        mapping |= saved["mapping"]
        for name, meanings in saved["values"].items():
            values[name] = meanings | values.get(name, {})
    filled = {name: {"fill": letters} for name, letters in _filled_below(preview, known).items()}
    choices |= {"values": values, "sheets": (choices.get("sheets") or {}) | filled}
    return understand(book, order.kind, order.context, order.masters, choices, mapping), known


def _filled_below(preview: Preview, known: dict[str, dict]) -> dict[str, list[str]]:
    """Sheet -> letters of the columns whose blank cells take the value above, as remembered."""
    asked = {name: set(saved.get("fill", ())) for name, saved in known.items()}
    return {
        sheet.name: [
            reading.column.letter
            for reading in sheet.readings
            if squeeze(reading.column.heading) in asked[sheet.name]
        ]
        for sheet in preview.sheets
        if asked.get(sheet.name)
    }


def _fitting(preview: Preview, choices: dict, saved: dict[str, dict]) -> dict[str, dict]:
    """Sheet -> the saved mapping for exactly its headings; what the officer decides now goes before it."""
    fitting = {}
    for sheet in preview.sheets:
        headings = [reading.column.heading for reading in sheet.readings]
        known = saved.get(fingerprint(headings)) if headings else None
        if known and sheet.name not in (choices.get("sheets") or {}):
            fitting[sheet.name] = known
    return fitting


def _send(preview: Preview, order: Order) -> None:
    """Lines chunk by chunk, always in the same order; `done` of `total` counts lines of the file, not rows of all tables."""
    sheets = [sheet for sheet in preview.sheets if sheet.action == "import"]
    total = sum(len(sheet.table.rows) for sheet in sheets)
    done = 0
    waiting: dict[str, list[str]] = {}

    def hand_over(table: str) -> None:
        nonlocal done
        lines = waiting[table][:CHUNK_LINES]
        del waiting[table][:CHUNK_LINES]
        of_lines = next(iter(waiting))  # a line arrives before what hangs on it
        done += len(lines) if table == of_lines else 0
        tell_progress(table=table, lines="\n".join([*lines, ""]), count=len(lines), done=done, total=total)

    for table, lines in _written(_staged(sheets, order), total):
        waiting.setdefault(table, []).extend(lines)
        while len(waiting[table]) >= CHUNK_LINES:
            hand_over(table)
    for table in waiting:
        if waiting[table]:
            hand_over(table)


def _staged(sheets: list, order: Order) -> list[Blocks | Iterable[tuple[str, tuple]]]:
    module, _, function = order.rows.partition(":")
    rows_for_staging = getattr(import_module(module), function)
    return [rows_for_staging(sheet, problems_by_row(sheet), order.facts, order.keys) for sheet in sheets]


def _written(staged: list, total: int) -> Iterator[tuple[str, list[str]]]:
    """(table, some of its lines as csv) in the order of the rows; a long list is written by two processes."""
    if total < LONG or not all(isinstance(one, Blocks) for one in staged):
        for table, columns in chain.from_iterable(map(_blocks, staged)):
            yield table, csv_lines(columns())
        return
    blocks = [block for one in staged for block in one.blocks]
    lines = in_two([partial(_lines_of, columns) for _, columns in blocks])
    for (table, _), written in zip(blocks, lines, strict=True):
        yield table, written


def _lines_of(columns: Callable[[], Iterable[Sequence]]) -> list[str]:
    return csv_lines(columns())


def _blocks(staged: Blocks | Iterable[tuple[str, tuple]]) -> Iterator[tuple[str, Callable[[], Iterable]]]:
    """The blocks of one sheet; rows that come one by one are gathered."""
    if isinstance(staged, Blocks):
        yield from staged.blocks
        return
    for table, rows in groupby(staged, itemgetter(0)):
        while some := [values for _, values in islice(rows, CHUNK_LINES)]:
            yield table, partial(zip, *some, strict=True)


def problems_by_row(sheet) -> dict[int, list[dict]]:
    """The problems of a sheet as StagedLine.problems wants them; of a line with errors the warnings are left out."""
    found: dict[int, list[dict]] = {}
    for problem in sheet.problems:
        found.setdefault(problem.row, []).append(
            {
                "code": problem.code, "field": problem.field, "column": problem.column, "severity": problem.severity,
                "cell": masked(shown(problem.cell)), "facts": masked(problem.facts),
            }
        )  # fmt: skip
    for row, problems in found.items():
        errors = [problem for problem in problems if problem["severity"] == "error"]
        found[row] = errors or problems
    return found


def csv_lines(columns: Iterable[Sequence]) -> list[str]:
    """Lines as COPY reads them: nothing at all is NULL, "" is an empty text."""
    return list(map(",".join, zip(*map(_csv_column, columns), strict=True)))


def csv_line(values) -> str:
    return ",".join(map(_csv_value, values)) + "\n"


def _csv_column(values: Sequence) -> list[str]:
    """Plain texts, whole numbers and ciphertexts are written one by one, of all else equal values once."""
    classes = set(map(type, values))
    if classes == {str} and '"' not in "".join(values):
        return [f'"{value}"' for value in values]
    if classes == {int}:
        return list(map(str, values))
    if classes <= {bytes, type(None)}:
        return ["" if value is None else f"\\x{value.hex()}" for value in values]
    try:
        written = {value: _csv_value(value) for value in set(values)}
        return [written[value] for value in values]
    except TypeError:  # lists and objects are no keys; lines share what is equal
        known = {id(value): value for value in values}
        written = {key: _csv_value(value) for key, value in known.items()}
        return [written[id(value)] for value in values]


def _csv_value(value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + (value.replace('"', '""') if '"' in value else value) + '"'
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, dict)):
        return _csv_value(as_json(value))
    return _day(value) if isinstance(value, date) else str(value)


@lru_cache(maxsize=50_000)
def _day(value: date) -> str:
    return value.isoformat()


def _text_options(choices: dict) -> dict:
    """How a text file is to be read, where the officer said so."""
    return {name: choices[name] for name in ("encoding", "delimiter") if choices.get(name)}


def unlocked(order: Order, password: str) -> bytes:
    """The workbook without its password. Raises FileRefused(file_encrypted, wrong_password=True)."""
    with (
        storage.in_clear(order.path, order.keys) as path,
        open(path, "rb") as file,
        tempfile.TemporaryFile() as plain,
    ):
        unlock(file, plain, password)
        plain.seek(0)
        return plain.read()
