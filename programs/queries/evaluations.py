"""The lines of an evaluation table (DOMAIN 11.6): nomenclature, indicators and money of one agency, or of all, in a year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from agencies.access.viewer import Viewer
from agencies.models import Agency
from programs.models import (
    Attainment,
    Budget,
    EvaluationNote,
    Indicator,
    Nomenclature,
    Plan,
    PlanCeiling,
    PlanItem,
    Program,
    Realization,
)
from programs.queries.evaluation_rules import Line, Money, Performance, mean, target_of
from programs.queries.indicators import Score, judged, kind_of, score
from programs.queries.yardsticks import Yardstick, yardsticks

SEGMENTS = {1: "urusan", 2: "bidang", 3: "program", 5: "kegiatan", 6: "sub_kegiatan"}
DEPTH = {level: segments for segments, level in SEGMENTS.items()}
UNLINKED = "unlinked"
Key = tuple[int, str]  # agency, code of the nomenclature


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One table: its lines in order, the money of all programmes counted once, and how the indicators stand."""

    year: int
    first_year: int
    last_year: int
    plan: Plan | None
    falling: str
    lines: list[Line]
    total: Money
    score: Score
    mean: object  # Decimal per cent, of capped attainments; None where nothing is measured
    note: EvaluationNote | None

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def silent_quarters(self) -> list[int]:
        """Quarters without a report of their own although a later one has some: their money stands in the later."""
        told = [number for number, spent in enumerate(self.total.quarters, start=1) if spent is not None]
        return [n for n in range(1, max(told, default=0)) if n not in told]


def evaluation(viewer: Viewer, scope: str, year: int, agency: Agency | None = None) -> Evaluation:
    """`scope` is renja, rkpd or rpjmd; without agency everything that the viewer sees."""
    plan = plan_of(viewer, scope, year, agency)
    period = (plan.first_year, plan.last_year) if plan else (year, year)
    measure = yardsticks([year])[year]
    performances = _performances(viewer, year, period, agency, measure)
    programs = _programs(viewer, year, period, agency)
    money = _money([program.pk for program in programs], year, period)
    tree = _Tree(plan, viewer)
    for program in programs:
        tree.count(program, money.get(program.pk, Money()))
    for one in performances:
        tree.measure(one)
    rows = [one.now for one in performances]
    return Evaluation(
        year, *period, plan, measure.falling, tree.lines(), tree.total, score(rows),
        mean(row.judgement.capped for row in rows), note_of(viewer, scope, year, agency),
    )  # fmt: skip


def plan_of(viewer: Viewer, scope: str, year: int, agency: Agency | None) -> Plan | None:
    """The plan whose period the table shows: the agency's Renstra for a Renja, else the RPJMD; the newest in force."""
    plans = Plan.objects.visible_to(viewer).covering(year).filter(in_force_from__lte=date(year, 12, 31))
    plans = plans.order_by("-in_force_from", "-pk")
    own = plans.filter(kind=Plan.Kind.RENSTRA, agency=agency).first() if scope == "renja" and agency else None
    return own or plans.filter(kind=Plan.Kind.RPJMD).first()


def note_of(viewer: Viewer, scope: str, year: int, agency: Agency | None) -> EvaluationNote | None:
    """The words below the table, of the newest quarter that has some."""
    rows = EvaluationNote.objects.visible_to(viewer).filter(scope=scope, year=year, agency=agency)
    return rows.order_by("-quarter").first()


