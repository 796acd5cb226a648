"""What Bappeda writes about an analysis: the draft beside what is stored; saving keeps the text with the figures of today."""

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from programs.actions import findings as actions
from reports.forms.poverty import FindingForm
from reports.measures.lenses import KINDS
from reports.measures.remarks import Remark
from reports.views.determinants import linked
from reports.views.places import places_remark, places_told
from reports.views.poverty import statistic_remark
from reports.views.priorities import ranked
from reports.views.pro_poor import money_remark, money_told


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def finding_edit(request, kind: str, indicator: str):
    """The finding on one statistic: a lens, its field, or what drives it."""
    if kind in KINDS:
        return _written(
            request, statistic_remark(request, kind, indicator), _statistic_page(request, indicator)
        )
    if kind == "bidang":
        found = [
            one.remark for one in ranked(request)[0] if one.remark and one.remark.statistic.code == indicator
        ]
        return _written(request, next(iter(found), None), reverse("reports:poverty-fields"))
    if kind == "keterkaitan":
        year, trees, _ = linked(request)
        found = [one for _, one in trees if one.statistic.code == indicator]
        return _written(request, next(iter(found), None), f"{reverse('reports:poverty-links')}?tahun={year}")
    raise Http404


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def finding_write(request, kind: str):
    """The finding on the places, for the two measures in the address, or on the money of a year."""
    if kind == "wilayah":
        places = places_told(request)
        return _written(
            request, places_remark(request, places), f"{reverse('reports:poverty-places')}?{places.query}"
        )
    if kind == "anggaran":
        money = money_told(request)
        return _written(
            request, money_remark(request, money), f"{reverse('reports:poverty-budget')}?tahun={money.scope.year}"
        )  # fmt: skip
    raise Http404


def _statistic_page(request: HttpRequest, indicator: str) -> str:
    period = request.GET.get("periode", "")
    query = f"?{request.GET.urlencode()}" if period else ""
    return f"{reverse('reports:poverty-statistic', args=[indicator])}{query}"


def _written(request: HttpRequest, remark: Remark | None, back: str):
    if remark is None:
        raise Http404
    form = FindingForm(request.POST or None, initial={"text": remark.text})
    if request.method == "POST" and form.is_valid():
        actions.write(remark.written(form.cleaned_data["text"]), by=request.user)
        messages.success(request, "Temuan tersimpan.")
        return redirect(back)
    context = {"form": form, "remark": remark, "back": back}
    return render(request, "reports/poverty/finding.html", context, status=422 if form.is_bound else 200)
