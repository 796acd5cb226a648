"""The annual action plan (RAT, 18 columns) and the OPPKPKE report (the same and three of realisation; DOMAIN 8.3, 8.4)."""

from agencies.access.permissions import Permission as P
from agencies.models import Signatory
from programs.queries.action_plans import ActionLine, lines, listing
from programs.queries.action_words import benefit_of, duration_of, location_of, sources_of, target_of
from programs.queries.evaluation_rules import added
from reports.definitions.forms import Filled, FormRow, Heading, OfficialForm, numbered
from reports.queries.scope import Scope

PLANNED = (
    Heading("No", width=6), Heading("Strategi OPPKPKE", width=22), Heading("Perangkat Daerah", width=24),
    Heading("Kode", kind="code", width=19), Heading("Program", width=26), Heading("Kegiatan", width=26),
    Heading("Sub Kegiatan", width=30), Heading("Aktivitas Langsung", width=24), Heading("Aktivitas Tidak Langsung", width=24),
    Heading("Aktivitas Penunjang", width=24), Heading("Alokasi Anggaran", kind="rupiah", width=18),
    Heading("Sumber Pembiayaan", width=18), Heading("Sifat Bantuan", width=12), Heading("Lokasi", width=20),
    Heading("Jumlah Sasaran", width=15), Heading("Besaran Manfaat", width=18), Heading("Jenis Bantuan", width=12),
    Heading("Durasi Pemberian", width=14),
)  # fmt: skip
REALIZED = (
    Heading("Realisasi Semester 1", kind="rupiah", width=18),
    Heading("Realisasi Semester 2", kind="rupiah", width=18),
    Heading("Total Realisasi", kind="rupiah", width=18),
)


def rat(scope: Scope) -> Filled:
    told = _lines(scope)
    rows = [FormRow(_planned(place, line)) for place, line in enumerate(told, start=1)]
    return Filled(numbered(PLANNED), _with_total(rows, [_total(told)]), subtitle=f"Tahun {scope.year}")


def oppkpke(scope: Scope) -> Filled:
    """Semester amounts are of that half alone; they come from the semester report, else from the months."""
    told = _lines(scope)
    rows = [
        FormRow((*_planned(place, line), line.first, line.second, line.total))
        for place, line in enumerate(told, start=1)
    ]
    sums = [
        _total(told),
        *(added(amounts) for amounts in zip(*((x.first, x.second, x.total) for x in told), strict=True)),
    ]
    remarks = tuple(_reasons(line) for line in told if _reasons(line))
    return Filled(
        numbered((*PLANNED, *REALIZED)),
        _with_total(rows, sums),
        remarks=remarks,
        subtitle=f"Tahun {scope.year}",
    )


def _lines(scope: Scope) -> list[ActionLine]:
    params = {"perangkat": str(scope.agency.pk)} if scope.agency else {}
    return lines(listing(scope.viewer, params, scope.year))


def _planned(place: int, line: ActionLine) -> tuple:
    row = line.row
    return (
        str(place), f"{row.strategy}. {row.get_strategy_display()}", row.agency.name, line.code or None, line.program,
        line.activity, line.name, row.direct, row.indirect, row.support, row.allocation_amount,
        sources_of(row), row.get_regularity_display(), location_of(row),
        target_of(row), benefit_of(row), row.get_form_display(), duration_of(row),
    )  # fmt: skip


def _total(told: list[ActionLine]) -> int | None:
    return added(line.row.allocation_amount for line in told)


def _with_total(rows: list[FormRow], sums: list[int | None]) -> list[FormRow]:
    """The last row adds up the money of the rows above; without rows there is nothing to add."""
    if not rows:
        return []
    cells = ["", "", "", "", "", "", "Jumlah", "", "", "", sums[0], *[""] * 7, *sums[1:]]
    return [*rows, FormRow(cells, bold=True, total=True)]


def _reasons(line: ActionLine) -> str:
    reasons = {report.reason for report in line.row.reports.all() if report.reason}
    return f"{line.code} {line.name}: {'; '.join(sorted(reasons))}" if reasons else ""


RAT = OfficialForm(
    "rat", "Rencana Aksi Tahunan", "Rencana aksi penanggulangan kemiskinan dalam 18 kolom OPPKPKE.",
    P.VIEW_PROGRAMS, (Signatory.Post.PLANNING_HEAD, Signatory.Post.DEPUTY), rat, indented=6, signs=("Disusun", "Disetujui"),
)  # fmt: skip
OPPKPKE = OfficialForm(
    "oppkpke", "Laporan OPPKPKE", "Rencana aksi dengan realisasi per semester dalam 21 kolom.",
    P.VIEW_PROGRAMS, (Signatory.Post.PLANNING_HEAD, Signatory.Post.DEPUTY), oppkpke, indented=6, signs=("Disusun", "Disetujui"),
)  # fmt: skip
ACTION_FORMS = {form.slug: form for form in (RAT, OPPKPKE)}
