"""Bappeda's own dialects: which headings and codes other systems use, on an ordinary page and as a file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.actions import dialects as actions
from agencies.forms.arrangements import TextFileForm
from agencies.forms.dialects import DialectForm
from agencies.importing import dialect_files
from agencies.importing.fields import shipped
from agencies.importing.mappings import BadFile
from agencies.models import Dialect

SAVED = "Dialek tersimpan. Berlaku mulai berkas berikutnya."


@require_safe
@requires(P.MANAGE_REFERENCE)
def dialect_list(request):
    rows = [
        (row, sum(map(len, row.headings.values())))
        for row in Dialect.objects.visible_to(request.viewer).select_related("saved_by")
    ]
    own = dialect_files.starting_points()
    built_in = [
        (each["label"], each["name"] if each["name"] in own else "", sum(map(len, each["headings"].values())))
        for each in shipped()
    ]
    context = {"rows": rows, "built_in": built_in}
    return render(request, "agencies/dialects/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(P.MANAGE_REFERENCE)
def dialect_add(request):
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@requires(P.MANAGE_REFERENCE)
def dialect_edit(request, pk):
    return _edit(request, get_object_or_404(Dialect.objects.visible_to(request.viewer), pk=pk))


def _edit(request, dialect: Dialect | None):
    form = DialectForm(request.POST if request.method == "POST" else None, dialect=dialect)
    if request.method == "POST" and form.is_valid():
        wanted = form.as_dialect()
        if dialect is None and Dialect.objects.visible_to(request.viewer).filter(name=wanted.name).exists():
            form.add_error("label", "Nama ini sudah dipakai. Pilih nama lain.")
        else:
            actions.save(wanted, by=request.user)
            messages.success(request, SAVED)
            return redirect("agencies:dialect-list")
    context = {"form": form, "dialect": dialect}
    return render(request, "agencies/dialects/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(P.MANAGE_REFERENCE)
def dialect_remove(request, pk):
    dialect = get_object_or_404(Dialect.objects.visible_to(request.viewer), pk=pk)
    if request.method == "POST":
        actions.remove(dialect, by=request.user)
        messages.success(request, "Dialek dihapus.")
        return redirect("agencies:dialect-list")
    context = {
        "question": f"Hapus dialek {dialect.label}?",
        "consequence": "Judul dan kodenya tidak dikenali lagi. Data yang sudah tersimpan tetap. Unduh dulu bila perlu.",
        "verb": "Hapus dialek",
        "form": None,
        "back": reverse("agencies:dialect-edit", args=[pk]),
        "way_out": "Jangan hapus",
        "action": reverse("agencies:dialect-remove", args=[pk]),
    }
    return render(request, "components/confirm.html", context)


@require_safe
@requires(P.MANAGE_REFERENCE)
def dialect_download(request, pk):
    return _as_download(get_object_or_404(Dialect.objects.visible_to(request.viewer), pk=pk))


@require_safe
@requires(P.MANAGE_REFERENCE)
def dialect_shipped(request, name):
    """A dialect that comes with Sinergi, to begin one of Bappeda's own from."""
    dialect = dialect_files.starting_points().get(name)
    if dialect is None:
        raise Http404
    return _as_download(dialect)


def _as_download(dialect: Dialect) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, f"dialek-{dialect.name}.toml")}
    return HttpResponse(dialect_files.as_file(dialect), content_type="application/toml", headers=headers)


@require_http_methods(["GET", "POST"])
@requires(P.MANAGE_REFERENCE)
def dialect_upload(request):
    """A dialect from a file; one of the same code is replaced."""
    form = TextFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            dialect = dialect_files.from_file(form.cleaned_data["file"].read())
        except BadFile as refusal:
            for sentence in refusal.sentences:
                form.add_error("file", sentence)
        else:
            actions.save(dialect, by=request.user)
            messages.success(request, SAVED)
            return redirect("agencies:dialect-list")
    context = {
        "form": form,
        "title": "Unggah dialek",
        "verb": "Simpan dialek",
        "back": reverse("agencies:dialect-list"),
    }
    return render(request, "agencies/arrangements/upload.html", context, status=422 if form.is_bound else 200)
