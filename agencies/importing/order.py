"""What the limited child is asked to do with one file. Light to import: web pages and workers need it too."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import repeat

from agencies import identity
from agencies.importing.fields import squeeze
from agencies.importing.limits import Limits
from agencies.importing.masters import Masters


@dataclass(slots=True)
class Order:
    """What the child is to read, and how: everything it cannot ask the database."""

    path: str
    keys: identity.Keys
    kind: str
    context: dict
    masters: Masters
    limits: Limits
    choices: dict = field(default_factory=dict)
    corrections: list[tuple[str, int, str, bytes]] = field(
        default_factory=list
    )  # sheet, row, column, ciphertext
    saved: dict[str, dict] = field(default_factory=dict)  # fingerprint of headings -> saved mapping
    rows: str = ""  # the layout's rows_for_staging as "module:function"; empty: nothing is staged
    facts: dict = field(default_factory=dict)
    hasty: bool = False  # decode beside the survey; after a death the caller must order anew without haste


@dataclass(frozen=True, slots=True)
class Blocks:
    """The rows of one sheet for staging, in blocks of which each can be made by itself, in any process.

    A block is (table, what makes its columns). Iterating makes one row after the other, as (table, values).
    """

    blocks: list[tuple[str, Callable[[], Iterable[Sequence]]]]

    def __iter__(self) -> Iterator[tuple[str, tuple]]:
        for table, columns in self.blocks:
            yield from zip(repeat(table), zip(*columns(), strict=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer workbook says about itself: which upload it is of, and when it was made."""

    upload_id: int
    sha256: str
    name: str
    when: str


def correction_purpose(sheet: str, row: int, column: str) -> str:
    """What a corrected cell's ciphertext is bound to, so that it fits no other cell."""
    return f"cell:{sheet}!{column}{row}"


def fingerprint(headings: Iterable[str]) -> str:
    """Equal for equal sets of headings, however they are spaced, cased or ordered."""
    return sha256("\n".join(sorted(set(filter(None, map(squeeze, headings))))).encode()).hexdigest()
