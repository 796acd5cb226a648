"""Store what Bappeda writes about an analysis, with the figures it was written for."""

from django.db import transaction

from agencies.actions import audit
from agencies.models import User
from programs.models import Finding


@transaction.atomic
def write(finding: Finding, *, by: User) -> Finding:
    """Keep the text of one analysis, statistic, area, year and period; an earlier text of the same is replaced."""
    known = Finding.objects.select_for_update().filter(
        kind=finding.kind, statistic=finding.statistic, area=finding.area, year=finding.year, period=finding.period
    ).first()  # fmt: skip
    finding.pk, finding._state.adding = (known.pk, False) if known else (None, True)
    finding.written_by = by
    finding.save()
    audit.record("finding.written", finding, by=by)
    return finding
