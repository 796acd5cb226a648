from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from programs.queries.yardsticks import yardsticks
from reports.definitions.consolidation import MONTHS
from reports.queries.consolidation import Consolidation, StageRow
from reports.queries.scope import scope_of

LONGEST = 10  # agencies with the most targets not met


@require_safe
@requires(Permission.VIEW_DASHBOARD)
def consolidation(request):
    """One screen in six parts for the head of the region."""
    scope = scope_of(request.viewer, request.GET)
    told = Consolidation(scope, timezone.localdate())
    context = {
        "scope": scope,
        "told": told,
        "stages": _folded(told.stages),
        "phases": _folded(told.phases),
        "year": scope.year,
        "next_year": scope.year + 1,
        "agencies": [row for row in told.agencies if row.score.not_met][:LONGEST],
        "yardstick": yardsticks([told.told_year])[told.told_year],
        "months": MONTHS,
        "total": scope.total_money,
        "may_build": request.viewer.may(Permission.BUILD_REPORTS),
        "build": reverse("reports:report-build", args=["konsolidasi"]),
    }
    return render(request, "reports/consolidation/page.html", context)


def _folded(rows: list[StageRow]) -> tuple[list[StageRow], list[StageRow]]:
    """What lies ahead, and what is done."""
    return [row for row in rows if not row.is_done], [row for row in rows if row.is_done]
