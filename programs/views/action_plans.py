"""The annual action plan (RAT): rows, their semester reports, and the way from draft to verified."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.queries.office import fiscal_year
from agencies.web import paginate, render_page
from programs.actions import action_plans as actions
from programs.filters.action_plans import ActionFilter
from programs.forms.action_plans import ActionForm
from programs.models import ActionRow
from programs.queries.action_plans import Waiting, closed_for, history, lines, listing, repairs
from programs.queries.years import year_of
from programs.views.action_pieces import Review, act, may_act, page_of, returned, row_of, visible_rows


@require_safe
@requires(P.VIEW_PROGRAMS)
def action_list(request):
    at_work = fiscal_year()
    year = year_of(request.GET, at_work)
    rows = listing(request.viewer, request.GET, year)
    page = paginate(rows, request)
    context = {
        "filterset": ActionFilter(request.GET, viewer=request.viewer, at_work=at_work, year=year),
        "page": page,
        "lines": lines(page),
        "year": year,
        "closed": closed_for(request.viewer, year),
        "may_add": request.viewer.may(P.EDIT_PROGRAMS),
        "may_send": request.viewer.may(P.SEND_UPLOADS),
        "bulk": _bulk(request, rows),
    }
    return render_page(
        request, "programs/actions/list.html", context, fragment="programs/actions/_results.html"
    )


@require_safe
@requires(P.VIEW_PROGRAMS)
def action_detail(request, pk: int):
    row = get_object_or_404(visible_rows(request), pk=pk)
    verifier = may_act(request, row, P.VERIFY_FIGURES)
    may_report = may_act(request, row, P.EDIT_REALIZATION)
    planned = Review.of(row, request.user, enters=may_act(request, row, P.EDIT_PROGRAMS), verifier=verifier)
    context = {
        "row": row,
        "line": lines([row])[0],
        "planned": planned,
        "halves": [
            Review.of(one, request.user, enters=may_report, verifier=verifier)
            for one in sorted(row.reports.all(), key=lambda one: one.semester)
        ],
        "may_report": may_report,
        "history": history(row) if planned.enters or verifier else [],
    }
    return render(request, "programs/actions/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_PROGRAMS)
def action_add(request):
    return _save(request, ActionRow(year=year_of(request.GET)), "Tambah rencana aksi")


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_PROGRAMS)
def action_edit(request, pk: int):
    return _save(request, row_of(request, pk, P.EDIT_PROGRAMS), "Ubah rencana aksi")


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_PROGRAMS)
def action_remove(request, pk: int):
    row = row_of(request, pk, P.EDIT_PROGRAMS)
    if request.method == "POST":
        done = act(
            request, lambda: actions.remove(row, by=request.user), "Baris dikeluarkan dari rencana aksi."
        )
        return redirect(_list_of(row) if done else page_of(row))
    context = {
        "question": "Keluarkan dari rencana aksi?",
        "consequence": f"{row.program} tidak lagi masuk rencana aksi {row.year}. Program dan anggarannya tetap ada.",
        "verb": "Keluarkan",
        "back": page_of(row),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@require_POST
@requires(P.EDIT_PROGRAMS)
def action_submit(request, pk: int):
    row = row_of(request, pk, P.EDIT_PROGRAMS)
    act(request, lambda: actions.submit(row, by=request.user), "Rencana aksi diajukan.")
    return redirect(page_of(row))


@require_POST
@requires(P.VERIFY_FIGURES)
def action_verify(request, pk: int):
    row = row_of(request, pk, P.VERIFY_FIGURES)
    act(request, lambda: actions.verify(row, by=request.user), "Rencana aksi diverifikasi.")
    return redirect(page_of(row))


@require_http_methods(["GET", "POST"])
@requires(P.VERIFY_FIGURES)
def action_return(request, pk: int):
    return returned(request, row_of(request, pk, P.VERIFY_FIGURES))


@require_safe
@requires(P.EDIT_PROGRAMS)
def action_repair(request):
    """Rows that stand in the wrong place or cannot be told apart: people decide, nothing is guessed."""
    year = year_of(request.GET)
    context = {"year": year, "repairs": repairs(request.viewer, year)}
    return render(request, "programs/actions/repair.html", context)


def _bulk(request, rows) -> list[tuple[str, str, str, int]]:
    """(address, verb, what, how many) of what the person can do with the whole list at once, agency by agency."""
    found: list[tuple[str, str, str, int]] = []
    own = {grant.agency_id for grant in request.viewer.grants}
    if not request.GET.get("perangkat") and (len(own) > 1 or None in own):
        return found
    if request.viewer.may(P.EDIT_PROGRAMS):
        counts = Waiting.to_submit(rows, request.viewer).counts()
        found += [(reverse("programs:action-submit-all"), "Ajukan", what, n) for what, n in counts.items()]
    if request.viewer.may(P.VERIFY_FIGURES):
        counts = Waiting.to_verify(rows, request.viewer, request.user.pk).counts()
        found += [
            (reverse("programs:action-verify-all"), "Verifikasi", what, n) for what, n in counts.items()
        ]
    return found


def _save(request, row: ActionRow, title: str):
    form = ActionForm(request.POST or None, instance=row, viewer=request.viewer)
    back = page_of(row) if row.pk else _list_of(row)
    verifier = bool(row.pk) and may_act(request, row, P.VERIFY_FIGURES)
    closed = actions.closed(row, verifier=verifier) if row.pk else closed_for(request.viewer, row.year)
    if closed and request.method == "GET":
        context = {"title": f"{title} {row.year}", "closed": closed, "back": back}
        return render(request, "programs/actions/closed.html", context)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        saved = form.save(commit=False)
        links = {"sources": chosen["sources"], "regions": chosen["regions"]}
        if act(
            request,
            lambda: actions.save(saved, by=request.user, verifier=verifier, **links),
            "Rencana aksi tersimpan.",
        ):
            return redirect(page_of(saved))
        return redirect(back)
    context = {"form": form, "title": f"{title} {row.year}", "verb": "Simpan rencana aksi", "back": back}
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)


def _list_of(row: ActionRow) -> str:
    return f"{reverse('programs:action-list')}?tahun={row.year}"
