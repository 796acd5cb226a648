"""Indicators with their judgement per year, and the counts that the board and the reports show."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from agencies.models.sorting import sort_key
from programs.models import Attainment, Indicator, Target
from programs.models.indicators import IndicatorQuerySet
from programs.queries.attainment import Flag, Judgement, Kind, Quarter, State, judge
from programs.queries.yardsticks import Yardstick, yardsticks

FILTERS = {"perangkat": "agency", "program": "program", "tingkat": "level", "arah": "direction"}
ORDERS = {
    "nama": ("sort_key", "pk"),
    "perangkat": ("agency__sort_key", "sort_key", "pk"),
    "kode": ("code", "pk"),
}


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


@dataclass(frozen=True, slots=True)
class AgencyScore:
    """The score of one agency, with the states of its indicators in the order of the squares."""

    agency_id: int
    agency: str
    score: Score
    rows: tuple[IndicatorRow, ...]


def narrowed(indicators: IndicatorQuerySet, params: Mapping[str, str]) -> IndicatorQuerySet:
    """The indicators that the filters of an address leave; a value that makes no sense leaves none."""
    for key, lookup in FILTERS.items():
        if value := params.get(key):
            numeric = lookup in ("agency", "program")
            indicators = (
                indicators.filter(**{lookup: value})
                if not numeric or value.isdecimal()
                else indicators.none()
            )
    for word in params.get("cari", "").split():
        indicators = indicators.filter(Q(sort_key__contains=sort_key(word)) | Q(code__istartswith=word))
    return indicators


def ordered(indicators: IndicatorQuerySet, order: str) -> IndicatorQuerySet:
    """In the order of ?urut=, names breaking ties."""
    fields = ORDERS.get(order.removeprefix("-"), ORDERS["nama"])
    first = f"-{fields[0]}" if order.startswith("-") else fields[0]
    return indicators.select_related("agency", "program").order_by(first, *fields[1:])


def listing(viewer, params: Mapping[str, str], year: int) -> list[IndicatorRow]:
    """Every row of the list page and of its export: filters, order, and `keadaan` and `kelas` from the judgement."""
    indicators = ordered(narrowed(Indicator.objects.visible_to(viewer), params), params.get("urut", ""))
    rows = judged(indicators, [year])
    if state := params.get("keadaan"):
        rows = [row for row in rows if state in (row.judgement.state, row.judgement.flag)]
    if wanted := params.get("kelas"):
        rows = [row for row in rows if row.judgement.class_code == wanted]
    if params.get("urut", "").lstrip("-") == "capaian":
        rows.sort(
            key=lambda row: (row.judgement.percent is None, row.judgement.percent or 0),
            reverse=params["urut"].startswith("-"),
        )
    return rows


def judged(indicators: IndicatorQuerySet, years: Iterable[int]) -> list[IndicatorRow]:
    """One row per indicator and year, in the order of `indicators`; three queries however many there are."""
    years = list(years)
    measured = yardsticks(years)
    ids = indicators.order_by().values("pk")
    targets = {
        (row.indicator_id, row.year): row for row in Target.objects.filter(indicator__in=ids, year__in=years)
    }
    reported = defaultdict(list)
    for row in Attainment.objects.filter(indicator__in=ids, year__in=years).order_by("quarter"):
        if row.status == Attainment.Status.VERIFIED or not measured[row.year].verified_only:
            reported[row.indicator_id, row.year].append(row)
    return [
        _row(indicator, year, targets.get((indicator.pk, year)), reported[indicator.pk, year], measured[year])
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


def scores_by_agency(rows: Iterable[IndicatorRow]) -> list[AgencyScore]:
    """One row per agency, most not met first, then by name; squares in the order met, not met, open."""
    groups: dict[int, list[IndicatorRow]] = defaultdict(list)
    for row in rows:
        groups[row.indicator.agency_id].append(row)
    order = (State.MET, State.NOT_MET, State.OPEN)
    scores = [
        AgencyScore(
            agency_id,
            group[0].indicator.agency.name,
            score(group),
            tuple(sorted(group, key=lambda row: order.index(row.judgement.state))),
        )
        for agency_id, group in groups.items()
    ]
    return sorted(scores, key=lambda one: (-one.score.not_met, sort_key(one.agency)))


def judged_year(rows: Iterable[IndicatorRow], year: int) -> tuple[int, Score]:
    """The year a board tells of, and its counts: `year`, or the one before as long as nothing of this can be judged."""
    rows = list(rows)
    now, before = (score(row for row in rows if row.year == one) for one in (year, year - 1))
    return (year - 1, before) if before.judged and not now.judged else (year, now)


def scores_by_year(rows: Iterable[IndicatorRow]) -> dict[int, Score]:
    groups: dict[int, list[IndicatorRow]] = defaultdict(list)
    for row in rows:
        groups[row.year].append(row)
    return {year: score(groups[year]) for year in sorted(groups)}


def _row(indicator, year, target, reported, yardstick) -> IndicatorRow:
    quarters = [Quarter(row.quarter, row.value, row.text, row.reason) for row in reported]
    goal, words = (target.value, target.text) if target else (None, "")
    told = [row for row in reported if row.hindering]
    texts = [row.text for row in reported if row.text]
    last = next((row for row in reversed(reported) if row.value is not None or row.text), None)
    return IndicatorRow(
        indicator, year, goal, words, judge(kind_of(indicator, yardstick), goal, words, quarters),
        texts[-1] if texts else "", told[-1].hindering if told else "",
        last.quarter if last else None, last.status if last else "",
    )  # fmt: skip
