"""The parts of a quarter's report: one dimension at a time, beside the figure they belong to."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.models import Region
from agencies.queries.office import profile
from agencies.queries.settings import setting
from programs.actions import reviews
from programs.actions.parts import set_parts
from programs.forms.parts import PartsForm
from programs.models import Attainment, AttainmentPart, Indicator
from programs.queries import parts as queries
from programs.queries.reporting import QUARTER_WORDS

Dimension = AttainmentPart.Dimension


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_ATTAINMENTS)
def attainment_parts(request, pk: int, year: int, quarter: int):
    """The figures of the groups of one dimension (?menurut=); what does not fit the whole is told after saving."""
    report = _report(request, pk, year, quarter)
    back = f"{reverse('programs:indicator-detail', args=[pk])}?tahun={year}"
    verifier = Indicator.objects.visible_to(request.viewer, Permission.VERIFY_FIGURES).filter(pk=pk).exists()
    refused = reviews.locked_out(report, verifier=verifier) or reviews.in_review(report, verifier=verifier)
    if refused:
        messages.error(request, refused)
        return redirect(back)
    dimension = _dimension(request)
    labels = queries.labels_of(dimension, districts(request.viewer))
    fractions = report.numerator is not None or report.indicator.formula == Indicator.Formula.SHARE
    form = PartsForm(
        request.POST or None, report=report, dimension=dimension, labels=labels, fractions=fractions
    )
    if request.method == "POST" and form.is_valid():
        return _stored(request, form, verifier, len(labels))
    context = {
        "report": report, "form": form, "dimension": dimension, "dimensions": Dimension.choices, "back": back,
        "quarter_words": QUARTER_WORDS[quarter - 1], "fractions": fractions,
    }  # fmt: skip
    return render(request, "programs/indicators/parts.html", context, status=422 if form.is_bound else 200)


def districts(viewer):
    """The kecamatan of the office's region as they are today."""
    office = profile()
    if office is None:
        return Region.objects.visible_to(viewer).none()
    rows = Region.objects.visible_to(viewer).districts().within(office.region.code)
    return rows.current(timezone.localdate()).order_by("code")


def breakdowns_of(viewer, indicator: Indicator, reports: dict[int, Attainment]) -> list[queries.Breakdown]:
    """The tables of the indicator's page; nothing is asked where no report has parts."""
    parts = list(
        AttainmentPart.objects.visible_to(viewer).filter(attainment__in=reports.values()).order_by("pk")
    )
    if not parts:
        return []
    return queries.breakdowns(
        reports, parts, queries.counting_of(indicator), small=setting("small_cell"), districts=districts(viewer).count()
    )  # fmt: skip


def _stored(request, form: PartsForm, verifier: bool, whole: int):
    report = form.report
    here = f"{request.path}?menurut={form.dimension}"
    try:
        changed = set_parts(report, form.dimension, form.parts(), by=request.user, verifier=verifier)
    except reviews.Refused as refused:
        messages.error(request, str(refused))
        return redirect(here)
    messages.success(request, f"{changed} rincian tersimpan." if changed else "Tidak ada yang berubah.")
    kept = list(report.parts.filter(dimension=form.dimension).order_by("pk"))
    for words in queries.remarks(report, kept, queries.counting_of(report.indicator), whole):
        messages.warning(request, words)
    return redirect(here)


def _report(request, pk: int, year: int, quarter: int) -> Attainment:
    """The report of the quarter; 404 where nobody has reported or it cannot be seen, 403 where it may not be changed."""
    rows = Attainment.objects.visible_to(request.viewer).select_related("indicator__agency")
    report = get_object_or_404(rows, indicator=pk, year=year, quarter=quarter)
    editable = Attainment.objects.visible_to(request.viewer, Permission.EDIT_ATTAINMENTS)
    if not editable.filter(pk=report.pk).exists():
        raise PermissionDenied
    return report


def _dimension(request) -> str:
    asked = request.GET.get("menurut", Dimension.SEX)
    if asked not in Dimension.values:
        raise Http404
    return asked
