"""All rows of a filtered list at once: handed in by their agency, verified by somebody else."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from programs.actions import action_plans as actions
from programs.queries.action_plans import Waiting, listing
from programs.queries.years import year_of

NAMES = {"rencana": "rencana aksi", "laporan": "laporan semester"}


@require_POST
@requires(P.EDIT_PROGRAMS)
def action_submit_all(request):
    waiting = Waiting.to_submit(_rows(request), request.viewer)
    return _told(request, waiting, actions.submit_all, "diajukan")


@require_POST
@requires(P.VERIFY_FIGURES)
def action_verify_all(request):
    waiting = Waiting.to_verify(_rows(request), request.viewer, request.user.pk)
    return _told(request, waiting, actions.verify_all, "diverifikasi")


def _rows(request):
    return listing(request.viewer, request.GET, year_of(request.GET))


def _told(request, waiting: Waiting, deed, verb: str):
    what = "laporan" if request.POST.get("apa") == "laporan" else "rencana"
    moved = deed(waiting.of(what), by=request.user)
    if moved.done:
        messages.success(request, f"{len(moved.done)} {NAMES[what]} {verb}.")
    for reason in dict.fromkeys(moved.left):
        messages.warning(request, f"{moved.left.count(reason)} {NAMES[what]} tidak {verb}: {reason}")
    if not (moved.done or moved.left):
        messages.warning(request, "Tidak ada yang menunggu di saringan ini.")
    return redirect(f"{reverse('programs:action-list')}?{request.GET.urlencode()}")
