"""The money for poor people (B1 to B12): against the whole spending, the poor, the fields, the kecamatan and what it brought."""

from dataclasses import dataclass
from decimal import Decimal

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.access.viewer import Viewer
from agencies.queries.office import profile
from agencies.queries.settings import setting
from agencies.web import paginate
from programs.models import Program
from reports.measures.conclusions import of_money
from reports.measures.fields import field_rows
from reports.measures.lenses import pictured
from reports.measures.meanings import MEANINGS, Meaning
from reports.measures.poverty import Rules, rules
from reports.measures.pro_poor import Purse, Share, mismatches, purse, readings, shares, strategies
from reports.measures.remarks import Remark, remark
from reports.measures.value_for_money import (
    Reading,
    Worth,
    elasticity,
    lag,
    pair_of,
    three_e,
    unit_costs,
    worths,
)
from reports.queries.costs import costs
from reports.queries.poverty import figures_of, findings_of, published
from reports.queries.pro_poor import attained, located, spending, tagged_lines
from reports.queries.scope import Scope, scope_of
from reports.queries.villages import district_rows

POOR, INFLATION = "JUMLAH_MISKIN", "INFLASI"
THOUSAND = 1000  # BPS prints the poor in thousands of persons
WITHOUT = "belum"
# What is missing -> the page where it stands or is entered: url name, its query, the link's words, who may open it.
WAYS = {
    "belanja": ("agencies:upload-new", "", "Unggah anggaran", P.SEND_UPLOADS),
    "bobot": ("reports:poverty-programs", "?tahun={year}", "Isi jenis aktivitas", P.VIEW_PROGRAMS),
    "miskin": ("reports:statistic-list", "?cari=penduduk+miskin", "Isi angka makro", P.VIEW_INDICATORS),
    "inflasi": ("reports:statistic-list", "?cari=inflasi", "Isi angka makro", P.VIEW_INDICATORS),
    "pagu": ("programs:program-list", "", "Isi pagu tahun itu", P.VIEW_PROGRAMS),
    "realisasi": ("programs:reporting-grid", "?tahun={year}", "Lihat yang belum melapor", P.VIEW_PROGRAMS),
    "penerima": ("reports:budget-costs", "?tahun={year}", "Lihat per program", P.VIEW_DASHBOARD),
    "sasaran": ("reports:poverty-programs", "?tahun={year}", "Isi sasaran program", P.VIEW_PROGRAMS),
    "indikator": ("programs:indicator-list", "?tahun={year}", "Lihat indikator", P.VIEW_INDICATORS),
}
# The rows behind a known figure; of most they are the sub kegiatan themselves.
ROWS = {
    "": ("reports:poverty-programs", "?tahun={year}", "Lihat sub kegiatan", P.VIEW_PROGRAMS),
    "B9": ("reports:budget-costs", "?tahun={year}", "Lihat per program", P.VIEW_DASHBOARD),
    "B12": ("reports:statistic-list", "?cari=penduduk+miskin", "Lihat angka makro", P.VIEW_INDICATORS),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the page of the money says of one year."""

    scope: Scope
    now: Purse
    spending: int | None
    readings: list[Reading]
    mismatches: list[tuple]
    shares: list[Share]
    rules: Rules


def money_told(request) -> Told:
    viewer, office, told = request.viewer, profile(), rules()
    scope = scope_of(viewer, request.GET, office.fiscal_year if office else None)
    home = office.region if office else None
    poor, prices = figures_of(viewer, home, POOR), figures_of(viewer, home, INFLATION)
    purses = _purses(viewer, {scope.year, scope.year - 1, *_lagging(poor, scope.year)})
    now, whole, is_over = (
        purses[scope.year],
        spending(viewer, scope.year),
        scope.year < timezone.localdate().year,
    )
    ranks = {
        row.field: row.priority
        for row in field_rows([pictured(one, told) for one in published(viewer, home)], told.weights)
    }
    brought = worth_of(viewer, now, scope.year)
    found = readings(
        now, purses[scope.year - 1], spending=whole, poor=_persons(poor), is_over=is_over, inflation=prices.get(scope.year)
    )  # fmt: skip
    tagged = {year: one.tagged for year, one in purses.items() if one.tagged}
    found += [
        unit_costs(brought),
        three_e(brought, is_over=is_over),
        elasticity(lag(poor, tagged, prices, scope.year)),
    ]
    return Told(
        scope, now, whole, found, mismatches(now, ranks),
        shares(located(viewer, scope.year), district_rows(scope), told.equity_low), told,
    )  # fmt: skip


def money_remark(request, told: Told) -> Remark | None:
    """The finding on the region's whole money; None for whoever sees only an agency's, and before there is any."""
    office = profile()
    if office is None or not told.now.lines or not sees_all(request.viewer):
        return None
    lens = of_money(told.now, told.spending, told.mismatches, told.shares, told.rules.equity_low)
    area = office.region.code
    return remark(lens, None, area, told.scope.year, written=findings_of(request.viewer, area))


def worth_of(viewer: Viewer, now: Purse, year: int) -> list[Worth]:
    programs = {line.program_id for line in now.lines}
    rows = Program.objects.visible_to(viewer).filter(pk__in=programs)
    times = Decimal(str(setting("unit_cost_times")))
    return worths(now.lines, costs(viewer, rows, year, times), attained(viewer, programs, year))


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer sees the money of every agency."""
    return any(grant.agency_id is None for grant in viewer.grants_for(P.VIEW_PROGRAMS))


@require_safe
@requires(P.VIEW_PROGRAMS)
def poverty_budget(request):
    """The money for poor people against the whole spending, the poor, the fields and the kecamatan."""
    told = money_told(request)
    context = {
        "scope": told.scope,
        "now": told.now,
        "readings": [_told(one, request.viewer, told.scope.year) for one in told.readings],
        "strategies": strategies(told.now),
        "mismatches": told.mismatches,
        "has_fields": bool(told.now.by("field")),
        "shares": told.shares,
        "low": told.rules.equity_low,
        "remark": money_remark(request, told),
        "is_whole": sees_all(request.viewer),
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }
    return render(request, "reports/poverty/budget.html", context)


@require_safe
@requires(P.VIEW_PROGRAMS)
def poverty_programs(request):
    """The sub kegiatan behind the figures: tag, money, cost per recipient and the three E; ?bobot=belum those without weight."""
    office = profile()
    scope = scope_of(request.viewer, request.GET, office.fiscal_year if office else None)
    now = purse(tagged_lines(request.viewer, scope.year))
    rows = worth_of(request.viewer, now, scope.year)
    only = request.GET.get("bobot") == WITHOUT
    context = {
        "scope": scope,
        "now": now,
        "only": only,
        "page": paginate([row for row in rows if not (only and row.line.has_own_weight)], request),
        "editable": _editable(request.viewer, now),
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }
    return render(request, "reports/poverty/programs.html", context)


def _purses(viewer: Viewer, years: set[int]) -> dict[int, Purse]:
    return {year: purse(tagged_lines(viewer, year)) for year in sorted(years)}


def _lagging(poor: dict[int, Decimal], until: int) -> list[int]:
    """The two years of money that the newest change of the number of poor is held against."""
    year = pair_of(poor, until)
    return [year - 1, year - 2] if year else []


def _persons(poor: dict[int, Decimal]) -> int | None:
    return round(poor[max(poor)] * THOUSAND) if poor else None


def _editable(viewer: Viewer, now: Purse) -> set[int]:
    programs = [line.program_id for line in now.lines]
    return set(
        Program.objects.visible_to(viewer, P.EDIT_PROGRAMS)
        .filter(pk__in=programs)
        .values_list("pk", flat=True)
    )


def _told(reading: Reading, viewer: Viewer, year: int) -> tuple[Reading, Meaning, str, str]:
    """A reading with its meaning, and the page of the rows behind it or of what is missing; '' where it may not be opened."""
    name, query, words, permission = WAYS.get(reading.missing) or ROWS.get(reading.code) or ROWS[""]
    url = f"{reverse(name)}{query.format(year=year)}" if viewer.may(permission) else ""
    return reading, MEANINGS[reading.code], url, words
