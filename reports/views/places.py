"""Which kecamatan and villages come first: what the figures say beside what has been decided by decree."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.queries.office import profile
from programs.actions import focus_regions as actions
from programs.models import FocusRegion
from reports.forms.focus import DecisionForm, DecreeForm, PickForm
from reports.forms.poverty import Choice, PlacesForm
from reports.measures import headlines
from reports.measures.conclusions import of_places
from reports.measures.p3bm.places import Score
from reports.measures.places import Compared, Focus, beside, compared, focus, scores, yardsticks
from reports.measures.poverty import rules
from reports.measures.remarks import Remark, remark
from reports.queries.focus import choosable, decisions
from reports.queries.poverty import below, findings_of
from reports.queries.scope import Scope, scope_of
from reports.queries.villages import VillageRow, district_rows, village_rows
from reports.render.series import Place, quadrant_chart


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the page of places says, for the choice in its address."""

    scope: Scope
    form: PlacesForm
    chosen: Choice
    districts: list[VillageRow]
    compared: Compared
    villages: list[VillageRow]
    scored: dict[str, Score]
    proposed: list[str]
    decided: dict[str, FocusRegion]
    small: int

    @property
    def focus(self) -> list[Focus]:
        return beside(self.villages, self.scored, self.proposed, self.decided)

    def is_proposed(self, code: str) -> bool:
        return code in self.proposed or any(
            row.code == code and row.quadrant == 1 for row in self.compared.rows
        )

    @property
    def query(self) -> str:
        """The choice as it stands in the address."""
        return f"tahun={self.scope.year}&{self.form.query}"


def places_told(request) -> Told:
    office, told = profile(), rules()
    scope = scope_of(request.viewer, request.GET, office.fiscal_year if office else None)
    districts, villages = district_rows(scope), village_rows(scope)
    measures = yardsticks(districts, below(request.viewer, office.region.code) if office else [])
    form = PlacesForm(request.GET or None, measures=measures)
    chosen = form.chosen()
    scored = scores(villages, told.small_cell)
    return Told(
        scope, form, chosen, districts, compared(districts, chosen.x, chosen.y, chosen.how), villages, scored,
        focus(scored, chosen.count, per_district=chosen.per_district), decisions(request.viewer, scope.year, scope.place),
        told.small_cell,
    )  # fmt: skip


def places_remark(request, told: Told) -> Remark | None:
    """The finding on the chosen measures; None where there is no place to speak of."""
    if told.scope.place is None:
        return None
    chosen, area = told.chosen, told.scope.place.code
    return remark(
        of_places(told.compared, chosen.how), None, area, told.scope.year, f"{chosen.x.code} {chosen.y.code} {chosen.how}",
        written=findings_of(request.viewer, area),
    )  # fmt: skip


@require_safe
@requires(P.VIEW_INDICATORS)
def poverty_places(request):
    """Kecamatan by two measures of the reader's choice, and the villages that the index puts first."""
    told = places_told(request)
    found = told.focus
    context = {
        "scope": told.scope,
        "form": told.form,
        "told": told.compared,
        "headline": headlines.of_places(told.compared),
        "chart": _chart(told.compared, told.scope.year),
        "districts": [(row, told.decided.get(row.code)) for row in told.compared.rows],
        "any_decided": any(row.code in told.decided for row in told.compared.rows),
        "focus": found,
        "many": sum(one.is_focus for one in found),
        "small": told.small,
        "query": told.query,
        "remark": places_remark(request, told),
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }
    return render(request, "reports/poverty/places.html", context)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def focus_decide(request, code: str):
    """Take one kecamatan or village in or out, beside what the figures say of it today."""
    told = places_told(request)
    region = get_object_or_404(_choosable(request), code=code)
    row = told.decided.get(code) or FocusRegion(region=region, year=told.scope.year)
    row.was_proposed, row.score = told.is_proposed(code), _index(told, code)
    form = DecisionForm(request.POST or None, instance=row)
    back = f"{reverse('reports:poverty-places')}?{told.query}"
    if request.method == "POST" and form.is_valid():
        actions.decide(form.save(commit=False), by=request.user)
        messages.success(request, "Keputusan tersimpan.")
        return redirect(back)
    context = {
        "form": form,
        "region": region,
        "row": row,
        "year": told.scope.year,
        "back": back,
        "query": told.query,
    }
    return render(request, "reports/poverty/decision.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def focus_withdraw(request, code: str):
    """Take a decision back; the proposal of the figures stands again."""
    told = places_told(request)
    row = told.decided.get(code)
    if row is None:
        raise Http404
    back = f"{reverse('reports:poverty-places')}?{told.query}"
    if request.method == "POST":
        actions.withdraw(row, by=request.user)
        messages.success(request, "Keputusan dibatalkan. Hitungan berlaku lagi.")
        return redirect(back)
    context = {
        "question": f"Batalkan keputusan untuk {row.region.name}?",
        "consequence": "Alasan dan nomor keputusannya hilang dari daftar. Hitungan berlaku lagi.",
        "verb": "Batalkan keputusan",
        "way_out": "Kembali",
        "back": back,
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def focus_add(request):
    """Choose a place that the figures do not propose."""
    told = places_told(request)
    form = PickForm(request.POST or None, regions=_choosable(request))
    if request.method == "POST" and form.is_valid():
        return redirect(f"{reverse('reports:focus-decide', args=[form.cleaned_data['tempat']])}?{told.query}")
    context = {
        "form": form, "title": f"Tambah lokasi fokus {told.scope.year}", "verb": "Pilih lokasi",
        "back": f"{reverse('reports:poverty-places')}?{told.query}",
    }  # fmt: skip
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def focus_adopt(request):
    """Fix the list as it is shown by one decree."""
    told = places_told(request)
    form = DecreeForm(request.POST or None)
    back = f"{reverse('reports:poverty-places')}?{told.query}"
    if request.method == "POST" and form.is_valid():
        regions = _choosable(request).filter(code__in=told.proposed)
        proposed = {region.pk: _index(told, region.code) for region in regions}
        added = actions.adopt(proposed, told.scope.year, by=request.user, **form.cleaned_data)
        messages.success(request, f"{added} desa ditetapkan sebagai lokasi fokus.")
        return redirect(back)
    new = sum(code not in told.decided for code in told.proposed)
    context = {
        "question": f"Tetapkan lokasi fokus {told.scope.year}?",
        "consequence": f"{new} desa usulan hitungan menjadi lokasi fokus. Yang sudah diputuskan tetap seperti keputusannya.",
        "verb": "Tetapkan daftar",
        "form": form,
        "back": back,
    }
    return render(request, "components/confirm.html", context, status=422 if form.is_bound else 200)


def _index(told: Told, code: str) -> Decimal | None:
    """The index of a village as it is kept beside the decision."""
    score = told.scored.get(code)
    return None if score is None or score.value is None else round(score.value, 2)


def _choosable(request):
    office = profile()
    if office is None:
        raise Http404
    return choosable(request.viewer, office.region, timezone.localdate())


def _chart(told: Compared, year: int) -> dict | None:
    known = [row for row in told.rows if row.quadrant]
    if not known:
        return None
    link = f"?tahun={year}"
    places = [
        Place(row.name, row.x, row.y, row.quadrant, reverse("reports:village-detail", args=[row.code]) + link)
        for row in known
    ]
    return quadrant_chart(
        places,
        told.ref_x,
        told.ref_y,
        (f"{told.x.name} ({told.x.unit})", f"{told.y.name} ({told.y.unit})"),
        (told.x.direction, told.y.direction),
        (told.x.name, told.y.name),
    )
