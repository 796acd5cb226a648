"""The office profile, its coat of arms and the officials who sign."""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import public, requires
from agencies.access.permissions import Permission
from agencies.actions.settings import change_office, keep_signatory
from agencies.forms.settings import OfficeForm, SignatoryForm
from agencies.models import OfficeProfile, Signatory
from agencies.queries.office import crest


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SETTINGS)
def office_edit(request):
    office = OfficeProfile.objects.visible_to(request.viewer).first()
    if office is None:
        raise Http404
    form = OfficeForm(request.POST or None, request.FILES or None, instance=office)
    if request.method == "POST" and form.is_valid():
        change_office(by=request.user, office=form.instance, changed=form.changed_data)
        messages.success(request, "Profil kantor tersimpan.")
        return redirect("agencies:settings")
    return _form(request, form, "Profil kantor")


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SETTINGS)
def signatory_add(request):
    return _signatory(request, Signatory(), "Tambah penanda tangan")


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SETTINGS)
def signatory_edit(request, pk: int):
    signatory = get_object_or_404(Signatory.objects.visible_to(request.viewer), pk=pk)
    return _signatory(request, signatory, "Ubah penanda tangan")


@require_safe
@public
def office_crest(request):
    """The coat of arms, also on the sign-in page; kept by browsers, asked again by its fingerprint."""
    found = crest()
    if found is None:
        raise Http404
    content, kind = found
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Disposition": "inline"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(content, content_type=kind, headers=headers)


def _signatory(request, signatory: Signatory, title: str):
    form = SignatoryForm(request.POST or None, instance=signatory)
    if request.method == "POST" and form.is_valid():
        keep_signatory(by=request.user, signatory=form.save(commit=False))
        messages.success(request, "Penanda tangan tersimpan.")
        return redirect("agencies:settings")
    return _form(request, form, title)


def _form(request, form, title: str):
    status = 422 if request.method == "POST" else 200
    return render(request, "agencies/office/form.html", {"form": form, "title": title}, status=status)
