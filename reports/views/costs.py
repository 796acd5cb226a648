from decimal import Decimal

from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.queries.settings import setting
from agencies.web import paginate
from programs.queries.programs import covered
from programs.queries.years import year_of
from reports.queries.costs import costs


@require_safe
@requires(Permission.VIEW_DASHBOARD)
def budget_costs(request):
    """What one recipient costs in each programme; those far from the others with the same form of aid first."""
    year, times = year_of(request.GET), Decimal(str(setting("unit_cost_times")))
    rows = costs(request.viewer, covered(request.viewer, {}).in_year(year), year, times)
    context = {
        "year": year,
        "times": times,
        "page": paginate(rows, request),
        "outlying": sum(row.is_outlier for row in rows),
    }
    return render(request, "reports/costs/list.html", context)
