"""Editions of the nomenclature, their codes, and the programmes whose code is not of the edition in use."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.web import paginate
from programs.actions import nomenclature as actions
from programs.forms.nomenclature import NodeMappingForm
from programs.models import NodeMapping, Nomenclature, NomenclatureEdition, Program
from programs.queries import nomenclature as queries
from programs.queries.years import year_of


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def nomenclature_list(request):
    """The editions with the years they are used in, and their codes to look up."""
    viewer, year = request.viewer, year_of(request.GET)
    edition = queries.edition_of(year)
    programs = Program.objects.visible_to(viewer).in_year(year)
    context = {
        "year": year,
        "edition": edition,
        "editions": queries.counted(NomenclatureEdition.objects.visible_to(viewer)),
        "strays": queries.stray(programs, edition.name).count() if edition else 0,
        "levels": Nomenclature.Level.choices,
        "page": paginate(queries.found(Nomenclature.objects.visible_to(viewer), request.GET), request),
        "may_edit": viewer.may(Permission.MANAGE_REFERENCE),
    }
    return render(request, "programs/nomenclature/list.html", context)


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def nomenclature_stray(request):
    """The programmes of a year whose code the edition in use does not know, with what takes its place."""
    viewer, year = request.viewer, year_of(request.GET)
    edition = queries.edition_of(year)
    programs = Program.objects.visible_to(viewer).in_year(year)
    page = paginate(queries.stray(programs, edition.name) if edition else programs.none(), request)
    context = {
        "year": year,
        "edition": edition,
        "page": page,
        "rows": queries.explained(page.object_list, edition.name) if edition else [],
        "may_edit": viewer.may(Permission.MANAGE_REFERENCE),
    }
    return render(request, "programs/nomenclature/stray.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_PROGRAMS)
def nomenclature_node(request, pk: int):
    """One code: what stands above and below it, what takes its place, and who works under it."""
    viewer = request.viewer
    node = get_object_or_404(Nomenclature.objects.visible_to(viewer).select_related("parent"), pk=pk)
    may_edit = viewer.may(Permission.MANAGE_REFERENCE)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = NodeMappingForm(request.POST or None, old=node)
    if request.method == "POST" and form.is_valid():
        actions.join(form.save(commit=False), by=request.user)
        messages.success(request, "Padanan tersimpan.")
        return redirect("programs:nomenclature-node", pk)
    mappings = NodeMapping.objects.visible_to(viewer).select_related("old", "new")
    context = {
        "node": node,
        "form": form,
        "replaced_by": mappings.filter(old=node).order_by("new__edition", "new__code"),
        "replaces": mappings.filter(new=node).order_by("old__edition", "old__code"),
        "children": Nomenclature.objects.visible_to(viewer).filter(parent=node).order_by("code", "pk"),
        "programs": Program.objects.visible_to(viewer)
        .filter(node=node)
        .select_related("agency")
        .order_by("sort_key", "pk")[:100],
        "may_edit": may_edit,
    }
    return render(request, "programs/nomenclature/node.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.MANAGE_REFERENCE)
def nomenclature_part(request, pk: int):
    """Take back that a code takes the place of this one."""
    asked = request.POST.get("padanan", "")
    mappings = NodeMapping.objects.visible_to(request.viewer).select_related("old", "new")
    mapping = get_object_or_404(
        mappings, pk=int(asked) if asked.isdecimal() and len(asked) < 18 else 0, old=pk
    )
    actions.part(mapping, by=request.user)
    messages.success(request, f"{mapping.new.code} bukan lagi padanannya.")
    return redirect(reverse("programs:nomenclature-node", args=[pk]))
