from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.queries.office import fiscal_year
from agencies.queries.settings import setting
from agencies.web import paginate, render_page
from programs.actions import indicators as actions
from programs.filters.indicators import IndicatorFilter
from programs.forms.indicators import AttainmentForm, IndicatorForm, TargetForm
from programs.models import Attainment, Indicator
from programs.queries.attainment import State
from programs.queries.indicators import judged, judged_year, listing, score, scores_by_agency, scores_by_year
from programs.queries.reporting import QUARTER_WORDS
from programs.queries.years import year_of, years_around

TREND = 4  # years beside each other on the board
MISSED = 10  # rows of the short list below the board


@require_safe
@requires(Permission.VIEW_INDICATORS)
def indicator_list(request):
    """The board: one square per indicator, agencies with most not met first."""
    at_work = fiscal_year()
    asked = year_of(request.GET, at_work)
    indicators = Indicator.objects.visible_to(request.viewer).for_listing()
    rows = judged(indicators, range(min(asked, at_work - TREND + 1), max(asked, at_work) + 1))
    year = asked if "tahun" in request.GET else judged_year(rows, at_work)[0]
    by_year = scores_by_year(rows)
    now = [row for row in rows if row.year == year]
    running = [row for row in rows if row.year == at_work]
    missed = [row for row in now if row.judgement.state == State.NOT_MET]
    context = {
        "year": year,
        "score": by_year.get(year) or score([]),
        "trend": by_year.items(),
        "agencies": scores_by_agency(now),
        "missed": missed[:MISSED],
        "at_work": at_work,
        "running": score(running),
        "unreported": sum(row.judgement.reason == "not_reported" for row in running),
        "falling": setting("falling_formula"),
        "may_add": request.viewer.may(Permission.EDIT_INDICATORS),
    }
    return render(request, "programs/indicators/board.html", context)


@require_safe
@requires(Permission.VIEW_INDICATORS)
def indicator_table(request):
    at_work = fiscal_year()
    year = year_of(request.GET, at_work)
    rows = listing(request.viewer, request.GET, year)
    context = {
        "filterset": IndicatorFilter(request.GET, viewer=request.viewer, at_work=at_work, year=year),
        "page": paginate(rows, request),
        "score": score(rows),
        "year": year,
        "falling": setting("falling_formula"),
    }
    return render_page(
        request, "programs/indicators/list.html", context, fragment="programs/indicators/_results.html"
    )


@require_safe
@requires(Permission.VIEW_INDICATORS)
def indicator_detail(request, pk: int):
    indicator = get_object_or_404(Indicator.objects.visible_to(request.viewer).for_listing(), pk=pk)
    years = sorted(years_around(fiscal_year()))
    year = year_of(request.GET)
    reported = {
        row.quarter: row for row in indicator.attainments.visible_to(request.viewer).filter(year=year)
    }
    context = {
        "indicator": indicator,
        "series": judged(Indicator.objects.visible_to(request.viewer).filter(pk=pk), years),
        "year": year,
        "quarters": [(n, QUARTER_WORDS[n - 1], reported.get(n)) for n in range(1, 5)],
        "falling": setting("falling_formula"),
        "may_edit": _may(request, indicator, Permission.EDIT_INDICATORS),
        "may_report": _may(request, indicator, Permission.EDIT_ATTAINMENTS),
    }
    return render(request, "programs/indicators/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INDICATORS)
def indicator_add(request):
    form = IndicatorForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        indicator = actions.save(form.save(commit=False), by=request.user)
        messages.success(request, "Indikator tersimpan. Isi targetnya.")
        return redirect("programs:indicator-targets", indicator.pk)
    return _form(request, form, "Tambah indikator", "Simpan indikator", reverse("programs:indicator-list"))


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INDICATORS)
def indicator_edit(request, pk: int):
    indicator = _editable(request, pk, Permission.EDIT_INDICATORS)
    form = IndicatorForm(request.POST or None, instance=indicator, viewer=request.viewer)
    back = reverse("programs:indicator-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        actions.save(form.save(commit=False), by=request.user)
        messages.success(request, "Tersimpan.")
        return redirect(back)
    return _form(request, form, f"Ubah {indicator}", "Simpan indikator", back)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INDICATORS)
def indicator_targets(request, pk: int):
    indicator = _editable(request, pk, Permission.EDIT_INDICATORS)
    form = TargetForm(request.POST or None, indicator=indicator, years=sorted(years_around(fiscal_year())))
    if request.method == "POST" and form.is_valid():
        changed = actions.set_targets(indicator, form.targets(), by=request.user)
        messages.success(
            request, f"Target {changed} tahun tersimpan." if changed else "Tidak ada yang berubah."
        )
        return redirect("programs:indicator-detail", pk)
    context = {"indicator": indicator, "form": form}
    return render(request, "programs/indicators/targets.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_ATTAINMENTS)
def attainment_edit(request, pk: int, year: int, quarter: int):
    if not 1 <= quarter <= 4:
        raise Http404
    indicator = _editable(request, pk, Permission.EDIT_ATTAINMENTS)
    row = indicator.attainments.filter(year=year, quarter=quarter).first()
    form = AttainmentForm(
        request.POST or None,
        instance=row or Attainment(indicator=indicator, year=year, quarter=quarter),
        target=indicator.targets.filter(year=year).first(),
        needs_cause=actions.needs_cause,
    )
    back = f"{reverse('programs:indicator-detail', args=[pk])}?tahun={year}"
    if request.method == "POST" and form.is_valid():
        actions.report(form.save(commit=False), by=request.user)
        messages.success(request, "Realisasi tersimpan.")
        return redirect(back)
    title = f"Realisasi triwulan {QUARTER_WORDS[quarter - 1]} {year}: {indicator}"
    return _form(request, form, title, "Simpan realisasi", back)


def _editable(request, pk: int, permission: Permission) -> Indicator:
    """The indicator, or 404 where it cannot be seen, or 403 where it may be seen but not changed."""
    indicator = get_object_or_404(
        Indicator.objects.visible_to(request.viewer).select_related("agency"), pk=pk
    )
    if not _may(request, indicator, permission):
        raise PermissionDenied
    return indicator


def _may(request, indicator: Indicator, permission: Permission) -> bool:
    return Indicator.objects.visible_to(request.viewer, permission).filter(pk=indicator.pk).exists()


def _form(request, form, title: str, verb: str, back: str):
    context = {"form": form, "title": title, "verb": verb, "back": back}
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)
