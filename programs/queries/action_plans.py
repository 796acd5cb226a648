"""The annual action plan (RAT) as its page, its exports and its repair list see it (DOMAIN 8.3, 8.4). Whole rupiah."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.models import AuditEvent, Schedule
from agencies.models.sorting import sort_key
from agencies.queries.schedules import locked, locked_words
from agencies.queries.settings import settings_of
from programs.models import ActionReport, ActionRow, Nomenclature, PlanItem, Realization
from programs.queries.evaluations import prefixes
from programs.queries.ratios import absorption, light, semester_of

IDS = {"perangkat": "agency", "strategi": "strategy"}
UNREPORTED = "belum"  # no half of the year reported
LIGHT_WORDS = {"green": "Hijau", "yellow": "Kuning", "red": "Merah"}
Realized = dict[int, int | None]  # semester -> rupiah


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One row of the plan with the names above its sub kegiatan and what was spent in each semester.

    `told` comes from the agency's semester report, `counted` from the monthly realisation; the report goes first.
    """

    row: ActionRow
    program: str
    activity: str
    told: Realized
    counted: Realized
    lights: tuple[int, int] = (80, 50)

    @property
    def code(self) -> str:
        return self.row.program.node.code if self.row.program.node else ""

    @property
    def name(self) -> str:
        node = self.row.program.node
        return node.name if node else self.row.program.name

    def semester(self, number: int) -> int | None:
        told = self.told.get(number)
        return self.counted.get(number) if told is None else told

    @property
    def first(self) -> int | None:
        return self.semester(1)

    @property
    def second(self) -> int | None:
        return self.semester(2)

    @property
    def total(self) -> int | None:
        known = [amount for amount in (self.first, self.second) if amount is not None]
        return sum(known) if known else None

    @property
    def percent(self) -> Decimal | None:
        """Total in per cent of the allocation."""
        return absorption(self.total, self.row.allocation_amount)

    @property
    def light(self) -> str:
        """green, yellow, red, or nothing where nothing is known."""
        return light(self.percent, *self.lights) or ""

    @property
    def light_words(self) -> str:
        return LIGHT_WORDS.get(self.light, "")

    @property
    def is_over(self) -> bool:
        return (self.total or 0) > self.row.allocation_amount

    @property
    def looks_cumulative(self) -> bool:
        """Semester 2 holds semester 1 as well: together too much, alone not."""
        first, second = self.first or 0, self.second or 0
        return self.is_over and 0 < first <= second <= self.row.allocation_amount

    @property
    def differs(self) -> bool:
        """The report tells another amount than the months."""
        return any(
            self.told.get(n) is not None
            and self.counted.get(n) is not None
            and self.told[n] != self.counted[n]
            for n in (1, 2)
        )


@dataclass(frozen=True, slots=True)
class Repair:
    """One row that must not be guessed: what is wrong, and what to do."""

    row: ActionRow
    problem: str
    remedy: str


def listing(viewer: Viewer, params: Mapping[str, str], year: int) -> QuerySet[ActionRow]:
    """The rows of a year that the filters of an address leave, by agency and code."""
    rows = ActionRow.objects.visible_to(viewer).kept().filter(year=year)
    for key, lookup in IDS.items():
        if value := params.get(key):
            rows = rows.filter(**{lookup: value}) if value.isdecimal() and len(value) < 10 else rows.none()
    if status := params.get("status"):
        rows = rows.filter(status=status)
    if state := params.get("laporan"):
        reported = ActionReport.objects.filter(
            row=OuterRef("pk"), **({} if state == UNREPORTED else {"status": state})
        )
        rows = rows.filter(~Exists(reported) if state == UNREPORTED else Exists(reported))
    for word in params.get("cari", "").split():
        rows = rows.filter(
            Q(program__sort_key__contains=sort_key(word)) | Q(program__node__code__startswith=word)
        )
    ordered = rows.order_by("agency__sort_key", "program__node__code", "program__sort_key", "pk")
    return ordered.select_related("agency", "program__node__parent", "target_unit").prefetch_related(
        "sources", "regions", "reports"
    )


