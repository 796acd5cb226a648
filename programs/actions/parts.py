"""Store the parts of a quarter's report."""

from collections.abc import Iterable

from django.db import transaction

from agencies.actions import audit
from agencies.models import User
from programs.actions import reviews
from programs.models import Attainment, AttainmentPart

FIGURES = ("value", "numerator", "denominator")


@transaction.atomic
def set_parts(
    report: Attainment, dimension: str, told: Iterable[AttainmentPart], *, by: User, verifier: bool = False
) -> int:
    """Make the parts of one dimension what is told; those without any figure leave. How many changed.

    The report counts as entered anew, so a verified one is looked at again. Raises reviews.Refused and then stores
    nothing.
    """
    known = {part.label: part for part in report.parts.select_for_update().filter(dimension=dimension)}
    wanted = {part.label: part for part in told if any(getattr(part, name) is not None for name in FIGURES)}
    changed = 0
    with audit.acting(by):
        for label in known.keys() - wanted.keys():
            known[label].delete()
            changed += 1
        for label, part in wanted.items():
            changed += _store(report, known.get(label), part)
    if changed:
        reviews.report([report], by=by, verifier=verifier)
    return changed


def _store(report: Attainment, stored: AttainmentPart | None, part: AttainmentPart) -> bool:
    """Write one part where it differs; whether it did."""
    if stored is not None and all(
        getattr(stored, name) == getattr(part, name) for name in (*FIGURES, "area")
    ):
        return False
    row = stored or AttainmentPart(attainment=report, dimension=part.dimension, label=part.label)
    for name in (*FIGURES, "area"):
        setattr(row, name, getattr(part, name))
    row.save()
    return True
