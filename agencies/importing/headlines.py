"""Which lines of a sheet are its heading: the line, or lines, with the most recognised fields; nothing counts on line 1."""

import re
from dataclasses import dataclass
from datetime import date

from agencies.importing.fields import JOINT, field_of
from agencies.importing.headings import clean_heading, match_heading
from agencies.importing.plan_headings import only_a_year
from agencies.importing.tables import (
    Grid,
    Heading,
    build_heading,
    is_numbering,
    looks_like_content,
    numbers_columns,
    numbers_periods,
    parts_of,
)
from agencies.importing.titles import FIXED
from agencies.importing.values.identity_numbers import looks_like_identity

DEEPEST = 4  # lines a heading can have
MOST_OF_A_COLUMN = 1.1  # what one column adds to the score of a heading at best
JOINING = re.compile(r"^(?=.{5,40}$)\D*(?:[/&,]| dan )\D*$", re.I)  # `Nama / Umur`: two fields in one column
LISTED = 5  # offers the mapping screen prints per sheet
LISTED_WORDS = 6
UNIT = re.compile(r"\((?!\d+\))[^()]{1,20}\)|rp\.?|rupiah|%|persen|jiwa|orang", re.I)


@dataclass(frozen=True, slots=True)
class Offer:
    """Lines that may be the heading: their score and what it rests on, field names and numbers of columns and cells."""

    rows: tuple[int, ...]
    score: float = 0.0
    fields: tuple[str, ...] = ()
    known: int = 0
    unknown: int = 0
    content: float = 0.0
    below: int = 0


def find_heading(grid: Grid, kind: str, programmes: tuple = ()) -> Heading | None:
    """The best heading of a sheet, or None when no line is one."""
    return heading_of(grid, heading_offers(grid, kind, programmes), kind, programmes)


def heading_of(grid: Grid, offers: list[Offer], kind: str, programmes: tuple = ()) -> Heading | None:
    """The heading that the best offer names; without any the line above the first identity number, if there is one."""
    least = 0.9 if kind == "statistik" else 1.5
    if offers and offers[0].score > least:
        return build_heading(grid, _with_neighbours(grid, offers[0].rows), kind, programmes)
    above = _above_identities(grid, grid.top_rows())
    return None if above is None else build_heading(grid, above, kind, programmes)


def heading_offers(grid: Grid, kind: str, programmes: tuple = ()) -> list[Offer]:
    """The best block of lines from every line on, best first; of equal ones the first of the sheet."""
    rows, offers, best = grid.top_rows(), [], 0.0
    for place in range(len(rows)):
        blocks = [_offer(grid, block, kind, programmes, best) for block in _blocks(grid, rows[place:])]
        mine = max(filter(None, blocks), key=lambda offer: round(offer.score, 2), default=None)
        if mine:
            offers.append(mine)
            best = max(best, mine.score)
    return sorted(offers, key=lambda offer: -round(offer.score, 2))


def _blocks(grid, rows):
    """The first line alone, with the second, and so on, without lines that number the columns, up to a blank line."""
    block, numbered = [], False
    for row in rows[: DEEPEST + 1]:
        if row - rows[0] > len(block) + numbered or len(block) == DEEPEST:
            return
        if not is_numbering(cell for _, cell in grid.content(row)):
            block.append(row)
            yield tuple(block)
        elif block:
            numbered = True
        else:
            return


