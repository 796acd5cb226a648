"""The tabs of the check page: problems, warnings, changes, new lines, and what a complete list ends."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404

from agencies.forms.uploads import ValueForm
from agencies.importing import messages as words
from agencies.importing.fields import field_of
from agencies.importing.layouts import Layout
from agencies.models import Region, StagedLine, Upload
from agencies.queries import uploads as queries
from agencies.web import paginate

TABS = ("masalah", "peringatan", "perubahan", "baru")
OUTCOME_OF = {"perubahan": "changed", "baru": "new", "tetap": "same"}
SHOWN_LINES = 5  # of a kind of problem, before "Lihat … baris lainnya"
SAMPLE = 20
OWN = {"nominal"}  # told only of the agency's own aid (beneficiaries/importing/gifts.py)
HIDDEN = "(data perangkat daerah lain)"
IDENTITY = {"nik", "no_kk", "nama"}  # differ from person to person, so one wording never stands for them all
OF_MANY = {  # what is wrong with several lines whose facts differ
    "nik_length": "NIK tidak 16 angka.",
    "duplicate_in_file": "Orang yang sama dua kali dalam berkas ini.",
    "value_missing": "Isian kosong.",
    "region_unknown": "Nama ini tidak ada di daftar wilayah.",
    "region_ambiguous": "Beberapa desa bernama sama.",
    "opd_unknown": "Nama ini tidak ada di daftar perangkat daerah.",
    "target_not_numeric": "Target berupa kata, disimpan apa adanya.",
    "status_not_active": "Orang ini tercatat meninggal atau pindah.",
    "realisation_exceeds_budget": "Realisasi melebihi pagu.",
    "duplicate_existing": "Sudah ada di daftar.",
}
SKIPPED = {
    "blank": "Baris kosong", "subtotal": "Jumlah", "group": "Judul kelompok", "footer": "Catatan dan tanda tangan",
    "header_repeat": "Judul berulang",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a line that differs from the register, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line as a table shows it, by heading; `url` is the page of whom it means, where the viewer may open it."""

    line: StagedLine
    cells: dict[str, str]
    changes: list[Change]
    url: str


def rows_of(layout: Layout, upload: Upload, lines: list[StagedLine], viewer) -> list[Row]:
    pages, places, beside = layout.pages(lines, viewer), _places(layout, lines, viewer), layout.beside(lines)
    return [
        Row(
            line,
            dict(zip(layout.headings, layout.cells(line), strict=True))
            | places.get(line.pk, {})
            | beside.get(line.pk, {}),
            changes_of(line, upload.kind, open_to_viewer=line.pk in pages),
            pages.get(line.pk, ""),
        )
        for line in lines
    ]


def _places(layout: Layout, lines: list[StagedLine], viewer) -> dict[int, dict[str, str]]:
    """The name of each line's village, where the kind of list knows villages."""
    if not layout.village:
        return {}
    codes = {line.pk: getattr(line, layout.village) for line in lines}
    villages = Region.objects.visible_to(viewer).filter(code__in=set(codes.values()))
    names = dict(villages.values_list("code", "name"))
    return {pk: {"Desa": names.get(code, "")} for pk, code in codes.items()}


def filled(rows: list[Row]) -> tuple[list[str], list[Row]]:
    """Headings and rows without the columns in which no row says anything."""
    headings = dict.fromkeys(heading for row in rows for heading in row.cells)
    kept = [heading for heading in headings if any(row.cells.get(heading) for row in rows)]
    return kept, [
        replace(row, cells={heading: row.cells.get(heading, "") for heading in kept}) for row in rows
    ]


def changes_of(line: StagedLine, kind: str, *, open_to_viewer: bool) -> list[Change]:
    """Old and new of every field that the line would change.

    Of somebody whom the viewer may not open the old values stay hidden: naming a NIK must not tell an address.
    """
    changes = getattr(line, "changes", {})
    return [
        Change(
            label_of(name, kind), as_typed(old) if open_to_viewer or name in OWN else HIDDEN, as_typed(new)
        )
        for name, (old, new) in changes.items()
    ]


def as_typed(value) -> str:
    """A value of a change as officers write it: 600.000, 02-03-1980."""
    if isinstance(value, int) and value >= 10_000:
        return f"{value:,}".replace(",", ".")
    text = "" if value is None else str(value)
    try:
        return date.fromisoformat(text).strftime("%d-%m-%Y") if len(text) == 10 else text
    except ValueError:
        return text


