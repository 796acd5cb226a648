"""What an app does with the lines of one or more kinds of upload. Apps register theirs in their `importing` package.

The pipeline knows how to read, stage, ask and decide; only a Layout knows what a line means.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.db.models import QuerySet

from agencies.access.viewer import Viewer
from agencies.models import StagedLine, Upload


@dataclass(slots=True)
class Touched:
    """What a merge or an undo changed: the work that follows it is limited to these."""

    years: set[int] = field(default_factory=set)
    programs: set[int] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)  # village codes
    people: int = 0  # persons and families written


@dataclass(slots=True)
class UndoResult:
    """What an undo gave back, in changes; `kept_rows` are (sheet, row, name) that somebody changed later."""

    restored: int
    kept: int
    kept_rows: list[tuple[str, int, str]] = field(default_factory=list)
    touched: Touched = field(default_factory=Touched)


class Overtaken(Exception):
    """Since the check the register has changed so that this list would do what nobody has seen."""


class Layout(Protocol):
    """How lines of `kinds` are staged, checked, merged and taken back.

    `staged` holds one row per line of the file (problems and outcome in it); `tables` names every staging
    table that is filled by COPY and its columns in order. `rows` names the function of the limited child:

        rows_for_staging(sheet, problems, facts, keys) -> Iterable[(table, values)]

    Given as Blocks (agencies.importing.order), a long list is written by two processes.
    `sheet` is one sheet of the Preview, `problems` maps a row to its list of StagedLine.problems (masked),
    `facts` is `facts(upload)` with `upload_id` added, `keys` an identity.Keys. Values are None, str, int,
    bool, date, bytes, list or dict, in the order of the table's columns; a line with an error of severity
    "error" gets the outcome "held", every other the outcome "" until `check`. The module must not need Django.
    """

    kinds: tuple[str, ...]
    staged: type[StagedLine]
    tables: dict[str, tuple[str, ...]]
    rows: str  # "package.module:function"
    headings: tuple[str, ...]  # of the sample tables on the screens, matching `cells`
    stores: bool  # False: the list gets as far as the check, nobody can ask for approval
    village = ""  # column of `staged` with the code of the line's village; empty: no comparison by place
    end_headings: tuple[str, ...] = ()  # of the table of what a complete list ends, matching `end_cells`

    def facts(self, upload: Upload) -> dict:
        """What the child must know of the database, as plain values: ids of programmes by code and the like."""

    def questions(self, upload: Upload, outline: dict) -> list[dict]:
        """Questions for the mapping screen that only the database can ask; the shape of preview.questions."""

    def check(self, upload: Upload) -> None:
        """ANALYZE, then find for each line whom it means; set outcome, changes and the database's warnings."""

    def merge(self, upload: Upload) -> Touched:
        """Write every line that is not held. Idempotent; inside the caller's transaction. Raises Overtaken."""

    def undo(self, upload: Upload) -> UndoResult:
        """Take back what merge wrote where nothing later changed it; inside the caller's transaction."""

    def discard(self, upload: Upload, *, held: bool = True) -> None:
        """Throw away the staged lines; with held=False only those that were merged."""

    def ending(self, upload: Upload) -> QuerySet | None:
        """What approving a complete list would end, as `check` found it; None for kinds in which nothing ends."""
        return None

    def end_cells(self, end) -> tuple[str, ...]:
        """One row of `ending` for a table, identity numbers masked."""
        raise NotImplementedError

    def undo_outlook(self, upload: Upload) -> tuple[int, list[str]]:
        """How many changes an undo would give back now, and the names of what would stay; nothing is changed."""
        return upload.rows_new + upload.rows_changed, []

    def pages(self, lines: Iterable[StagedLine], viewer: Viewer) -> dict[int, str]:
        """Address of whom a line means, by the line's id; only where the viewer may open it."""
        return {}

    def name_of(self, line: StagedLine) -> str:
        """Whom or what the line is about, for people to recognise it."""

    def cells(self, line: StagedLine) -> tuple[str, ...]:
        """The line for a sample table, identity numbers masked."""

    def beside(self, lines: Iterable[StagedLine]) -> dict[int, dict[str, str]]:
        """More columns of a sample table by the line's id, heading -> text: what hangs on the line."""
        return {}


_layouts: dict[str, Layout] = {}
_vocabularies: list[Callable[[], list[tuple[str, str, tuple[str, ...]]]]] = []


def register(layout: Layout) -> Layout:
    for kind in layout.kinds:
        _layouts[kind] = layout
    return layout


def layout_of(kind: str) -> Layout:
    """The layout of a kind; every kind has one."""
    return _layouts[kind]


def stores(kind: str) -> bool:
    """Can lists of this kind be approved and stored, or only be checked?"""
    return layout_of(kind).stores


def add_programmes(source: Callable[[], list[tuple[str, str, tuple[str, ...]]]]):
    """Register a function giving programmes as (code, name, aliases): the words a list may use for them."""
    _vocabularies.append(source)
    return source


def programmes() -> list[tuple[str, str, tuple[str, ...]]]:
    return [programme for source in _vocabularies for programme in source()]
