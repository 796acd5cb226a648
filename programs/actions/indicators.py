"""Store indicators, their targets and what they reached."""

from decimal import Decimal

from django.db import transaction

from agencies.actions import audit
from agencies.models import User
from agencies.queries.settings import setting
from programs.actions import standings
from programs.models import Attainment, Indicator, Target
from programs.queries.attainment import Quarter, judge
from programs.queries.indicators import kind_of
from programs.queries.yardsticks import yardsticks


@transaction.atomic
def save(indicator: Indicator, *, by: User) -> Indicator:
    new = indicator.pk is None
    indicator.save()
    standings.refresh([indicator.pk], standings.known_years())
    audit.record("indicator.added" if new else "indicator.changed", indicator, by=by)
    return indicator


@transaction.atomic
def set_targets(indicator: Indicator, targets: dict[int, tuple[Decimal | None, str]], *, by: User) -> int:
    """year -> (value, words); both empty removes the target. How many years changed."""
    known = {row.year: row for row in indicator.targets.select_for_update().filter(year__in=targets)}
    changed = []
    with audit.acting(by):
        for year, (value, text) in targets.items():
            row = known.get(year)
            if (value, text) == ((row.value, row.text) if row else (None, "")):
                continue
            changed.append(year)
            if value is None and not text:
                row.delete()
            else:
                row = row or Target(indicator=indicator, year=year)
                row.value, row.text = value, text
                row.save()
    if changed:
        standings.refresh([indicator.pk], changed)
        audit.record("indicator.targeted", indicator, by=by, years=len(changed))
    return len(changed)


def needs_cause(attainment: Attainment, told: dict) -> bool:
    """Whether a closing quarter lies so low that its cause must be told (DOMAIN 11.6, a setting)."""
    if attainment.quarter != 4:
        return False
    indicator, year = attainment.indicator, attainment.year
    target = indicator.targets.filter(year=year).first()
    earlier = indicator.attainments.filter(year=year, quarter__lt=4)
    quarters = [Quarter(row.quarter, row.value, row.text, row.reason) for row in earlier]
    kind = kind_of(indicator, yardsticks([year])[year])
    now = Quarter(4, told.get("value"), told.get("text") or "")
    found = judge(kind, target.value if target else None, target.text if target else "", [*quarters, now])
    return found.percent is not None and found.percent < setting("reason_needed_below")
