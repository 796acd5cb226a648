"""Lists of action plans for tests: the official headings, one good line, and the ground they stand on."""

import io

from openpyxl import Workbook

from agencies.models import Agency, Upload
from programs.models import Program
from tests.agencies.road import merged, staged
from tests.factories import AgencyFactory, DistrictFactory, NodeFactory, ProgramFactory
from tests.factories.programs import FundingSourceFactory, UnitFactory

RAT = (
    "No", "Strategi OPPKPKE", "Perangkat Daerah", "Kode", "Program", "Kegiatan", "Sub Kegiatan", "Aktivitas Langsung",
    "Aktivitas Tidak Langsung", "Aktivitas Penunjang", "Alokasi Anggaran", "Sumber Pembiayaan", "Sifat Bantuan", "Lokasi",
    "Jumlah Sasaran", "Besaran Manfaat", "Jenis Bantuan", "Durasi Pemberian",
)  # fmt: skip
OPPKPKE = (*RAT, "Realisasi Semester 1", "Realisasi Semester 2", "Total Realisasi")
CODE, OTHER = "1.06.05.2.02.0003", "1.06.05.2.02.0004"
GOOD = {
    "No": 1, "Strategi OPPKPKE": "1. Mengurangi beban pengeluaran", "Perangkat Daerah": "Dinas Sosial", "Kode": CODE,
    "Program": "PROGRAM PERLINDUNGAN DAN JAMINAN SOSIAL", "Kegiatan": "Pengelolaan Data Fakir Miskin",
    "Sub Kegiatan": "Fasilitasi Bantuan Sosial", "Aktivitas Langsung": "Paket beras", "Alokasi Anggaran": 1_000_000,
    "Sumber Pembiayaan": "DAU, DAK", "Sifat Bantuan": "Rutin", "Lokasi": "Sumberagung, Pasar Lama", "Jumlah Sasaran": "1.500 KK (desil 1)",
    "Besaran Manfaat": "Rp 600.000 (per bulan)", "Jenis Bantuan": "Tunai", "Durasi Pemberian": "12 bulan",
}  # fmt: skip


def ground() -> Program:
    """An agency with two sub kegiatan, a kecamatan, two sources of money and a unit; the programme of the first."""
    agency = AgencyFactory(name="Dinas Sosial", short_name="DINSOS", kind=Agency.Kind.DINAS)
    DistrictFactory(name="Sumberagung")
    FundingSourceFactory(code="DAU", name="Dana Alokasi Umum")
    FundingSourceFactory(code="DAK", name="Dana Alokasi Khusus")
    UnitFactory(name="keluarga")
    program = NodeFactory(code="1.06.05", level="program", name="PROGRAM PERLINDUNGAN DAN JAMINAN SOSIAL")
    above = NodeFactory(
        code="1.06.05.2.02", level="kegiatan", name="Pengelolaan Data Fakir Miskin", parent=program
    )
    first = NodeFactory(code=CODE, name="Fasilitasi Bantuan Sosial", parent=above)
    second = NodeFactory(code=OTHER, name="Pendataan Keluarga Miskin", parent=above)
    ProgramFactory(agency=agency, node=second, name=second.name)
    return ProgramFactory(agency=agency, node=first, name=first.name)


def line(**cells) -> dict:
    """The good line with other cells; `realisasi_1` and so on by the first words of the heading are not understood."""
    return GOOD | cells


def book_of(*lines: dict, headings=RAT, sheet="RAT", title="RENCANA AKSI TAHUNAN TAHUN 2026") -> bytes:
    book = Workbook()
    page = book.active
    page.title = sheet
    page.append([title])
    page.append([])
    page.append(list(headings))
    for each in lines:
        page.append([each.get(heading) for heading in headings])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def report(first=None, second=None, total=None, **cells) -> dict:
    """The good line of the semester report."""
    sums = {"Realisasi Semester 1": first, "Realisasi Semester 2": second, "Total Realisasi": total}
    return GOOD | sums | cells


def handed_in(content: bytes, *, agency: Agency, by, approver=None, **other) -> Upload:
    """The list through the whole road; without approver only as far as the check."""
    facts = {
        "kind": "rat",
        "name": "rat.xlsx",
        "context": {},
        "agency": agency,
        "by": by,
        "again": True,
    } | other
    return staged(content, **facts) if approver is None else merged(content, approver=approver, **facts)
