"""A heading that names two fields or three of one column: `Nama / Umur`, `Nama dan Alamat`, `Tempat, Tgl Lahir / Umur`."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, product

from agencies.importing.fields import JOINT
from agencies.importing.values.parts import TAKEN_OUT, parted

MARK = re.compile(r"\s*[/&,;+\n]\s*|\s+(?:dan|serta|beserta)\s+", re.I)
MOST_PIECES = 6
WITH_NUMBERS = {"nik_nama", "nik_no_kk"}  # judged by their content
SHARE = 0.6  # of the cells that hold all that the heading names


def joint_of(text: str, meaning: Callable[[str], tuple[str, ...]]) -> str | None:
    """The joint field whose parts the pieces of a heading name, the field that all of them name, or None.

    `meaning` tells what one piece can mean.
    """
    pieces = [piece for piece in MARK.split(text) if piece.strip()]
    if len(pieces) == 1:  # lines of a heading have been joined by blanks
        pieces = text.split()
    if not 1 < len(pieces) <= MOST_PIECES:
        return None
    for groups in _groupings(pieces):
        named = [meaning(group) for group in groups]
        if all(named):
            wanted = {frozenset(choice) for choice in product(*named)}
            for field, fields in JOINT.items():
                if len(fields) == len(groups) and frozenset(fields) in wanted:
                    return field
    same = set.intersection(*(set(meaning(piece)) for piece in pieces))
    if len(same) == 1:  # `No. Telp / WA`
        return same.pop()
    first, *others = [meaning(piece) for piece in MARK.split(text) if piece.strip()]
    return "nama_keterangan" if "nama" in first and others == [()] else None  # `Nama Pemilik / Nama Usaha`


def _groupings(pieces):
    """The pieces in two or three neighbouring groups, fewest groups first."""
    for size in (2, 3):
        for cuts in combinations(range(1, len(pieces)), size - 1):
            ends = (0, *cuts, len(pieces))
            yield [" ".join(pieces[one:two]) for one, two in zip(ends, ends[1:], strict=False)]


def in_order_of(heading: str, fields: tuple[str, ...], meaning: Callable[[str], tuple[str, ...]]) -> tuple:
    """The fields as the heading orders them, `Kecamatan / Desa`; as in the catalogue where it does not tell."""
    pieces = [piece for piece in MARK.split(heading) if piece.strip()] or [heading]
    if len(pieces) == 1:
        pieces = heading.split()
    for groups in _groupings(pieces[:MOST_PIECES]):
        order = [next((name for name in meaning(group) if name in fields), None) for group in groups]
        if len(order) == len(fields) and set(order) == set(fields):
            return tuple(order)
    return fields


def joint_by_heading(readings, taken, cells):
    """`Nama / Umur`: the fields that the heading names, where the cells hold them and no column has one for itself."""
    owned = {field for column in readings for field in column.match.fields[:1] if field not in JOINT}
    for column, reading in readings.items():
        field = next(iter(column.match.fields), None)
        if field not in JOINT or field in WITH_NUMBERS or not reading.profile.filled:
            continue
        fields = JOINT[field]
        whole = (
            _holds_all(cells.get(column, ()), fields) and len(owned.intersection(fields)) < len(fields) - 1
        )
        meant = field if whole else _plainest(fields)
        if not whole and owned.intersection((meant,)):
            continue
        if not taken.intersection(JOINT.get(meant, (meant,))):
            taken.update((meant, *JOINT.get(meant, ())))
            readings[column] = replace(reading, field=meant, sure=whole)


def joint_by_content(readings, taken):
    """A column whose cells hold a number and a name, or two numbers, where no column has the number for itself."""
    if any(
        column.match.fields[:1] == ("nik",) and reading.profile.identities >= 0.3
        for column, reading in readings.items()
    ):
        return
    for column, reading in readings.items():
        pairs, joint = reading.profile.pairs, reading.profile.joint
        field = "nik_no_kk" if pairs >= SHARE else "nik_nama" if joint >= SHARE else None
        if field and reading.field is None and not column.match.trap:
            taken.update((field, *JOINT[field]))
            readings[column] = replace(reading, field=field, sure=column.match.fields == (field,))
            return


def _holds_all(cells: list, fields: tuple[str, ...]) -> bool:
    """Do most of these cells hold every part? Beside a name, an address or a place may be told by a form of its own only."""
    filled = [parted(cell, fields) for cell in cells if cell is not None]
    return bool(filled) and sum(None not in parts for parts in filled) >= SHARE * len(filled)


def _plainest(fields: tuple[str, ...]) -> str:
    """What a column holds whose cells have only one of the parts: the words, not the number."""
    return next((name for name in fields if name not in TAKEN_OUT), fields[0])
