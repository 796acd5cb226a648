"""What the region sets aside for poor people in one year, and what else the analysis of that money needs."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Q

from agencies.access.viewer import Viewer
from programs.models import ActionRow, BudgetAccount, Program, ProgramYear, Standing
from programs.models.sources import Field
from programs.queries.attainment import State
from programs.queries.budgets import money_of_programs

FULL = Decimal(1)
SPENDING = "5"  # belanja daerah, the root of its chart of accounts
DISTRICT = 8  # characters of a kecamatan's code


@dataclass(frozen=True, slots=True)
class TaggedLine:
    """One sub kegiatan of a year. `weight` is the share of its money that counts for the poor; without a tag of its own
    a programme of poverty reduction counts in full. Whole rupiah, funding sources summed, version in force."""

    program_id: int
    name: str
    node: str
    strategy: int | None
    ceiling_amount: int
    spent_amount: int | None
    weight: Decimal
    has_own_weight: bool
    activity: str
    field: str
    target_count: int | None = None  # recipients aimed at, in the programme's unit
    agency: str = ""

    @property
    def activity_words(self) -> str:
        return dict(ProgramYear.Activity.choices).get(self.activity, "")

    @property
    def field_words(self) -> str:
        return dict(Field.choices).get(self.field, "")


def tagged_lines(viewer: Viewer, year: int) -> list[TaggedLine]:
    """Programmes of poverty reduction, and others with a weight, that have a ceiling in the year."""
    wanted = Q(program__is_poverty=True) | Q(weight__isnull=False)
    rows = ProgramYear.objects.visible_to(viewer).filter(wanted, year=year)
    rows = rows.select_related("program__node", "program__agency").order_by("program__sort_key", "program_id")
    programs = Program.objects.visible_to(viewer).filter(pk__in=rows.order_by().values("program"))
    money, acts = money_of_programs(programs, year), _activities(viewer, year)
    return [
        _line(row, money[row.program_id], acts.get(row.program_id, ""))
        for row in rows
        if row.program_id in money and money[row.program_id].ceiling_amount
    ]


def spending(viewer: Viewer, year: int) -> int | None:
    """The whole spending of the region in the version in force, rupiah; None as long as nobody has loaded it."""
    rows = BudgetAccount.objects.visible_to(viewer).filter(year=year, code=SPENDING, agency=None)
    row = rows.first()
    if row is None:
        return None
    return row.ceiling_murni if row.ceiling_perubahan is None else row.ceiling_perubahan


def located(viewer: Viewer, year: int) -> dict[str, int]:
    """Rupiah of the action plan by kecamatan; rows that name more than one kecamatan, or none, are not located."""
    rows = ActionRow.objects.visible_to(viewer).kept().filter(year=year).prefetch_related("regions")
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        codes = {region.code[:DISTRICT] for region in row.regions.all()}
        if len(codes) == 1 and len(min(codes)) == DISTRICT:
            found[codes.pop()] += row.allocation_amount
    return dict(found)


def attained(viewer: Viewer, programs: set[int], year: int) -> dict[int, Decimal]:
    """Mean attainment of each programme's indicators that could be judged in the year, per cent, uncapped."""
    rows = Standing.objects.visible_to(viewer).filter(year=year, program__in=programs, percent__isnull=False)
    judged = rows.exclude(state=State.OPEN).order_by().values("program")
    return dict(judged.annotate(mean=Avg("percent")).values_list("program", "mean"))


def _activities(viewer: Viewer, year: int) -> dict[int, str]:
    """What the action plan says in words: direct before indirect before support."""
    kinds = ProgramYear.Activity
    rows = ActionRow.objects.visible_to(viewer).kept().filter(year=year)
    return {
        program: kinds.DIRECT if direct else kinds.INDIRECT if indirect else kinds.SUPPORT if support else ""
        for program, direct, indirect, support in rows.values_list("program", "direct", "indirect", "support")
    }


def _line(row: ProgramYear, money, activity: str) -> TaggedLine:
    program = row.program
    return TaggedLine(
        program.pk, program.name, program.node.code if program.node else "", program.strategy, money.ceiling_amount,
        money.spent_amount, FULL if row.weight is None else row.weight, row.weight is not None, row.activity or activity,
        row.field, row.target_count, program.agency.name if program.agency else program.get_owner_display(),
    )  # fmt: skip
