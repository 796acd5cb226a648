"""One quarter, filled in by an agency and verified by somebody else."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.models import Agency, Schedule
from agencies.queries.office import fiscal_year
from agencies.queries.schedules import locked, locked_words
from agencies.web import paginate
from programs.actions import reviews
from programs.forms.programs import agencies_for
from programs.forms.quarters import NoteForm, QuarterForm
from programs.models import Attainment, Indicator
from programs.queries import quarters
from programs.queries.reporting import QUARTER_WORDS, quarter_end
from programs.queries.years import years_around
from programs.views.evidence import files_of


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_ATTAINMENTS)
def quarter_entry(request, year: int, quarter: int):
    """The grid of one agency: a page of its indicators, saved together, handed in together."""
    _exists(quarter)
    agencies = agencies_for(request.viewer, Permission.EDIT_ATTAINMENTS)
    agency = _chosen(agencies, request)
    mine = Indicator.objects.visible_to(request.viewer, Permission.EDIT_ATTAINMENTS).filter(agency=agency)
    page = paginate(quarters.due(mine, year, quarter), request)
    verifier = _verifies(request, agency)
    shut = (
        locked(Schedule.Document.ATTAINMENT, year, quarter, agency.pk, entry=not verifier) if agency else None
    )
    dues = quarters.lines(page.object_list, year, quarter)
    form = QuarterForm(
        request.POST or None,
        dues=dues,
        year=year,
        quarter=quarter,
        closed=_closed(dues, shut is not None, verifier),
    )
    here = (
        f"{reverse('programs:quarter-entry', args=[year, quarter])}?perangkat={agency.pk if agency else ''}"
    )
    if request.method == "POST" and form.is_valid():
        return _stored(request, form, mine, f"{here}&halaman={page.number}", verifier)
    context = _frame(request, agency, agencies, year, quarter) | {
        "form": form,
        "page": page,
        "counts": quarters.counts(mine, year, quarter),
        "locked": locked_words(shut) if shut else "",
        "here": here,
    }
    return render(request, "programs/quarters/entry.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.VERIFY_FIGURES)
def quarter_review(request, year: int, quarter: int):
    """What was submitted, agency by agency: verified together, returned one by one."""
    _exists(quarter)
    agencies = agencies_for(request.viewer, Permission.VERIFY_FIGURES)
    agency = agencies.filter(pk=_asked(request)).first() if _asked(request) else None
    reports = Attainment.objects.visible_to(request.viewer, Permission.VERIFY_FIGURES)
    rows = quarters.waiting(reports, year, quarter)
    rows = rows.filter(indicator__agency=agency) if agency else rows
    if request.method == "POST":
        ids = [int(value) for value in request.POST.getlist("baris") if value.isdecimal() and len(value) < 18]
        _tell(request, rows.filter(pk__in=ids), "diverifikasi", reviews.verify)
        return redirect(request.get_full_path())
    page = paginate(rows, request)
    dues = {
        one.indicator.pk: one
        for one in quarters.lines([row.indicator for row in page.object_list], year, quarter)
    }
    before = quarters.before_review(page.object_list)
    files = files_of(request.viewer, page.object_list)
    context = _frame(request, agency, agencies, year, quarter) | {
        "page": page,
        "rows": [
            (row, dues[row.indicator_id], before.get(row.pk), files.get(row.pk, []))
            for row in page.object_list
        ],
    }
    return render(request, "programs/quarters/review.html", context)


@require_POST
@requires(Permission.EDIT_ATTAINMENTS)
def attainment_submit(request, pk: int, year: int, quarter: int):
    row = _row(request, pk, year, quarter, Permission.EDIT_ATTAINMENTS)
    _tell(request, [row], "diajukan", reviews.submit)
    return redirect(_detail(row))


@require_POST
@requires(Permission.VERIFY_FIGURES)
def attainment_verify(request, pk: int, year: int, quarter: int):
    row = _row(request, pk, year, quarter, Permission.VERIFY_FIGURES)
    _tell(request, [row], "diverifikasi", reviews.verify)
    return redirect(_detail(row))


@require_POST
@requires(Permission.VERIFY_FIGURES)
def attainment_return(request, pk: int, year: int, quarter: int):
    row = _row(request, pk, year, quarter, Permission.VERIFY_FIGURES)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Belum dikembalikan. Tulis catatannya.")
    else:
        try:
            reviews.send_back(row, note=form.cleaned_data["catatan"], by=request.user)
            messages.success(request, "Dikembalikan. Perangkat daerah menerima catatan Anda.")
        except reviews.Refused as refused:
            messages.error(request, str(refused))
    if request.POST.get("dari") == "antrean":
        return redirect("programs:quarter-review", year, quarter)
    return redirect(_detail(row))


def _stored(request, form: QuarterForm, mine, back: str, verifier: bool):
    """Save what changed; with `Ajukan` also hand in whatever the agency has ready."""
    try:
        saved = reviews.report(form.reports(), by=request.user, verifier=verifier)
    except reviews.Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    if "ajukan" not in request.POST:
        messages.success(
            request, f"{len(saved)} indikator tersimpan." if saved else "Tidak ada yang berubah."
        )
        return redirect(back)
    ready = Attainment.objects.visible_to(request.viewer, Permission.EDIT_ATTAINMENTS).filter(
        indicator__in=mine.values("pk"), year=form.year, quarter=form.quarter
    )
    _tell(request, ready.exclude(status__in=reviews.IN_REVIEW), "diajukan", reviews.submit)
    return redirect(back)


def _tell(request, rows, verb: str, act) -> None:
    """Do it, and say how many went through and why the others did not."""
    try:
        moved = act(rows, by=request.user)
    except reviews.Refused as refused:
        messages.error(request, str(refused))
        return
    if moved.done:
        messages.success(request, f"{len(moved.done)} indikator {verb}.")
    for row, why in moved.left[:3]:
        messages.warning(request, f"{row.indicator}: {why}")
    if len(moved.left) > 3:
        messages.warning(request, f"{len(moved.left) - 3} indikator lain juga belum {verb}.")
    if not moved.done and not moved.left:
        messages.warning(request, f"Belum ada indikator yang dapat {verb}.")


def _row(request, pk: int, year: int, quarter: int, permission: Permission) -> Attainment:
    """The report, or 404 where it cannot be seen or does not exist."""
    rows = Attainment.objects.visible_to(request.viewer, permission).select_related("indicator__agency")
    return get_object_or_404(rows, indicator=pk, year=year, quarter=quarter)


def _detail(row: Attainment) -> str:
    return f"{reverse('programs:indicator-detail', args=[row.indicator_id])}?tahun={row.year}"


def _frame(request, agency, agencies, year: int, quarter: int) -> dict:
    return {
        "agency": agency,
        "agencies": agencies,
        "year": year,
        "years": sorted(years_around(fiscal_year())),
        "quarter": quarter,
        "quarter_words": QUARTER_WORDS[quarter - 1],
        "quarters": list(enumerate(QUARTER_WORDS, start=1)),
        "ends": quarter_end(year, quarter),
    }


def _exists(quarter: int) -> None:
    if not 1 <= quarter <= 4:
        raise Http404


def _asked(request) -> int | None:
    value = request.GET.get("perangkat", "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


def _chosen(agencies, request) -> Agency | None:
    """The agency of the address when it is in reach, else the first."""
    asked = _asked(request)
    return (agencies.filter(pk=asked).first() if asked else None) or agencies.first()


def _verifies(request, agency: Agency | None) -> bool:
    reached = {grant.agency_id for grant in request.viewer.grants_for(Permission.VERIFY_FIGURES)}
    return None in reached or (agency is not None and agency.pk in reached)


def _closed(dues, shut: bool, verifier: bool) -> set[int]:
    """The indicators whose fields nobody may change here: the period is locked, or the report in review."""
    return {
        one.indicator.pk
        for one in dues
        if shut or (one.report is not None and one.report.status in reviews.IN_REVIEW and not verifier)
    }
