"""The list of programmes as page, count and export see it, and the money grid of one programme."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    BigIntegerField,
    DecimalField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import NullIf

from agencies.models import AuditEvent, User
from agencies.models.sorting import sort_key
from programs.models import Budget, FundingSource, Program, Realization
from programs.models.programs import ProgramQuerySet
from programs.queries.budgets import Absorbs
from programs.queries.ceilings import Version, in_force, in_order

IDS = {"perangkat": "agency", "strategi": "strategy", "bentuk": "aid_kind"}
EVERYTHING = "semua"
ORDERS = {
    "nama": "sort_key",
    "perangkat": "agency__sort_key",
    "strategi": "strategy",
    "pagu": "ceiling_amount",
    "realisasi": "spent_amount",
    "serapan": "absorption",
}


def narrowed(programs: ProgramQuerySet, params: Mapping[str, str]) -> ProgramQuerySet:
    """The programmes that the filters of an address leave; a value that makes no sense leaves none."""
    for key, lookup in IDS.items():
        if value := params.get(key):
            programs = programs.filter(**{lookup: value}) if value.isdecimal() else programs.none()
    if owner := params.get("pemilik"):
        programs = programs.filter(owner=owner)
    for word in params.get("cari", "").split():
        programs = programs.filter(Q(sort_key__contains=sort_key(word)) | Q(code__istartswith=word))
    return programs


def with_money(programs: ProgramQuerySet, year: int) -> ProgramQuerySet:
    """Each programme with `ceiling_amount` of the version in force, `spent_amount` and `absorption` (per cent) of the year.

    None is unknown.
    """
    ceilings = Budget.objects.filter(program=OuterRef("pk"), year=year).in_force()
    spent = Realization.objects.filter(program=OuterRef("pk"), year=year)
    with_sums = programs.annotate(
        ceiling_amount=_sum(ceilings, "ceiling_amount"), spent_amount=_sum(spent, "spent_amount")
    )
    share = F("spent_amount") * Value(Decimal(100)) / NullIf(F("ceiling_amount"), 0)
    return with_sums.annotate(
        absorption=ExpressionWrapper(share, output_field=DecimalField(max_digits=30, decimal_places=4))
    )


def covered(viewer, params: Mapping[str, str]) -> ProgramQuerySet:
    """The programmes of poverty reduction, or with `cakupan=semua` every sub kegiatan that carries money."""
    programs = Program.objects.visible_to(viewer)
    return programs if params.get("cakupan") == EVERYTHING else programs.poverty()


def listing(viewer, params: Mapping[str, str], year: int) -> ProgramQuerySet:
    """Every row of the list page and of its export: programmes that run in the year, filtered and ordered."""
    programs = narrowed(covered(viewer, params).in_year(year), params)
    order = params.get("urut", "")
    field = ORDERS.get(order.removeprefix("-"), "sort_key")
    rows = with_money(programs, year).select_related("agency", "aid_kind", "unit", "node")
    lead = F(field)
    return rows.order_by(
        lead.desc(nulls_last=True) if order.startswith("-") else lead.asc(nulls_last=True), "sort_key", "pk"
    )


def copyings_by(user: User) -> QuerySet[AuditEvent]:
    """The times this person opened a fiscal year by copying programmes: only they can take one back."""
    return AuditEvent.objects.filter(action="program.year_copied", actor_id=user.pk)


@dataclass(frozen=True, slots=True)
class SourceLine(Absorbs):
    """One funding source of a programme in a year: every version's ceiling, the one in force, and twelve months."""

    source: FundingSource
    versions: dict[Version, int]
    ceiling_amount: int | None
    months: dict[int, Realization]

    @property
    def spent_amount(self) -> int | None:
        return sum(row.spent_amount for row in self.months.values()) if self.months else None

    @property
    def quarters(self) -> list[int | None]:
        """Spent per quarter; None where no month of it was reported."""
        found = [
            [self.months[m].spent_amount for m in range(q * 3 - 2, q * 3 + 1) if m in self.months]
            for q in range(1, 5)
        ]
        return [sum(one) if one else None for one in found]

    @property
    def physical(self) -> Decimal | None:
        """How far the work stood at the end of the last month that says so."""
        told = [row.physical for _, row in sorted(self.months.items()) if row.physical is not None]
        return told[-1] if told else None


def lines_of(program: Program, year: int) -> list[SourceLine]:
    """The money of one programme by funding source, in the order of the sources' codes."""
    versions, months = defaultdict(dict), defaultdict(dict)
    sources = {}
    for row in program.budgets.filter(year=year).select_related("funding_source").order_by("number", "pk"):
        sources[row.funding_source_id] = row.funding_source
        versions[row.funding_source_id][Version(row.revision, row.number)] = row.ceiling_amount
    for row in program.realizations.filter(year=year).select_related("funding_source").order_by("month"):
        sources[row.funding_source_id] = row.funding_source
        months[row.funding_source_id][row.month] = row
    return [
        SourceLine(
            source,
            {one: versions[pk][one] for one in in_order(versions[pk])},
            in_force(versions[pk]),
            months[pk],
        )
        for pk, source in sorted(sources.items(), key=lambda one: one[1].code)
    ]


def _sum(rows: QuerySet, field: str) -> Subquery:
    total = rows.order_by().values("program").annotate(total=Sum(field)).values("total")
    return Subquery(total, output_field=BigIntegerField())
