"""The consolidation of what was reached (Konsolidasi ketercapaian): six parts read once for page and workbook.

After the meeting of a city's TAPD in January 2022 (DOMAIN 1.1): stages of planning, targets, problems, revenue, funding
scheme, phases of the budget. What nobody has entered is None and shown as a dash.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Count

from agencies.models import Schedule
from programs.models import BudgetAccount, FundingSource, Issue, PlanItem, Standing
from programs.queries import scorecards
from programs.queries.attainment import REASON_WORDS, State
from programs.queries.budgets import MoneyRow, rows_of
from programs.queries.indicators import Score
from programs.queries.issues import listing
from reports.queries.scope import Scope

D = Schedule.Document
PLANNING = (D.RPJMD, D.RKPD, D.RENJA, D.RAKOR)
BUDGETING = (D.KUA_PPAS, D.APBD, D.RAT, D.REVISION, D.OPPKPKE, D.LP2KD, D.ATTAINMENT, D.REALIZATION)
DONE, RUNNING, LATE, AHEAD, UNDATED = "done", "running", "late", "ahead", "undated"
WORDS = {
    DONE: "Selesai",
    RUNNING: "Sedang berjalan",
    LATE: "Lewat tenggat",
    AHEAD: "Belum mulai",
    UNDATED: "Belum dijadwalkan",
}
UNLINKED = "Belum terhubung ke sasaran"
REVENUE = {
    "4.1": "Pendapatan asli daerah",
    "4.2": "Pendapatan transfer",
    "4.3": "Lain-lain pendapatan daerah yang sah",
}


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage of the calendar as it stands today; `days` until it ends (or, ahead, until it begins)."""

    schedule: Schedule
    state: str
    days: int | None

    @property
    def words(self) -> str:
        return WORDS[self.state]

    @property
    def is_done(self) -> bool:
        return self.state == DONE


@dataclass(frozen=True, slots=True)
class CountRow:
    """Counts of indicators of one sasaran or agency; `key` is its id, None for those that belong to none."""

    label: str
    score: Score
    key: int | None = None


@dataclass(frozen=True, slots=True)
class RevenueRow:
    """One source of revenue of the region, whole rupiah; `share` realised in per cent of the ceiling in force."""

    code: str
    name: str
    ceiling_amount: int | None
    realized_amount: int | None
    until: int | None

    @property
    def share(self) -> Decimal | None:
        if not self.ceiling_amount or self.realized_amount is None:
            return None
        return Decimal(100) * self.realized_amount / self.ceiling_amount


def stage_of(schedule: Schedule, today: date) -> StageRow:
    """Where a stage stands: what was marked as done or locked is done, whatever its days say."""
    if schedule.done_at or schedule.locked_at:
        return StageRow(schedule, DONE, None)
    if schedule.closes and schedule.closes < today:
        return StageRow(schedule, LATE, (today - schedule.closes).days)
    if schedule.opens and schedule.opens > today:
        return StageRow(schedule, AHEAD, (schedule.opens - today).days)
    if schedule.closes:
        return StageRow(schedule, RUNNING, (schedule.closes - today).days)
    return StageRow(schedule, UNDATED, None)


