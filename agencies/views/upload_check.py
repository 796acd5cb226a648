"""Step 3: what is wrong with which line, and its repair."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import identity
from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.actions import uploads as actions
from agencies.forms.uploads import CellForm, ValueForm
from agencies.importing import mappings
from agencies.importing.layouts import layout_of
from agencies.importing.order import correction_purpose
from agencies.models import Upload
from agencies.queries import comparisons, uploads as queries
from agencies.views.upload_pages import Page, saved_moments
from agencies.views.upload_steps import act, reachable
from agencies.views.upload_tabs import Tab

LONGEST_ROW = 7  # digits of the last line a sheet can have


@require_safe
@requires(P.VIEW_UPLOADS)
def upload_check(request, pk):
    """The balance, and behind tabs every problem, warning, change and new line."""
    upload = reachable(request, pk, P.VIEW_UPLOADS)
    if upload.staged_at is None:
        return redirect("agencies:upload-detail", pk)
    page = Page(request, upload)
    tab = request.GET.get("lihat", "")
    context = page.common() | Tab(request, upload, page.layout, tab).context()
    context |= {
        "step": 3,
        "saved": saved_moments(upload),
        "remarks": remarks_of(upload),
        "stops": comparisons.stops(upload).values(),
        "many_held": comparisons.many_held(upload),
        "better_sheet": comparisons.better_sheet(upload),
        "comparison": comparisons.comparison(upload),
        "overtaken": queries.overtaken(upload),
        "signals": page.signals(),
        "touched": actions.written(upload),
        "nothing_new": not (upload.rows_new or upload.rows_changed or upload.rows_ended),
        "may_fix": page.may()["send"] and upload.status in actions.UNDECIDED,
    }
    return render(request, "agencies/uploads/check.html", context)


def remarks_of(upload: Upload) -> list[str]:
    """What the reading of the sheets has to tell: multiplied amounts, sums that disagree, hidden lines."""
    sheets = [sheet for sheet in upload.outline.get("sheets", []) if sheet["action"] == "import"]
    return list(dict.fromkeys(remark for sheet in sheets for remark in sheet.get("remarks", [])))


@require_http_methods(["GET", "POST"])
@requires(P.SEND_UPLOADS)
def upload_correct(request, pk):
    """`Perbaiki di sini`: one cell."""
    upload = reachable(request, pk, P.SEND_UPLOADS)
    posted = request.POST if request.method == "POST" else None
    asked = {
        name: request.GET.get(short, "")
        for name, short in (("sheet", "lembar"), ("row", "baris"), ("column", "kolom"))
    }
    form = CellForm(posted, initial=asked)
    if posted is None or not form.is_valid():
        context = {"upload": upload, "form": form, "asked": asked, "written": _written(upload, asked)}
        return render(request, "agencies/uploads/correct.html", context)
    cell = form.cleaned_data
    purpose = correction_purpose(cell["sheet"], cell["row"], cell["column"])
    return act(
        request, upload, actions.correct, "Diperbaiki. Berkas dibaca ulang.", sheet=cell["sheet"], row=cell["row"],
        column=cell["column"], old_ct=identity.seal_text(request.POST.get("old", "")[:200], purpose),
        new_ct=identity.seal_text(cell["value"], purpose),
    )  # fmt: skip


def _written(upload, asked: dict[str, str]) -> str:
    """The cell as the file has it, masked, where something is wrong with it."""
    layout = layout_of(upload.kind)
    if not asked["row"].isdigit() or len(asked["row"]) > LONGEST_ROW:
        return ""
    lines = queries.staged_lines(layout.staged, upload).filter(sheet=asked["sheet"], row=int(asked["row"]))
    cells = [
        problem.get("cell") or ""
        for line in lines
        for problem in line.problems
        if problem.get("column") == asked["column"]
    ]
    return cells[0] if cells else ""


@require_POST
@requires(P.SEND_UPLOADS)
def upload_replace(request, pk):
    """`Ganti 8 sel`: one wording everywhere in its field."""
    upload = reachable(request, pk, P.SEND_UPLOADS)
    form = ValueForm(request.POST)
    if not form.is_valid():
        return redirect("agencies:upload-check", pk)
    learnt = mappings.is_learnable(form.cleaned_data["field"], upload.kind)
    return act(
        request, upload, actions.replace_value, "Diganti. Berkas dibaca ulang.", **form.cleaned_data,
        lists=mappings.fingerprints(upload.outline) if learnt else [],
    )  # fmt: skip
