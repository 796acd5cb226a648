"""Several tables in one sheet, side by side or below each other, become sheets of their own: one heading, one mapping each.

Lines and columns stay where they are, so that every line keeps the number the spreadsheet program shows.
"""

from dataclasses import replace

from agencies.importing.book import Sheet
from agencies.importing.couples import coupled
from agencies.importing.fields import squeeze
from agencies.importing.headings import clean_heading
from agencies.importing.values.identity_numbers import looks_like_identity

SEARCHED = 40  # lines in which a heading that stands twice is looked for
LONGEST_SEARCHED = 20_000  # lines of a sheet in which a second heading further down is looked for
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
    couple = coupled(sheet)
    besides = couple if len(couple) > 1 else _beside(sheet)
    parts = [below for beside in besides for below in _below(beside)]
    shown = sheet.name if sheet.name != "*" else "Daftar"
    for number, part in enumerate(parts[1:], start=2):
        part.name = f"{shown[:NAME_LENGTH]} (tabel {number})"
    return parts


def _beside(sheet):
    heading, starts = _starts(sheet)
    if not starts:
        return [sheet]
    ends = [*starts[1:], max(map(len, sheet.rows))]
    return [_columns(sheet, heading, span) for span in zip([0, *starts[1:]], ends, strict=True)]


def _starts(sheet):
    """(line, first columns) of tables with one and the same heading beside each other; without any, no columns."""
    for line, row in enumerate(sheet.rows[:SEARCHED], start=1):
        keys = _keys(row)
        telling = [key for key in keys if key in TELLING]
        starts = _repeated(keys) if len(set(telling)) < len(telling) else []
        if starts and not _say_the_same(sheet.rows[line:], starts):
            return line, starts
    return 0, []


def _say_the_same(rows, starts):
    """One person's identity columns stand again in blocks of a questionnaire: the same cells, no other people."""
    width = starts[1] - starts[0]
    pairs = [(row[starts[0] : starts[1]], row[starts[1] : starts[1] + width]) for row in rows[:SEARCHED]]
    filled = [(left, right) for left, right in pairs if any(map(looks_like_identity, left))]
    return sum(left == right for left, right in filled) > 0.5 * len(filled)


def _keys(row):
    return [squeeze(clean_heading(cell)) if isinstance(cell, str) else "" for cell in row]


def _repeated(keys):
    """Where a run of headings stands again as a whole, with the same gaps."""
    filled = [place for place, key in enumerate(keys) if key]
    for size in range(LEAST_COLUMNS, len(filled) // 2 + 1):
        runs = [filled[place : place + size] for place in range(0, len(filled), size)]
        shapes = {tuple((place - run[0], keys[place]) for place in run) for run in runs}
        if len(shapes) == 1 and TELLING & {key for _, key in next(iter(shapes))}:
            return [run[0] for run in runs]
    return []


def _columns(sheet, heading, span):
    """The columns of one table, the others blank; a title over all tables belongs to each."""
    start, end = span
    rows = []
    for line, row in enumerate(sheet.rows, start=1):
        own = [None] * start + list(row[start:end])
        shared = line < heading and all(cell is None for cell in own)
        rows.append(list(row) if shared else own)
    return replace(
        sheet,
        rows=rows,
        merges=[
            merge for merge in sheet.merges if merge[2] < heading or start < merge[1] and merge[3] <= end
        ],
        hidden_columns={column for column in sheet.hidden_columns if start < column <= end},
        malformed=set(sheet.malformed) if start == 0 else set(),
    )


def _below(sheet):
    """Tables whose headings differ, with records between; a heading printed again on the next page is no other table."""
    if len(sheet.rows) > LONGEST_SEARCHED:
        return [sheet]
    first, current, starts = 0, [], []
    for line, row in enumerate(sheet.rows, start=1):
        if _is_heading(row):
            keys = _keys(row)
            if not current:
                first, current = line, keys
            elif _differ(keys, current) and all(
                map(_holds_records, (sheet.rows[first : line - 1], sheet.rows[line:]))
            ):
                starts.append(_top(sheet, line))
                current = keys
    if not starts:
        return [sheet]
    ends = [*starts[1:], len(sheet.rows) + 1]
    return [
        _lines(sheet, 1, starts[0], 0),
        *(_lines(sheet, *span, first) for span in zip(starts, ends, strict=True)),
    ]


def _is_heading(row):
    return (
        any(
            cell.__class__ is str and len(cell) <= 30 and cell[:1] in "Nn*" and squeeze(cell) in TELLING
            for cell in row
        )
        and sum(cell is not None for cell in row) >= LEAST_COLUMNS
        and not any(map(looks_like_identity, row))
    )


def _differ(keys, others):
    """More than one heading in five stands elsewhere or is another."""
    pairs = [(key, other) for key, other in zip(keys, others, strict=False) if key or other]
    return sum(key != other for key, other in pairs) > 0.2 * len(pairs)


def _holds_records(rows):
    return any(looks_like_identity(cell) for row in rows for cell in row)


def _top(sheet, line):
    """The first of the title lines that stand directly above a heading."""
    while line > 1 and 0 < sum(cell is not None for cell in sheet.rows[line - 2]) <= 2:
        line -= 1
    return line


def _lines(sheet, first, last, heading):
    """The lines from `first` up to `last`, the others blank; the sheet's title stays where the table has none of its own."""
    titled = _is_heading(sheet.rows[first - 1])
    kept = {line for line in range(1, heading) if titled} | set(range(first, last))
    return replace(
        sheet,
        rows=[list(row) if line in kept else [] for line, row in enumerate(sheet.rows, start=1)],
        merges=[merge for merge in sheet.merges if merge[0] in kept and merge[2] in kept],
        malformed={line for line in sheet.malformed if line in kept},
    )
