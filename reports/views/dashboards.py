"""The first page: the whole picture for those who steer, one's own work for those who report."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.access.roles import Role
from agencies.models import Agency, Notice, Upload
from agencies.queries.office import profile
from agencies.web import render_page
from programs.queries.budgets import rows_of
from reports.forms.scopes import ScopeForm
from reports.measures.attention import matters
from reports.measures.base import computed
from reports.measures.budgets import ABSORPTION
from reports.measures.catalogue import FURTHER, HEADLINES
from reports.measures.coverage import FAMILIES, PERSONS, SERVED
from reports.measures.overlaps import pairs
from reports.measures.reporting import uploads
from reports.queries.first_hour import first_steps
from reports.queries.scope import Scope, scope_of
from reports.queries.villages import largest_gaps, outline_ratio, village_rows
from reports.render.charts import CLASSES, need_map

GAPS = 8  # villages beside the map
NEWEST = 5
MAP_WIDTH = 700  # pixels beside the list of matters; the height reserved for the map follows from it
MAP_HEIGHT = 360  # pixels at most: the table must stay near
WORKING = {Role.OPERATOR, Role.AGENCY_HEAD, Role.REGISTER_OFFICE}  # their first page is their own work


@require_safe
@requires(P.VIEW_DASHBOARD)
def dashboard(request):
    """Everybody's figures; with ?tampilan=kerja, or without a wish for those who report, one's own work."""
    office = profile()
    if office is None:
        return render(request, "reports/dashboards/first_hour.html", {})
    scope = scope_of(request.viewer, request.GET, office.fiscal_year)
    own = own_agency(request.viewer)
    if own and request.GET.get("tampilan") != "daerah":
        return render(request, "reports/dashboards/work.html", work(request, scope, own))
    return render_page(
        request, "reports/dashboards/overview.html", overview(request, scope, office, own),
        fragment="reports/dashboards/_overview.html",
    )  # fmt: skip


def own_agency(viewer) -> Agency | None:
    """The agency for which the viewer works; None for those who look at all of them."""
    ids = {grant.agency_id for grant in viewer.grants if grant.role in WORKING and grant.agency_id}
    if not ids or any(grant.role not in WORKING for grant in viewer.grants):
        return None
    return Agency.objects.visible_to(viewer).filter(pk=min(ids)).first()


def overview(request, scope: Scope, office, own: Agency | None) -> dict:
    rows = [] if scope.is_village else village_rows(scope)
    return {
        "scope": scope,
        "steps": first_steps(scope.viewer),
        "own": own,
        "form": ScopeForm(request.GET, scope=scope, home=office.region.code),
        "tiles": computed(HEADLINES, scope),
        "further": computed(FURTHER, scope),
        "matters": matters(scope, request.user),
        "gaps": largest_gaps(rows, GAPS),
        "map": village_map(scope, rows),
        "strategies": rows_of(scope.money, "strategy"),
        "pairs": pairs(scope)[:NEWEST],
        "newest": newest(scope),
        "may_build": request.viewer.may(P.BUILD_REPORTS),
    }


def work(request, scope: Scope, own: Agency) -> dict:
    """One agency's own figures, what it owes and what became of its lists."""
    mine = Scope(scope.viewer, scope.year, scope.place, own, scope.quarter)
    waiting = Notice.objects.visible_to(request.viewer).filter(waits=True, done_at__isnull=True)
    return {
        "scope": mine,
        "own": own,
        "tiles": computed((ABSORPTION, SERVED, FAMILIES, PERSONS), mine),
        "matters": matters(mine, request.user),
        "tasks": waiting.order_by("-pk")[:NEWEST],
        "newest": newest(mine),
        "may_send": request.viewer.may(P.SEND_UPLOADS),
    }


def newest(scope: Scope) -> list[Upload]:
    return list(uploads(scope).for_listing()[:NEWEST]) if scope.viewer.may(P.VIEW_UPLOADS) else []


def village_map(scope: Scope, rows: list, width: int = MAP_WIDTH) -> dict | None:
    """What {% chart %} needs in a card of that width; None where no outline is known or there is nothing to compare."""
    shape = outline_ratio(scope) if rows and scope.state else None
    if shape is None:
        return None
    ratio = max(shape, width / MAP_HEIGHT)
    outlines = reverse("agencies:region-boundaries", args=[scope.place.code, "village"])
    link = reverse("reports:village-detail", args=["CODE"]) + f"?tahun={scope.year}"
    without = sum(1 for row in rows if not row.target)
    spec = need_map(rows, outlines, link)
    return {
        "spec": spec,
        "ratio": ratio,
        "height": round(width / ratio),
        "scroll": shape > 2,  # a long map keeps its width on a phone and scrolls
        "classes": CLASSES,
        "without": without,
    }
