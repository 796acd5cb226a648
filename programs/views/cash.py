from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from programs.actions import budgets as actions
from programs.forms.budgets import MONTHS, CashForm
from programs.models import FundingSource
from programs.queries.cash import by_agency, months, plan_of
from programs.queries.programs import EVERYTHING, covered
from programs.queries.years import year_of
from programs.views.programs import editable


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def budget_cash(request):
    """Plan against realisation per month, and who lies behind the plan at the last month that anybody reported."""
    year = year_of(request.GET)
    programs = covered(request.viewer, request.GET)
    rows = months(programs, year)
    until = max((row.month for row in rows if row.spent is not None), default=12)
    context = {
        "year": year,
        "everything": request.GET.get("cakupan") == EVERYTHING,
        "rows": list(zip(MONTHS, rows, strict=True)),
        "now": rows[until - 1],
        "until": MONTHS[until - 1],
        "agencies": by_agency(programs, year, until),
        "has_plan": any(row.planned is not None for row in rows),
    }
    return render(request, "programs/budgets/cash.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_REALIZATION)
def budget_cash_edit(request, pk: int, year: int, source: str):
    """The cash plan of one programme and funding source: money and physical target of twelve months."""
    program = editable(request, pk, Permission.EDIT_REALIZATION)
    fund = get_object_or_404(FundingSource.objects.visible_to(request.viewer), code=source)
    form = CashForm(request.POST or None, known=plan_of(program, year, fund))
    back = f"{reverse('programs:program-detail', args=[pk])}?tahun={year}"
    if request.method == "POST" and form.is_valid():
        changed = actions.set_cash(program, year, fund, form.months(), by=request.user)
        messages.success(
            request, f"Rencana kas {changed} bulan tersimpan." if changed else "Tidak ada yang berubah."
        )
        return redirect(back)
    context = {"program": program, "year": year, "form": form, "source": fund, "back": back}
    return render(request, "programs/budgets/cash_form.html", context, status=422 if form.is_bound else 200)
