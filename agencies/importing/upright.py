"""Lists that do not run downwards become ones that do: a person per column, or a card of `Label : value` per person.

Cells keep their type, so that a number typed as a number is still known as one.
"""

import re
from collections import Counter
from dataclasses import replace

from agencies.importing.book import Sheet
from agencies.importing.fields import squeeze
from agencies.importing.headings import clean_heading, match_heading
from agencies.importing.values.identity_numbers import looks_like_identity
from agencies.importing.values.words import is_empty

SEARCHED = 60  # lines in which the label of an identity number is looked for
LABEL_COLUMNS = 4
LEAST_LABELS = 3
NUMBERS = {"nik", "no_kk"}
LABELLED = re.compile(
    r"^\s*(?:[\da-z]{1,2}\s*[.)]\s*)?(?P<label>[^:=]{2,40}?)\s*[:=]\s*(?P<value>.*)$", re.I | re.S
)
NUMBERING = re.compile(r"^\s*[\da-z]{1,2}\s*[.)]\s*", re.I)
TURNED = "Satu kolom berisi satu orang. Tabel ini diputar: kolom dibaca sebagai baris."
CARDS = "Satu kartu berisi satu orang. Nomor baris adalah baris terakhir kartunya."
CARD = "Lembar ini berisi kartu satu orang."
MOSTLY = 0.6


def all_upright(sheets: list[Sheet]) -> list[Sheet]:
    """All sheets of a workbook; a single card beside other sheets is the person who filled them in, not of the list."""
    turned = [upright(sheet) for sheet in sheets]
    cards = sum(sheet.remark == CARD for sheet in turned)
    if cards == 1 < len(sheets):
        return [old if new.remark == CARD else new for old, new in zip(sheets, turned, strict=True)]
    return turned


def upright(sheet: Sheet) -> Sheet:
    """The sheet itself, or one with a heading and a line per person made of its columns or its cards."""
    for line, row in enumerate(sheet.rows[:SEARCHED], start=1):
        for column, cell in enumerate(row[:LABEL_COLUMNS]):
            if isinstance(cell, str) and "k" in cell.casefold() and len(cell) < 80:
                if _is_label_of_numbers(row, column):
                    return _turned(sheet, line, column) or sheet
                if any(_field(label) in NUMBERS and _is_number(value) for label, value in _pairs(row)):
                    return _carded(sheet) or sheet
    return sheet


def _field(label):
    found = match_heading((clean_heading(NUMBERING.sub("", label)),), "penerima")
    return next(iter(found.fields), "known" if found.known else None)


def _is_number(cell):
    whole = isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell >= 1e14
    return whole or isinstance(cell, str) and looks_like_identity(cell)


def _is_label_of_numbers(row, column):
    """`NIK` and beside it the numbers of two persons or more, nothing else."""
    beside = [cell for cell in row[column + 1 :] if not is_empty(cell) and cell != ":"]
    numbers = sum(map(_is_number, beside))
    return len(beside) > 1 and numbers >= MOSTLY * len(beside) and _field(row[column]) in NUMBERS


def _turned(sheet, line, column):
    """Labels down one column, a person in each column right of it."""
    first, last = line, line
    while first > 1 and _is_label(sheet.rows[first - 2], column):
        first -= 1
    while last < len(sheet.rows) and _is_label(sheet.rows[last], column):
        last += 1
    block = sheet.rows[first - 1 : last]
    fields = [_field(row[column]) for row in block]
    if len(set(filter(None, fields))) < LEAST_LABELS or "nama" not in fields:
        return None
    width = max(map(len, block))
    people = [[_at(row, place) for row in block] for place in range(column + 1, width)]
    people = [cells for cells in people if any(cell != ":" and not is_empty(cell) for cell in cells)]
    people = [cells for cells in people if set(cells) - {None} != {":"}]
    heading = [row[column] for row in block]
    rows = [*sheet.rows[: first - 1], heading, *people]
    return replace(
        sheet,
        rows=[list(row) for row in rows],
        merges=[],
        widths={},
        hidden_rows=set(),
        hidden_columns=set(),
        remark=TURNED,
    )


def _is_label(row, column):
    cell = _at(row, column)
    return isinstance(cell, str) and len(cell) <= 60 and sum(not is_empty(each) for each in row) > 1


def _at(row, column):
    return row[column] if column < len(row) else None


def _carded(sheet):
    """Cards below each other: a label and a value per line; the heading stands where the first card begins."""
    lines = [(number, _pairs(row)) for number, row in enumerate(sheet.rows, start=1)]
    if any(
        not any(_field(label) in NUMBERS for label, _ in pairs)
        and any(map(_is_number, sheet.rows[number - 1]))
        for number, pairs in lines
    ):
        return None  # numbers of people without a label: the labels are those of a title
    lines = [(number, pairs) for number, pairs in lines if pairs]
    counts = Counter(squeeze(label) for _, pairs in lines for label, _ in pairs)
    labels = {squeeze(label): label for _, pairs in reversed(lines) for label, _ in pairs}
    order = list(dict.fromkeys(squeeze(label) for _, pairs in lines for label, _ in pairs))
    number = next((key for key in order if _field(labels[key]) in NUMBERS), None)
    fields = {_field(labels[key]) for key in order}
    if number is None or "nama" not in fields or len(fields - {None}) < LEAST_LABELS:
        return None
    return _of_cards(
        sheet, lines, labels, order, counts, next(key for key in order if counts[key] >= counts[number])
    )


def _of_cards(sheet, lines, labels, order, counts, starter):
    cards, begins = [], None
    for number, pairs in lines:
        for label, value in pairs:
            key = squeeze(label)
            if key == starter:
                cards.append([number, {}])
                begins = begins or number
            if cards:
                cards[-1][0] = number
                cards[-1][1].setdefault(key, value)
    used = [key for key in order if any(key in values for _, values in cards)]
    rows = [list(row) for row in sheet.rows[: begins - 1]]
    rows.append([labels[key] for key in used])
    for number, values in cards:
        rows += [[] for _ in range(number - len(rows) - 1)]
        rows.append([values.get(key) for key in used])
    return replace(
        sheet,
        rows=rows,
        merges=[],
        widths={},
        hidden_rows=set(),
        hidden_columns=set(),
        remark=CARDS if len(cards) > 1 else CARD,
    )


def _pairs(row):
    """(label, value) of one line: `NIK : 3599…` in one cell, or label, mark and value in cells of their own."""
    cells, found, label = [cell for cell in row if not is_empty(cell)], [], None
    for place, cell in enumerate(cells):
        text = cell.strip() if isinstance(cell, str) else None
        if label is not None:
            if text not in {":", "="}:
                found.append((label, cell if text is None else text.lstrip(":= ")))
                label = None
        elif text and (whole := LABELLED.match(text)):
            label = None if whole["value"] else whole["label"]
            found += [(whole["label"], whole["value"])] if whole["value"] else []
        elif text and place + 1 < len(cells) and _is_marked(cells[place + 1], last=len(cells) - place == 2):
            label = NUMBERING.sub("", text) or None
    return found


def _is_marked(following, *, last):
    """The value of a label begins with a mark, or is the only thing beside it."""
    return last or isinstance(following, str) and following.lstrip()[:1] in {":", "="}
