"""What comes first: fields, kecamatan and villages, and whether the money follows."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.queries.office import profile
from reports.forms.poverty import PlacesForm
from reports.measures.fields import field_rows
from reports.measures.lenses import pictured
from reports.measures.places import Compared, compared, focus, yardsticks
from reports.measures.poverty import rules
from reports.measures.pro_poor import mismatches, purse, readings, shares, strategies
from reports.queries.poverty import Macro, below, home_areas, leading, macros
from reports.queries.pro_poor import located, spending, tagged_lines
from reports.queries.scope import scope_of
from reports.queries.villages import district_rows, village_rows
from reports.render.series import Place, quadrant_chart

POOR = "JUMLAH_MISKIN"  # in thousands of persons


@require_safe
@requires(P.VIEW_INDICATORS)
def poverty_fields(request):
    office, told = profile(), rules()
    pictures = [pictured(row, told) for row in _published(request, office)]
    context = {
        "rows": field_rows(pictures, told.weights),
        "weights": told.weights,
        "any": bool(pictures),
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }
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
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }
    return render(request, "reports/poverty/places.html", context)


@require_safe
@requires(P.VIEW_PROGRAMS)
def poverty_budget(request):
    """The money for poor people against the whole spending, the poor, the fields and the kecamatan."""
    office, told = profile(), rules()
    scope = scope_of(request.viewer, request.GET, office.fiscal_year if office else None)
    now, before = (purse(tagged_lines(request.viewer, year)) for year in (scope.year, scope.year - 1))
    published = _published(request, office)
    ranks = {
        row.field: row.priority
        for row in field_rows([pictured(one, told) for one in published], told.weights)
    }
    context = {
        "scope": scope,
        "now": now,
        "readings": readings(
            now, before, spending=spending(request.viewer, scope.year), poor=_poor(published),
            is_over=scope.year < timezone.localdate().year,
        ),
        "strategies": strategies(now),
        "mismatches": mismatches(now, ranks),
        "has_fields": bool(now.by("field")),
        "shares": shares(located(request.viewer, scope.year), district_rows(scope), told.equity_low),
        "low": told.equity_low,
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }  # fmt: skip
    return render(request, "reports/poverty/budget.html", context)


def _published(request, office) -> list[Macro]:
    """Of each statistic that the regency has the period with the newest value."""
    rows = macros(request.viewer, home_areas(office.region)) if office else []
    return [row for row in leading(rows) if row.own]


def _poor(rows: list[Macro]) -> int | None:
    """The newest number of poor persons; BPS prints thousands."""
    row = next((one for one in rows if one.statistic.code == POOR), None)
    return None if row is None else round(row.own[max(row.own)].value * 1000)


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
