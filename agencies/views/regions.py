import gzip

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions import regions as actions
from agencies.forms.regions import RecodeForm, RegionFilter
from agencies.models import Boundary, Region
from agencies.queries.office import fiscal_year
from agencies.queries.panels import region_panels
from agencies.queries.regions import history, home_code, listing, outlines, outlines_version
from agencies.web import paginate, render_page

KEEP_SECONDS = 300  # afterwards the browser asks with its ETag and is answered 304


@require_safe
@requires(Permission.VIEW_REGIONS)
def region_list(request):
    context = {
        "filterset": RegionFilter(request.GET, viewer=request.viewer),
        "page": paginate(listing(request.viewer, request.GET), request),
        "home": Region.objects.visible_to(request.viewer).filter(code=home_code() or "").first(),
    }
    return render_page(
        request, "agencies/regions/list.html", context, fragment="agencies/regions/_results.html"
    )


@require_safe
@requires(Permission.VIEW_REGIONS)
def region_detail(request, code: str):
    regions = Region.objects.visible_to(request.viewer).select_related("parent__parent", "successor")
    region = get_object_or_404(regions, code=code)
    context = {
        "region": region,
        "history": history(region),
        "below": region.children.visible_to(request.viewer).order_by("code"),
        "has_outline": Boundary.objects.visible_to(request.viewer).filter(region=region).exists(),
        "panels": region_panels.shown(request.viewer, region, fiscal_year()),
        "may_edit": request.viewer.may(Permission.MANAGE_REFERENCE) and region.successor is None,
    }
    return render(request, "agencies/regions/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_REFERENCE)
def region_recode(request, code: str):
    """The place gets another code (a desa became a kelurahan): the old one stays with its facts."""
    region = get_object_or_404(Region.objects.visible_to(request.viewer).filter(successor=None), code=code)
    form = RecodeForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        try:
            following = actions.recode(region, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"{following.full_name} sekarang berkode {following.code}.")
            return redirect("agencies:region-detail", following.code)
    back = reverse("agencies:region-detail", args=[code])
    context = {
        "form": form,
        "title": f"Ganti kode {region.full_name}",
        "verb": "Simpan kode baru",
        "back": back,
    }
    return render(request, "agencies/place_form.html", context, status=422 if form.is_bound else 200)


@require_safe
@requires(Permission.VIEW_REGIONS)
def region_boundaries(request, code: str, level: str):
    """Outlines of the places of one level within a region, for maps; unchanged ones are answered 304."""
    regions = Region.objects.visible_to(request.viewer).within(code).filter(level=level, successor=None)
    etag = f'"{code}-{level}-{outlines_version(regions)}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(outlines(regions), content_type="application/geo+json")
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
            response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"private, max-age={KEEP_SECONDS}"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
