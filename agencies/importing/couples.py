"""Husband and wife in one line, `Nama Suami`, `NIK Suami`, `Nama Istri`, `NIK Istri`: one sheet per person, what both share in each.

Lines and columns stay where they are. Where the first person's cells are blank (a widow) the second stands in their place.
"""

from dataclasses import dataclass, replace

from agencies.importing.book import Sheet
from agencies.importing.fields import squeeze
from agencies.importing.headings import clean_heading, match_heading, words_of
from agencies.importing.values.identity_numbers import looks_like_identity
from agencies.importing.values.words import is_empty

SEARCHED = 20  # lines in which the headings are looked for
PERSONS = {
    "suami": "suami",
    "istri": "istri",
    "isteri": "istri",
    "ayah": "ayah",
    "bapak": "ayah",
    "ibu": "ibu",
}
NUMBERS = {"nik", "nonik", "noktp", "niknoktp", "nikktp", "noindukkependudukan"}


@dataclass(frozen=True, slots=True)
class Couple:
    """Where two persons stand: the line of the headings, and heading -> column of each."""

    line: int
    persons: tuple[str, str]
    columns: tuple[dict[str, int], dict[str, int]]


def coupled(sheet: Sheet) -> list[Sheet]:
    """The sheet alone, or one sheet for each of the two persons of its lines; the second is a companion of the first."""
    couple = _find(sheet)
    if couple is None:
        return [sheet]
    first, second = (_of_person(sheet, couple, place) for place in (0, 1))
    second.companion = True
    return [first, second]


def _find(sheet):
    for line, row in enumerate(sheet.rows[:SEARCHED], start=1):
        if not any(isinstance(cell, str) for cell in row) or any(map(looks_like_identity, row)):
            continue
        above = sheet.rows[line - 2] if line > 1 else []
        persons, others = _persons(row, _groups(above, len(row)))
        whole = [name for name, columns in persons.items() if "nama" in columns and NUMBERS & columns.keys()]
        if len(whole) == 2 and not others & {"nik", "nama"}:
            return Couple(line, tuple(whole), tuple(persons[name] for name in whole))
    return None


def _groups(above, width):
    """The person that the line above names over each column, up to the next word."""
    found, current = [], None
    for column in range(width):
        cell = above[column] if column < len(above) else None
        if not is_empty(cell):
            current = _person(words_of(clean_heading(cell)))
        found.append(current)
    return found


def _person(words):
    return next((PERSONS[word] for word in words if word in PERSONS), None)


def _persons(row, groups):
    """Person -> heading without the person -> column, and the fields of the headings that belong to nobody."""
    persons, others = {}, set()
    for column, cell in enumerate(row):
        if is_empty(cell):
            continue
        words = words_of(clean_heading(cell))
        key = "".join(word for word in words if word not in PERSONS).replace("namalengkap", "nama")
        person = _person(words) or groups[column]
        if person:
            persons.setdefault(person, {}).setdefault(key, column)
        else:
            others.update(match_heading((clean_heading(cell),), "individu").fields[:1])
    return persons, others


def _of_person(sheet, couple, place):
    mine, theirs = couple.columns[place], couple.columns[1 - place]
    rows = [list(row) for row in sheet.rows]
    for column in mine.values():
        rows[couple.line - 1][column] = _heading(sheet.rows[couple.line - 1][column], couple.persons[place])
    for row in rows[couple.line :]:
        _keep(row, mine, theirs, first=place == 0)
    hidden = set(theirs.values())
    spans = [range(min(each.values()), max(each.values()) + 1) for each in couple.columns]
    for line in {couple.line - 1, couple.line}:
        for column in range(len(rows[line - 1]) if line else 0):
            grouped = line < couple.line and any(column in span for span in spans)
            if column in hidden or grouped:
                rows[line - 1][column] = None
    merges = [merge for merge in sheet.merges if merge[0] >= couple.line or not _covers(merge, spans)]
    return replace(sheet, rows=rows, merges=merges, malformed=set(sheet.malformed) if place == 0 else set())


def _heading(cell, person):
    """`NIK (suami)` from `NIK Suami`: the bracket is no part of the name."""
    words = [word for word in clean_heading(cell).split() if squeeze(word) not in PERSONS]
    return f"{' '.join(words)} ({person})"


def _covers(merge, spans):
    return any(merge[1] - 1 in span for span in spans)


def _keep(row, mine, theirs, *, first):
    """Leave the person's own cells and the shared ones in a line; the line of somebody else becomes blank."""
    own, other = ({key: _cell(row, column) for key, column in each.items()} for each in (mine, theirs))
    alone = all(map(is_empty, own.values())) != all(map(is_empty, other.values()))
    if alone and not first:  # the first sheet holds whoever is alone
        row[:] = [None] * len(row)
    elif alone and all(map(is_empty, own.values())):
        row += [None] * (max(mine.values()) + 1 - len(row))
        for key, column in mine.items():
            row[column] = other.get(key)
    for column in theirs.values():
        if column < len(row):
            row[column] = None


def _cell(row, column):
    return row[column] if column < len(row) else None
