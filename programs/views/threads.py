from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.web import paginate
from programs.actions import plans as actions
from programs.models import Indicator, Plan, PlanItem, Program, Standing
from programs.queries.links import proposals, unlinked
from programs.queries.panels import thread_panels
from programs.queries.threads import of_item
from programs.queries.years import year_of


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def item_thread(request, pk: int):
    """From one item up to the vision and down to the money and whom it reached."""
    viewer = request.viewer
    items = PlanItem.objects.visible_to(viewer)
    item = get_object_or_404(items.select_related("plan", "plan__agency", "node", "agency"), pk=pk)
    year = year_of(request.GET)
    thread = of_item(
        item, year, items, Program.objects.visible_to(viewer), Indicator.objects.visible_to(viewer)
    )
    standings = Standing.objects.visible_to(viewer).filter(year=year, indicator__in=thread.indicators)
    by_indicator = {row.indicator_id: row for row in standings}
    context = {
        "item": item,
        "thread": thread,
        "year": year,
        "goals": [(one, by_indicator.get(one.pk)) for one in thread.indicators],
        "panels": thread_panels.shown(viewer, thread, year),
        "may_edit": Plan.objects.visible_to(viewer, Permission.EDIT_PLANS).filter(pk=item.plan_id).exists(),
    }
    return render(request, "programs/plans/thread.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_PROGRAMS)
def program_unlinked(request):
    """Sub kegiatan that support no item of a plan; the item of their code is proposed and linked in bulk."""
    viewer, year = request.viewer, year_of(request.GET)
    in_force = Plan.objects.visible_to(viewer).in_force(timezone.localdate())
    items = PlanItem.objects.visible_to(viewer).filter(plan__in=in_force)
    editable = Program.objects.visible_to(viewer, Permission.EDIT_PLANS)
    if request.method == "POST" and not viewer.may(Permission.EDIT_PLANS):
        raise PermissionDenied
    if request.method == "POST":
        chosen = [int(pk) for pk in request.POST.getlist("pilih") if pk.isdecimal()]
        rows = list(unlinked(editable, year).filter(pk__in=chosen))
        linked = 0
        for pk, item in proposals(rows, items).items():
            linked += actions.link(item, editable.filter(pk=pk), by=request.user)
        messages.success(request, f"{linked} sub kegiatan dihubungkan dengan rencana.")
        return redirect(f"{reverse('programs:program-unlinked')}?tahun={year}")
    page = paginate(unlinked(Program.objects.visible_to(viewer), year), request)
    proposed = proposals(list(page), items)
    may = set(editable.filter(pk__in=[row.pk for row in page]).values_list("pk", flat=True))
    context = {
        "year": year,
        "page": page,
        "rows": [(row, proposed.get(row.pk), row.pk in may) for row in page],
        "may_link": bool(may & set(proposed)),
    }
    return render(request, "programs/plans/unlinked.html", context)