def lines(rows: Iterable[ActionRow]) -> list[ActionLine]:
    """The rows with names and money, in their order; four queries however many there are."""
    rows = list(rows)
    names = _names(rows)
    spent = spent_by_half({row.program_id for row in rows}, {row.year for row in rows})
    green, yellow = settings_of("absorption_green", "absorption_yellow").values()
    found = []
    for row in rows:
        above = prefixes(row.program.node.code) if row.program.node else []
        told = {report.semester: report.realized_amount for report in row.reports.all()}
        found.append(
            ActionLine(
                row, _above(names, above, 2), _above(names, above, 3), told, spent[row.program_id, row.year],
                (green, yellow),
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of the rows on a list: the rows and reports this person can hand in, and those they can verify."""

    rows: QuerySet[ActionRow]
    reports: QuerySet[ActionReport]

    @classmethod
    def to_submit(cls, rows: QuerySet[ActionRow], viewer: Viewer) -> "Waiting":
        open_ = [ActionRow.Status.DRAFT, ActionRow.Status.RETURNED]
        planned = ActionRow.objects.visible_to(viewer, Permission.EDIT_PROGRAMS).filter(status__in=open_)
        reports = ActionReport.objects.visible_to(viewer, Permission.EDIT_REALIZATION).filter(
            status__in=open_
        )
        return cls._within(rows, planned, reports)

    @classmethod
    def to_verify(cls, rows: QuerySet[ActionRow], viewer: Viewer, user_id: int) -> "Waiting":
        found = [
            model.objects.visible_to(viewer, Permission.VERIFY_FIGURES)
            .filter(status=ActionRow.Status.SUBMITTED)
            .exclude(entered_by=user_id)
            .exclude(submitted_by=user_id)
            for model in (ActionRow, ActionReport)
        ]
        return cls._within(rows, *found)

    @classmethod
    def _within(cls, rows, planned, reports) -> "Waiting":
        ids = rows.order_by().values("pk")
        people = ("entered_by", "submitted_by")
        return cls(
            planned.filter(pk__in=ids).select_related("agency", "program", *people).order_by("pk"),
            reports.filter(row__in=ids).select_related("row__agency", "row__program", *people).order_by("pk"),
        )

    def of(self, what: str) -> QuerySet:
        """`laporan` are the semester reports, anything else the rows of the plan."""
        return self.reports if what == "laporan" else self.rows

    def counts(self) -> dict[str, int]:
        found = {"rencana": self.rows.count(), "laporan": self.reports.count()}
        return {what: count for what, count in found.items() if count}


def closed_for(viewer: Viewer, year: int) -> str:
    """Why the calendar takes no new row of this year from the one agency this person enters for; empty where it does."""
    agencies = {grant.agency_id for grant in viewer.grants_for(Permission.EDIT_PROGRAMS)}
    own = agencies.pop() if len(agencies) == 1 else None
    shut = locked(Schedule.Document.RAT, year, 0, own)
    return locked_words(shut) if shut else ""


def history(row: ActionRow) -> QuerySet[AuditEvent]:
    """What happened to a row and its reports, newest first; for whoever enters or verifies it."""
    events = AuditEvent.objects.filter(subject=row._meta.label, subject_id=str(row.pk))
    return events.order_by("-happened_at", "-pk")


def repairs(viewer: Viewer, year: int) -> list[Repair]:
    """Rows that stand in the wrong place or cannot be told apart; nothing is moved without a person."""
    rows = list(listing(viewer, {}, year))
    named = _named_programs(rows)
    twins = _twins(rows)
    found = []
    for line in lines(rows):
        found += [Repair(line.row, *told) for told in _problems(line, named, twins)]
    return found


def _problems(line: ActionLine, named: dict[int, str], twins: dict[str, set]) -> list[tuple[str, str]]:
    row, node = line.row, line.row.program.node
    if node is None:
        return [("Tanpa kode nomenklatur.", "Beri kode pada program ini.")]
    return [
        *_misplaced(row, node, named.get(row.program.item_id or 0, "")),
        *_ambiguous(row, twins[sort_key(line.name)]),
        *_overspent(line),
    ]


def _misplaced(row: ActionRow, node: Nomenclature, stated: str) -> list[tuple[str, str]]:
    """The code decides, never the name: below the parent and the programme that it begins with."""
    found = []
    if node.level != Nomenclature.Level.SUB_KEGIATAN:
        found.append((f"{node.code} bukan sub kegiatan.", "Pilih kode enam bagian."))
    if node.parent and not node.code.startswith(f"{node.parent.code}."):
        found.append(
            (f"{node.code} berinduk {node.parent.code} yang bukan induknya.", "Perbaiki induk di data acuan.")
        )
    if stated and not node.code.startswith(f"{stated}."):
        found.append(
            (f"Diletakkan di bawah {stated}, padahal kodenya {node.code}.", "Pilih butir rencana yang benar.")
        )
    return found


def _ambiguous(row: ActionRow, agencies: set) -> list[tuple[str, str]]:
    found = []
    if len(agencies) > 1:
        found.append(("Nama yang sama ada pada perangkat daerah lain.", "Pastikan pemiliknya menurut kode."))
    if row.program.strategy and row.program.strategy != row.strategy:
        found.append(("Strategi berbeda dari strategi program.", "Samakan strateginya."))
    return found


def _overspent(line: ActionLine) -> list[tuple[str, str]]:
    explained = any(report.reason for report in line.row.reports.all())
    if not line.is_over or explained:
        return []
    if line.looks_cumulative:
        return [("Semester 2 tampak kumulatif.", "Isi laporan lagi dan centang kumulatif.")]
    return [("Realisasi melebihi alokasi tanpa alasan.", "Tulis alasannya dalam laporan semester.")]


def _named_programs(rows: list[ActionRow]) -> dict[int, str]:
    """Item of the plan -> code of the programme it stands under, as the plan says."""
    wanted = {row.program.item_id for row in rows if row.program.item_id}
    if not wanted:
        return {}
    plans = PlanItem.objects.filter(pk__in=wanted).values("plan")
    items = {item.pk: item for item in PlanItem.objects.filter(plan__in=plans).select_related("node")}
    return {pk: _program_above(items, pk) for pk in wanted}


def _program_above(items: dict[int, PlanItem], pk: int | None) -> str:
    seen: set[int] = set()
    while pk and pk in items and pk not in seen:
        seen.add(pk)
        item = items[pk]
        if item.level == PlanItem.Level.PROGRAM:
            return item.node.code if item.node else ""
        pk = item.parent_id
    return ""


def _twins(rows: list[ActionRow]) -> dict[str, set]:
    """Name of a sub kegiatan -> the agencies that have it this year."""
    found: dict[str, set] = defaultdict(set)
    for row in rows:
        found[sort_key(row.program.node.name if row.program.node else row.program.name)].add(row.agency_id)
    return found


def _names(rows: list[ActionRow]) -> dict[str, str]:
    codes = {code for row in rows if row.program.node for code in prefixes(row.program.node.code)}
    nodes = Nomenclature.objects.filter(code__in=codes).order_by("edition")
    return dict(nodes.values_list("code", "name"))


def _above(names: dict[str, str], codes: list[str], place: int) -> str:
    return names.get(codes[place], "") if len(codes) > place + 1 else ""


def spent_by_half(programs: set[int], years: set[int]) -> dict[tuple[int, int], Realized]:
    """(programme, year) -> what its months come to in each half of the year."""
    found: dict[tuple[int, int], Realized] = defaultdict(dict)
    months = Realization.objects.filter(program__in=programs, year__in=years).order_by()
    sums = months.values_list("program", "year", "month").annotate(total=Sum("spent_amount"))
    for program, year, month, amount in sums:
        halves, half = found[program, year], semester_of(month)
        halves[half] = (halves.get(half) or 0) + int(amount)
    return found
