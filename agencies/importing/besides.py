"""Two tables side by side in one sheet become two sheets, so that every line of each has a number of its own."""

from agencies.importing.book import Sheet
from agencies.importing.fields import squeeze
from agencies.importing.headings import clean_heading

SEARCHED = 40  # lines in which the repeated heading is looked for
LEAST_COLUMNS = 2  # headings of a table
NAME_LENGTH = 20  # of a sheet; spreadsheet programs allow 31 letters
TELLING = {
    "nik",
    "nonik",
    "noktp",
    "nonikktp",
    "nomornik",
    "nomorindukkependudukan",
    "nokk",
    "nomorkk",
    "nkk",
}


def parted(sheet: Sheet) -> list[Sheet]:
    """The sheet alone, or one sheet per table: the first keeps the name, the others are called `… (tabel 2)`."""
    heading, starts = _starts(sheet)
    ends = [*starts[1:], max(map(len, sheet.rows), default=0)]
    spans = [
        (0 if number == 0 else start, end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=False))
    ]
    if len(spans) < 2:
        return [sheet]
    return [_part(sheet, heading, span, number) for number, span in enumerate(spans, start=1)]


def _starts(sheet):
    """(line, first columns) of tables with one and the same heading beside each other; without any, no columns."""
    for line, row in enumerate(sheet.rows[:SEARCHED], start=1):
        keys = [squeeze(clean_heading(cell)) if isinstance(cell, str) else "" for cell in row]
        telling = [key for key in keys if key in TELLING]
        starts = _repeated(keys) if len(set(telling)) < len(telling) else []
        if starts:
            return line, starts
    return 0, []


def _repeated(keys):
    """Where a run of headings stands again as a whole, with the same gaps."""
    filled = [place for place, key in enumerate(keys) if key]
    for size in range(LEAST_COLUMNS, len(filled) // 2 + 1):
        runs = [filled[place : place + size] for place in range(0, len(filled), size)]
        shapes = {tuple((place - run[0], keys[place]) for place in run) for run in runs}
        if len(shapes) == 1 and TELLING & {key for _, key in next(iter(shapes))}:
            return [run[0] for run in runs]
    return []


def _part(sheet, heading, span, number):
    """The columns of one table where they stand, the others blank; a title over all tables belongs to each."""
    start, end = span
    rows = []
    for line, row in enumerate(sheet.rows, start=1):
        own = [None] * start + list(row[start:end])
        shared = line < heading and all(cell is None for cell in own)
        rows.append(list(row) if shared else own)
    shown = sheet.name if sheet.name != "*" else "Daftar"
    return Sheet(
        sheet.name if number == 1 else f"{shown[:NAME_LENGTH]} (tabel {number})",
        rows,
        sheet.hidden,
        [merge for merge in sheet.merges if merge[2] < heading or start < merge[1] and merge[3] <= end],
        set(sheet.hidden_rows),
        {column for column in sheet.hidden_columns if start < column <= end},
        set(sheet.malformed) if number == 1 else set(),
        dict(sheet.widths),
    )
