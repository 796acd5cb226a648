"""Which field of poverty work comes first."""

from dataclasses import dataclass
from decimal import Decimal

from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.queries.office import profile
from reports.measures.conclusions import of_field
from reports.measures.fields import FieldRow, field_rows
from reports.measures.lenses import pictured
from reports.measures.poverty import rules
from reports.measures.remarks import Remark, remark
from reports.queries.poverty import findings_of, published


@dataclass(frozen=True, slots=True)
class Ranked:
    """A field in the ranking with what is written about it; None where its main statistic is unknown."""

    row: FieldRow
    remark: Remark | None


def ranked(request) -> tuple[list[Ranked], tuple[Decimal, ...]]:
    """Every field, and the weights of the five signs."""
    office, told = profile(), rules()
    pictures = [pictured(row, told) for row in published(request.viewer, office.region if office else None)]
    written = findings_of(request.viewer, office.region.code) if office else {}
    rows = field_rows(pictures, told.weights)
    return [Ranked(row, field_remark(row, told.weights, written)) for row in rows], told.weights


def field_remark(row: FieldRow, weights: tuple[Decimal, ...], written: dict) -> Remark | None:
    if row.picture is None:
        return None
    macro = row.picture.told.macro
    return remark(
        of_field(row, weights), macro.statistic, macro.areas[0].code, macro.latest, macro.period, written=written
    )  # fmt: skip


@require_safe
@requires(P.VIEW_INDICATORS)
def poverty_fields(request):
    fields, weights = ranked(request)
    context = {
        "fields": fields,
        "weights": weights,
        "any": any(one.row.picture for one in fields),
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }
    return render(request, "reports/poverty/fields.html", context)
