"""The annual action plan (RAT): rows, their semester reports, and the way from draft to verified."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.queries.office import fiscal_year
from agencies.web import paginate, render_page
from programs.actions import action_plans as actions
from programs.filters.action_plans import ActionFilter
from programs.forms.action_plans import ActionForm, ReturnForm, SemesterForm
from programs.models import ActionRow
from programs.queries.action_plans import lines, listing, repairs
from programs.queries.years import year_of


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
        "may_add": request.viewer.may(P.EDIT_PROGRAMS),
    }
    return render_page(
        request, "programs/actions/list.html", context, fragment="programs/actions/_results.html"
    )


@require_safe
@requires(P.VIEW_PROGRAMS)
def action_detail(request, pk: int):
    row = get_object_or_404(_visible(request), pk=pk)
    is_open = row.status in actions.OPEN
    verifier = _may(request, row, P.VERIFY_FIGURES)
    context = {
        "row": row,
        "line": lines([row])[0],
        "may_edit": _may(request, row, P.EDIT_PROGRAMS) and (is_open or verifier),
        "may_submit": _may(request, row, P.EDIT_PROGRAMS) and is_open,
        "may_report": _may(request, row, P.EDIT_REALIZATION),
        "may_judge": verifier and not is_open,
        "is_own": request.user.pk in (row.entered_by_id, row.submitted_by_id),
    }
    return render(request, "programs/actions/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_PROGRAMS)
def action_add(request):
    return _save(request, ActionRow(year=year_of(request.GET)), "Tambah rencana aksi")


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_PROGRAMS)
def action_edit(request, pk: int):
    return _save(request, _row(request, pk, P.EDIT_PROGRAMS), "Ubah rencana aksi")


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_PROGRAMS)
def action_remove(request, pk: int):
    row = _row(request, pk, P.EDIT_PROGRAMS)
    if request.method == "POST":
        done = _act(
            request, lambda: actions.remove(row, by=request.user), "Baris dikeluarkan dari rencana aksi."
        )
        return redirect(_list_of(row) if done else _detail_of(row))
    context = {
        "question": "Keluarkan dari rencana aksi?",
        "consequence": f"{row.program} tidak lagi masuk rencana aksi {row.year}. Program dan anggarannya tetap ada.",
        "verb": "Keluarkan",
        "back": _detail_of(row),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_REALIZATION)
def action_report(request, pk: int):
    """Realised rupiah of the two halves of the year; the months fill in what nobody typed."""
    row = _row(request, pk, P.EDIT_REALIZATION)
    line = lines([row])[0]
    form = SemesterForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        changed = actions.report(
            row, form.amounts(), reason=form.cleaned_data["reason"].strip(), by=request.user
        )
        messages.success(request, "Laporan semester tersimpan." if changed else "Tidak ada yang berubah.")
        return redirect(_detail_of(row))
    context = {"row": row, "line": line, "form": form, "back": _detail_of(row)}
    return render(request, "programs/actions/report.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(P.EDIT_PROGRAMS)
def action_submit(request, pk: int):
    row = _row(request, pk, P.EDIT_PROGRAMS)
    _act(request, lambda: actions.submit(row, by=request.user), "Rencana aksi diajukan.")
    return redirect(_detail_of(row))


@require_POST
@requires(P.VERIFY_FIGURES)
def action_verify(request, pk: int):
    row = _row(request, pk, P.VERIFY_FIGURES)
    _act(request, lambda: actions.verify(row, by=request.user), "Rencana aksi diverifikasi.")
    return redirect(_detail_of(row))


@require_http_methods(["GET", "POST"])
@requires(P.VERIFY_FIGURES)
def action_return(request, pk: int):
    row = _row(request, pk, P.VERIFY_FIGURES)
    form = ReturnForm(request.POST or None)
    back = _detail_of(row)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        _act(
            request,
            lambda: actions.send_back(row, note=note, by=request.user, url=back),
            "Dikembalikan ke perangkat daerah.",
        )
        return redirect(back)
    context = {
        "question": "Kembalikan ke perangkat daerah?",
        "consequence": f"{row.program} dapat diubah lagi oleh {row.agency}.",
        "verb": "Kembalikan",
        "back": back,
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=422 if form.is_bound else 200)


@require_safe
@requires(P.EDIT_PROGRAMS)
def action_repair(request):
    """Rows that stand in the wrong place or cannot be told apart: people decide, nothing is guessed."""
    year = year_of(request.GET)
    context = {"year": year, "repairs": repairs(request.viewer, year)}
    return render(request, "programs/actions/repair.html", context)


def _save(request, row: ActionRow, title: str):
    form = ActionForm(request.POST or None, instance=row, viewer=request.viewer)
    back = _detail_of(row) if row.pk else _list_of(row)
    if request.method == "POST" and form.is_valid():
        verifier = bool(row.pk) and _may(request, row, P.VERIFY_FIGURES)
        chosen = form.cleaned_data
        saved = form.save(commit=False)
        links = {"sources": chosen["sources"], "regions": chosen["regions"]}
        if _act(
            request,
            lambda: actions.save(saved, by=request.user, verifier=verifier, **links),
            "Rencana aksi tersimpan.",
        ):
            return redirect(_detail_of(saved))
        return redirect(back)
    context = {"form": form, "title": f"{title} {row.year}", "verb": "Simpan rencana aksi", "back": back}
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)


def _act(request, deed, words: str) -> bool:
    """Do it and say so, or say why not."""
    try:
        deed()
    except actions.Refused as refusal:
        messages.warning(request, str(refusal))
        return False
    messages.success(request, words)
    return True


def _visible(request):
    rows = ActionRow.objects.visible_to(request.viewer).kept()
    return rows.select_related(
        "agency", "program__node__parent", "target_unit", "entered_by", "submitted_by", "verified_by"
    ).prefetch_related("sources", "regions", "reports")


def _row(request, pk: int, permission: P) -> ActionRow:
    """The row, or 404 where it cannot be seen, or 403 where it may be seen but not touched."""
    row = get_object_or_404(_visible(request), pk=pk)
    if not _may(request, row, permission):
        raise PermissionDenied
    return row


def _may(request, row: ActionRow, permission: P) -> bool:
    return ActionRow.objects.visible_to(request.viewer, permission).filter(pk=row.pk).exists()


def _detail_of(row: ActionRow) -> str:
    return reverse("programs:action-detail", args=[row.pk])


def _list_of(row: ActionRow) -> str:
    return f"{reverse('programs:action-list')}?tahun={row.year}"
