"""Which agencies have reported, and which lists were handed in."""

from django.db.models import QuerySet

from agencies.access.permissions import Permission as P
from agencies.models import Upload
from reports.measures.base import Figure, Measure, list_url
from reports.queries.scope import Scope


def reported(scope: Scope) -> Figure:
    rows = scope.reporting
    if not rows:
        return Figure(None, note="Belum ada yang harus dilaporkan")
    done = sum(1 for row in rows if not row.late)
    parts = (("ok", done), ("bad", len(rows) - done))
    url = list_url("programs:reporting-grid", scope, "kecamatan", "desa", "perangkat")
    return Figure(done, of=len(rows), note="realisasi dan indikator", url=url, bar=parts)


def stored(scope: Scope) -> Figure:
    """Uploads that stand in the register, of every year: they are counted by receipt."""
    url = list_url(
        "agencies:upload-list", scope, "kecamatan", "desa", "perangkat", "tahun", keadaan="tersimpan"
    )
    if scope.agency:
        url += f"&opd={scope.agency.pk}"
    return Figure(uploads(scope).filter(status=Upload.Status.MERGED).count(), note="sejak awal", url=url)


def uploads(scope: Scope) -> QuerySet[Upload]:
    rows = Upload.objects.visible_to(scope.viewer)
    return rows.filter(agency=scope.agency) if scope.agency else rows


REPORTED = Measure(
    "melapor",
    "Perangkat daerah melapor",
    "Perangkat daerah yang laporannya lengkap untuk semua triwulan yang sudah jatuh tempo.",
    "Perangkat daerah tanpa tunggakan ÷ perangkat daerah wajib lapor",
    "Realisasi bulanan dan realisasi indikator",
    "perangkat daerah",
    P.VIEW_PROGRAMS,
    reported,
)
UPLOADS = Measure(
    "unggahan",
    "Unggahan tersimpan",
    "Daftar yang sudah disetujui dan tersimpan ke register.",
    "Hitungan unggahan",
    "Unggahan perangkat daerah",
    "unggahan",
    P.VIEW_UPLOADS,
    stored,
)
