from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.web import paginate
from beneficiaries.actions import candidates as actions
from beneficiaries.models import MatchCandidate
from beneficiaries.queries.candidates import pairs

Verdict = MatchCandidate.Verdict
SKIPPED = 100  # pairs put aside in one sitting; they come back with the page
VERDICTS = {"sama": Verdict.SAME, "beda": Verdict.DIFFERENT}


@require_safe
@requires(Permission.VIEW_PEOPLE)
def candidate_list(request):
    """One pair after the other, the likeliest first; the decided ones under ?sudah=1."""
    decided = bool(request.GET.get("sudah"))
    visible = MatchCandidate.objects.visible_to(request.viewer).select_related("decided_by")
    rows = visible.exclude(verdict=Verdict.OPEN) if decided else visible.open()
    skipped = [
        number
        for number in request.GET.get("lewati", "").split(",")
        if number.isdecimal() and len(number) < 12
    ][:SKIPPED]
    rows = rows.exclude(pk__in=skipped).order_by("-decided_at" if decided else "-score", "pk")
    page = paginate(rows, request)
    context = {
        "decided": decided,
        "page": page,
        "pairs": pairs(request.viewer, list(page)),
        "skipped": ",".join(skipped),
        "may_decide": request.viewer.may(Permission.EDIT_PEOPLE)
        or request.viewer.may(Permission.APPROVE_UPLOADS),
    }
    return render(request, "beneficiaries/candidates/list.html", context)


@require_POST
@requires(Permission.EDIT_PEOPLE, Permission.APPROVE_UPLOADS)
def candidate_decide(request, pk: int):
    candidate = get_object_or_404(MatchCandidate.objects.visible_to(request.viewer), pk=pk)
    verdict = VERDICTS.get(request.POST.get("keputusan"))
    if verdict is not None:
        try:
            actions.decide(candidate, verdict, by=request.user)
        except actions.DecidedMeanwhile:
            candidate.refresh_from_db()
            messages.warning(
                request, f"{candidate.decided_by} sudah memutuskan: {candidate.get_verdict_display()}."
            )
        else:
            undo = reverse("beneficiaries:candidate-reopen", args=[pk])
            messages.success(request, "Keputusan tersimpan.", extra_tags=f"urungkan={undo}")
    return redirect("beneficiaries:candidate-list")


@require_POST
@requires(Permission.EDIT_PEOPLE, Permission.APPROVE_UPLOADS)
def candidate_reopen(request, pk: int):
    candidate = get_object_or_404(MatchCandidate.objects.visible_to(request.viewer), pk=pk)
    actions.reopen(candidate, by=request.user)
    messages.success(request, "Keputusan diurungkan.")
    return redirect("beneficiaries:candidate-list")
