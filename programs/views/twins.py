from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.queries.settings import setting
from agencies.web import paginate
from programs.models import Program
from programs.queries.budgets import money_of_programs
from programs.queries.twins import pairs
from programs.queries.years import year_of


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def program_twins(request):
    """Poverty programmes of two agencies with one code or almost one name, with their money beside each other."""
    year, similarity = year_of(request.GET), setting("twin_similarity")
    running = Program.objects.visible_to(request.viewer).poverty().in_year(year).filter(agency__isnull=False)
    page = paginate(pairs(list(running.for_listing()), similarity), request)
    ids = {program.pk for pair in page for program in (pair.first, pair.second)}
    money = money_of_programs(running.filter(pk__in=ids), year)
    context = {
        "year": year,
        "similarity": similarity,
        "page": page,
        "rows": [(pair, [(one, money.get(one.pk)) for one in (pair.first, pair.second)]) for pair in page],
    }
    return render(request, "programs/twins/list.html", context)
