from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.models import Upload
from agencies.queries import quality


@require_safe
@requires(P.VIEW_UPLOADS)
def quality_list(request):
    """Whose lists are the cleanest, by part and beside the lists before."""
    rows = quality.by_agency(Upload.objects.visible_to(request.viewer))
    context = {"rows": rows, "definition": quality.AGENCY_DEFINITION}
    return render(request, "agencies/quality/list.html", context)
