from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.queries.settings import setting
from agencies.web import paginate, render_page
from beneficiaries.filters.recipients import PlaceFilter
from beneficiaries.queries import coverage, recipients


@require_safe
@requires(Permission.VIEW_PEOPLE)
def unserved_list(request):
    """The poorest first: families of the target that received nothing in the year."""
    chosen = recipients.Chosen.of(request.GET)
    target = recipients.narrowed(coverage.target_families(request.viewer), chosen)
    rows = coverage.unserved(target, chosen.year).select_related("village__parent")
    villages = coverage.coverage_by_village(target, chosen.year)
    context = {
        "filterset": PlaceFilter(request.GET, viewer=request.viewer, chosen=chosen),
        "chosen": chosen,
        "register": coverage.counting_register(),
        "limit": setting("coverage_deciles"),
        "page": paginate(rows.order_by("decile", "head_key", "pk"), request),
        "all": villages[0] if villages else None,
        "villages": sorted(villages[1:], key=lambda one: -one.unserved)[:15],
        "may_export": request.viewer.may(Permission.EXPORT_PEOPLE),
    }
    return render_page(
        request, "beneficiaries/coverage/list.html", context, fragment="beneficiaries/coverage/_results.html"
    )
