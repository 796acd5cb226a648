"""The trail: who changed what, and who saw whose data. The administrator reads sign-in and settings events only."""

from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.forms.trail_filters import EventFilter, ReadFilter
from agencies.models import AuditEvent, ReadEvent
from agencies.web import paginate, render_page


@require_safe
@requires(Permission.VIEW_TRAIL, Permission.VIEW_SYSTEM_TRAIL)
def trail_list(request):
    filterset = EventFilter(request.GET, queryset=_events(request))
    return _list(request, filterset, "audit")


@require_safe
@requires(Permission.VIEW_TRAIL)
def read_list(request):
    filterset = ReadFilter(request.GET, queryset=_reads(request))
    return _list(request, filterset, "reads")


def _events(request):
    return AuditEvent.objects.readable_by(request.viewer).order_by("-happened_at", "-pk")


def _reads(request):
    return ReadEvent.objects.visible_to(request.viewer).order_by("-happened_at", "-pk")


def _list(request, filterset, kind: str):
    context = {
        "page": paginate(filterset.qs, request),
        "filterset": filterset,
        "kind": kind,
        "both": request.viewer.may(Permission.VIEW_TRAIL),
    }
    return render_page(
        request, "agencies/audit/list.html", context, fragment=f"agencies/audit/_{kind}_results.html"
    )
