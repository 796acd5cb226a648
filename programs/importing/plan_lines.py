"""Proposals, budgets, indicators and statistics: how their lines are shown, checked, stored and taken back.

What a line of a kind says is told by a module of facts; proposals have none yet and get as far as the check.
"""

from agencies import sql
from agencies.access.permissions import Permission
from agencies.importing import layouts
from agencies.importing.layouts import Overtaken, Touched, UndoResult
from agencies.jobs.failures import Failure
from agencies.models import Upload
from programs.importing import (
    action_facts,
    budget_facts,
    indicator_facts,
    plan_rows,
    plan_undo,
    statistic_facts,
)
from programs.importing.facts import Draft
from programs.models import StagedPlanLine

NOT_STORED = "Isi jenis berkas ini belum dapat disimpan. Tidak ada data yang berubah."
LEVELS = {
    "urusan": "Urusan", "bidang": "Bidang urusan", "program": "Program", "kegiatan": "Kegiatan", "sub_kegiatan": "Sub kegiatan",
}  # fmt: skip
SHOWN_FIGURES = 4
Outcome = StagedPlanLine.Outcome


ONE_AT_A_TIME = (
    "SELECT pg_advisory_xact_lock(733, 1)"  # two merges at once would both make the same sub kegiatan
)
WRITTEN_AT_ONCE = 1_000


class PlanLines(layouts.Layout):
    """The Layout (agencies.importing.layouts) of one kind.

    `cells_of` makes the cells of the sample tables; `store` is the module that knows what the lines say:
    draft_of(upload, lines) -> Draft, compared(draft) when the stored rows are known, written(draft, facts) after
    they are stored, questions(upload, lines).
    """

    staged = StagedPlanLine
    tables = plan_rows.TABLES
    rows = "programs.importing.plan_rows:rows_for_staging"

    def __init__(self, kind: str, headings: tuple[str, ...], cells_of, store=None):
        self.kinds, self.headings, self.cells_of = (kind,), headings, cells_of
        self.store, self.stores = store, store is not None

    def facts(self, upload: Upload) -> dict:
        return {"context": upload.context}

    def questions(self, upload: Upload, outline: dict) -> list[dict]:
        return self.store.questions(upload, lines_of(upload)) if self.stores else []

    def check(self, upload: Upload) -> None:
        """Find what each line would do; a kind that is not stored yet has only new lines."""
        if not self.stores:
            StagedPlanLine.objects.filter(upload=upload, outcome="").update(outcome=Outcome.NEW)
            return
        draft = self._compared(upload)
        for told in draft.told:
            line = told.line
            line.changes = {} if told.held else draft.changes_of(told)
            line.outcome = draft.outcome_of(told)
            line.problems = worst_of([*line.problems, *told.problems])
        StagedPlanLine.objects.bulk_update(
            [told.line for told in draft.told], ["outcome", "changes", "problems"], batch_size=WRITTEN_AT_ONCE
        )

    def merge(self, upload: Upload) -> Touched:
        """Write what the lines say, decided anew. Plans change no aid, so nothing has to follow."""
        if not self.stores:
            raise Failure(NOT_STORED)
        sql.execute(ONE_AT_A_TIME)
        draft = self._compared(upload)
        stand_by(draft)
        self.store.written(draft, draft.write())
        return Touched()

    def _compared(self, upload: Upload) -> Draft:
        draft = self.store.draft_of(upload, lines_of(upload))
        draft.compare()
        self.store.compared(draft)
        return draft

    def undo(self, upload: Upload) -> UndoResult:
        if not self.stores:
            raise Failure(NOT_STORED)
        sql.execute(ONE_AT_A_TIME)
        return plan_undo.undo(upload)

    def undo_outlook(self, upload: Upload) -> tuple[int, list[str]]:
        return plan_undo.outlook(upload)

    def pages(self, lines, viewer) -> dict[int, str]:
        """Figures of plans are open to whoever works with programmes; a line has no page of its own."""
        return {line.pk: "" for line in lines} if viewer.may(Permission.VIEW_PROGRAMS) else {}

    def discard(self, upload: Upload, *, held: bool = True) -> None:
        lines = StagedPlanLine.objects.filter(upload=upload)
        (lines if held else lines.exclude(outcome=Outcome.HELD)).delete()

    def name_of(self, line: StagedPlanLine) -> str:
        return line.title or line.code

    def cells(self, line: StagedPlanLine) -> tuple[str, ...]:
        return self.cells_of(line)


