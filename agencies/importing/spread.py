"""One field over several columns: a code in parts, a mark under `L` or `P` or under one of several answers, day, month and
year of birth."""

import re
from dataclasses import replace
from itertools import compress, groupby

from agencies.importing.fields import PEOPLE, field_of
from agencies.importing.headings import EXACT, NEAR, Match, clean_heading, match_heading, words_of
from agencies.importing.values.joined import day_month_year, marked_sex
from agencies.importing.values.words import FEMALE, MALE, NO, YES, is_empty, plain, read_yes

CODE_PART = re.compile(r"^[\dxX]{1,4}(?:\.[\dxX]{1,4})*$")
DATE_PARTS = ({"tanggal", "hari", "tg"}, {"bulan", "bln", "bl", "month"}, {"tahun", "year"})
SEX_GROUPS = {"kelamin", "jk", "sex", "gender", "umur", "usia", "l", "p", "age"}
LOOKED_AT = 60  # lines below the heading


def join_columns(grid, heading, kind: str) -> list:
    """The heading's columns, those that make one field together as one column."""
    columns = _join_codes(grid, heading, kind)
    if kind not in PEOPLE:
        return columns
    return _join_marks(grid, _join_answers(grid, columns, heading.last, kind), heading.last)


def join_cells(field: str, parts: list[list], answers: tuple[str, ...] = ()) -> list:
    """The cells of several columns as one cell per line, by the field they make; of `answers` those that are marked."""
    if answers:
        return [_marked(answers, cells) for cells in zip(*parts, strict=True)]
    join = {"jenis_kelamin": marked_sex, "tanggal_lahir": day_month_year}.get(field, joined_code)
    return [join(cells) for cells in zip(*parts, strict=True)]


def joined_code(parts) -> str | None:
    """`1`, `06`, `02`, `2.03`, `0001` as one code; a blank part ends it."""
    texts = []
    for part in parts:
        if is_empty(part):
            break
        texts.append(plain(part).strip(". "))
    return ".".join(texts) or None


def _join_codes(grid, heading, kind):
    """A code spread over several columns is one column, also when each part has a heading of its own below `KODE`."""
    joined = []
    for column in (_part_of_code(grid, each, heading.last, kind) for each in heading.columns):
        left = joined[-1] if joined else None
        if (
            left
            and left.match.fields[:1] == ("kode",)
            and column.parts in ((), left.parts)
            and _holds_codes(grid, column, heading.last)
            and not _repeats(grid, left, column, heading.last)
        ):
            joined[-1] = replace(left, indexes=left.indexes + column.indexes)
        else:
            joined.append(column)
    return joined


def _part_of_code(grid, column, last, kind):
    if len(column.parts) < 2 or not _holds_codes(grid, column, last):
        return column
    group = match_heading(column.parts[:1], kind)
    return replace(column, parts=column.parts[:1], match=group) if group.fields[:1] == ("kode",) else column


def _repeats(grid, left, column, last):
    """Whole codes beside each other, `1.06.02` beside `1.06.02.2.03`, are no parts of one."""
    before = [clean_heading(grid.cell(row, left.indexes[-1])) for row in _rows_below(grid, last)]
    here = [clean_heading(grid.cell(row, column.indexes[0])) for row in _rows_below(grid, last)]
    return any(
        one and two.startswith(f"{one}.") and one.count(".") for one, two in zip(before, here, strict=True)
    )


def _holds_codes(grid, column, last):
    cells = [clean_heading(cell) for cell in _below(grid, column, last) if not is_empty(cell)]
    return (
        sum(bool(CODE_PART.match(cell)) for cell in cells) >= 0.8 * len(cells)
        if cells
        else bool(column.parts)
    )


def _below(grid, column, last):
    return [grid.cell(row, column.indexes[0]) for row in _rows_below(grid, last)]


def _rows_below(grid, last):
    return range(last + 1, min(last + LOOKED_AT, len(grid.rows)) + 1)


def _marked(answers, cells) -> str | None:
    return ", ".join(compress(answers, (read_yes(cell)[0] for cell in cells))) or None


def _join_answers(grid, columns, last, kind):
    """Marks below the answers to one question, `Fisik` and `Mental` below `Ragam Disabilitas`, are one column of that question."""
    joined = []
    for group, found in groupby(columns, key=lambda column: column.parts[:-1]):
        answers = list(found)
        if _are_answers(grid, group, answers, last, kind):
            indexes = tuple(index for column in answers for index in column.indexes)
            texts = tuple(column.parts[-1] for column in answers)
            match = match_heading(group, kind)
            joined.append(replace(answers[0], indexes=indexes, parts=group, match=match, answers=texts))
        else:
            joined += answers
    return joined


def _are_answers(grid, group, columns, last, kind):
    """Below a question that words answer, with nothing but marks in the cells (a line of totals may follow)."""
    match = match_heading(group, kind)
    if (
        len(columns) < 2
        or not match.fields
        or match.strength <= NEAR
        or not all(column.parts for column in columns)
    ):
        return False
    cells = [
        plain(cell).casefold()
        for column in columns
        for cell in _below(grid, column, last)
        if not is_empty(cell)
    ]
    marks = sum(cell in YES or cell in NO for cell in cells)
    return field_of(match.fields[0], kind).cleaner == "code" and bool(cells) and marks >= 0.8 * len(cells)


def _join_marks(grid, columns, last):
    joined, place = [], 0
    while place < len(columns):
        for size, field, fits in ((2, "jenis_kelamin", _are_marks), (3, "tanggal_lahir", _are_date_parts)):
            group = columns[place : place + size]
            if len(group) == size and fits(grid, group, last):
                match = Match((field,), EXACT, known=True)
                indexes = tuple(index for column in group for index in column.indexes)
                joined.append(replace(group[0], indexes=indexes, match=match))
                place += size
                break
        else:
            joined.append(columns[place])
            place += 1
    return joined


def _are_marks(grid, pair, last):
    """`L` and `P` side by side, under nothing or a word for sex or age, and nearly every line fills exactly one."""
    words = [squeezed(column.parts[-1]) if column.parts else "" for column in pair]
    group = set(words_of(" ".join(pair[0].parts[:-1])))
    if words[0] not in MALE or words[1] not in FEMALE or not all(map(str.isalpha, words)):
        return False
    if pair[0].parts[:-1] != pair[1].parts[:-1] or (group and not group & SEX_GROUPS):
        return False
    cells = zip(_below(grid, pair[0], last), _below(grid, pair[1], last), strict=True)
    filled = [both for both in cells if not all(map(is_empty, both))]
    return bool(filled) and sum(marked_sex(both) is not None for both in filled) >= 0.8 * len(filled)


def _are_date_parts(grid, three, last):
    """Day, month and year under a word for birth."""
    if not all(column.parts for column in three) or not _below(grid, three[0], last):
        return False
    group = " ".join(three[0].parts[:-1]).casefold()
    named = all(
        words_of(column.parts[-1])[-1:] and words_of(column.parts[-1])[0] in names
        for column, names in zip(three, DATE_PARTS, strict=True)
    )
    return named and "lahir" in group and len({column.parts[:-1] for column in three}) == 1


def squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
