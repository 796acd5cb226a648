"""Where the regency stands: its macro figures beside province and nation, each through the four lenses of P3BM."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.queries.office import profile
from reports.measures.headlines import of_statistic
from reports.measures.lenses import Lens, Picture, pictured
from reports.measures.poverty import rules
from reports.measures.remarks import Remark, remark
from reports.queries.poverty import Area, Macro, findings_of, home_areas, leading, macros
from reports.render.series import Line, series_chart

FIRST = "P0"  # the statistic that stands above all others


@require_safe
@requires(P.VIEW_INDICATORS)
def poverty_list(request):
    """The chosen statistic in full, then every other one in a line."""
    areas = _areas()
    rows = macros(request.viewer, areas) if areas else []
    told = rules()
    pictures = [pictured(row, told) for row in leading(rows) if row.own]
    chosen = _chosen(rows, request.GET.get("statistik", ""), request.GET.get("periode", ""))
    context = {
        "areas": areas,
        "pictures": pictures,
        "unknown": [row.statistic for row in leading(rows) if not row.own],
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }
    if chosen:
        context |= _in_full(request, pictured(chosen, told))
    return render(request, "reports/poverty/list.html", context)


@require_safe
@requires(P.VIEW_INDICATORS)
def poverty_statistic(request, indicator: str):
    """One statistic: every value with its source, the analysis and what has been written about it."""
    areas = _areas()
    rows = macros(request.viewer, areas) if areas else []
    of_statistic = [row for row in rows if row.statistic.code == indicator]
    chosen = _chosen(of_statistic, indicator, request.GET.get("periode", ""))
    if chosen is None:
        raise Http404
    context = {
        "areas": areas,
        "periods": [row.period for row in of_statistic],
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }
    return render(
        request, "reports/poverty/statistic.html", context | _in_full(request, pictured(chosen, rules()))
    )


def statistic_remark(request, kind: str, indicator: str) -> Remark | None:
    """One lens of one statistic in the period of the address; None where nothing can be judged."""
    areas = _areas()
    rows = macros(request.viewer, areas, indicator) if areas else []
    chosen = _chosen(rows, indicator, request.GET.get("periode", ""))
    lens = pictured(chosen, rules()).by_kind.get(kind) if chosen else None
    return _remark(chosen, lens, findings_of(request.viewer, areas[0].code)) if lens else None


def _areas() -> tuple[Area, Area, Area] | None:
    office = profile()
    return home_areas(office.region) if office else None


def _chosen(rows: list[Macro], code: str, period: str) -> Macro | None:
    """The asked statistic and period; else the newest period, else the first statistic that the regency has."""
    own = [row for row in rows if row.own]
    asked = [row for row in own if row.statistic.code == (code or FIRST)]
    exact = [row for row in asked if row.period == period]
    return next(iter(exact or leading(asked) or own), None)


def _in_full(request, picture: Picture) -> dict:
    """What the figure, the lenses and the table of years need."""
    macro = picture.told.macro
    lines = [
        Line(area.short, {year: values[year].value if year in values else None for year in macro.years}, own=place == 0)
        for place, (area, values) in enumerate(macro.lines)
    ]  # fmt: skip
    written = findings_of(request.viewer, macro.areas[0].code)
    return {
        "picture": picture,
        "macro": macro,
        "headline": of_statistic(picture),
        "chart": series_chart(lines, macro.statistic.unit, macro.statistic.decimals),
        "remarks": [_remark(macro, lens, written) for lens in picture.lenses],
        "silent": [area for area, values in macro.lines[1:] if not values],
    }


def _remark(macro: Macro, lens: Lens, written: dict) -> Remark:
    return remark(lens, macro.statistic, macro.areas[0].code, macro.latest, macro.period, written=written)
