"""The trail: who changed what, and who saw whose data. The administrator reads sign-in and settings events only."""

from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.forms.trail_filters import EventFilter, ReadFilter
from agencies.queries import trail
from agencies.web import paginate, render_page


@require_safe
@requires(Permission.VIEW_TRAIL, Permission.VIEW_SYSTEM_TRAIL)
def trail_list(request):
    rows = trail.changes(request.viewer, request.GET)
    return _list(request, rows, EventFilter(request.GET, rows), "audit")


@require_safe
@requires(Permission.VIEW_TRAIL)
def read_list(request):
    rows = trail.reads(request.viewer, request.GET)
    return _list(request, rows, ReadFilter(request.GET, rows), "reads")


def _list(request, rows, filterset, kind: str):
    context = {
        "page": paginate(rows, request),
        "filterset": filterset,
        "kind": kind,
        "both": request.viewer.may(Permission.VIEW_TRAIL),
    }
    return render_page(
        request, "agencies/audit/list.html", context, fragment=f"agencies/audit/_{kind}_results.html"
    )