class Tab:
    """One tab of the check page."""

    def __init__(self, request, upload: Upload, layout, name: str):
        self.request, self.upload, self.layout = request, upload, layout
        self.name = name if name in (*TABS, "tetap", "dilewati", "berakhir") else self.first()

    def first(self) -> str:
        """The first tab that has something to show."""
        upload = self.upload
        counts = (upload.rows_held, upload.rows_warned, upload.rows_changed, upload.rows_new)
        return next((tab for tab, count in zip(TABS, counts, strict=True) if count), TABS[0])

    def context(self) -> dict:
        self.lines = queries.staged_lines(self.layout.staged, self.upload)
        self.groups = queries.problem_groups(self.lines)
        context = {"tab": self.name, "tabs": self.tabs()}
        code = self.request.GET.get("kode")
        if self.name in OUTCOME_OF:
            return context | self.by_outcome(OUTCOME_OF[self.name])
        if self.name == "berakhir":
            return context | self.ending()
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
        upload = self.upload
        tabs = [
            ("masalah", "Masalah", upload.rows_held), ("peringatan", "Peringatan", upload.rows_warned),
            ("perubahan", "Perubahan", upload.rows_changed), ("baru", "Contoh baris baru", min(SAMPLE, upload.rows_new)),
        ]  # fmt: skip
        ends = upload.mode == Upload.Mode.REPLACE
        return [*tabs, ("berakhir", "Berakhir", upload.rows_ended)] if ends else tabs

    def kind(self, group: queries.ProblemGroup) -> dict:
        """One kind of problem with its first lines and the wordings that repeat."""
        lines = self.shown(queries.lines_with(self.lines, group.code)[:SHOWN_LINES], group.code)
        wrong, remedy = in_words(group.code, lines)
        repeated = queries.repeated_values(self.lines, group.code) if group.lines > 1 else []
        repeated = [each for each in repeated if each.field not in IDENTITY]
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
            each.problem = each.problem | {"label": label_of(each.problem["field"], self.upload.kind)}
        return found

    def by_outcome(self, outcome: str) -> dict:
        """The lines of one outcome, page by page; the changed ones also by the field that changes."""
        lines, fields, field = self.lines.filter(outcome=outcome), [], self.request.GET.get("isi", "")
        if outcome == "changed" and hasattr(self.layout.staged, "changes"):
            fields = [
                (name, label_of(name, self.upload.kind), count)
                for name, count in queries.changed_fields(lines)
            ]
            lines = lines.filter(changes__has_key=field) if field else lines
        page = paginate(lines, self.request)
        rows = rows_of(self.layout, self.upload, list(page.object_list), self.request.viewer)
        headings, rows = filled(rows)
        return {"page": page, "rows": rows, "headings": headings, "fields": fields, "field": field}

    def ending(self) -> dict:
        """Who ends with this complete list, with what."""
        ending = self.layout.ending(self.upload)
        page = paginate(self.lines.none() if ending is None else ending, self.request)
        return {
            "page": page,
            "ends": [self.layout.end_cells(end) for end in page.object_list],
            "end_headings": self.layout.end_headings,
        }

    def used_sheets(self) -> list[dict]:
        return [sheet for sheet in self.upload.outline.get("sheets", []) if sheet["action"] == "import"]


def skipped_parts(sheet: dict) -> list[tuple[str, int]]:
    """Why lines of a sheet are not data, with how many; together they are all its skipped lines."""
    parts = [(SKIPPED.get(reason, "Lainnya"), lines) for reason, lines in sheet["skipped"].items() if lines]
    rest = sheet["lines"] - sheet["rows"]["data"] - sum(lines for _, lines in parts)
    return [("Judul dan kop", rest), *parts] if rest else parts


def in_words(code: str, lines: list[queries.Shown]) -> tuple[str, str]:
    """What is wrong and what to do; one line's facts only when it is the only line."""
    if code not in words.TEXTS:
        return code, ""
    if len(lines) == 1:
        return words.explain_code(code, lines[0].problem.get("facts", {}))
    wrong, remedy = words.explain_code(code, {"tanggal": "tanggalnya"})
    return OF_MANY.get(code, wrong), remedy


def label_of(name: str, kind: str) -> str:
    """The field as officers call it."""
    try:
        return field_of(name, kind).label if name else ""
    except KeyError:
        return name.replace("_", " ").capitalize()