def lines_of(upload: Upload) -> list[StagedPlanLine]:
    """All lines in the order of the file, also those that are held."""
    return list(StagedPlanLine.objects.filter(upload=upload).order_by("sheet", "row", "pk"))


def stand_by(draft: Draft) -> None:
    """Would approving do anything that nobody has seen? Raises Overtaken."""
    for told in draft.told:
        seen = told.line.outcome
        changes = {} if told.held else draft.changes_of(told)
        if told.held != (seen == Outcome.HELD) or changes and changes != told.line.changes:
            raise Overtaken


def worst_of(problems: list[dict]) -> list[dict]:
    """Of a line with errors the warnings are left out, as everywhere."""
    return [each for each in problems if each["severity"] == "error"] or problems


def number(value) -> str:
    """A number as officers write it; what is none stays as it is."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}".replace(",", ".")
    return f"{value:n}".replace(".", ",") if isinstance(value, float) else str(value)


def _proposal(line) -> tuple[str, ...]:
    values = line.values
    volume = " ".join(filter(None, (number(values.get("volume")), str(values.get("satuan") or ""))))
    place = values.get("lokasi") or ", ".join(
        values[name] for name in ("desa", "kecamatan") if values.get(name)
    )
    return line.code, line.title, place, values.get("opd", ""), volume, number(values.get("anggaran"))


def _budget(line) -> tuple[str, ...]:
    values = line.values
    agency = values.get("nama_sub_skpd") or values.get("nama_skpd") or values.get("opd", "")
    amounts = (values.get("pagu", values.get("pagu_rka")), values.get("pagu_perubahan"), _spent(values))
    return line.code, line.title, LEVELS.get(line.level, ""), agency, *map(number, amounts)


def _spent(values: dict) -> int | None:
    """What was spent; of a report by quarters the sum of the quarters."""
    quarters = [
        values[f"realisasi_tw_{quarter}"] for quarter in range(1, 5) if f"realisasi_tw_{quarter}" in values
    ]
    return values.get("realisasi", sum(quarters) if quarters else None)


def _indicator(line) -> tuple[str, ...]:
    values = line.values
    years = sorted({name[7:11] for name in values if name.startswith("target_20")})
    targets = [f"{year}: {_target(values, f'target_{year}')}" for year in years] or [
        _target(values, "target")
    ]
    start = _target(values, "kondisi_awal")
    return line.code, line.title, values.get("satuan", ""), start, "; ".join(targets), values.get("opd", "")


def _target(values: dict, name: str) -> str:
    """The number, or the words where the target is none."""
    return number(values[name]) if name in values else values.get(f"{name}_teks", "")


def _action(line) -> tuple[str, ...]:
    values = line.values
    amounts = [values.get(name) for name in ("pagu", "realisasi_semester_1", "realisasi_semester_2")]
    return (
        line.code,
        line.title,
        values.get("opd", ""),
        str(values.get("strategi", "")),
        *map(number, amounts),
    )


def _statistic(line) -> tuple[str, ...]:
    several = len(line.figures) > 1
    shown = [
        f"{each['measure']}: {number(each['value'])}" if several else number(each["value"])
        for each in line.figures[:SHOWN_FIGURES]
    ]
    more = len(line.figures) - SHOWN_FIGURES
    return (
        line.code,
        line.title,
        str(line.year or ""),
        "; ".join(shown) + (f"; dan {more} lagi" if more > 0 else ""),
    )


LAYOUTS = [
    PlanLines("usulan", ("ID", "Usulan", "Lokasi", "Perangkat daerah", "Volume", "Anggaran (Rp)"), _proposal),
    PlanLines(
        "anggaran",
        (
            "Kode",
            "Uraian",
            "Tingkat",
            "Perangkat daerah",
            "Pagu (Rp)",
            "Sesudah perubahan (Rp)",
            "Realisasi (Rp)",
        ),
        _budget,
        budget_facts,
    ),
    PlanLines(
        "indikator",
        ("Kode", "Indikator", "Satuan", "Kondisi awal", "Target", "Perangkat daerah"),
        _indicator,
        indicator_facts,
    ),
    PlanLines(
        "rat",
        (
            "Kode",
            "Sub kegiatan",
            "Perangkat daerah",
            "Strategi",
            "Alokasi (Rp)",
            "Semester 1 (Rp)",
            "Semester 2 (Rp)",
        ),
        _action,
        action_facts,
    ),
    PlanLines("statistik", ("Kode wilayah", "Wilayah", "Tahun", "Nilai"), _statistic, statistic_facts),
]
for layout in LAYOUTS:
    layouts.register(layout)
