import tempfile

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions import audit
from agencies.importing.book import FileRefused
from agencies.importing.child import run_limited
from agencies.importing.limits import Limits
from agencies.web import paginate
from programs.forms.reference import ListUploadForm, form_for, sealed, unsealed
from programs.importing.reference_tables import TABLES, Table, exported, stored, tried

LIMITS = Limits(file_bytes=10 * 2**20, unpacked_bytes=100 * 2**20, rows=20_001, columns=40)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # problems on one page


@require_safe
@requires(Permission.MANAGE_REFERENCE)
def reference_index(request):
    tables = [(table, table.rows(request.viewer).count()) for table in TABLES.values()]
    return render(request, "programs/reference/index.html", {"tables": tables})


@require_safe
@requires(Permission.MANAGE_REFERENCE)
def reference_list(request, key: str):
    table = _table(key)
    rows = table.rows(request.viewer)
    wanted = request.GET.get("cari", "").strip()
    if wanted:
        rows = rows.filter(Q(*((f"{name}__icontains", wanted) for name in table.search), _connector=Q.OR))
    page = paginate(rows, request)
    context = {
        "table": table,
        "columns": table.resource.columns(),
        "page": page,
        "rows": [(row, table.cells(row)) for row in page],
        "wanted": wanted,
    }
    return render(request, "programs/reference/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_REFERENCE)
def reference_add(request, key: str):
    table = _table(key)
    return _save(request, table, form_for(table)(request.POST or None), f"Tambah: {table.title}")


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_REFERENCE)
def reference_edit(request, key: str, pk: int):
    table = _table(key)
    row = get_object_or_404(table.rows(request.viewer), pk=pk)
    return _save(request, table, form_for(table)(request.POST or None, instance=row), f"Ubah {row}")


@require_safe
@requires(Permission.MANAGE_REFERENCE)
def reference_export(request, key: str):
    table = _table(key)
    response = HttpResponse(exported(table, request.viewer), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{table.key}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_REFERENCE)
def reference_upload(request, key: str):
    """Read a filled list and show what it would change; nothing is stored yet."""
    table = _table(key)
    form = ListUploadForm(request.POST or None, request.FILES or None)
    context = {"table": table, "form": form, "columns": table.resource.columns()}
    if request.method == "POST" and form.is_valid():
        try:
            sheet = _read(form.cleaned_data["berkas"])
        except FileRefused:
            form.add_error("berkas", "Berkas ini tidak dapat dibaca. Simpan sebagai .xlsx lalu unggah lagi.")
        else:
            trial = tried(table, sheet)
            context |= {
                "trial": trial,
                "problems": trial.problems[:SHOWN],
                "token": "" if trial.problems else sealed(sheet),
            }
            return render(
                request, "programs/reference/preview.html", context, status=422 if trial.problems else 200
            )
    return render(request, "programs/reference/upload.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.MANAGE_REFERENCE)
def reference_store(request, key: str):
    """Store the rows that the preview showed."""
    table = _table(key)
    sheet = unsealed(request.POST.get("isi", ""))
    if sheet is None:
        messages.error(request, "Pratinjau ini sudah lewat satu jam. Unggah berkasnya lagi.")
        return redirect("programs:reference-upload", key)
    with audit.acting(request.user):
        trial = stored(table, sheet)
    if trial.problems:
        messages.error(request, "Isi daftar berubah sejak pratinjau. Tidak ada yang disimpan. Unggah lagi.")
        return redirect("programs:reference-upload", key)
    audit.record("reference.uploaded", None, by=request.user, table=key, new=trial.new, changed=trial.changed)
    messages.success(request, f"{trial.new} baris baru, {trial.changed} berubah, {trial.same} tetap.")
    return redirect("programs:reference-list", key)


def _table(key: str) -> Table:
    if key not in TABLES:
        raise Http404
    return TABLES[key]


def _read(upload) -> dict:
    """The first sheet, read in the limited child; the file itself is not kept. Raises FileRefused."""
    with tempfile.NamedTemporaryFile(suffix=f".{upload.name.rpartition('.')[2][:5]}") as kept:
        for piece in upload.chunks():
            kept.write(piece)
        kept.flush()
        return run_limited(
            "agencies.importing.plainsheet:first_sheet",
            {"path": kept.name, "limits": LIMITS},
            limits=LIMITS,
            seconds=LIMITS.preview_seconds,
        )


def _save(request, table: Table, form, title: str):
    back = reverse("programs:reference-list", args=[table.key])
    if request.method == "POST" and form.is_valid():
        row = form.save()
        audit.record("reference.changed", row, by=request.user, table=table.key)
        messages.success(request, "Tersimpan.")
        return redirect(back)
    context = {"form": form, "title": title, "verb": "Simpan", "back": back}
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)
