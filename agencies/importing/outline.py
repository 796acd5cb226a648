"""The preview as it is kept with an upload and shown on its screens: no records, identity numbers masked."""

import re
from datetime import date, datetime

from agencies.importing.book import Book, Sheet

LONG_NUMBER = re.compile(r"(?<!\d)(\d{4})(?:[\s.\-/' ]?\d){8,}")
DOTS = " •••• •••• ••••"
SHOWN_LINES = 14
SHOWN_COLUMNS = 40
CELL_LENGTH = 60
AFTER_FIRST = 3  # lines of content shown below the heading
NAMES = {"region_unknown", "region_ambiguous", "opd_unknown"}
MOST_NAMES = 60
NOT_KEPT = ("records", "errors", "warnings", "samples", "skipped_rows")


def masked(value):
    """The same value with every run of twelve digits or more cut to its first four."""
    if isinstance(value, str):
        return LONG_NUMBER.sub(lambda found: found[1] + DOTS, value)
    if isinstance(value, dict):
        return {str(key): masked(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [masked(each) for each in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= 10**14:
        return masked(f"{value:.0f}")
    return value.isoformat() if isinstance(value, date) else value


def outline_of(book: Book, preview) -> dict:
    """Sheets, columns, first lines, counts and questions of a preview, ready for a JSON column.

    Problems of lines stand in the staging table.
    """
    json = preview.as_json(records=1)
    outline = {key: value for key, value in json.items() if key not in NOT_KEPT}
    cells = {sheet.name: sheet for sheet in book.sheets}
    readings = {sheet.name: sheet for sheet in preview.sheets}
    outline["container"] = book.container
    outline["sheets"] = [
        _sheet(described, readings[described["name"]], cells.get(described["name"], book.sheets[0]))
        for described in json["sheets"]
    ]
    outline["names"] = unknown_names(preview)
    return masked(outline)


def _sheet(described: dict, understood, cells: Sheet) -> dict:
    """One sheet, also one that is not used: its heading and columns may be what the officer wants to change."""
    kept = {key: value for key, value in described.items() if key not in NOT_KEPT}
    kept["hidden"] = cells.hidden
    kept["lines"] = len(cells.rows)
    kept["header_rows"] = list(understood.header_rows)
    kept["candidates"] = understood.candidates
    kept["skipped"] = {reason: len(rows) for reason, rows in (described.get("skipped_rows") or {}).items()}
    kept["columns"] = [
        {
            "letter": reading.column.letter, "heading": reading.column.heading, "field": reading.field,
            "samples": [shown(sample) for sample in reading.profile.samples], "reason": reading.reason, "sure": reading.sure,
            "blank": reading.profile.blank if reading.profile.filled and len(reading.column.indexes) == 1 else 0,
        }
        for reading in understood.readings
        if reading.column.parts or reading.profile.filled
    ]  # fmt: skip
    kept["head"] = first_lines(cells, described | {"header_rows": kept["header_rows"]})
    return kept


def unknown_names(preview) -> list[dict]:
    """Names of places, programmes and agencies that no list holds, each once with its number of lines."""
    found: dict[tuple, dict] = {}
    for sheet in preview.sheets:
        for problem in sheet.problems:
            if problem.code in NAMES:
                text = shown(problem.cell) or shown(problem.facts.get("nama"))
                known = found.setdefault(
                    (problem.field, text),
                    {"field": problem.field, "text": text, "code": problem.code, "lines": 0,
                     "proposals": list(problem.facts.get("usulan") or [])},
                )  # fmt: skip
                known["lines"] += 1
    for question in preview.questions:
        for text, lines in (question.get("values") or {}).items():
            found["program", text] = {
                "field": "program",
                "text": text,
                "code": question["code"],
                "lines": lines,
                "proposals": [],
            }
    return sorted(found.values(), key=lambda each: -each["lines"])[:MOST_NAMES]


def first_lines(sheet: Sheet, described: dict) -> list[dict]:
    """The first lines with content as a spreadsheet program shows them, each with why it is skipped."""
    notes = _notes(described)
    first = described.get("first_data_row")
    lines, data = [], 0
    for number, row in enumerate(sheet.rows, start=1):
        if all(cell is None for cell in row):
            continue
        cells = [masked(shown(cell)) for cell in row[:SHOWN_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        data += bool(first and number >= first)
        lines.append({"row": number, "cells": cells, **notes.get(number, {"note": "", "kind": ""})})
        if len(lines) >= SHOWN_LINES or data >= AFTER_FIRST:
            break
    width = max((len(line["cells"]) for line in lines), default=0)
    for line in lines:
        alone = line["kind"] == "skip" and sum(map(bool, line["cells"])) == 1 and bool(line["cells"][0])
        line["span"] = width if alone else 1
        line["cells"] = line["cells"][:1] if alone else line["cells"] + [""] * (width - len(line["cells"]))
    return lines


def _notes(described: dict) -> dict[int, dict]:
    first = described.get("first_data_row")
    notes = {row: {"note": "judul, dilewati", "kind": "skip"} for row in range(1, (first or 1))}
    for reason, rows in (described.get("skipped_rows") or {}).items():
        notes |= {row: {"note": SKIPPED.get(reason, "dilewati"), "kind": "skip"} for row in rows}
    notes |= {row: {"note": "judul kolom", "kind": "head"} for row in described.get("header_rows") or []}
    if described.get("numbering_row"):
        notes[described["numbering_row"]] = {"note": "nomor kolom, dilewati", "kind": "skip"}
    if first:
        notes[first] = {"note": "baris data pertama", "kind": ""}
    return notes


SKIPPED = {
    "blank": "kosong, dilewati",
    "subtotal": "jumlah, dilewati",
    "group": "kelompok, berlaku untuk baris di bawahnya",
    "footer": "catatan atau tanda tangan, dilewati",
    "header_repeat": "judul berulang, dilewati",
}


def letter_of(index: int) -> str:
    """A, B ... Z, AA as a spreadsheet program names columns; `index` counts from 0."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters, index = chr(65 + rest) + letters, index - 1
    return letters


def shown(cell) -> str:
    """A cell as people see it, at most CELL_LENGTH letters."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        text = f"{cell:%d/%m/%Y %H:%M}".removesuffix(" 00:00")
    elif isinstance(cell, date):
        text = f"{cell:%d/%m/%Y}"
    elif isinstance(cell, float) and cell.is_integer():
        text = str(int(cell))
    else:
        text = str(cell)
    text = " ".join(text.split())
    return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - 1] + "…"


def balance(outline: dict) -> dict[str, int]:
    """Lines of the imported sheets: read = data + skipped; of the data so many are held or warned."""
    sheets = [sheet for sheet in outline.get("sheets", []) if sheet["action"] == "import"]
    data = sum(sheet["rows"]["data"] for sheet in sheets)
    read = sum(sheet["lines"] for sheet in sheets)
    return {
        "read": read,
        "data": data,
        "held": sum(sheet["rows"]["error"] for sheet in sheets),
        "skipped": read - data,
    }
