"""Saved arrangements of columns (susunan kolom): what is remembered, its versions, who else may use it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.actions import arrangements as actions
from agencies.forms.arrangements import ArrangementFileForm, ShareForm, WordForm
from agencies.forms.uploads import agencies_of
from agencies.importing import mappings
from agencies.importing.fields import field_of, squeeze
from agencies.models import SavedMapping
from agencies.queries import arrangements as queries
from agencies.web import paginate

TOML = "application/toml"


@require_safe
@requires(P.SEND_UPLOADS)
def arrangement_list(request):
    visible = SavedMapping.objects.visible_to(request.viewer)
    context = {
        "page": paginate(queries.newest(visible).for_listing(), request),
        "removed": queries.removed(visible).for_listing(),
        "shared": queries.offered_to(agencies_of(request.viewer)).for_listing(),
        "may_reference": request.viewer.may(P.MANAGE_REFERENCE),
    }
    return render(request, "agencies/arrangements/list.html", context)


@require_safe
@requires(P.SEND_UPLOADS)
def arrangement_detail(request, pk):
    mapping = _reachable(request, pk)
    may_share = request.viewer.may(P.MANAGE_REFERENCE)
    context = {
        "mapping": mapping,
        "columns": [
            (heading, _label(name, mapping.kind) if name else "", squeeze(heading) in mapping.fill)
            for heading, name in mappings.columns_of(mapping)
        ],
        "words": [
            (name, _label(name, mapping.kind), text, meaning)
            for name, known in mapping.values.items()
            for text, meaning in known.items()
        ],
        "versions": queries.versions(mapping),
        "newest": queries.newest_of(mapping),
        "shares": queries.shares_of(mapping),
        "share_form": ShareForm(viewer=request.viewer, owner=mapping.agency) if may_share else None,
    }
    return render(request, "agencies/arrangements/detail.html", context)


@require_safe
@requires(P.SEND_UPLOADS)
def arrangement_download(request, pk):
    mapping = _reachable(request, pk)
    name = f"susunan-{slugify(mapping.from_file) or mapping.kind}-v{mapping.version}.toml"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(mappings.as_file(mapping), content_type=TOML, headers=headers)


@require_http_methods(["GET", "POST"])
@requires(P.SEND_UPLOADS)
def arrangement_upload(request):
    """An arrangement somebody else handed on becomes the newest version here."""
    form = ArrangementFileForm(request.POST or None, request.FILES or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        file, agency = form.cleaned_data["file"], form.cleaned_data["agency"]
        try:
            kind, arrangement = mappings.from_file(file.read(), file.name)
        except mappings.BadFile as refusal:
            for sentence in refusal.sentences:
                form.add_error("file", sentence)
        else:
            saved = actions.remember(arrangement, agency=agency, kind=kind, by=request.user)
            messages.success(request, "Susunan tersimpan. Berlaku untuk unggahan berikutnya.")
            return redirect("agencies:arrangement-detail", saved.pk)
    context = {
        "form": form,
        "title": "Unggah susunan kolom",
        "verb": "Simpan susunan",
        "back": reverse("agencies:arrangement-list"),
    }
    return render(request, "agencies/arrangements/upload.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(P.SEND_UPLOADS)
def arrangement_go_back(request, pk):
    saved = actions.go_back(_reachable(request, pk), by=request.user)
    messages.success(request, f"Dipakai lagi, sebagai versi {saved.version}.")
    return redirect("agencies:arrangement-detail", saved.pk)


@require_POST
@requires(P.SEND_UPLOADS)
def arrangement_unlearn(request, pk):
    """One word is forgotten; it stays in the older versions."""
    mapping, form = _reachable(request, pk), WordForm(request.POST)
    if not form.is_valid():
        return redirect("agencies:arrangement-detail", pk)
    saved = actions.unlearn(mapping, by=request.user, **form.cleaned_data)
    messages.success(request, "Tulisan itu tidak diingat lagi.")
    return redirect("agencies:arrangement-detail", saved.pk)


@require_POST
@requires(P.SEND_UPLOADS)
def arrangement_forget(request, pk):
    actions.forget(_reachable(request, pk), by=request.user)
    undo = reverse("agencies:arrangement-bring-back", args=[pk])
    messages.success(request, "Susunan dihapus.", extra_tags=f"urungkan={undo}")
    return redirect("agencies:arrangement-list")


@require_POST
@requires(P.SEND_UPLOADS)
def arrangement_bring_back(request, pk):
    actions.bring_back(_reachable(request, pk), by=request.user)
    messages.success(request, "Susunan dipakai lagi.")
    return redirect("agencies:arrangement-detail", pk)


@require_POST
@requires(P.MANAGE_REFERENCE)
def arrangement_share(request, pk):
    """Bappeda lets others use it: one agency, or all."""
    mapping = _reachable(request, pk)
    form = ShareForm(request.POST, viewer=request.viewer, owner=mapping.agency)
    if form.is_valid():
        actions.share(mapping, by=request.user, **form.cleaned_data)
        messages.success(
            request, f"Dibagikan kepada {form.cleaned_data['shared_with'] or 'semua perangkat daerah'}."
        )
    return redirect("agencies:arrangement-detail", pk)


@require_POST
@requires(P.MANAGE_REFERENCE)
def arrangement_unshare(request, pk):
    share = request.POST.get("share", "")
    if share.isdigit():
        actions.unshare(_reachable(request, pk), share=int(share[:18]), by=request.user)
        messages.success(request, "Tidak dibagikan lagi.")
    return redirect("agencies:arrangement-detail", pk)


def _reachable(request, pk: int) -> SavedMapping:
    return get_object_or_404(SavedMapping.objects.visible_to(request.viewer).for_listing(), pk=pk)


def _label(name: str, kind: str) -> str:
    try:
        return field_of(name, kind).label
    except KeyError:
        return name