def _offer(grid, block, kind, programmes, least):
    """How much of these lines reads as a heading: fields found, less cells that look like content; None below `least`."""
    fields, known, unknown, content = {}, 0, 0, 0
    for row in block:
        cells = [cell for _, cell in grid.content(row)]
        content += sum(map(looks_like_content, _without_question_numbers(cells)))
        content += 2 * any(isinstance(cell, str) and cell.strip()[-1] == ":" for cell in cells)
        pair = _is_pair(cells, kind, programmes) and not _heads_numbers(grid, row, kind)
        content += 0.5 * (len(cells) == 1 and len(block) > 1) + 2 * pair
    joint = sum(bool(JOINING.search(str(cell))) for row in block for _, cell in grid.content(row))
    if (
        MOST_OF_A_COLUMN * (grid.width + 2 * joint) - content <= least
    ):  # records: no need to compare their words
        return None
    for parts in parts_of(grid, block):
        match = match_heading(parts, kind, programmes)
        if match.fields:
            for name in JOINT.get(match.fields[0], match.fields[:1]):
                fields[name] = max(match.strength, fields.get(name, 0))
        elif parts:
            known, unknown = known + match.known, unknown + (not match.known)
    if len(fields) < 2 and (kind != "statistik" or not fields or not unknown):
        return None
    score = sum(fields.values()) / 3 + 0.2 * known - 0.03 * unknown - content - 0.02 * len(block)
    return Offer(block, score, tuple(fields), known, unknown, content, _identities_below(grid, block[-1]))


