"""A text file that was opened or pasted into one column: every cell holds a whole line, `NIK;Nama;Alamat`."""

import csv
from collections import Counter
from dataclasses import replace

from agencies.importing.book import Sheet

DELIMITERS = ";\t|,"
LOOKED_AT = 50  # lines
LEAST_LINES = 2


def unfolded(sheet: Sheet) -> Sheet:
    """The sheet with its lines parted into cells, where nearly all lines of its only column part alike; else the sheet."""
    if any(cell is not None for row in sheet.rows for cell in row[1:]):
        return sheet
    texts = [row[0] for row in sheet.rows[:LOOKED_AT] if row and isinstance(row[0], str)]
    delimiter = next((each for each in DELIMITERS if _parts_alike(texts, each)), None)
    if delimiter is None:
        return sheet
    rows = [_parted(row, delimiter) for row in sheet.rows]
    return replace(sheet, rows=rows, merges=[], widths={}, hidden_columns=set())


def _parts_alike(texts, delimiter):
    counts = Counter(text.count(delimiter) for text in texts)
    number, lines = counts.most_common(1)[0] if counts else (0, 0)
    return number > 0 and lines >= LEAST_LINES and lines >= 0.6 * len(texts)


def _parted(row, delimiter):
    if not row or not isinstance(row[0], str):
        return list(row)
    return [cell.strip() or None for cell in next(csv.reader([row[0]], delimiter=delimiter), [])]
