"""What a report holds: sheets, columns, rows. Nothing here knows of Excel."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from reports.queries.scope import Scope

Row = Sequence[object]
Params = Mapping[str, str]
CHUNK = 2_000  # rows of a list fetched at once


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` is text, code, whole, rupiah, per_cent (already in per cent), day or moment; `width` in characters."""

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


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the site as Excel: the rows, filters and order of its page, for whoever holds one of `permissions`.

    `rows` yields (id of the person or family named, or None; the row). `count` may stop above the limit of a request.
    """

    key: str
    title: str
    permissions: tuple[Permission, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Viewer, Params], Iterable[tuple[int | None, Row]]]
    count: Callable[[Viewer, Params], int]
    has_names: bool = False
    back: str = ""

    def open_to(self, viewer: Viewer) -> bool:
        return any(viewer.may(permission) for permission in self.permissions)


def counted(rows: Callable) -> Callable[[Viewer, Params], int]:
    """For lists that are short by nature."""
    return lambda viewer, params: sum(1 for _ in rows(viewer, params))
