"""The versions of a programme's ceilings: murni, every pergeseran, perubahan; how each changed the one before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from programs.models import Budget, FundingSource

IN_TIME = tuple(Budget.Revision)  # in which order versions are made


class Version(NamedTuple):
    """One version of the budget; number 0 is the only one of its name, or one whose list did not tell its number."""

    revision: str
    number: int = 0

    @property
    def label(self) -> str:
        """Murni, Pergeseran 2."""
        return Budget.Revision(self.revision).label + (f" {self.number}" if self.number else "")

    @property
    def key(self) -> str:
        """The version in the name of a field."""
        return f"{self.revision}_{self.number}" if self.number else str(self.revision)

    @property
    def place(self) -> tuple[int, int]:
        """Earlier versions come first."""
        return (IN_TIME.index(self.revision), self.number)


MURNI, PERUBAHAN = Version(Budget.Revision.MURNI), Version(Budget.Revision.PERUBAHAN)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a line stood at in one version (whole rupiah), and by how much this version changed it.

    `told` is False where the version said nothing and the amount before it still stands.
    """

    amount: int | None
    change: int | None = None
    told: bool = True


@dataclass(frozen=True, slots=True)
class History:
    """The ceilings of one programme and year: a row of cells for each source in the order of `versions`, and their sums."""

    versions: list[Version]
    rows: list[tuple[FundingSource, list[Cell]]]
    total: list[Cell]


def in_order(versions: Iterable[Version]) -> list[Version]:
    """Each once, in the order in which they are made."""
    return sorted(set(versions), key=lambda version: version.place)


def in_force(versions: dict[Version, int]) -> int | None:
    """The ceiling that counts among the versions of one line: the latest (the same rule as `Budget.in_force`)."""
    return versions[max(versions, key=lambda version: version.place)] if versions else None


def next_shift(versions: Iterable[Version]) -> int:
    """The number of a further pergeseran."""
    return max((one.number for one in versions if one.revision == Budget.Revision.PERGESERAN), default=0) + 1


def history(lines) -> History:
    """From the lines of one programme (`SourceLine`). A version that leaves a source out leaves it as it was."""
    versions = in_order(version for line in lines for version in line.versions)
    rows = [(line.source, _cells(versions, line.versions)) for line in lines if line.versions]
    totals = []
    for place in range(len(versions)):
        amounts = [cells[place].amount for _, cells in rows if cells[place].amount is not None]
        before = totals[-1].amount if totals else None
        amount = sum(amounts) if amounts else None
        totals.append(Cell(amount, _change(before, amount)))
    return History(versions, rows, totals)


def _cells(versions: list[Version], told: dict[Version, int]) -> list[Cell]:
    found, standing = [], None
    for version in versions:
        amount = told.get(version, standing)
        found.append(Cell(amount, _change(standing, amount), version in told))
        standing = amount
    return found


def _change(before: int | None, after: int | None) -> int | None:
    """None where nothing changed or nothing stood there before."""
    return after - before or None if before is not None and after is not None else None
