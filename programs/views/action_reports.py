"""The semester reports of the action plan: what each half of the year spent, handed in and verified."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from programs.actions import action_plans as actions
from programs.forms.action_plans import SemesterForm
from programs.models import ActionReport
from programs.queries.action_plans import lines
from programs.views.action_pieces import act, may_act, page_of, returned, row_of

HALVES = (1, 2)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_REALIZATION)
def action_report(request, pk: int):
    """Realised rupiah of the two halves of the year; the months fill in what nobody typed."""
    row = row_of(request, pk, P.EDIT_REALIZATION)
    line, back = lines([row])[0], page_of(row)
    verifier = may_act(request, row, P.VERIFY_FIGURES)
    shut = _shut(row, verifier)
    form = SemesterForm(request.POST or None, line=line, shut=set(shut))
    if request.method == "POST" and form.is_valid():
        return _stored(request, row, form, verifier)
    context = {
        "row": row,
        "line": line,
        "form": form,
        "back": back,
        "shut": shut,
        "all_shut": len(shut) == len(HALVES),
    }
    return render(request, "programs/actions/report.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(P.EDIT_REALIZATION)
def action_report_submit(request, pk: int, semester: int):
    one = _report(request, pk, semester, P.EDIT_REALIZATION)
    act(request, lambda: actions.submit(one, by=request.user), f"Laporan semester {semester} diajukan.")
    return redirect(page_of(one.row))


@require_POST
@requires(P.VERIFY_FIGURES)
def action_report_verify(request, pk: int, semester: int):
    one = _report(request, pk, semester, P.VERIFY_FIGURES)
    act(request, lambda: actions.verify(one, by=request.user), f"Laporan semester {semester} diverifikasi.")
    return redirect(page_of(one.row))


@require_http_methods(["GET", "POST"])
@requires(P.VERIFY_FIGURES)
def action_report_return(request, pk: int, semester: int):
    return returned(request, _report(request, pk, semester, P.VERIFY_FIGURES))


def _report(request, pk: int, semester: int, permission: P) -> ActionReport:
    row = row_of(request, pk, permission)
    reports = ActionReport.objects.visible_to(request.viewer, permission).filter(row=row)
    return get_object_or_404(
        reports.select_related("row__agency", "row__program", "submitted_by"), semester=semester
    )


def _shut(row, verifier: bool) -> dict[int, str]:
    """semester -> why nothing can be entered there now."""
    known = {one.semester: one for one in row.reports.all()}
    found = {}
    for half in HALVES:
        one = known.get(half) or ActionReport(row=row, semester=half)
        reviewed = one.status not in actions.OPEN and not verifier
        sentence = actions.closed(one, verifier=verifier) or (
            "Sudah diajukan. Minta Bappeda mengembalikannya bila perlu diubah." if reviewed else ""
        )
        if sentence:
            found[half] = sentence
    return found


def _stored(request, row, form: SemesterForm, verifier: bool):
    reason = form.cleaned_data["reason"].strip()
    try:
        changed = actions.report(row, form.amounts(), reason=reason, by=request.user, verifier=verifier)
    except actions.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Laporan semester tersimpan." if changed else "Tidak ada yang berubah.")
    return redirect(page_of(row))
