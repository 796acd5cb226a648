from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.models import Agency
from agencies.queries.office import fiscal_year
from agencies.queries.settings import setting
from agencies.web import paginate, render_page
from programs.actions import indicators as actions, reviews
from programs.filters.indicators import IndicatorFilter
from programs.forms.indicators import AttainmentForm, IndicatorForm, TargetForm
from programs.models import Attainment, Indicator, PlanItem
from programs.queries import scorecards
from programs.queries.attainment import REASON_WORDS, State
from programs.queries.indicators import grouped, judged, lowest, rows_of, score_of, standing
from programs.queries.plausibility import of_year
from programs.queries.relatives import relatives
from programs.queries.reporting import QUARTER_WORDS, due_quarter
from programs.queries.yardsticks import yardsticks
from programs.queries.years import year_of, years_around
from programs.views.evidence import files_of
from programs.views.parts import breakdowns_of

TREND = 4  # years beside each other on the board
MISSED = 10  # rows of the short list below the board
SQUARES = 400  # indicators that still can be told apart as squares; above that each agency has a bar


@require_safe
@requires(Permission.VIEW_INDICATORS)
def indicator_list(request):
    """The board: how many are met, agencies with most not met first, and what warns of this year."""
    at_work = _year_at_work(request)
    asked = year_of(request.GET, at_work)
    shown = range(at_work - TREND + 1, at_work + 1)
    cards = scorecards.of(request.viewer, {*shown, asked})
    scores = {year: scorecards.total(cards[year].values()) for year in cards}
    year = asked if "tahun" in request.GET else scorecards.told_year(scores, at_work)
    context = {
        "year": year,
        "score": scores[year],
        "known": any(one.total for one in scores.values()),
        "trend": [(each, scores[each]) for each in shown],
        "agencies": scorecards.by_agency(cards[year].values()),
        "squares": scores[year].total <= SQUARES,
        "reasons": scorecards.reasons(cards[year].values()),
        "missed": lowest(request.viewer, {pk: card.agency for pk, card in cards[year].items()}, year, MISSED),
        "verified": scorecards.verified_share(cards[year].values()),
        "being_judged": any(card.awaited for card in cards[year].values()),
        "at_work": at_work,
        "running": scores[at_work],
        "unreported": sum(card.not_reported for card in cards[at_work].values()),
        "yardstick": scorecards.measured_by(cards[year].values(), year),
        "due_quarter": due_quarter(at_work),
        "may_report": request.viewer.may(Permission.EDIT_ATTAINMENTS),
        "may_verify": request.viewer.may(Permission.VERIFY_FIGURES),
        "may_add": request.viewer.may(Permission.EDIT_INDICATORS),
    }
    return render(request, "programs/indicators/board.html", context)


@require_safe
@requires(Permission.VIEW_INDICATORS)
def indicator_table(request):
    at_work = _year_at_work(request)
    year = year_of(request.GET, at_work)
    rows = standing(request.viewer, request.GET, year)
    page = paginate(rows, request)
    page.object_list = rows_of(page.object_list)
    context = {
        "filterset": IndicatorFilter(request.GET, viewer=request.viewer, at_work=at_work, year=year),
        "page": page,
        "score": score_of(rows),
        "year": year,
        "yardstick": yardsticks([year])[year],
        "being_judged": scorecards.being_judged(request.viewer, year),
    }
    return render_page(
        request, "programs/indicators/list.html", context, fragment="programs/indicators/_results.html"
    )


