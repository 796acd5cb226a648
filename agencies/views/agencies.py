from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions import agencies as actions
from agencies.forms.agencies import AgencyFilter, AgencyForm, ReplaceForm
from agencies.models import Agency, RoleAssignment, Upload
from agencies.queries import quality
from agencies.queries.agencies import before, listing
from agencies.queries.office import fiscal_year
from agencies.queries.panels import agency_panels
from agencies.web import paginate, render_page

LATEST = 5


@require_safe
@requires(Permission.VIEW_AGENCIES)
def agency_list(request):
    context = {
        "filterset": AgencyFilter(request.GET),
        "page": paginate(listing(request.viewer, request.GET), request),
        "may_edit": request.viewer.may(Permission.MANAGE_REFERENCE),
    }
    return render_page(
        request, "agencies/agencies/list.html", context, fragment="agencies/agencies/_results.html"
    )


@require_safe
@requires(Permission.VIEW_AGENCIES)
def agency_detail(request, pk: int):
    agency = get_object_or_404(Agency.objects.visible_to(request.viewer).for_listing(), pk=pk)
    people = RoleAssignment.objects.visible_to(request.viewer).filter(agency=agency)
    uploads = Upload.objects.visible_to(request.viewer).filter(agency=agency).for_listing()
    context = {
        "agency": agency,
        "before": before(agency),
        "units": agency.units.visible_to(request.viewer).order_by("sort_key"),
        "people": people.in_force(timezone.localdate()).select_related("user").order_by("user__name", "pk"),
        "may_see_people": request.viewer.may(Permission.MANAGE_USERS),
        "uploads": uploads[:LATEST],
        "quality": next(iter(quality.by_agency(uploads)), None),
        "quality_definition": quality.AGENCY_DEFINITION,
        "may_see_uploads": request.viewer.may(Permission.VIEW_UPLOADS),
        "panels": agency_panels.shown(request.viewer, agency, fiscal_year()),
        "may_edit": request.viewer.may(Permission.MANAGE_REFERENCE),
    }
    return render(request, "agencies/agencies/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_REFERENCE)
def agency_add(request):
    form = AgencyForm(request.POST or None, viewer=request.viewer)
    return _save(request, form, "Tambah perangkat daerah", reverse("agencies:agency-list"))


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_REFERENCE)
def agency_edit(request, pk: int):
    agency = get_object_or_404(Agency.objects.visible_to(request.viewer), pk=pk)
    form = AgencyForm(request.POST or None, instance=agency, viewer=request.viewer)
    return _save(request, form, f"Ubah {agency}", reverse("agencies:agency-detail", args=[pk]))


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_REFERENCE)
def agency_replace(request, pk: int):
    """An agency that was renamed or merged: it ends, and its page points to the successor."""
    agency = get_object_or_404(Agency.objects.visible_to(request.viewer), pk=pk)
    form = ReplaceForm(request.POST or None, agency=agency, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            actions.replace(agency, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"{agency} digantikan oleh {agency.successor}.")
            return redirect("agencies:agency-detail", pk)
    back = reverse("agencies:agency-detail", args=[pk])
    return _form(request, form, f"Ganti {agency}", "Simpan penggantian", back)


def _save(request, form, title: str, back: str):
    if request.method == "POST" and form.is_valid():
        agency = actions.save(form.save(commit=False), by=request.user)
        messages.success(request, "Tersimpan.")
        return redirect("agencies:agency-detail", agency.pk)
    return _form(request, form, title, "Simpan perangkat daerah", back)


def _form(request, form, title: str, verb: str, back: str):
    context = {"form": form, "title": title, "verb": verb, "back": back}
    return render(request, "agencies/place_form.html", context, status=422 if form.is_bound else 200)
