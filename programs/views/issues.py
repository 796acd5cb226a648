from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from programs.actions import issues as actions
from programs.forms.issues import IssueForm
from programs.models import Issue
from programs.queries.issues import listing
from programs.queries.years import year_of


@require_safe
@requires(Permission.VIEW_INDICATORS)
def issue_list(request):
    year = year_of(request.GET)
    rows = list(listing(request.viewer, year))
    context = {
        "year": year,
        "groups": [(kind.label, [row for row in rows if row.kind == kind]) for kind in Issue.Kind],
        "open": sum(row.status != Issue.Status.DONE for row in rows),
        "rows": rows,
        "may_edit": request.viewer.may(Permission.EDIT_ANALYSIS),
    }
    return render(request, "programs/issues/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_ANALYSIS)
def issue_add(request):
    issue = Issue(year=year_of(request.GET))
    return _save(request, issue, "Tambah permasalahan atau isu")


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_ANALYSIS)
def issue_edit(request, pk: int):
    return _save(request, _editable(request, pk), "Ubah permasalahan atau isu")


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_ANALYSIS)
def issue_remove(request, pk: int):
    issue = _editable(request, pk)
    back = _back(issue.year)
    if request.method == "POST":
        actions.remove(issue, by=request.user)
        messages.success(request, "Dihapus.")
        return redirect(back)
    context = {
        "question": "Hapus permasalahan atau isu?",
        "consequence": f"{issue.title} dihapus dari daftar tahun {issue.year}. Yang sudah ditangani lebih baik diberi status Selesai.",
        "verb": "Hapus",
        "back": back,
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


def _save(request, issue: Issue, title: str):
    form = IssueForm(request.POST or None, instance=issue, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        actions.save(form, by=request.user)
        messages.success(request, "Tersimpan.")
        return redirect(_back(issue.year))
    context = {"form": form, "title": title, "verb": "Simpan", "back": _back(issue.year)}
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)


def _editable(request, pk: int) -> Issue:
    return get_object_or_404(Issue.objects.visible_to(request.viewer, Permission.EDIT_ANALYSIS), pk=pk)


def _back(year: int) -> str:
    return f"{reverse('programs:issue-list')}?tahun={year}"
