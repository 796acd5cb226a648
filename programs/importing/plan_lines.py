"""Proposals, budgets, indicators and statistics: layouts that bring a list as far as the check.

Storing what these lists say is the next step of the plan floor; until then nobody can ask for approval.
"""

from agencies.importing import layouts
from agencies.importing.layouts import Touched, UndoResult
from agencies.jobs.failures import Failure
from agencies.models import Upload
from programs.importing import plan_rows
from programs.models import StagedPlanLine

NOT_STORED = "Isi jenis berkas ini belum dapat disimpan. Tidak ada data yang berubah."
LEVELS = {
    "urusan": "Urusan", "bidang": "Bidang urusan", "program": "Program", "kegiatan": "Kegiatan", "sub_kegiatan": "Sub kegiatan",
}  # fmt: skip
SHOWN_FIGURES = 4
Outcome = StagedPlanLine.Outcome


class PlanLines(layouts.Layout):
    """The Layout (agencies.importing.layouts) of one kind; `cells_of` makes the cells of the sample tables."""

    staged = StagedPlanLine
    tables = plan_rows.TABLES
    rows = "programs.importing.plan_rows:rows_for_staging"
    stores = False

    def __init__(self, kind: str, headings: tuple[str, ...], cells_of):
        self.kinds, self.headings, self.cells_of = (kind,), headings, cells_of

    def facts(self, upload: Upload) -> dict:
        return {"context": upload.context}

    def questions(self, upload: Upload, outline: dict) -> list[dict]:
        return []

    def check(self, upload: Upload) -> None:
        """Nothing of these kinds is stored yet, so every line that can be read is new."""
        StagedPlanLine.objects.filter(upload=upload, outcome="").update(outcome=Outcome.NEW)

    def merge(self, upload: Upload) -> Touched:
        raise Failure(NOT_STORED)

    def undo(self, upload: Upload) -> UndoResult:
        raise Failure(NOT_STORED)

    def discard(self, upload: Upload, *, held: bool = True) -> None:
        lines = StagedPlanLine.objects.filter(upload=upload)
        (lines if held else lines.exclude(outcome=Outcome.HELD)).delete()

    def name_of(self, line: StagedPlanLine) -> str:
        return line.title or line.code

    def cells(self, line: StagedPlanLine) -> tuple[str, ...]:
        return self.cells_of(line)


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
    ),
    PlanLines(
        "indikator",
        ("Kode", "Indikator", "Satuan", "Kondisi awal", "Target", "Perangkat daerah"),
        _indicator,
    ),
    PlanLines("statistik", ("Kode wilayah", "Wilayah", "Tahun", "Nilai"), _statistic),
]
for layout in LAYOUTS:
    layouts.register(layout)
