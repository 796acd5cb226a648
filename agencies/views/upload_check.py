"""Step 3: what is wrong with which line, and its repair."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import identity
from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.actions import uploads as actions
from agencies.forms.uploads import CellForm, ValueForm
from agencies.importing import mappings, messages as words
from agencies.importing.fields import field_of
from agencies.importing.order import correction_purpose
from agencies.models import Upload
from agencies.queries import comparisons, uploads as queries
from agencies.queries.settings import setting
from agencies.views.upload_pages import Page, saved_moments
from agencies.views.upload_steps import act, reachable
from agencies.web import paginate

TABS = ("masalah", "peringatan", "perubahan", "baru")
OUTCOME_OF = {"perubahan": "changed", "baru": "new", "tetap": "same"}
SHOWN_LINES = 5  # of a kind of problem, before "Lihat … baris lainnya"
SAMPLE = 20
SKIPPED = {
    "blank": "Baris kosong", "subtotal": "Jumlah", "group": "Judul kelompok", "footer": "Catatan dan tanda tangan",
    "header_repeat": "Judul berulang",
}  # fmt: skip


@require_safe
@requires(P.VIEW_UPLOADS)
def upload_check(request, pk):
    """The balance, and behind tabs every problem, warning, change and new line."""
    upload = reachable(request, pk, P.VIEW_UPLOADS)
    if upload.staged_at is None:
        return redirect("agencies:upload-detail", pk)
    page = Page(request, upload)
    tab = request.GET.get("lihat", "masalah")
    context = page.common() | Tab(request, upload, page.layout, tab).context()
    context |= {
        "step": 3,
        "saved": saved_moments(upload),
        "many_held": comparisons.held_share(upload) > setting("held_share_limit"),
        "touched": actions.written(upload),
        "nothing_new": not (upload.rows_new or upload.rows_changed or upload.mode == Upload.Mode.REPLACE),
        "may_fix": page.may()["send"] and upload.status in actions.UNDECIDED,
    }
    return render(request, "agencies/uploads/check.html", context)


class Tab:
    """One tab of the check page."""

    def __init__(self, request, upload: Upload, layout, name: str):
        self.request, self.upload, self.layout = request, upload, layout
        self.name = name if name in (*TABS, "tetap", "dilewati") else TABS[0]

    def context(self) -> dict:
        if self.layout is None:
            return {"tab": "berkas", "listed": self.listed(), "tabs": []}
        self.lines = queries.staged_lines(self.layout.staged, self.upload)
        self.groups = queries.problem_groups(self.lines)
        context = {"tab": self.name, "tabs": self.tabs(), "headings": self.layout.headings}
        code = self.request.GET.get("kode")
        if self.name in OUTCOME_OF:
            return context | self.by_outcome(OUTCOME_OF[self.name])
        if self.name == "dilewati":
            return context | {
                "skipped": [(sheet["name"], skipped_parts(sheet)) for sheet in self.used_sheets()]
            }
        severity = "error" if self.name == "masalah" else "warning"
        if code:
            return context | self.one_kind(code, severity)
        return context | {
            "problems": [self.kind(group) for group in self.groups if group.severity == severity]
        }

    def tabs(self) -> list[tuple[str, str, int]]:
        warned = self.upload.rows_warned
        upload = self.upload
        return [
            ("masalah", "Masalah", upload.rows_held), ("peringatan", "Peringatan", warned),
            ("perubahan", "Perubahan", upload.rows_changed), ("baru", "Contoh baris baru", min(SAMPLE, upload.rows_new)),
        ]  # fmt: skip

    def kind(self, group: queries.ProblemGroup) -> dict:
        """One kind of problem with its first lines and the wordings that repeat."""
        lines = self.shown(queries.lines_with(self.lines, group.code)[:SHOWN_LINES], group.code)
        wrong, remedy = in_words(group.code, lines)
        repeated = queries.repeated_values(self.lines, group.code) if group.lines > 1 else []
        return {
            "code": group.code, "lines": group.lines, "wrong": wrong, "remedy": remedy, "shown": lines,
            "more": max(0, group.lines - len(lines)),
            "repeated": [(each, ValueForm(initial={"field": each.field, "text": each.cell})) for each in repeated],
        }  # fmt: skip

    def one_kind(self, code: str, severity: str) -> dict:
        if code not in words.TEXTS:
            raise Http404
        page = paginate(queries.lines_with(self.lines, code), self.request)
        lines = self.shown(page.object_list, code)
        wrong, remedy = in_words(code, lines)
        return {"code": code, "page": page, "shown": lines, "wrong": wrong, "remedy": remedy}

    def shown(self, lines, code: str) -> list[queries.Shown]:
        found = queries.with_problem(lines, code, self.layout.name_of)
        for each in found:
            each.problem = each.problem | {"label": _label(each.problem["field"], self.upload.kind)}
        return found

    def by_outcome(self, outcome: str) -> dict:
        page = paginate(self.lines.filter(outcome=outcome), self.request)
        rows = [(line, self.layout.cells(line), getattr(line, "changes", {})) for line in page.object_list]
        return {
            "page": page,
            "rows": rows,
            "name_of": [self.layout.name_of(line) for line in page.object_list],
        }

    def used_sheets(self) -> list[dict]:
        return [sheet for sheet in self.upload.outline.get("sheets", []) if sheet["action"] == "import"]

    def listed(self) -> list[dict]:
        return self.upload.outline.get("problems", [])


def skipped_parts(sheet: dict) -> list[tuple[str, int]]:
    """Why lines of a sheet are not data, with how many; together they are all its skipped lines."""
    parts = [(SKIPPED.get(reason, "Lainnya"), lines) for reason, lines in sheet["skipped"].items() if lines]
    rest = sheet["lines"] - sheet["rows"]["data"] - sum(lines for _, lines in parts)
    return [("Judul dan kop", rest), *parts] if rest else parts


def in_words(code: str, lines: list[queries.Shown]) -> tuple[str, str]:
    """What is wrong and what to do; one line's facts only when it is the only line."""
    if code not in words.TEXTS:
        return code, ""
    facts = lines[0].problem.get("facts", {}) if len(lines) == 1 else {}
    return words.explain_code(code, facts)


def _label(name: str, kind: str) -> str:
    try:
        return field_of(name, kind).label if name else ""
    except KeyError:
        return name


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
        return render(
            request, "agencies/uploads/correct.html", {"upload": upload, "form": form, "asked": asked}
        )
    cell = form.cleaned_data
    purpose = correction_purpose(cell["sheet"], cell["row"], cell["column"])
    return act(
        request, upload, actions.correct, "Diperbaiki. Berkas dibaca ulang.", sheet=cell["sheet"], row=cell["row"],
        column=cell["column"], old_ct=identity.seal_text(request.POST.get("old", "")[:200], purpose),
        new_ct=identity.seal_text(cell["value"], purpose),
    )  # fmt: skip


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
