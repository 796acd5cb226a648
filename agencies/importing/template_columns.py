"""The columns of the empty workbooks, and the stamp by which an older one is known when it comes back filled."""

import re
from dataclasses import dataclass
from datetime import date

from agencies.importing.book import Book
from agencies.importing.fields import squeeze

VERSION = date(2026, 11, 22)  # of the headings; it stands in every template
NOTES = "Petunjuk"
CODES = "Kode"
ENTRY = "Isian"
STAMP = re.compile(r"Templat(?: \w+)? versi (\d\d)-(\d\d)-(\d{4})")
STAMP_LINES = 40  # of the notes that are looked at


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, what to write there, width in letters, and the list its answers come from.

    `answers` names a list of the hidden sheet; `text` keeps leading zeros and all 16 digits; `digits` is the length asked for.
    """

    heading: str
    words: str = ""
    width: int = 14
    answers: str = ""
    text: bool = False
    digits: int = 0


NIK = Column("NIK", "16 angka sesuai KTP atau KK. Wajib.", 20, text=True, digits=16)
KK = Column("No. KK", "16 angka sesuai KK.", 20, text=True, digits=16)
PLACE = (
    Column("Kecamatan", "Pilih dari daftar.", 20, "Kecamatan"),
    Column("Desa", "Pilih kecamatan dulu.", 22, "Desa"),
)
ADDRESS = (Column("Alamat", "", 34), Column("RT", "", 6, text=True), Column("RW", "", 6, text=True), *PLACE)
DECILE = Column("Desil", "Angka 1 sampai 10.", 8, "Desil")
PROGRAM = Column("Program", "Pilih dari daftar, misalnya PKH.", 30, "Program")
PERIOD = Column("Periode", "Misalnya Triwulan III.", 16, "Periode")
YEAR = Column("Tahun", "Empat angka, misalnya 2026.", 8, "Tahun")
AGENCY = "Perangkat"
SEX = Column("Jenis Kelamin", "L atau P.", 14, "Kelamin")

COLUMNS: dict[str, tuple[Column, ...]] = {
    "individu": (
        NIK, KK, Column("Nama", "Sesuai KTP. Wajib.", 30), SEX, Column("Tempat Lahir", "", 18),
        Column("Tanggal Lahir", "Hari-bulan-tahun, misalnya 10-03-1996.", 16),
        Column("Hubungan Keluarga", "Kepala keluarga, istri, anak, …", 20, "Hubungan"), *ADDRESS, DECILE,
        Column("Disabilitas", "Ya atau Tidak.", 12, "YaTidak"),
    ),
    "keluarga": (
        Column("No. KK", "16 angka sesuai KK. Wajib bila NIK kosong.", 20, text=True, digits=16),
        Column("NIK Kepala Keluarga", "16 angka sesuai KTP.", 22, text=True, digits=16),
        Column("Nama Kepala Keluarga", "Sesuai KK. Wajib.", 30), Column("Jumlah Anggota Keluarga", "Angka saja.", 16), *ADDRESS, DECILE,
    ),
    "penerima": (
        Column("NIK", "16 angka sesuai KTP. Wajib bila No. KK kosong.", 20, text=True, digits=16), KK,
        Column("Nama", "Sesuai KTP. Wajib.", 30), *ADDRESS, PROGRAM, PERIOD, YEAR,
        Column("Nominal (Rp)", "Angka saja, misalnya 600000.", 16), Column("Keterangan", "", 24),
    ),
    "usulan": (
        Column("ID Usulan", "", 14), Column("Usulan", "Apa yang diusulkan. Wajib.", 40), Column("Masalah", "", 30),
        Column("Alamat Lokasi", "", 30), *PLACE, Column("OPD Tujuan", "Pilih dari daftar.", 34, AGENCY), Column("Volume", "", 10),
        Column("Satuan", "", 10), Column("Anggaran", "Rupiah, angka saja.", 18),
    ),
    "anggaran": (
        Column("Kode", "Kode nomenklatur.", 22, text=True), Column("Uraian", "", 40), Column("Pagu", "Rupiah, angka saja.", 18),
        Column("Realisasi", "Rupiah, angka saja.", 18), Column("Realisasi Fisik (%)", "", 14), Column("Sumber Dana", "", 16),
    ),
    "indikator": (
        Column("Indikator", "Wajib.", 40), Column("Satuan", "", 12), Column("Kondisi Awal", "", 14), Column("Target", "", 12),
        Column("Realisasi", "", 12), Column("OPD", "Pilih dari daftar.", 34, AGENCY),
    ),
    "statistik": (
        Column("Kode Kemendagri", "Misalnya 51.08.04.", 18, text=True), *PLACE, YEAR, Column("Nilai", "Angka saja.", 14),
        Column("Satuan", "", 14),
    ),
    "rat": (
        Column("Strategi OPPKPKE", "1, 2, atau 3. Wajib.", 12), Column("Perangkat Daerah", "Pilih dari daftar.", 34, AGENCY),
        Column("Kode", "Kode sub kegiatan enam bagian. Wajib.", 22, text=True), Column("Program", "Boleh kosong; mengikuti kode.", 28),
        Column("Kegiatan", "Boleh kosong; mengikuti kode.", 28), Column("Sub Kegiatan", "Boleh kosong bila kodenya ada.", 34),
        Column("Aktivitas Langsung", "", 28), Column("Aktivitas Tidak Langsung", "", 28), Column("Aktivitas Penunjang", "", 28),
        Column("Alokasi Anggaran", "Rupiah, angka saja. Wajib.", 18),
        Column("Sumber Pembiayaan", "Misalnya DAU. Beberapa dipisah koma.", 18),
        Column("Sifat Bantuan", "Rutin atau Insidentil.", 14), Column("Lokasi", "Kecamatan, dipisah koma.", 24),
        Column("Jumlah Sasaran", "Misalnya 500 Keluarga.", 18), Column("Besaran Manfaat", "Rupiah per sasaran, atau uraian.", 18),
        Column("Jenis Bantuan", "Tunai, Barang, atau Jasa.", 14), Column("Durasi Pemberian", "Misalnya 12 bulan.", 16),
        Column("Realisasi Semester 1", "Rupiah, Januari sampai Juni.", 18),
        Column("Realisasi Semester 2", "Hanya Juli sampai Desember.", 18),
        Column("Total Realisasi", "Semester 1 ditambah semester 2.", 18), YEAR,
        Column("Keterangan", "Alasan bila realisasi melebihi alokasi.", 28),
    ),
}  # fmt: skip


def stamp(kind: str) -> str:
    return f"Templat {kind} versi {VERSION:%d-%m-%Y}"


def version_of(book: Book) -> date | None:
    """The version of the template this workbook was made from; None for any other file."""
    for sheet in book.sheets:
        if sheet.name == NOTES:
            for row in sheet.rows[:STAMP_LINES]:
                for cell in row:
                    found = STAMP.search(cell) if isinstance(cell, str) else None
                    if found:
                        return _date(*map(int, found.groups()))
    return None


def remark(book: Book, preview) -> str:
    """What an officer with an older template is told; nothing when its headings are still the same."""
    version = version_of(book)
    if version is None or version >= VERSION:
        return ""
    today = {squeeze(column.heading) for column in COLUMNS[preview.kind]}
    changed = {
        squeeze(reading.column.heading)
        for sheet in preview.sheets
        if sheet.name == ENTRY
        for reading in sheet.readings
        if reading.field and squeeze(reading.column.heading) not in today
    }
    if not changed:
        return ""
    return f"Templat ini versi {version:%d-%m-%Y}; {len(changed)} judul berubah dan sudah dicocokkan."


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
