"""Every village with its figures, and one page with everything known about one place."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.models import Boundary, Region
from agencies.queries.office import fiscal_year, profile
from agencies.web import paginate, render_page
from reports.filters.villages import VillageFilter
from reports.measures.base import computed
from reports.measures.coverage import FAMILIES, PERSONS, SERVED, UNSERVED
from reports.measures.overlaps import TO_CHECK, pairs
from reports.models import CoverageFigure
from reports.queries.reach import programs_in
from reports.queries.scope import scope_of, within_reach
from reports.queries.villages import elsewhere, narrowed, total_row, village_rows
from reports.views.dashboards import village_map

OF_A_PLACE = (SERVED, UNSERVED, FAMILIES, PERSONS, TO_CHECK)
YEARS = 4
MAP_WIDTH = 330  # pixels of the narrow column


@require_safe
@requires(P.VIEW_DASHBOARD)
def village_list(request):
    at_work = fiscal_year()
    scope = scope_of(request.viewer, request.GET, at_work)
    rows = village_rows(scope)
    shown = narrowed(rows, request.GET)
    total = total_row(scope)
    context = {
        "scope": scope,
        "filterset": VillageFilter(request.GET, scope=scope, at_work=at_work),
        "page": paginate(shown, request),
        "total": total,
        "elsewhere": elsewhere(rows, total),
        "is_part": len(shown) < len(rows),
    }
    return render_page(
        request, "reports/villages/list.html", context, fragment="reports/villages/_results.html"
    )


@require_safe
@requires(P.VIEW_DASHBOARD)
def village_detail(request, code: str):
    """A village or a kecamatan, on one page that prints."""
    places = Region.objects.visible_to(request.viewer).filter(
        level__in=(Region.Level.DISTRICT, Region.Level.VILLAGE)
    )
    region = get_object_or_404(places.select_related("parent", "successor"), code=code)
    office = profile()
    if (
        office is None
        or not code.startswith(f"{office.region.code}.")
        or not within_reach(request.viewer, code)
    ):
        raise Http404
    scope = scope_of(request.viewer, request.GET.dict() | {"desa": code}, office.fiscal_year)
    rows = [] if scope.is_village else village_rows(scope)
    history = CoverageFigure.objects.visible_to(request.viewer).filter(
        region=region, agency=None, year__lte=scope.year
    )
    context = {
        "region": region,
        "scope": scope,
        "tiles": computed(OF_A_PLACE, scope),
        "programs": programs_in(scope),
        "pairs": pairs(scope),
        "history": history.order_by("-year")[:YEARS],
        "rows": rows,
        "map": village_map(scope, rows, MAP_WIDTH),
        "has_outline": Boundary.objects.visible_to(request.viewer).filter(region=region).exists(),
    }
    return render(request, "reports/villages/detail.html", context)
