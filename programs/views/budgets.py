from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.models import Agency
from programs.actions import budgets as actions
from programs.forms.budgets import CeilingForm, MonthsForm, SourceForm
from programs.models import Budget, FundingSource, Indicator, Program
from programs.queries.budgets import money_by, quarters_by_agency, rows_of, total_of
from programs.queries.ceilings import MURNI, PERUBAHAN, Version, history, in_order, next_shift
from programs.queries.programs import EVERYTHING, SourceLine, covered, lines_of
from programs.queries.reporting import QUARTER_WORDS, deadlines, grid
from programs.queries.years import year_of
from programs.views.programs import editable

MOST_SHIFTS = 20  # pergeseran of one year


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def budget_overview(request):
    year = year_of(request.GET)
    programs = covered(request.viewer, request.GET)
    rows = money_by(programs, year)
    quarters = quarters_by_agency(programs, year)
    context = {
        "year": year,
        "everything": request.GET.get("cakupan") == EVERYTHING,
        "total": total_of(programs, year),
        "tables": [
            ("Menurut perangkat daerah", "Perangkat daerah", "perangkat", rows_of(rows, "agency")),
            ("Menurut strategi", "Strategi Inpres 8/2025", "strategi", rows_of(rows, "strategy")),
            ("Menurut sumber dana", "Sumber dana", "", rows_of(rows, "source")),
        ],
        "elapsed": elapsed(year, timezone.localdate()),
        "quarters": [
            (
                QUARTER_WORDS[n - 1],
                next((q.spent_amount for q in quarters if q.agency == "Jumlah" and q.quarter == n), None),
            )
            for n in range(1, 5)
        ],
    }
    return render(request, "programs/budgets/overview.html", context)


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def reporting_grid(request):
    year = year_of(request.GET)
    viewer = request.viewer
    rows = grid(
        Program.objects.visible_to(viewer).poverty(),
        Indicator.objects.visible_to(viewer),
        Agency.objects.visible_to(viewer),
        year,
    )
    late = [row for row in rows if row.late]
    context = {
        "year": year,
        "rows": rows,
        "late": late,
        "deadlines": list(zip(QUARTER_WORDS, deadlines(year), strict=True)),
        "reminder": "\n".join(
            f"- {row.agency}: triwulan {', '.join(QUARTER_WORDS[n - 1] for n in row.late)}" for row in late
        ),
    }
    return render(request, "programs/budgets/reporting.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROGRAMS)
def budget_edit(request, pk: int, year: int):
    """The ceilings of one programme and year: a row per source, a column per version (?pergeseran=2 adds one)."""
    program = editable(request, pk, Permission.EDIT_PROGRAMS)
    lines = _with_asked_source(lines_of(program, year), request)
    versions = _with_asked_shift(lines, request)
    form = CeilingForm(request.POST or None, lines=lines, versions=versions)
    back = f"{reverse('programs:program-detail', args=[pk])}?tahun={year}"
    if request.method == "POST" and form.is_valid():
        changed = actions.set_ceilings(program, year, form.ceilings(), by=request.user)
        messages.success(request, f"{changed} pagu tersimpan." if changed else "Tidak ada yang berubah.")
        return redirect(back)
    context = {
        "program": program,
        "year": year,
        "form": form,
        "sources": SourceForm(used={line.source.pk for line in lines}),
        "history": history(lines),
        "asked": request.GET.getlist("sumber"),
        "next_shift": next_shift(versions),
        "back": back,
    }
    return render(request, "programs/budgets/ceilings.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_REALIZATION)
def realization_edit(request, pk: int, year: int, source: str):
    """Twelve months of one programme and funding source."""
    program = editable(request, pk, Permission.EDIT_REALIZATION)
    lines = lines_of(program, year)
    fund = get_object_or_404(FundingSource.objects.visible_to(request.viewer), code=source)
    line = next((one for one in lines if one.source == fund), None) or SourceLine(fund, {}, None, {})
    form = MonthsForm(request.POST or None, line=line)
    back = f"{reverse('programs:program-detail', args=[pk])}?tahun={year}"
    if request.method == "POST" and form.is_valid():
        changed = actions.set_months(program, year, fund, form.months(), by=request.user)
        messages.success(
            request, f"Realisasi {changed} bulan tersimpan." if changed else "Tidak ada yang berubah."
        )
        return redirect(back)
    context = {"program": program, "year": year, "form": form, "line": line, "back": back}
    return render(request, "programs/budgets/months.html", context, status=422 if form.is_bound else 200)


def elapsed(year: int, day: date) -> int:
    """How much of the fiscal year is over, in whole per cent: the black mark on the bars."""
    if day.year != year:
        return 100 if day.year > year else 0
    return round(100 * day.timetuple().tm_yday / 365)


def _with_asked_source(lines: list[SourceLine], request) -> list[SourceLine]:
    """The rows of the grid: known sources, and those added in the address (?sumber=3)."""
    known = {line.source.pk for line in lines}
    asked = [int(value) for value in request.GET.getlist("sumber") if value.isdecimal()]
    added = (
        FundingSource.objects.visible_to(request.viewer).filter(pk__in=set(asked) - known).order_by("code")
    )
    return [*lines, *(SourceLine(source, {}, None, {}) for source in added)]


def _with_asked_shift(lines: list[SourceLine], request) -> list[Version]:
    """The columns of the grid: murni and perubahan, what is known, and the pergeseran added in the address."""
    known = {version for line in lines for version in line.versions}
    asked = [
        int(value) for value in request.GET.getlist("pergeseran") if value.isdecimal() and len(value) < 3
    ]
    added = (Version(Budget.Revision.PERGESERAN, number) for number in asked if 0 < number <= MOST_SHIFTS)
    return in_order({MURNI, PERUBAHAN, *known, *added})