class _Tree:
    """Gathers programmes and indicators by agency and code; parents come of themselves."""

    def __init__(self, plan: Plan | None, viewer: Viewer):
        self.plans, self.total = _PlanTree(plan, viewer), Money()
        self.named: dict[Key, Line] = {}
        self.others: dict[tuple, Line] = {}
        self.agencies: dict[int, Agency] = {}
        self.editions: set[str] = set()

    def count(self, program: Program, money: Money) -> None:
        """Money counts for the sub kegiatan and for each of its parents, and once for the total."""
        self.agencies[program.agency_id] = program.agency
        self.total.add(money)
        if program.node is None:
            self._other(program.agency, UNLINKED, "Belum terhubung ke nomenklatur").money.add(money)
            return
        self.editions.add(program.node.edition)
        for code in prefixes(program.node.code):
            self._line(program.agency, code).money.add(money)
        self._line(program.agency, program.node.code).goal = self.plans.goal(program.item_id)

    def measure(self, one: Performance) -> None:
        indicator = one.indicator
        self.agencies[indicator.agency_id] = indicator.agency
        node, goal = _node_of(indicator), self.plans.goal(indicator.item_id)
        if node is None:
            line = self._other(indicator.agency, indicator.level, goal or self.plans.text(indicator.item_id))
        else:
            self.editions.add(node.edition)
            wanted = [code for code in prefixes(node.code) if _reaches(code, indicator.level)]
            for code in wanted:
                line = self._line(indicator.agency, code)
            line.goal = line.goal or goal
        line.indicators.append(one)

    def lines(self) -> list[Line]:
        """Agency by agency: goals, then codes in order, then what stands nowhere."""
        codes = {code for _, code in self.named}
        names = dict(
            Nomenclature.objects.filter(code__in=codes, edition__in=self.editions)
            .order_by("edition")
            .values_list("code", "name")
        )
        found = []
        for agency in sorted(self.agencies.values(), key=lambda one: (one.sort_key, one.pk)):
            others = [(key, line) for key, line in self.others.items() if key[0] == agency.pk]
            own = sorted((code, line) for (pk, code), line in self.named.items() if pk == agency.pk)
            found += [line for key, line in others if key[1] != UNLINKED]
            found += [self._completed(line, agency.pk, names) for _, line in own]
            found += [line for key, line in others if key[1] == UNLINKED]
        return found

    def _completed(self, line: Line, agency_id: int, names: dict[str, str]) -> Line:
        """With its name, its indicative ceilings and the sasaran above its place in the plan."""
        line.name = names.get(line.code, "")
        line.money.planned = self.plans.ceilings(agency_id, line.code)
        line.goal = line.goal or self.plans.goal_at(agency_id, line.code)
        return line

    def _line(self, agency: Agency, code: str) -> Line:
        level = SEGMENTS.get(code.count(".") + 1, "sub_kegiatan")
        return self.named.setdefault((agency.pk, code), Line(level, code, "", agency.name))

    def _other(self, agency: Agency, level: str, text: str) -> Line:
        key = (agency.pk, level, text)
        return self.others.setdefault(key, Line(level, "", text, agency.name, text))


class _PlanTree:
    """What the plan says: the sasaran above each item, and the indicative ceilings by agency and code."""

    def __init__(self, plan: Plan | None, viewer: Viewer):
        self.items: dict[int, PlanItem] = {}
        self._at: dict[tuple[int | None, str], int] = {}
        self._ceilings: dict[tuple[int | None, str], dict[int, int]] = defaultdict(dict)
        if plan is None:
            return
        plans = [plan.pk, *([plan.above_id] if plan.above_id else [])]
        rows = PlanItem.objects.visible_to(viewer).filter(plan__in=plans).select_related("node", "plan")
        for item in rows.order_by("pk"):
            self.items[item.pk] = item
            if item.node:
                self._at.setdefault((item.agency_id or item.plan.agency_id, item.node.code), item.pk)
        for row in PlanCeiling.objects.filter(item__plan=plan):
            item = self.items[row.item_id]
            if item.node:
                years = self._ceilings[item.agency_id or item.plan.agency_id, item.node.code]
                years[row.year] = years.get(row.year, 0) + row.amount

    def ceilings(self, agency_id: int, code: str) -> dict[int, int]:
        """Year -> whole rupiah; an item without an agency stands for whoever carries it."""
        return self._ceilings.get((agency_id, code)) or self._ceilings.get((None, code)) or {}

    def goal_at(self, agency_id: int, code: str) -> str:
        return self.goal(self._at.get((agency_id, code), self._at.get((None, code))))

    def goal(self, item_id: int | None) -> str:
        """The sasaran above an item, or the one above the item it supports."""
        seen: set[int] = set()
        while item_id and item_id not in seen:
            seen.add(item_id)
            item = self.items.get(item_id)
            if item is None or item.level == PlanItem.Level.SASARAN:
                return item.text if item else ""
            item_id = item.parent_id or item.supports_id
        return ""

    def text(self, item_id: int | None) -> str:
        item = self.items.get(item_id or 0)
        return item.text if item else ""


