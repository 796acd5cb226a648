"""What comes first: fields, kecamatan and villages."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.queries.office import profile
from reports.forms.poverty import PlacesForm
from reports.measures.fields import field_rows
from reports.measures.lenses import pictured
from reports.measures.places import Compared, compared, focus, yardsticks
from reports.measures.poverty import rules
from reports.queries.poverty import below, home_areas, leading, macros
from reports.queries.scope import scope_of
from reports.queries.villages import district_rows, village_rows
from reports.render.series import Place, quadrant_chart


@require_safe
@requires(P.VIEW_INDICATORS)
def poverty_fields(request):
    office, told = profile(), rules()
    rows = macros(request.viewer, home_areas(office.region)) if office else []
    pictures = [pictured(row, told) for row in leading(rows) if row.own]
    context = {"rows": field_rows(pictures, told.weights), "weights": told.weights, "any": bool(pictures)}
    return render(request, "reports/poverty/fields.html", context)


@require_safe
@requires(P.VIEW_INDICATORS)
def poverty_places(request):
    """Kecamatan by two measures of the reader's choice, and the villages that the index puts first."""
    office, told = profile(), rules()
    scope = scope_of(request.viewer, request.GET, office.fiscal_year if office else None)
    districts, villages = district_rows(scope), village_rows(scope)
    measures = yardsticks(districts, below(request.viewer, office.region.code) if office else [])
    form = PlacesForm(request.GET or None, measures=measures)
    chosen = form.chosen()
    told_of = compared(districts, chosen.x, chosen.y, chosen.how)
    context = {
        "scope": scope,
        "form": form,
        "told": told_of,
        "chart": _chart(told_of, scope.year),
        "focus": focus(villages, chosen.count, per_district=chosen.per_district, small=told.small_cell),
        "chosen": chosen,
        "small": told.small_cell,
    }
    return render(request, "reports/poverty/places.html", context)


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
        places, told.ref_x, told.ref_y, f"{told.x.name} ({told.x.unit})", f"{told.y.name} ({told.y.unit})"
    )
