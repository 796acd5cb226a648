"""Decide which villages and kecamatan come first in a year, with or against what the figures propose."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from agencies.actions import audit
from agencies.models import User
from programs.models import FocusRegion


@transaction.atomic
def decide(decision: FocusRegion, *, by: User) -> FocusRegion:
    """Keep the decision on one place and year; an earlier one of the same is replaced and stays in the history."""
    known = FocusRegion.objects.select_for_update().filter(region=decision.region, year=decision.year).first()
    decision.pk, decision._state.adding = (known.pk, False) if known else (None, True)
    decision.decided_by = by
    with audit.acting(by):
        decision.save()
    audit.record(
        "focus.decided", decision, by=by, reason=decision.reason, region=decision.region.code, year=decision.year,
        is_focus=decision.is_focus,
    )  # fmt: skip
    return decision


@transaction.atomic
def withdraw(decision: FocusRegion, *, by: User) -> None:
    """Take back what was decided on one place: the proposal of the figures stands again."""
    audit.record("focus.withdrawn", decision, by=by, region=decision.region.code, year=decision.year)
    with audit.acting(by):
        decision.delete()


@transaction.atomic
def adopt(
    proposed: Mapping[int, Decimal | None], year: int, *, decree: str, decree_date: date, by: User
) -> int:
    """Fix the whole list by one decree and tell how many places are new on it.

    `proposed` is the index of each proposed region by its id. Places decided before keep their verdict; where they have no
    decree yet they get this one.
    """
    decided = FocusRegion.objects.select_for_update().filter(year=year)
    known = set(decided.values_list("region", flat=True))
    with audit.acting(by):
        decided.filter(decree="").update(decree=decree, decree_date=decree_date)
        added = FocusRegion.objects.bulk_create(
            FocusRegion(
                region_id=region, year=year, is_focus=True, was_proposed=True, score=score, decree=decree, decree_date=decree_date,
                decided_by=by,
            )
            for region, score in proposed.items()
            if region not in known
        )  # fmt: skip
    audit.record("focus.adopted", None, by=by, year=year, places=len(added), decree=decree)
    return len(added)
