"""Keep the stored judgement in step with targets and attainments: whoever changes those calls `refresh` at once."""

import json
from collections.abc import Callable, Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from agencies import sql
from agencies.jobs.queue import enqueue
from agencies.models import Agency, User
from agencies.queries.office import fiscal_year
from programs.models import Attainment, Indicator, Scorecard, Standing, Target
from programs.queries.indicators import IndicatorRow, judged
from programs.queries.scorecards import TASK
from programs.queries.yardsticks import yardsticks

CHUNK = 5_000  # indicators judged at once: five years of them fit in some 100 MB
AT_ONCE = 5_000  # standings that are judged while somebody waits for the page; more are left to the worker
READ = ("agency", "program", "level", "direction", "formula", "aggregation", "decimals")
COLUMNS = {
    "indicator_id": "bigint", "year": "smallint", "agency_id": "bigint", "program_id": "bigint", "level": "text", "quarter": "smallint",
    "target_value": "numeric", "target_text": "text", "realized": "numeric", "realized_text": "text", "percent": "numeric",
    "capped": "numeric", "state": "text", "reason": "text", "flag": "text", "class_code": "text", "status": "text", "hindering": "text",
}  # fmt: skip
# Compared before it is written, so that what stays the same is neither locked nor rewritten.
WRITE = """
INSERT INTO programs_standing ({names}, refreshed_at)
SELECT {fresh}, %(now)s
FROM json_to_recordset(%(rows)s::json) AS fresh ({types})
LEFT JOIN programs_standing known ON known.indicator_id = fresh.indicator_id AND known.year = fresh.year
WHERE known.id IS NULL OR ({known}) IS DISTINCT FROM ({fresh})
ON CONFLICT (indicator_id, year) DO UPDATE SET ({names}, refreshed_at) = ({excluded}, excluded.refreshed_at)
""".format(
    names=", ".join(COLUMNS),
    types=", ".join(f"{name} {kind}" for name, kind in COLUMNS.items()),
    **{table: ", ".join(f"{table}.{name}" for name in COLUMNS) for table in ("fresh", "known", "excluded")},
)
COUNTS = {
    **{state: Q(state=state) for state in ("met", "not_met", "open")},
    **{flag: Q(flag=flag) for flag in ("on_track", "at_risk", "off_track")},
    **{
        reason: Q(reason=reason)
        for reason in ("no_target", "not_reported", "not_published", "running", "words")
    },
    "verified": Q(status="verified"),
    "capped_count": Q(capped__isnull=False) & ~Q(state="open"),
}
LARGEST = Decimal("9999999999.999999")  # what the column holds: a target next to nothing gives any percentage


@transaction.atomic
def refresh(indicators: Iterable[int] | None, years: Iterable[int]) -> int:
    """Judge these indicators (None: all) in these years, count their agencies anew; how many standings changed.

    A year of which nothing is stored yet is judged for all: an indicator without target counts as not assessable.
    """
    years, changed = sorted(set(years)), 0
    if indicators is not None:
        unknown = set(years) - set(Scorecard.objects.filter(year__in=years).values_list("year", flat=True))
        changed = refresh(None, unknown) if unknown else 0
        years = [year for year in years if year not in unknown]
    if not years:
        return changed
    ids, touched = _locked(indicators, years)
    for start in range(0, len(ids), CHUNK):
        changed += _rewrite(ids[start : start + CHUNK], years)
    recount(touched, years, anew=indicators is None)
    return changed


def refresh_all(tell: Callable[[int, int, str], None] = lambda done, of, words: None) -> int:
    """Every indicator in every year that anybody has a target or a report for, and in the year at work.

    Newest year first, each in a transaction of its own: a board never mixes two ways of judging, and whoever reports
    meanwhile waits for one year at most.
    """
    told = {fiscal_year()}
    for model in (Target, Attainment):
        told.update(model.objects.values_list("year", flat=True).distinct())
    changed = 0
    for done, year in enumerate(sorted(told, reverse=True)):
        tell(done, len(told), f"Menilai indikator {year}")
        changed += refresh(None, [year])
    Standing.objects.exclude(year__in=told).delete()
    Scorecard.objects.exclude(year__in=told).delete()
    return changed