@require_safe
@requires(Permission.VIEW_INDICATORS)
def agency_indicators(request, pk: int):
    """One agency's indicators of a year by programme and by reason, each number leading to its rows."""
    agency = get_object_or_404(Agency.objects.visible_to(request.viewer), pk=pk)
    at_work = _year_at_work(request)
    year = year_of(request.GET, at_work)
    if "tahun" not in request.GET:
        near = (at_work - 1, at_work)
        scores = {each: score_of(standing(request.viewer, {"perangkat": str(pk)}, each)) for each in near}
        year = scorecards.told_year(scores, at_work)
    rows = standing(request.viewer, {"perangkat": str(pk)}, year)
    context = {
        "agency": agency,
        "year": year,
        "years": sorted(years_around(at_work)),
        "score": score_of(rows),
        "programs": grouped(rows, "program", "program__name"),
        "levels": [(Indicator.Level(one["level"]), one["score"]) for one in grouped(rows, "level")],
        "reasons": [
            (one["reason"], REASON_WORDS[one["reason"]], one["score"].open)
            for one in grouped(rows.filter(state=State.OPEN), "reason")
        ],
        "yardstick": yardsticks([year])[year],
        "being_judged": scorecards.being_judged(request.viewer, year),
    }
    return render(request, "programs/indicators/agency.html", context)


@require_safe
@requires(Permission.VIEW_INDICATORS)
def indicator_detail(request, pk: int):
    rows = Indicator.objects.visible_to(request.viewer).for_listing().select_related("node", "statistic")
    indicator = get_object_or_404(rows, pk=pk)
    years = sorted(years_around(fiscal_year()))
    year = year_of(request.GET)
    reported = {
        row.quarter: row
        for row in indicator.attainments.visible_to(request.viewer)
        .filter(year=year)
        .select_related("verified_by")
    }
    found = files_of(request.viewer, reported.values())
    earlier = indicator.attainments.visible_to(request.viewer).filter(year=year - 1, value__isnull=False)
    noted = of_year(indicator, reported.values(), earlier.order_by("quarter").last(), year)
    for row in reported.values():
        row.files, row.remarks = found.get(row.pk, []), noted[row.quarter]
    context = {
        "indicator": indicator,
        "relatives": relatives(
            indicator,
            Indicator.objects.visible_to(request.viewer),
            PlanItem.objects.visible_to(request.viewer),
        ),
        "series": judged(Indicator.objects.visible_to(request.viewer).filter(pk=pk), years),
        "breakdowns": breakdowns_of(request.viewer, indicator, reported),
        "small": setting("small_cell"),
        "year": year,
        "quarters": [(n, QUARTER_WORDS[n - 1], reported.get(n)) for n in range(1, 5)],
        "yardstick": yardsticks([year])[year],
        "may_edit": _may(request, indicator, Permission.EDIT_INDICATORS),
        "may_report": _may(request, indicator, Permission.EDIT_ATTAINMENTS),
        "may_verify": _may(request, indicator, Permission.VERIFY_FIGURES),
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
    return _definition(request, form, "Tambah indikator", reverse("programs:indicator-list"))


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
    return _definition(request, form, f"Ubah {indicator}", back)


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
    row = row or Attainment(indicator=indicator, year=year, quarter=quarter)
    row.indicator = indicator
    verifier = _may(request, indicator, Permission.VERIFY_FIGURES)
    back = f"{reverse('programs:indicator-detail', args=[pk])}?tahun={year}"
    if refused := reviews.locked_out(row, verifier=verifier) or reviews.in_review(row, verifier=verifier):
        messages.error(request, refused)
        return redirect(back)
    target = indicator.targets.filter(year=year).first()
    form = AttainmentForm(request.POST or None, instance=row, target=target, needs_cause=actions.needs_cause)
    if request.method == "POST" and form.is_valid():
        reviews.report([form.save(commit=False)], by=request.user, verifier=verifier)
        messages.success(request, "Realisasi tersimpan.")
        return redirect(back)
    title = f"Realisasi triwulan {QUARTER_WORDS[quarter - 1]} {year}: {indicator}"
    return _form(request, form, title, "Simpan realisasi", back)


def _year_at_work(request) -> int:
    """The office of the request is read already."""
    return request.office.fiscal_year if request.office else fiscal_year()


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


def _definition(request, form: IndicatorForm, title: str, back: str):
    """The form of an indicator, its fields in groups."""
    context = {"form": form, "title": title, "back": back}
    return render(request, "programs/indicators/form.html", context, status=422 if form.is_bound else 200)
