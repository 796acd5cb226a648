"""Every aid of one family or person on one line of quarters, as far as the viewer may see it (DECISIONS 2.5).

Own aid is told in full, that of others as programme and period. A period longer than a quarter is tinted over all its
quarters, and its amount stands in the last of them, so that sums are right.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from agencies.access.viewer import Viewer
from beneficiaries.models import Assistance, Family, Person
from beneficiaries.queries import overlaps

YEARS = 3
ROMAN = ("I", "II", "III", "IV")


def thousands(amount: int | None) -> str:
    """13800000 -> '13.800'; nothing for what is not known."""
    return "" if amount is None else f"{round(amount / 1000):,}".replace(",", ".")


@dataclass(slots=True)
class Cell:
    """One quarter of one programme. `state`: got, plan (proposed), clash (to be checked) or empty."""

    year: int
    quarter: int
    state: str = ""
    amount: int | None = None

    @property
    def opens_year(self) -> bool:
        return self.quarter == 1

    @property
    def roman(self) -> str:
        return ROMAN[self.quarter - 1]

    @property
    def words(self) -> str:
        """Thousands of rupiah, or that something was received."""
        return thousands(self.amount) or ("✓" if self.state else "")


@dataclass(slots=True)
class Row:
    """One programme as handed out by one agency, to the family or to one member."""

    program: str
    program_id: int
    giver: str
    whom: str
    cells: list[Cell]
    total: int | None = None

    @property
    def total_words(self) -> str:
        return thousands(self.total) or "–"


@dataclass(slots=True)
class Timeline:
    years: list[int]
    rows: list[Row] = field(default_factory=list)
    totals: list[Cell] = field(default_factory=list)
    total: int | None = None
    programs: int = 0
    this_year: int | None = None
    in_full: bool = True  # False: amounts of other agencies are not shown

    @property
    def total_words(self) -> str:
        return thousands(self.total) or "–"


def of_family(viewer: Viewer, family: Family, year: int) -> Timeline:
    members = family.memberships.filter(valid_to=None).values("person")
    aid = Assistance.objects.filter(
        Q(family=family) | Q(person__in=members) | Q(group__members__person__in=members)
    )
    return _timeline(viewer, aid, family, year)


def of_person(viewer: Viewer, person: Person, family: Family | None, year: int) -> Timeline:
    """The person's own aid, what a group of theirs received, and what their family received."""
    mine = Q(person=person) | Q(group__members__person=person)
    if family is not None:
        mine |= Q(family=family)
    return _timeline(viewer, Assistance.objects.filter(mine), family, year)


def _timeline(viewer: Viewer, aid, family: Family | None, year: int) -> Timeline:
    line = Timeline([year - back for back in range(YEARS - 1, -1, -1)])
    rows = aid.filter(year__in=line.years).exclude(status=Assistance.Status.ENDED).distinct()
    gifts = list(
        rows.select_related("program", "agency", "person", "group").order_by("program__sort_key", "pk")
    )
    seen = set(
        Assistance.objects.visible_to(viewer)
        .filter(pk__in=[gift.pk for gift in gifts])
        .values_list("pk", flat=True)
    )
    line.in_full = len(seen) == len(gifts)
    found: dict[tuple, Row] = {}
    for gift in gifts:
        row = found.setdefault(
            (gift.program_id, gift.agency_id, gift.person_id, gift.group_id), _row(gift, line.years)
        )
        _enter(row, gift, full=gift.pk in seen)
    line.rows = list(found.values())
    _mark_clashes(line, family)
    _add_up(line, year)
    return line


def _row(gift: Assistance, years: list[int]) -> Row:
    whom = f"untuk {gift.person.name}" if gift.person else str(gift.group or "")
    cells = [Cell(year, quarter) for year in years for quarter in range(1, 5)]
    return Row(gift.program.name, gift.program_id, str(gift.agency), whom, cells)


def _enter(row: Row, gift: Assistance, *, full: bool) -> None:
    first, last = (gift.period_start.month + 2) // 3, (gift.period_end.month + 2) // 3
    state = "plan" if gift.status == Assistance.Status.PROPOSED else "got"
    for cell in row.cells:
        if cell.year == gift.year and first <= cell.quarter <= last:
            cell.state = "got" if "got" in (cell.state, state) else state
            if cell.quarter == last and full and gift.amount is not None:
                cell.amount = (cell.amount or 0) + gift.amount
                row.total = (row.total or 0) + (gift.amount if state == "got" else 0)


def _mark_clashes(line: Timeline, family: Family | None) -> None:
    """Quarters in which two programmes meet that should be checked."""
    if family is None:
        return
    for number, year in enumerate(line.years):
        pairs = overlaps.findings(Family.objects.filter(pk=family.pk), year).get(family.pk, [])
        for pair in pairs:
            for quarter in range(4):
                place = number * 4 + quarter
                meeting = [
                    row.cells[place] for row in line.rows
                    if row.program_id in (pair.first_id, pair.second_id) and row.cells[place].state == "got"
                ]  # fmt: skip
                if len(meeting) > 1:
                    for cell in meeting:
                        cell.state = "clash"


def _add_up(line: Timeline, year: int) -> None:
    sums: dict[tuple[int, int], int | None] = defaultdict(lambda: None)
    for row in line.rows:
        for cell in row.cells:
            if cell.amount is not None and cell.state != "plan":
                sums[cell.year, cell.quarter] = (sums[cell.year, cell.quarter] or 0) + cell.amount
    line.totals = [
        Cell(one, quarter, "", sums[one, quarter]) for one in line.years for quarter in range(1, 5)
    ]
    amounts = [cell.amount for cell in line.totals if cell.amount is not None]
    line.total = sum(amounts) if amounts else None
    this_year = [cell.amount for cell in line.totals if cell.year == year and cell.amount is not None]
    line.this_year = sum(this_year) if this_year else None
    line.programs = len(
        {row.program_id for row in line.rows if any(c.state and c.year == year for c in row.cells)}
    )
