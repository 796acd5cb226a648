"""Where the table in a sheet begins: its heading lines, the line that numbers the columns, and the columns.

The heading is the line, or lines, with the most recognised fields; nothing counts on line 1.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from agencies.importing.book import Sheet
from agencies.importing.headings import NOTHING, Match, clean_heading, match_heading
from agencies.importing.values.identity_numbers import looks_like_identity
from agencies.importing.values.periods import YEAR

SEARCHED = 80  # lines with content in which a heading is looked for
DEEPEST = 4  # lines a heading can have
MOST_OF_A_COLUMN = 1.1  # what one column adds to the score of a heading at best
NUMBERED = re.compile(r"^\(?\s*(\d{1,3}|[a-zA-Z])\s*[).]?(?:\s*[=(].*)?$", re.S)
CODE_PART = re.compile(r"^[\dxX]{1,4}(?:\.[\dxX]{1,4})*$")
FIGURE = re.compile(r"^\s*-?(?:\d+[.,][\d.,]*|\d{5,})\s*%?\s*$")
MONEY = re.compile(r"^\s*(?:rp|idr)\.?\s*\d", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or several joined to one code. `parts` is its heading from top to bottom."""

    indexes: tuple[int, ...]
    parts: tuple[str, ...] = ()
    match: Match = NOTHING

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


