"""Money of the programmes that the viewer may see, and how many there are."""

from agencies.access.permissions import Permission as P
from reports.measures.base import Figure, Measure, list_url
from reports.measures.words import rupiah
from reports.queries.scope import Scope


def absorption(scope: Scope) -> Figure:
    total = scope.total_money
    if not total.ceiling_amount:
        return Figure(None, note="Belum ada pagu tahun ini", freshness=reported_until(scope))
    spent, ceiling = total.spent_amount, total.ceiling_amount
    note = (
        f"{rupiah(spent)} dari {rupiah(ceiling)}"
        if spent is not None
        else f"Pagu {rupiah(ceiling)}, belum ada laporan"
    )
    return Figure(
        total.absorption,
        note=note,
        url=list_url("programs:program-list", scope, "kecamatan", "desa"),
        freshness=reported_until(scope),
        bar=total.absorption,
        mark=scope.elapsed,
    )


def programs(scope: Scope) -> Figure:
    url = list_url("programs:program-list", scope, "kecamatan", "desa")
    return Figure(scope.programs.count(), note="tahun ini", url=url)


def reported_until(scope: Scope) -> str:
    late = sum(1 for row in scope.reporting if row.late)
    return (
        f"{late} perangkat daerah belum lengkap melapor" if late else "Semua perangkat daerah sudah melapor"
    )


ABSORPTION = Measure(
    "serapan",
    "Realisasi anggaran",
    "Uang yang sudah dibelanjakan dibanding pagu program penanggulangan kemiskinan.",
    "Realisasi ÷ pagu versi terakhir × 100. Garis hitam: bagian tahun yang sudah lewat",
    "Pagu dan realisasi bulanan perangkat daerah",
    "%",
    P.VIEW_PROGRAMS,
    absorption,
    decimals=1,
)
PROGRAMS = Measure(
    "program",
    "Program",
    "Program penanggulangan kemiskinan yang berjalan tahun ini.",
    "Hitungan program",
    "Daftar program perangkat daerah",
    "program",
    P.VIEW_PROGRAMS,
    programs,
)
