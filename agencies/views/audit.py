"""The trail: who changed what, and who saw whose data. The administrator reads sign-in and settings events only."""

import csv

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions import audit
from agencies.forms.trail_filters import EventFilter, ReadFilter
from agencies.models import AuditEvent, ReadEvent
from agencies.web import paginate, render_page

MOST_EXPORTED = 50_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


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


@require_POST
@requires(Permission.VIEW_TRAIL, Permission.VIEW_SYSTEM_TRAIL)
def trail_export(request):
    """The filtered trail as CSV; itself noted in the trail."""
    rows = EventFilter(request.GET, queryset=_events(request)).qs[:MOST_EXPORTED]
    heading = ("waktu", "pelaku", "tindakan", "objek", "nomor objek", "alasan", "alamat IP")
    lines = [
        (e.happened_at.isoformat(), e.actor, e.words, e.subject, e.subject_id, e.reason, e.address)
        for e in rows
    ]
    audit.record("trail.exported", None, by=request.user, rows=len(lines))
    return _csv("jejak.csv", heading, lines)


@require_POST
@requires(Permission.VIEW_TRAIL)
def read_export(request):
    rows = ReadFilter(request.GET, queryset=_reads(request)).qs[:MOST_EXPORTED]
    heading = ("waktu", "pelaku", "perbuatan", "objek", "nomor objek", "baris", "alasan")
    lines = [
        (e.happened_at.isoformat(), e.actor, e.get_what_display(), e.subject, e.subject_id, e.rows, e.reason)
        for e in rows
    ]
    audit.record("trail.exported", None, by=request.user, rows=len(lines), kind="reads")
    return _csv("jejak-baca.csv", heading, lines)


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


def _csv(name: str, heading: tuple, lines: list[tuple]) -> HttpResponse:
    response = HttpResponse(
        content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )  # fmt: skip
    response.write("\ufeff")  # Excel reads the file as UTF-8 only with this mark
    writer = csv.writer(response)
    writer.writerow(heading)
    writer.writerows([[_text(value) for value in line] for line in lines])
    return response


def _text(value) -> str:
    """A cell that no spreadsheet takes for a formula (SECURITY 2.4)."""
    words = "" if value is None else str(value)
    return f"'{words}" if words.startswith(FORMULA) else words
