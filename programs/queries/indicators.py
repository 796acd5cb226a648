"""Indicators with their judgement per year: as it is stored, which lists show, and judged anew, which storing needs."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from agencies.models import Agency
from agencies.models.sorting import sort_key
from programs.models import Attainment, Indicator, Standing, Target
from programs.models.indicators import IndicatorQuerySet
from programs.queries.attainment import Flag, Judgement, Kind, Quarter, State, judge
from programs.queries.yardsticks import Yardstick, yardsticks

FILTERS = {
    "perangkat": "agency", "program": "program", "tingkat": "level", "arah": "indicator__direction", "kelas": "class_code",
    "sebab": "reason", "status": "status",
}  # fmt: skip
WITHOUT = "tanpa"  # ?program=tanpa: those that belong to no programme
NAMED = ("indicator__agency", "indicator__program")
LINE = (
    "year", "agency", "quarter", "target_value", "target_text", "realized", "realized_text", "percent", "state", "reason", "flag",
    "status", "hindering", "indicator__name", "indicator__unit", "indicator__direction", "indicator__decimals",
)  # fmt: skip
ORDERS = {
    "nama": ("indicator__sort_key", "indicator"),
    "perangkat": ("agency__sort_key", "indicator__sort_key", "indicator"),
    "kode": ("indicator__code", "indicator"),
    "capaian": ("percent", "indicator__sort_key", "indicator"),
}
COUNTED = {
    **{name: Count("pk", filter=Q(state=name)) for name in ("met", "not_met", "open")},
    **{name: Count("pk", filter=Q(flag=name)) for name in ("at_risk", "off_track")},
}


class Report(NamedTuple):
    """What an indicator reached in one quarter, as far as judging and lists need it."""

    indicator: int
    year: int
    quarter: int
    value: Decimal | None
    text: str
    reason: str
    status: str
    hindering: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator in one year: target as number or words, and the judgement."""

    indicator: Indicator
    year: int
    target: Decimal | None
    target_text: str
    judgement: Judgement
    last_text: str = ""
    hindering: str = ""
    quarter: int | None = None  # the last with a value or words
    status: str = ""  # of its review

    @property
    def has_target(self) -> bool:
        return self.target is not None or bool(self.target_text)


@dataclass(frozen=True, slots=True)
class Score:
    """How many indicators are met, not met and not assessable; `percent` = met / (met + not met)."""

    met: int = 0
    not_met: int = 0
    open: int = 0
    at_risk: int = 0
    off_track: int = 0

    @property
    def judged(self) -> int:
        return self.met + self.not_met

    @property
    def total(self) -> int:
        return self.judged + self.open

    @property
    def percent(self) -> Decimal | None:
        return Decimal(100) * self.met / self.judged if self.judged else None

    @property
    def warned(self) -> int:
        return self.at_risk + self.off_track


def called(indicators: IndicatorQuerySet, text: str) -> IndicatorQuerySet:
    """The indicators whose name holds every word, or whose code begins with it."""
    for word in text.split():
        indicators = indicators.filter(Q(sort_key__contains=sort_key(word)) | Q(code__istartswith=word))
    return indicators


def standing(viewer, params: Mapping[str, str], year: int) -> QuerySet[Standing]:
    """The rows of the list page and of its export, filtered and ordered by the database."""
    rows = Standing.objects.visible_to(viewer).filter(year=year).select_related(*NAMED)
    for key, lookup in FILTERS.items():
        if value := params.get(key):
            rows = _chosen(rows, lookup, value)
    if state := params.get("keadaan"):
        rows = rows.filter(Q(state=state) | Q(flag=state))
    if mark := params.get("tanda"):
        rows = rows.filter(indicator__marks__contains=[mark])
    for word in params.get("cari", "").split():
        named = Q(indicator__sort_key__contains=sort_key(word))
        rows = rows.filter(named | Q(indicator__code__istartswith=word))
    return rows.order_by(*_order(params.get("urut", "")))


def lowest(viewer, agencies: Mapping[int, Agency], year: int, many: int) -> list[IndicatorRow]:
    """Those furthest below their target of the year, of agencies that are known already.

    So many entries of an index and one query, however many indicators there are.
    """
    rows = Standing.objects.visible_to(viewer).filter(year=year, state=State.NOT_MET).only(*LINE)
    rows = rows.select_related("indicator").order_by(F("percent").asc(nulls_last=True), "indicator")[:many]
    for row in rows:
        if row.agency_id in agencies:
            row.indicator.agency = agencies[row.agency_id]
    return rows_of(rows)


def rows_of(standings: Iterable[Standing]) -> list[IndicatorRow]:
    """The rows of lists, per cent and class as they are stored; nothing else is asked."""
    return [_stored(one) for one in standings]