def prefixes(code: str) -> list[str]:
    """'1.06.05.2.02.0001' -> 1, 1.06, 1.06.05, 1.06.05.2.02 and itself; the authority's digit alone is no node."""
    parts = code.split(".")
    return [".".join(parts[:n]) for n in SEGMENTS if n <= len(parts)]


def _reaches(code: str, level: str) -> bool:
    """An indicator of a programme linked through its sub kegiatan belongs to the programme's own line."""
    return code.count(".") + 1 <= DEPTH.get(level, 6)


def _node_of(indicator: Indicator) -> Nomenclature | None:
    item, program = indicator.item, indicator.program
    return indicator.node or (item.node if item else None) or (program.node if program else None)


def _performances(viewer, year: int, period, agency, measure: Yardstick) -> list[Performance]:
    indicators = Indicator.objects.visible_to(viewer)
    indicators = (
        (indicators.filter(agency=agency) if agency else indicators)
        .select_related("agency", "node", "item__node", "program__node")
        .order_by("agency__sort_key", "sort_key", "pk")
    )
    rows: dict[int, dict] = defaultdict(dict)
    for row in judged(indicators, range(period[0], period[1] + 1)):
        rows[row.indicator.pk][row.year] = row
    quarters = _quarters(indicators, year, measure)
    return [
        Performance(
            year, kind_of(years[year].indicator, measure), years,
            tuple(quarters[pk].get(n) for n in range(1, 5)), _goal(years, period[1]),
        )
        for pk, years in rows.items()
    ]  # fmt: skip


def _goal(years: dict, last: int):
    """The final target of the indicator, else the target of the period's last year."""
    indicator = years[last].indicator
    if indicator.final_value is not None:
        return indicator.final_value
    return indicator.final_text or target_of(years[last])


def _quarters(indicators, year: int, measure: Yardstick) -> dict[int, dict]:
    """indicator id -> quarter -> number or words, of the same reports that the judgement counts."""
    rows = Attainment.objects.filter(indicator__in=indicators.order_by().values("pk"), year=year)
    if measure.verified_only:
        rows = rows.filter(status=Attainment.Status.VERIFIED)
    found: dict[int, dict] = defaultdict(dict)
    for row in rows:
        found[row.indicator_id][row.quarter] = row.value if row.value is not None else row.text or None
    return found


def _programs(viewer, year: int, period, agency) -> list[Program]:
    """Every programme of the agencies with money in the period so far, whether it is one of poverty reduction or not."""
    programs = Program.objects.visible_to(viewer).filter(agency__isnull=False)
    if agency:
        programs = programs.filter(agency=agency)
    budgets = Budget.objects.filter(year=year).values("program")
    spent = Realization.objects.filter(year__gte=period[0], year__lte=year).values("program")
    rows = programs.filter(Q(pk__in=budgets) | Q(pk__in=spent))
    return list(rows.select_related("agency", "node").order_by("agency__sort_key", "sort_key", "pk"))


def _money(programs: list[int], year: int, period) -> dict[int, Money]:
    """programme id -> its money; every line of the version in force once, spending by quarter and by year."""
    found: dict[int, Money] = defaultdict(Money)
    ceilings = Budget.objects.filter(program__in=programs, year=year).in_force().order_by()
    for pk, amount in ceilings.values_list("program").annotate(total=Sum("ceiling_amount")):
        found[pk].ceiling = int(amount)
    spent = Realization.objects.filter(program__in=programs, year__gte=period[0], year__lte=year)
    rows = spent.order_by().values_list("program", "year", "month").annotate(total=Sum("spent_amount"))
    for pk, of_year, month, amount in rows:
        one, quarter = found[pk], (month - 1) // 3
        one.spent_in[of_year] = one.spent_in.get(of_year, 0) + int(amount)
        if of_year == year:
            one.quarters[quarter] = (one.quarters[quarter] or 0) + int(amount)
    return found
