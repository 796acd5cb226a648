"""What a report holds: sheets, columns, rows. Nothing here knows of Excel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agencies.access.permissions import Permission
from reports.queries.scope import Scope

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` is text, code, whole, rupiah, per_cent (already in per cent) or day; `width` in characters."""

    title: str
    kind: str = "text"
    width: int = 14


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart of one or more columns (numbers from 1), labelled by another; the first `shown` rows."""

    title: str
    label: int
    values: tuple[int, ...]
    shown: int = 15
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` and `total` (one row, or None) are read for the viewer and the filters when the report is built."""

    title: str
    question: str
    columns: tuple[Column, ...]
    rows: Callable[[Scope], Sequence[Row]]
    total: Callable[[Scope], Row | None] | None = None
    note: str = ""
    bars: Bars | None = None
    empty: str = "Tidak ada data pada saringan ini."


@dataclass(frozen=True, slots=True)
class Report:
    """`posts` sign it, in this order from the left (codes of Signatory.Post)."""

    slug: str
    title: str
    about: str
    permission: Permission
    sheets: tuple[Sheet, ...]
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs, as it stands on paper."""

    title: str
    name: str
    rank: str
    nip: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The first sheet: letterhead, what was asked for, the state of the data, who signs."""

    letterhead: tuple[str, ...]
    crest: tuple[bytes, str] | None
    title: str
    facts: tuple[tuple[str, str], ...]
    place_and_day: str
    signed: tuple[Signed, ...]
