"""Which kecamatan and villages come first: two measures against each other, and an index of villages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from programs.models import FocusRegion, Statistic
from reports.measures.p3bm.places import QUADRANTS, Score, composite, quadrant, reference, top
from reports.queries.villages import VillageRow

FAMILIES, UNSERVED = "sasaran", "belum"
WEIGHTS = {FAMILIES: Decimal(1), UNSERVED: Decimal(1)}


@dataclass(frozen=True, slots=True)
class Yardstick:
    """Something that every kecamatan may have a value of; `values` by code of the kecamatan."""

    code: str
    name: str
    unit: str
    direction: str
    decimals: int
    values: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Standpoint:
    """One kecamatan by two measures; `quadrant` 1 (both worse) to 4, None where a value is missing."""

    code: str
    name: str
    x: Decimal | None
    y: Decimal | None
    quadrant: int | None

    @property
    def words(self) -> str:
        return QUADRANTS.get(self.quadrant or 0, "Belum ada angka")


@dataclass(frozen=True, slots=True)
class Compared:
    """All kecamatan by two measures against their references, most urgent first."""

    x: Yardstick
    y: Yardstick
    ref_x: Decimal | None
    ref_y: Decimal | None
    rows: list[Standpoint]


@dataclass(frozen=True, slots=True)
class Focus:
    """One village with its index, whether the figures propose it, and what has been decided about it."""

    row: VillageRow
    score: Score | None
    is_proposed: bool
    decision: FocusRegion | None

    @property
    def is_focus(self) -> bool:
        """Whether it counts: the decision where there is one, else the proposal."""
        return self.is_proposed if self.decision is None else self.decision.is_focus

    @property
    def differs(self) -> bool:
        return self.decision is not None and self.decision.is_focus != self.is_proposed


def yardsticks(
    rows: Sequence[VillageRow], figures: Iterable[tuple[Statistic, int, dict[str, Decimal]]]
) -> list[Yardstick]:
    """What the register counts in every kecamatan, then the statistics published for kecamatan. None is a BPS rate."""
    families = {row.code: Decimal(row.target) for row in rows if row.target}
    share = {row.code: share_of(row) for row in rows if row.target}
    counted = [
        Yardstick(FAMILIES, "Keluarga sasaran", "keluarga", "-", 0, families),
        Yardstick(UNSERVED, "Belum terlayani", "% keluarga sasaran", "-", 1, share),
    ]
    published = [
        Yardstick(one.code, f"{one.name} {year}", one.unit, one.direction or "-", one.decimals, values)
        for one, year, values in figures
    ]
    return counted + published


def share_of(row: VillageRow) -> Decimal:
    """Per cent of the target families without any aid; only where there are any."""
    return Decimal(100) * row.unserved / row.target


def compared(rows: Sequence[VillageRow], x: Yardstick, y: Yardstick, how: str) -> Compared:
    """`how` is the reference: average or median of all kecamatan."""
    ref_x, ref_y = (reference(list(one.values.values()), how) for one in (x, y))
    points = [_standpoint(row, x, y, ref_x, ref_y) for row in rows]
    return Compared(
        x, y, ref_x, ref_y, sorted(points, key=lambda one: (one.quadrant or 9, -(one.x or 0), one.code))
    )


def scores(rows: Sequence[VillageRow], small: int) -> dict[str, Score]:
    """The index of each village by number and share of unserved target families; below `small` families nothing is told."""
    measured = {
        row.code: {FAMILIES: Decimal(row.target), UNSERVED: share_of(row)}
        for row in rows
        if row.target >= small
    }
    return composite(measured, WEIGHTS, dict.fromkeys(WEIGHTS, "-"))


def focus(scored: Mapping[str, Score], count: int, *, per_district: bool) -> list[str]:
    """The codes of the most urgent villages, overall or in each kecamatan."""
    values = {code: score.value for code, score in scored.items() if score.value is not None}
    return top(values, count, {code: code[:8] for code in values} if per_district else None)


def beside(
    rows: Sequence[VillageRow],
    scored: Mapping[str, Score],
    proposed: Sequence[str],
    decided: Mapping[str, FocusRegion],
) -> list[Focus]:
    """The proposed villages in their order, then those that only the decision names."""
    by_code = {row.code: row for row in rows}
    extra = [code for code in sorted(decided) if code in by_code and code not in set(proposed)]
    return [
        Focus(by_code[code], scored.get(code), place < len(proposed), decided.get(code))
        for place, code in enumerate([*proposed, *extra])
    ]


def _standpoint(row: VillageRow, x: Yardstick, y: Yardstick, ref_x, ref_y) -> Standpoint:
    at_x, at_y = x.values.get(row.code), y.values.get(row.code)
    known = None not in (at_x, at_y, ref_x, ref_y)
    place = quadrant(at_x, at_y, ref_x, ref_y, x.direction, y.direction) if known else None
    return Standpoint(row.code, row.name, at_x, at_y, place)
