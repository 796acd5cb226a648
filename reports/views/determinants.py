"""What drives the main statistics (keterkaitan): judged by planners, compared with the figures and the money."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.queries.office import profile
from programs.actions import statistics as actions
from programs.models import Determinant, Program
from programs.queries.budgets import money_of_programs
from programs.queries.years import year_of
from reports.forms.determinants import DeterminantForm
from reports.measures.conclusions import of_tree
from reports.measures.lenses import pictured
from reports.measures.linkage import Tree, trees
from reports.measures.poverty import rules
from reports.measures.remarks import Remark, remark
from reports.queries.poverty import findings_of, published


def linked(request) -> tuple[int, list[tuple[Tree, Remark]], int]:
    """(year, every main statistic with its determinants and what is written about them, years that make a correlation sure)."""
    office, told = profile(), rules()
    year = year_of(request.GET, office.fiscal_year if office else None)
    known = published(request.viewer, office.region if office else None)
    pictures = {row.statistic.pk: pictured(row, told) for row in known}
    rows = Determinant.objects.visible_to(request.viewer).select_related(
        "main", "statistic", "indicator", "judged_by"
    )
    rows = rows.prefetch_related("programs").order_by("main__sort_key", "name", "pk")
    programs = Program.objects.visible_to(request.viewer).filter(determinants__in=rows.order_by())
    money = money_of_programs(programs, year)
    funded = {key for key, one in money.items() if one.ceiling_amount}
    area = office.region.code if office else ""
    written = findings_of(request.viewer, area)
    found = trees(rows, pictures, funded, told.link_points)
    return (
        year,
        [(tree, remark(of_tree(tree), tree.main, area, year, written=written)) for tree in found],
        told.link_points,
    )


@require_safe
@requires(P.EDIT_ANALYSIS)
def poverty_links(request):
    year, found, enough = linked(request)
    return render(request, "reports/poverty/links.html", {"trees": found, "year": year, "enough": enough})


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def determinant_add(request):
    return _edited(request, Determinant(), "Tambah faktor penentu")


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def determinant_edit(request, pk: int):
    row = get_object_or_404(Determinant.objects.visible_to(request.viewer), pk=pk)
    return _edited(request, row, f"Ubah {row.name}")


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def determinant_remove(request, pk: int):
    row = get_object_or_404(Determinant.objects.visible_to(request.viewer), pk=pk)
    back = reverse("reports:poverty-links")
    if request.method == "POST":
        actions.withdraw(row, by=request.user)
        messages.success(request, "Faktor penentu dihapus.")
        return redirect(back)
    context = {
        "question": f"Hapus faktor {row.name}?",
        "consequence": "Penilaian dan buktinya hilang. Sub kegiatan dan angkanya tetap.",
        "verb": "Hapus faktor",
        "back": back,
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


def _edited(request, row: Determinant, title: str):
    form = DeterminantForm(request.POST or None, instance=row, viewer=request.viewer)
    back = reverse("reports:poverty-links")
    if request.method == "POST" and form.is_valid():
        actions.judge(form.save(commit=False), list(form.cleaned_data["programs"]), by=request.user)
        messages.success(request, "Tersimpan.")
        return redirect(back)
    context = {"form": form, "title": title, "verb": "Simpan faktor", "back": back}
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)
