"""The reports of one quarter: what an agency has to fill in, and what waits for whoever verifies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from programs.models import Attainment, Indicator, Target
from programs.models.indicators import IndicatorQuerySet
from programs.queries.plausibility import Remark, remarks

REPORTED_BY = {
    1: ("triwulan",),
    2: ("triwulan", "semester"),
    3: ("triwulan",),
    4: ("triwulan", "semester", "tahunan"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One indicator that is to be reported in a quarter: its target of the year, its report, the quarters before.

    `last_year` is the last figure of the year before.
    """

    indicator: Indicator
    target: Target | None
    report: Attainment | None
    earlier: list[Attainment] = field(default_factory=list)
    last_year: Attainment | None = None

    @property
    def remarks(self) -> list[Remark]:
        """What speaks against the figure reported."""
        if self.report is None:
            return []
        told = [row for row in self.earlier if row.value is not None]
        before = told[-1] if told else self.last_year
        return remarks(self.indicator, self.report.value, before, self.report.year)


def due(indicators: IndicatorQuerySet, year: int, quarter: int) -> IndicatorQuerySet:
    """Those with a target in the year whose turn it is in this quarter, and whatever was reported all the same."""
    targets = Target.objects.filter(indicator=OuterRef("pk"), year=year)
    reports = Attainment.objects.filter(indicator=OuterRef("pk"), year=year, quarter=quarter)
    turn = Q(Exists(targets), frequency__in=REPORTED_BY[quarter])
    rows = indicators.filter(turn | Q(Exists(reports))).select_related("statistic")
    return rows.order_by("sort_key", "pk")


def lines(indicators: Iterable[Indicator], year: int, quarter: int) -> list[Due]:
    """With targets and reports of the year, in two queries however many there are."""
    indicators = list(indicators)
    targets = {row.indicator_id: row for row in Target.objects.filter(indicator__in=indicators, year=year)}
    reports, last_year = defaultdict(dict), {}
    now = Q(year=year, quarter__lte=quarter)
    rows = Attainment.objects.filter(now | Q(year=year - 1, value__isnull=False), indicator__in=indicators)
    for row in rows.order_by("quarter"):
        if row.year == year:
            reports[row.indicator_id][row.quarter] = row
        else:
            last_year[row.indicator_id] = row
    return [
        Due(
            one,
            targets.get(one.pk),
            reports[one.pk].get(quarter),
            [row for number, row in reports[one.pk].items() if number < quarter],
            last_year.get(one.pk),
        )
        for one in indicators
    ]


def counts(indicators: IndicatorQuerySet, year: int, quarter: int) -> dict[str, int]:
    """How many are due, and how many reports stand in each status, in one query."""
    found = (
        due(indicators, year, quarter)
        .order_by()
        .aggregate(
            due=Count("pk", distinct=True),
            **{
                status: Count(
                    "attainments",
                    filter=Q(
                        attainments__year=year, attainments__quarter=quarter, attainments__status=status
                    ),
                )
                for status in Attainment.Status.values
            },
        )
    )
    return found | {"ready": found["draft"] + found["returned"]}


def waiting(reports: QuerySet[Attainment], year: int, quarter: int) -> QuerySet[Attainment]:
    """What was submitted for this quarter, agency by agency."""
    rows = reports.filter(year=year, quarter=quarter, status=Attainment.Status.SUBMITTED)
    named = ("indicator__agency", "indicator__statistic", "entered_by", "submitted_by")
    return rows.select_related(*named).order_by("indicator__agency__sort_key", "indicator__sort_key", "pk")


def before_review(reports: Iterable[Attainment]) -> dict[int, Attainment]:
    """The value each report had when it was last returned, from the row history; nothing where it never was."""
    history = Attainment.pgh_event_model
    rows = history.objects.filter(pgh_obj__in=[row.pk for row in reports], status=Attainment.Status.RETURNED)
    return {row.pgh_obj_id: row for row in rows.order_by("pgh_id")}
