"""A sheet as a grid of cells, and the heading of its table: lines, the line that numbers the columns, and the columns."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from agencies.importing.book import Sheet
from agencies.importing.headings import NOTHING, Match, clean_heading, match_heading
from agencies.importing.spread import join_columns
from agencies.importing.values.identity_numbers import looks_like_identity
from agencies.importing.values.joined import LONG_RUN
from agencies.importing.values.periods import ROMAN, YEAR

SEARCHED = 80  # lines with content in which a heading is looked for
NUMBERED = re.compile(r"^\(?\s*(\d{1,3}|[a-zA-Z])\s*[).]?(?:\s*[=(].*)?$", re.S)
FIGURE = re.compile(r"^\s*-?(?:\d+[.,][\d.,]*|\d{5,})\s*%?\s*$")
OF_PERIODS = re.compile(
    r"\b(?:bulan(?:an)?|bln|anggaran kas|rak|penarikan|triwulan|tw|tahap|termin|semester|gelombang)\b", re.I
)
MONEY = re.compile(r"^\s*(?:rp|idr)\.?\s*\d", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or several joined to one field. `parts` is its heading from top to bottom.

    `answers`: what a mark in each of the joined columns means.
    """

    indexes: tuple[int, ...]
    parts: tuple[str, ...] = ()
    match: Match = NOTHING
    answers: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        first = letter_of(self.indexes[0])
        return first if len(self.indexes) == 1 else f"{first}:{letter_of(self.indexes[-1])}"

    @property
    def heading(self) -> str:
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table: its lines (from 1), the numbering line among or under them, and its columns."""

    rows: tuple[int, ...]
    numbering_row: int | None
    columns: tuple[Column, ...]

    @property
    def last(self) -> int:
        return max((*self.rows, self.numbering_row or 0))

    @property
    def fields(self) -> set[str]:
        return {column.match.fields[0] for column in self.columns if column.match.fields}


def letter_of(index: int) -> str:
    """A, B ... Z, AA as a spreadsheet program names columns; `index` counts from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_blank(cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


class Grid:
    """A sheet's cells by line (from 1) and column (from 0), with merged values repeated near the top."""

    def __init__(self, sheet: Sheet):
        self.sheet, self.rows = sheet, sheet.rows
        self.width = max(map(len, sheet.rows), default=0)
        self.filled = {}
        for top, left, bottom, right in sheet.merges:
            if bottom - top <= 40 and right - left <= 256:
                for row in range(top, bottom + 1):
                    for column in range(left - 1, right):
                        self.filled[row, column] = (top, left - 1)

    def cell(self, row, column):
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def merged(self, row, column):
        return self.cell(*self.filled.get((row, column), (row, column)))

    def content(self, row) -> list[tuple[int, object]]:
        return [(index, cell) for index, cell in enumerate(self.rows[row - 1]) if not is_blank(cell)]

    def top_rows(self, limit=SEARCHED):
        found = []
        for row in range(1, len(self.rows) + 1):
            if any(not is_blank(cell) for cell in self.rows[row - 1]):
                found.append(row)
                if len(found) == limit:
                    break
        return found


def is_numbering(cells) -> bool:
    """A line that only numbers the columns: `1 2 3`, `(1) (2)`, `10 = (9 / 8) * 100`."""
    matches = []
    for cell in cells:
        if not is_blank(cell):
            found = NUMBERED.match(clean_heading(cell))
            if not found:
                return False
            matches.append(found)
    if len(matches) < 2:
        return False
    numbers = [int(found[1]) if found[1].isdigit() else ord(found[1].casefold()) - 96 for found in matches]
    steps = Counter(later - earlier for earlier, later in zip(numbers, numbers[1:], strict=False))
    return (
        numbers[0] <= 3 and steps[1] >= 0.8 * (len(numbers) - 1) and (len(numbers) > 2 or numbers == [1, 2])
    )


def numbers_columns(grid: Grid, row: int) -> bool:
    """A numbering line, and no line of months or instalments that are numbered."""
    return is_numbering(cell for _, cell in grid.content(row)) and not numbers_periods(grid, row)


def numbers_periods(grid: Grid, row: int) -> bool:
    """`1 2 3` or `I II III` below a heading that speaks of months or instalments, and nothing below the others."""
    cells = grid.content(row) if 1 < row <= len(grid.rows) else []
    above = next((each for each in (row - 1, row - 2) if each > 0 and grid.content(each)), None)
    numbers = [_ordinal(cell) for _, cell in cells]
    if len(cells) < 2 or not cells[0][0] or above is None or None in numbers:
        return False
    groups = [_group_above(grid, above, index) for index, _ in cells]
    later = zip(numbers, numbers[1:], groups, groups[1:], strict=False)
    return all(map(OF_PERIODS.search, groups)) and all(
        two == one + 1 or (two == 1 and left != right) for one, two, left, right in later
    )


def _ordinal(cell):
    text = clean_heading(cell).casefold().strip("(). ")
    return int(text) if text.isdigit() and len(text) < 3 else ROMAN.get(text)


def _group_above(grid, row, column):
    texts = (clean_heading(grid.merged(row, index)) for index in range(column, -1, -1))
    return next(filter(None, texts), "")


def looks_like_content(cell) -> bool:
    """True for cells that belong below a heading: numbers that are no year, dates, identity numbers, amounts."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return not 1990 <= cell <= 2100
    if isinstance(cell, str):
        figures = LONG_RUN.search(cell) or MONEY.match(cell) or FIGURE.match(cell)
        return looks_like_identity(cell) or bool(figures) or len(cell) > 160
    return isinstance(cell, date)


def parts_of(grid, block):
    """The heading of every column from top to bottom, merged cells repeated, one word for equal neighbours."""
    merged_here = any((row, column) in grid.filled for row in block for column in range(grid.width))
    carried = {row: "" for row in block}
    below_left = True
    for column in range(grid.width):
        texts = {row: clean_heading(grid.merged(row, column)) for row in block}
        if len(block) > 1 and not merged_here:
            lowest = bool(texts[block[-1]])
            for row in block[:-1]:
                if not texts[row] and lowest and below_left:
                    texts[row] = carried[row]
                carried[row] = texts[row]
            below_left = lowest
        parts = []
        for row in block:
            if texts[row] and (not parts or parts[-1] != texts[row]):
                parts.append(texts[row])
        yield tuple(parts)


def build_heading(grid: Grid, rows, kind: str, programmes: tuple = ()) -> Heading:
    """The heading at given lines, as found or as an officer chose them."""
    rows = tuple(row for row in rows if 0 < row <= len(grid.rows))
    numbering = next(
        (row for row in range(min(rows, default=1), max(rows, default=0) + 3)
         if row not in rows and row <= len(grid.rows) and is_numbering(grid.rows[row - 1])),
        None,
    ) if rows else None  # fmt: skip
    parts = list(parts_of(grid, rows)) if rows else [()] * grid.width
    columns = [
        Column((index,), part, match_heading(part, kind, programmes)) for index, part in enumerate(parts)
    ]
    heading = Heading(rows, numbering, tuple(columns))
    return replace(heading, columns=tuple(join_columns(grid, heading, kind)))


def year_in(text: str) -> int | None:
    """The only year a text names, or None."""
    years = set(YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