def judge_anew(years: Iterable[int], *, by: User) -> None:
    """What all indicators are judged by has changed: at once where that takes a moment, else by the worker."""
    years = set(years)
    if Indicator.objects.count() * len(years) <= AT_ONCE:
        refresh(None, years)
    else:
        Scorecard.objects.filter(year__in=years).update(awaited=True)
        enqueue(TASK, by=by)


def known_years() -> set[int]:
    """The years of which standings are kept: those of a new indicator."""
    return {fiscal_year(), *Scorecard.objects.values_list("year", flat=True).distinct()}


@transaction.atomic
def recount(agencies: Iterable[int], years: Iterable[int], *, anew: bool = False) -> None:
    """Add up the stored standings of these agencies; an agency without any loses its scorecard.

    What waits to be judged anew goes on waiting, unless all of it has just been (`anew`).
    """
    agencies, years, now = set(agencies), set(years), timezone.now()
    rows = (
        Standing.objects.filter(agency__in=agencies, year__in=years)
        .values("agency_id", "year")
        .annotate(
            capped_sum=Sum("capped", filter=COUNTS["capped_count"]),
            **{name: Count("pk", filter=condition) for name, condition in COUNTS.items()},
        )
    )
    kept = Scorecard.objects.filter(agency__in=agencies, year__in=years)
    waiting = {} if anew else {(card.agency_id, card.year): card for card in kept.filter(awaited=True)}
    measured = yardsticks(years)
    cards = []
    for row in rows:
        card = Scorecard(**row | {"capped_sum": row["capped_sum"] or 0}, refreshed_at=now)
        before = waiting.get((card.agency_id, card.year))
        card.awaited = before is not None
        rule = measured[card.year]
        card.falling, card.plan = (before.falling, before.plan) if before else (rule.falling, rule.plan)
        cards.append(card)
    kept.delete()
    Scorecard.objects.bulk_create(cards)


def _locked(indicators: Iterable[int] | None, years: list[int]) -> tuple[list[int], set[int]]:
    """The indicators, and the agencies they belong or belonged to, locked: of two who report at once the later sees both."""
    rows, agencies = Indicator.objects.all(), Agency.objects.all()
    if indicators is not None:
        rows = rows.filter(pk__in=list(indicators))
    own = dict(rows.order_by("pk").values_list("pk", "agency"))
    if indicators is not None:
        before = Standing.objects.filter(indicator__in=list(own), year__in=years).order_by()
        agencies = agencies.filter(
            pk__in={*own.values(), *before.values_list("agency", flat=True).distinct()}
        )
    touched = agencies.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)
    return list(own), set(touched)


def _rewrite(ids: list[int], years: list[int]) -> int:
    """Write what differs from what is stored, by comparing in the database; the nightly run then writes next to nothing."""
    rows = judged(Indicator.objects.filter(pk__in=ids).only(*READ), years)
    found = json.dumps([dict(zip(COLUMNS, _columns(row), strict=True)) for row in rows], default=str)
    return sql.execute(WRITE, rows=found, now=timezone.now())


def _columns(row: IndicatorRow) -> tuple:
    """The judgement as it is stored. Per cent are cut, not rounded: 90,9999999 must stay below the 91 of its class."""
    found, indicator = row.judgement, row.indicator
    percent = None if found.percent is None else min(found.percent, LARGEST)
    return (
        indicator.pk, row.year, indicator.agency_id, indicator.program_id, indicator.level, row.quarter, row.target, row.target_text,
        _at(found.realized, 4, ROUND_HALF_UP), row.last_text, _at(percent, 6, ROUND_DOWN), _at(found.capped, 4, ROUND_DOWN),
        found.state.value, found.reason, found.flag.value if found.flag else "", found.class_code, row.status, row.hindering,
    )  # fmt: skip


def _at(value: Decimal | None, places: int, rounding: str) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(1).scaleb(-places), rounding)
