"""Official forms: tables whose columns are prescribed, with grouped headings, a numbering row, a footer and signatures.

Screen and workbook read the same definition, so they cannot differ. Nothing here knows of Excel.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from agencies.access.permissions import Permission
from reports.queries.scope import Scope


@dataclass(frozen=True, slots=True)
class Heading:
    """One column. Neighbours with the same `group` stand under it; `number` is what the numbering row says of the group.

    `kind` is text, code, whole, rupiah, per_cent, or measure (a number in the unit of its row, or words).
    """

    title: str
    group: str = ""
    kind: str = "text"
    width: int = 14
    number: str = ""

    @property
    def top(self) -> str:
        return self.group or self.title


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with the unit it is counted in."""

    value: Decimal | int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row; `depth` indents its name, `bold` marks a level of the hierarchy, `total` the last line of all.

    Its first `continues` columns are those of the row above: a further indicator of the same programme.
    """

    cells: Sequence[object]
    depth: int = 0
    bold: bool = False
    total: bool = False
    continues: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """A form for one scope: headings, rows, the lines below the table, and remarks in small print."""

    headings: tuple[Heading, ...]
    rows: list[FormRow]
    footer: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class OfficialForm:
    """`fill` reads the rows for the viewer and the filters; `posts` sign from the left (codes of Signatory.Post)."""

    slug: str
    title: str
    about: str
    permission: Permission
    posts: tuple[str, ...]
    fill: Callable[[Scope], Filled]
    indented: int = 0  # the column that shows the depth of a row
    signs: tuple[str, ...] = ()  # what each of them does: Disusun, Disetujui

    @property
    def sheets(self) -> tuple:
        """A form is one sheet, which its title names."""
        return ()


def pair(group: str, number: str, *, k: str = "measure", rp: str = "rupiah") -> tuple[Heading, Heading]:
    """Two columns under one heading: performance (K) and money (Rp)."""
    return Heading("K", group, k, 12, number), Heading("Rp", group, rp, 17, number)


def numbered(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings with 1, 2, 3 ... in the numbering row; a group counts once, a number already given stays."""
    found: list[Heading] = []
    for count, (_, columns) in enumerate(groupby(headings, key=lambda one: one.top), start=1):
        found += [
            Heading(one.title, one.group, one.kind, one.width, one.number or str(count)) for one in columns
        ]
    return tuple(found)


def grouped(headings: Sequence[Heading]) -> list[list[Heading]]:
    return [list(columns) for _, columns in groupby(headings, key=lambda one: one.top)]