def looks_like_content(cell) -> bool:
    """True for cells that belong below a heading: numbers that are no year, dates, identity numbers, amounts."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return not 1990 <= cell <= 2100
    if isinstance(cell, str):
        return looks_like_identity(cell) or bool(MONEY.match(cell) or FIGURE.match(cell)) or len(cell) > 160
    return isinstance(cell, date)


def find_heading(grid: Grid, kind: str, programmes: tuple = ()) -> Heading | None:
    """The best heading of a sheet, or None when no line is one."""
    rows = grid.top_rows()
    best, best_score = None, 0.9 if kind == "statistik" else 1.5
    for place, row in enumerate(rows):
        block, numbering = [], None
        for below in rows[place : place + DEEPEST + 1]:
            if below - row > len(block) + bool(numbering) or len(block) == DEEPEST:
                break
            if is_numbering(cell for _, cell in grid.content(below)):
                numbering = below
                if not block:
                    break
                continue
            block.append(below)
            score = _score(grid, block, kind, programmes, best_score)
            if score > best_score + 0.01:
                best, best_score = tuple(block), score
    if best is None:
        best = _above_identities(grid, rows)
        return None if best is None else build_heading(grid, best, kind, programmes)
    return build_heading(grid, _with_neighbours(grid, best), kind, programmes)


def _score(grid, block, kind, programmes, least):
    """How much of these lines reads as a heading: fields found, less cells that look like content; 0 where not above `least`."""
    fields, known, unknown, content = {}, 0, 0, 0
    for row in block:
        cells = [cell for _, cell in grid.content(row)]
        content += sum(map(looks_like_content, cells))
        content += 2 * any(isinstance(cell, str) and cell.strip()[-1] == ":" for cell in cells)
        content += 0.5 * (len(cells) == 1 and len(block) > 1)
    if MOST_OF_A_COLUMN * grid.width - content <= least:  # records: no need to compare their words
        return 0
    for parts in _parts(grid, block):
        match = match_heading(parts, kind, programmes)
        if match.fields:
            fields[match.fields[0]] = max(match.strength, fields.get(match.fields[0], 0))
        elif parts:
            known, unknown = known + match.known, unknown + (not match.known)
    if len(fields) < 2 and (kind != "statistik" or not fields or not unknown):
        return 0
    return sum(fields.values()) / 3 + 0.2 * known - 0.03 * unknown - content - 0.02 * len(block)


def _parts(grid, block):
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


def _with_neighbours(grid, block):
    """Lines that merged cells tie to the heading, and a line of group names directly above it."""
    first, last = block[0], block[-1]
    for top, _left, bottom, _right in grid.sheet.merges:
        if (
            top <= last < bottom
            and first <= top
            and bottom - first < DEEPEST
            and not is_numbering(grid.rows[bottom - 1])
        ):
            last = bottom
    if _continues(grid, last):
        last += 1
    while first > 1 and last - first < DEEPEST - 1 and _is_group_line(grid, first - 1, first):
        first -= 1
    rows = range(first, last + 1)
    return tuple(
        row for row in rows if grid.content(row) and not is_numbering(cell for _, cell in grid.content(row))
    )


def _continues(grid, row):
    """True when the next line holds the lower half of a heading: words under blank cells, and content below it."""
    if row + 2 > len(grid.rows):
        return False
    upper, lower = dict(grid.content(row)), dict(grid.content(row + 1))
    if (
        not lower
        or len(lower) >= len(upper)
        or any(not isinstance(cell, str) or looks_like_content(cell) for cell in lower.values())
    ):
        return False
    fits = all(index not in upper or (index + 1 not in upper and index + 1 in lower) for index in lower)
    below = any(looks_like_content(cell) for _, cell in grid.content(row + 2))
    return (
        fits
        and below
        and any(index not in upper and index < grid.width for index in lower)
        and _has_gap(upper, lower)
    )


def _has_gap(upper, lower):
    """The blank cells above continue a group to their left."""
    return any(index not in upper and index - 1 in lower for index in lower)


def _is_group_line(grid, row, below):
    cells = grid.content(row)
    if not cells or any(looks_like_content(cell) or ":" in str(cell) for _, cell in cells):
        return False
    used = len(grid.content(below))
    for top, left, bottom, right in grid.sheet.merges:
        if top == row and (bottom >= below or 1 < right - left + 1 < 0.8 * max(used, 3)):
            return True
    lower = {index for index, _ in grid.content(below)}
    unmerged = not any((row, index) in grid.filled for index, _ in cells)
    return unmerged and len(cells) > 1 and any(index not in lower for index, _ in cells)


def _above_identities(grid, rows):
    """Without recognised headings: the line above the first identity number, or no heading line at all."""
    for place, row in enumerate(rows):
        if any(looks_like_identity(cell) for _, cell in grid.content(row)) and len(grid.content(row)) > 1:
            above = rows[place - 1] if place else None
            if (
                above
                and not any(looks_like_content(cell) for _, cell in grid.content(above))
                and len(grid.content(above)) > 1
            ):
                return (above,)
            return (row - 1,) if row > 1 and not grid.content(row - 1) else ()
    return None


def build_heading(grid: Grid, rows, kind: str, programmes: tuple = ()) -> Heading:
    """The heading at given lines, as found or as an officer chose them."""
    rows = tuple(row for row in rows if 0 < row <= len(grid.rows))
    numbering = next(
        (row for row in range(min(rows, default=1), max(rows, default=0) + 3)
         if row not in rows and row <= len(grid.rows) and is_numbering(grid.rows[row - 1])),
        None,
    ) if rows else None  # fmt: skip
    parts = list(_parts(grid, rows)) if rows else [()] * grid.width
    columns = [
        Column((index,), part, match_heading(part, kind, programmes)) for index, part in enumerate(parts)
    ]
    heading = Heading(rows, numbering, tuple(columns))
    return replace(heading, columns=tuple(_join_codes(grid, heading)))


def _join_codes(grid, heading):
    """A code spread over several columns is one column."""
    joined = []
    for column in heading.columns:
        left = joined[-1] if joined else None
        if (
            left
            and left.match.fields[:1] == ("kode",)
            and column.parts in ((), left.parts)
            and _holds_codes(grid, column, heading.last)
        ):
            joined[-1] = replace(left, indexes=left.indexes + column.indexes)
        else:
            joined.append(column)
    return joined


def _holds_codes(grid, column, last):
    below = (grid.cell(row, column.indexes[0]) for row in range(last + 1, min(last + 60, len(grid.rows)) + 1))
    cells = [clean_heading(cell) for cell in below if not is_blank(cell)]
    return (
        sum(bool(CODE_PART.match(cell)) for cell in cells) >= 0.8 * len(cells)
        if cells
        else bool(column.parts)
    )


def year_in(text: str) -> int | None:
    """The only year a text names, or None."""
    years = set(YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