def listing(viewer, params: Mapping[str, str], year: int) -> list[IndicatorRow]:
    """Every row of the list at once, for its export."""
    return rows_of(standing(viewer, params, year))


def score_of(standings: QuerySet[Standing]) -> Score:
    """The counts of filtered rows, in one query."""
    return Score(**standings.order_by().aggregate(**COUNTED))


def grouped(standings: QuerySet[Standing], *by: str) -> list[dict]:
    """One dict per group with the counts of `Score` under `score`, most not met first."""
    rows = standings.order_by().values(*by).annotate(**COUNTED).order_by("-not_met", *by)
    return [{key: row.pop(key) for key in by} | {"score": Score(**row)} for row in rows]


def judged(indicators: IndicatorQuerySet, years: Iterable[int], *, every: bool = False) -> list[IndicatorRow]:
    """One row per indicator and year, in the order of `indicators`; three queries however many there are.

    Where the office counts verified reports only, `every` looks at the others too.
    """
    years = list(years)
    measured = yardsticks(years)
    ids = indicators.order_by().values("pk")
    rows = Target.objects.filter(indicator__in=ids, year__in=years).values_list(
        "indicator", "year", "value", "text"
    )
    targets = {(pk, year): (value, text) for pk, year, value, text in rows}
    only_verified = () if every else {year for year in years if measured[year].verified_only}
    reported = _reports(ids, years, only_verified)
    return [
        _row(
            indicator,
            year,
            *targets.get((indicator.pk, year), (None, "")),
            reported.get((indicator.pk, year), ()),
            measured[year],
        )
        for indicator in indicators
        for year in years
    ]


def kind_of(indicator: Indicator, yardstick: Yardstick) -> Kind:
    return Kind(
        indicator.direction, indicator.formula, indicator.decimals, yardstick.falling, yardstick.cap, indicator.aggregation,
        yardstick.on_track, yardstick.at_risk,
    )  # fmt: skip


def score(rows: Iterable[IndicatorRow]) -> Score:
    rows = list(rows)
    states = [row.judgement.state for row in rows]
    flags = [row.judgement.flag for row in rows]
    return Score(
        states.count(State.MET), states.count(State.NOT_MET), states.count(State.OPEN),
        flags.count(Flag.AT_RISK), flags.count(Flag.OFF_TRACK),
    )  # fmt: skip


def _reports(
    indicators, years: Iterable[int], only_verified: Container[int] = ()
) -> dict[tuple[int, int], list[Report]]:
    """(indicator, year) -> its reports by quarter; of the years in which only verified ones count, those."""
    rows = Attainment.objects.filter(indicator__in=indicators, year__in=years).order_by("quarter")
    found = defaultdict(list)
    for row in map(Report._make, rows.values_list(*Report._fields)):
        if row.year not in only_verified or row.status == Attainment.Status.VERIFIED:
            found[row.indicator, row.year].append(row)
    return found


def _stored(one: Standing) -> IndicatorRow:
    flag = Flag(one.flag) if one.flag else None
    judgement = Judgement(State(one.state), one.realized, one.percent, one.reason, flag)
    return IndicatorRow(
        one.indicator, one.year, one.target_value, one.target_text, judgement, one.realized_text, one.hindering, one.quarter,
        one.status,
    )  # fmt: skip


def _chosen(rows: QuerySet[Standing], lookup: str, value: str) -> QuerySet[Standing]:
    """Narrowed to what an address asks for; what is no number names no agency and no programme."""
    if lookup == "program" and value == WITHOUT:
        return rows.filter(program=None)
    if lookup in ("agency", "program") and not (value.isdecimal() and len(value) < 10):
        return rows.none()
    return rows.filter(**{lookup: value})


def _order(asked: str):
    """The fields of ?urut=, names breaking ties; without a percentage a row stands last either way."""
    fields = ORDERS.get(asked.removeprefix("-"), ORDERS["nama"])
    first = F(fields[0])
    down = asked.startswith("-")
    return (first.desc(nulls_last=True) if down else first.asc(nulls_last=True), *fields[1:])


def _row(indicator, year, goal, words, reported: Sequence[Report], yardstick) -> IndicatorRow:
    quarters = [Quarter(row.quarter, row.value, row.text, row.reason) for row in reported]
    told = [row for row in reported if row.hindering]
    texts = [row.text for row in reported if row.text]
    last = next((row for row in reversed(reported) if row.value is not None or row.text), None)
    return IndicatorRow(
        indicator, year, goal, words, judge(kind_of(indicator, yardstick), goal, words, quarters),
        texts[-1] if texts else "", told[-1].hindering if told else "",
        last.quarter if last else None, last.status if last else "",
    )  # fmt: skip
