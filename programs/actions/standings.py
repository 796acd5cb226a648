"""Keep the stored judgement in step with targets and attainments: whoever changes those calls `refresh` at once."""

from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from agencies.models import Agency
from agencies.queries.office import fiscal_year
from programs.models import Attainment, Indicator, Scorecard, Standing, Target
from programs.queries.indicators import IndicatorRow, judged

CHUNK = 5_000  # indicators judged at once: five years of them fit in some 100 MB
WRITTEN = [
    "agency", "program", "level", "quarter", "target_value", "target_text", "realized", "percent", "capped", "state", "reason", "flag",
    "class_code", "status", "refreshed_at",
]  # fmt: skip
COMPARED = [f"{name}_id" if name in ("agency", "program") else name for name in WRITTEN[:-1]]
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
    ids = _ids(indicators)
    touched = _locked(ids if indicators is not None else None)
    for start in range(0, len(ids) if years else 0, CHUNK):
        changed += _rewrite(ids[start : start + CHUNK], years)
    recount(touched, years)
    return changed


def refresh_all() -> int:
    """Every indicator in every year that anybody has a target or a report for, and in the year at work."""
    told = {fiscal_year()}
    for model in (Target, Attainment):
        told.update(model.objects.values_list("year", flat=True).distinct())
    Standing.objects.exclude(year__in=told).delete()
    Scorecard.objects.exclude(year__in=told).delete()
    return refresh(None, told)


def known_years() -> set[int]:
    """The years of which standings are kept: those of a new indicator."""
    return {fiscal_year(), *Scorecard.objects.values_list("year", flat=True).distinct()}


@transaction.atomic
def recount(agencies: Iterable[int], years: Iterable[int]) -> None:
    """Add up the stored standings of these agencies; an agency without any loses its scorecard."""
    agencies, years, now = set(agencies), set(years), timezone.now()
    rows = (
        Standing.objects.filter(agency__in=agencies, year__in=years)
        .values("agency_id", "year")
        .annotate(
            capped_sum=Sum("capped", filter=COUNTS["capped_count"]),
            **{name: Count("pk", filter=condition) for name, condition in COUNTS.items()},
        )
    )
    cards = [Scorecard(**row | {"capped_sum": row["capped_sum"] or 0}, refreshed_at=now) for row in rows]
    Scorecard.objects.filter(agency__in=agencies, year__in=years).delete()
    Scorecard.objects.bulk_create(cards)


def _ids(indicators: Iterable[int] | None) -> list[int]:
    rows = (
        Indicator.objects.all() if indicators is None else Indicator.objects.filter(pk__in=list(indicators))
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _locked(ids: list[int] | None) -> set[int]:
    """The agencies the indicators belong to and belonged to, locked: of two who report at once the later sees both."""
    agencies = Agency.objects.all()
    if ids is not None:
        now = Indicator.objects.filter(pk__in=ids).values_list("agency", flat=True)
        before = Standing.objects.filter(indicator__in=ids).values_list("agency", flat=True)
        agencies = agencies.filter(pk__in={*now, *before})
    return set(agencies.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def _rewrite(ids: list[int], years: list[int]) -> int:
    """Write what differs from what is stored; the nightly run then writes next to nothing."""
    known = {
        (row.indicator_id, row.year): row
        for row in Standing.objects.filter(indicator__in=ids, year__in=years)
    }
    now = timezone.now()
    rows = judged(Indicator.objects.filter(pk__in=ids), years)
    found = [_standing(row, now) for row in rows]
    changed = [row for row in found if _differs(row, known.get((row.indicator_id, row.year)))]
    Standing.objects.bulk_create(
        changed,
        batch_size=1_000,
        update_conflicts=True,
        unique_fields=["indicator", "year"],
        update_fields=WRITTEN,
    )
    return len(changed)


def _standing(row: IndicatorRow, now: datetime) -> Standing:
    """The judgement as it is stored. Per cent are cut, not rounded: 90,9999999 must stay below the 91 of its class."""
    found, indicator = row.judgement, row.indicator
    percent = None if found.percent is None else min(found.percent, LARGEST)
    return Standing(
        indicator_id=indicator.pk, year=row.year, agency_id=indicator.agency_id, program_id=indicator.program_id,
        level=indicator.level, quarter=row.quarter, target_value=row.target, target_text=row.target_text,
        realized=_at(found.realized, 4, ROUND_HALF_UP), percent=_at(percent, 6, ROUND_DOWN),
        capped=_at(found.capped, 4, ROUND_DOWN), state=found.state.value, reason=found.reason,
        flag=found.flag.value if found.flag else "", class_code=found.class_code, status=row.status, refreshed_at=now,
    )  # fmt: skip


def _at(value: Decimal | None, places: int, rounding: str) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(1).scaleb(-places), rounding)


def _differs(row: Standing, known: Standing | None) -> bool:
    return known is None or any(getattr(row, name) != getattr(known, name) for name in COMPARED)