def _without_question_numbers(cells):
    """The cells of a line without what may head columns though it is no text.

    Numbers of a questionnaire, rising, of three digits or four (401, `402 Nama`, 404), and first days of months.
    """
    numbers = [cell for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
    if _rises(numbers) and all(100 <= number < 10_000 and float(number).is_integer() for number in numbers):
        cells = [cell for cell in cells if cell not in numbers]
    months = [cell for cell in cells if isinstance(cell, date)]
    if len(months) > 1 and _rises(months) and all(month.day == 1 for month in months):
        cells = [cell for cell in cells if cell not in months]
    return cells


def _rises(values):
    return all(one < two for one, two in zip(values, values[1:], strict=False))


def _is_pair(cells, kind, programmes):
    """`Kecamatan`, `Sumberagung`: a label and its value in two cells are no heading."""
    if len(cells) != 2 or not all(isinstance(cell, str) for cell in cells):
        return False
    label, value = (match_heading((clean_heading(cell),), kind, programmes) for cell in cells)
    return bool(FIXED.intersection(label.fields)) and not value.known


def _heads_numbers(grid, row, kind):
    """Below the two headings of a short statistic stand names and numbers."""
    below = dict(grid.content(row + 1)) if row < len(grid.rows) else {}
    return kind == "statistik" and len(below) == 2 and looks_like_content(list(below.values())[1])


def _identities_below(grid, row):
    """How many of the next ten lines hold an identity number."""
    below = range(row + 1, min(row + 10, len(grid.rows)) + 1)
    return sum(any(looks_like_identity(cell) for _, cell in grid.content(each)) for each in below)


def listed_offers(offers: list[Offer], chosen: Heading | None, kind: str) -> list[dict]:
    """The offers as the mapping screen prints them: lines, score, reasons in words; at most LISTED."""
    likely = [offer for offer in offers if offer.score > 0][:LISTED]
    return [
        {
            "rows": list(offer.rows),
            "score": round(offer.score, 1),
            "chosen": chosen is not None and set(offer.rows) <= set(chosen.rows),
            "reasons": _reasons(offer, kind),
        }
        for offer in likely
    ]


def _reasons(offer, kind):
    labels = [field_of(name, kind).label for name in offer.fields]
    more = ", …" if len(labels) > LISTED_WORDS else ""
    reasons = [f"{len(labels)} judul dikenal: {', '.join(labels[:LISTED_WORDS])}{more}."]
    if offer.known:
        reasons.append(f"{offer.known} judul dikenal, tetapi tidak dipakai.")
    if offer.unknown:
        reasons.append(f"{offer.unknown} judul tidak dikenal.")
    if len(offer.rows) > 1:
        reasons.append(f"{len(offer.rows)} baris digabung menjadi satu judul.")
    if offer.below:
        reasons.append(f"{offer.below} dari 10 baris di bawahnya berisi NIK atau No. KK.")
    if offer.content > 0:
        reasons.append("Sebagian selnya mirip isi daftar atau keterangan.")
    return reasons


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
    while last - first < DEEPEST - 1 and _names_parts(grid, last):
        last += 1
    below = _beside(grid, last, 1)
    if _continues(grid, last, below) or _are_units(grid, last) or _are_periods(grid, below):
        last = below
    while first > 1 and last - first < DEEPEST - 1 and _is_group_line(grid, _beside(grid, first, -1), first):
        first = _beside(grid, first, -1)
    rows = range(first, last + 1)
    return tuple(row for row in rows if grid.content(row) and not numbers_columns(grid, row))


def _beside(grid, row, step):
    """The next line below or above; the one behind it where that is blank."""
    near, far = row + step, row + 2 * step
    blank = 0 < near <= len(grid.rows) and not grid.content(near)
    return far if blank and 0 < far <= len(grid.rows) and grid.content(far) else near


def _are_periods(grid, row):
    """True for a line that holds nothing but years, or numbers of months, and nothing in its first column."""
    cells = grid.content(row) if row < len(grid.rows) else []
    years = len(cells) > 1 and cells[0][0] > 0 and all(only_a_year(clean_heading(cell)) for _, cell in cells)
    return years or numbers_periods(grid, row)


def _are_units(grid, row):
    """True when the next line says nothing but the units of the columns above it: `(jiwa)`, `(%)`."""
    upper = dict(grid.content(row))
    lower = dict(grid.content(row + 1)) if row < len(grid.rows) else {}
    units = [str(cell).strip() for cell in lower.values()]
    return 0 < len(units) <= len(upper) and lower.keys() <= upper.keys() and all(map(UNIT.fullmatch, units))


def _continues(grid, row, next_row):
    """True when the next line holds the lower half of a heading: words under blank cells, and content below it."""
    if next_row >= len(grid.rows):
        return False
    upper, lower = dict(grid.content(row)), dict(grid.content(next_row))
    if (
        not lower
        or len(lower) >= len(upper)
        or any(not isinstance(cell, str) or looks_like_content(cell) for cell in lower.values())
    ):
        return False
    fits = all(index not in upper or (index + 1 not in upper and index + 1 in lower) for index in lower)
    below = any(looks_like_content(cell) for _, cell in grid.content(next_row + 1))
    return (
        fits
        and below
        and any(index not in upper and index < grid.width for index in lower)
        and _has_gap(upper, lower)
    )


def _names_parts(grid, row):
    """True when the next line holds words below merged groups only, two or more below one of them, and then content follows."""
    lower = dict(grid.content(row + 1)) if row < len(grid.rows) else {}
    groups = [
        (left - 1, right)
        for top, left, bottom, right in grid.sheet.merges
        if top == bottom == row and left < right
    ]
    inside = [sum(left <= index < right for index in lower) for left, right in groups]
    if sum(inside) < len(lower) or max(inside, default=0) < 2:
        return False
    if any(not isinstance(cell, str) or looks_like_content(cell) for cell in lower.values()):
        return False
    below = [cell for _, cell in grid.content(row + 2)] if row + 2 <= len(grid.rows) else []
    return any(map(looks_like_content, below)) or is_numbering(below) or _names_parts(grid, row + 1)


def _has_gap(upper, lower):
    """The blank cells above continue a group to their left."""
    return any(index not in upper and index - 1 in lower for index in lower)


def _is_group_line(grid, row, below):
    cells = grid.content(row)
    if not cells or any(looks_like_content(cell) or ":" in str(cell) for _, cell in cells):
        return False
    used = len(grid.content(below))
    if below - row > 1 and len(cells) < 3:  # a title stands apart from the heading too
        return False
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
                and not any(
                    map(
                        looks_like_content,
                        _without_question_numbers([cell for _, cell in grid.content(above)]),
                    )
                )
                and len(grid.content(above)) > 1
            ):
                return (above,)
            return (row - 1,) if row > 1 and not grid.content(row - 1) else ()
    return None