class Consolidation:
    """The six parts for one viewer and year. Planning runs a year ahead: its stages are those of `year` + 1."""

    def __init__(self, scope: Scope, today: date):
        self.scope, self.today, self.year = scope, today, scope.year

    @cached_property
    def calendar(self) -> list[StageRow]:
        years = (self.year, self.year + 1)
        rows = Schedule.objects.visible_to(self.scope.viewer).filter(fiscal_year__in=years)
        return [stage_of(row, self.today) for row in rows.order_by("fiscal_year", "opens", "order", "pk")]

    @property
    def stages(self) -> list[StageRow]:
        """Part 1: planning of the coming year."""
        return [
            row for row in self.calendar
            if row.schedule.document in PLANNING and row.schedule.fiscal_year == self.year + 1
        ]  # fmt: skip

    @property
    def phases(self) -> list[StageRow]:
        """Part 6: budgeting of the coming year, and what this year's budget still owes."""
        return [row for row in self.calendar if row.schedule.document in BUDGETING]

    @property
    def told_year(self) -> int:
        """The year whose targets can be judged: this one, or the one before as long as nothing of it can be."""
        return self.scope.told_year

    @property
    def score(self) -> Score:
        """Part 2: met, not met and not assessable."""
        return self.scope.scores[self.told_year]

    @property
    def agencies(self) -> list[CountRow]:
        cards = self.scope.scorecards[self.told_year].values()
        return [CountRow(one.agency, one.score, one.agency_id) for one in scorecards.by_agency(cards)]

    @cached_property
    def goals(self) -> list[CountRow]:
        """By the sasaran of the plan that an indicator stands under; those without one last."""
        parents = dict(PlanItem.objects.visible_to(self.scope.viewer).values_list("pk", "parent"))
        sasaran = dict(
            PlanItem.objects.visible_to(self.scope.viewer)
            .filter(level=PlanItem.Level.SASARAN)
            .order_by("sort_key", "pk")
            .values_list("pk", "text")
        )
        counts: dict[int | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for item, state, many in self._counted("indicator__item", "state"):
            while item is not None and item not in sasaran:
                item = parents.get(item)
            counts[item][state] += many
        rows = [CountRow(text, _score(counts[pk]), pk) for pk, text in sasaran.items() if pk in counts]
        return [*rows, *([CountRow(UNLINKED, _score(counts[None]))] if None in counts else [])]

    @cached_property
    def reasons(self) -> list[tuple[str, str, int]]:
        """Why indicators could not be judged, as code and in words, and how many; the most frequent first."""
        rows = [
            (reason, REASON_WORDS.get(reason, reason), many)
            for state, reason, many in self._counted("state", "reason")
            if state == State.OPEN
        ]
        return sorted(rows, key=lambda row: -row[2])

    @cached_property
    def issues(self) -> list[Issue]:
        """Part 3."""
        return list(listing(self.scope.viewer, self.year))

    @cached_property
    def revenue(self) -> list[RevenueRow]:
        """Part 4: revenue by its three sources and in all."""
        rows = BudgetAccount.objects.visible_to(self.scope.viewer).filter(year=self.year, agency=None)
        accounts = {row.code: row for row in rows.filter(code__in=[*REVENUE, "4"])}
        found = [_revenue(accounts[code], name) for code, name in REVENUE.items() if code in accounts]
        if not found and "4" not in accounts:
            return []
        return [*found, _revenue(accounts["4"], "Pendapatan daerah") if "4" in accounts else _sum(found)]

    @cached_property
    def funding(self) -> list[tuple[MoneyRow, bool]]:
        """Part 5: what finances the poverty programmes, by source; and whether the source is part of the APBD."""
        inside = dict(FundingSource.objects.values_list("pk", "is_apbd"))
        rows = rows_of(self.scope.money, "source")
        return [(row, inside.get(row.key, True)) for row in rows]

    def _counted(self, *fields: str):
        rows = Standing.objects.visible_to(self.scope.viewer).filter(year=self.told_year)
        if self.scope.agency:
            rows = rows.filter(agency=self.scope.agency)
        return rows.order_by().values_list(*fields).annotate(many=Count("pk"))


def _score(counts: dict[str, int]) -> Score:
    return Score(met=counts[State.MET], not_met=counts[State.NOT_MET], open=counts[State.OPEN])


def _revenue(row: BudgetAccount, name: str) -> RevenueRow:
    ceiling = row.ceiling_murni if row.ceiling_perubahan is None else row.ceiling_perubahan
    return RevenueRow(row.code, name, ceiling, row.realized_amount, row.realized_until)


def _sum(rows: list[RevenueRow]) -> RevenueRow:
    """All sources together; None as soon as one of them is unknown."""
    ceilings, realized = [row.ceiling_amount for row in rows], [row.realized_amount for row in rows]
    months = {row.until for row in rows}
    return RevenueRow(
        "4", "Pendapatan daerah", None if None in ceilings else sum(ceilings), None if None in realized else sum(realized),
        months.pop() if len(months) == 1 else None,
    )  # fmt: skip
