from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from reports.definitions.consolidation import MONTHS
from reports.queries.consolidation import DONE, LATE, RUNNING, Consolidation
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
        "year": scope.year,
        "next_year": scope.year + 1,
        "standing": [
            (word, _many(told, state))
            for word, state in (("selesai", DONE), ("berjalan", RUNNING), ("lewat tenggat", LATE))
        ],
        "agencies": [row for row in told.agencies if row.score.not_met][:LONGEST],
        "months": MONTHS,
        "total": scope.total_money,
        "may_build": request.viewer.may(Permission.BUILD_REPORTS),
        "build": reverse("reports:report-build", args=["konsolidasi"]),
    }
    return render(request, "reports/consolidation/page.html", context)


def _many(told: Consolidation, state: str) -> int:
    return sum(row.state == state for row in [*told.stages, *told.phases])
