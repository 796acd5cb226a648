"""Empty workbooks to fill in: one per kind of upload, with headings that are always recognised."""

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

VERSION = date(2026, 11, 21)  # of the headings; it stands in every template, so that an older one is known
TEXT = "@"  # keeps all 16 digits of a number
FILLED_LINES = 2_000  # lines that are formatted as text in advance
HEADING = PatternFill("solid", fgColor="DCEBF7")
COLUMNS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "individu": (
        ("NIK", "16 angka sesuai KTP atau KK. Wajib.", 20), ("No. KK", "16 angka sesuai KK.", 20), ("Nama", "Sesuai KTP. Wajib.", 30),
        ("Jenis Kelamin", "L atau P.", 14), ("Tempat Lahir", "", 18), ("Tanggal Lahir", "Hari-bulan-tahun, misalnya 10-03-1996.", 16),
        ("Hubungan Keluarga", "Kepala keluarga, istri, anak, …", 20), ("Alamat", "", 34), ("RT", "", 6), ("RW", "", 6), ("Desa", "", 20),
        ("Kecamatan", "", 20), ("Desil", "Angka 1 sampai 10.", 8),
    ),
    "keluarga": (
        ("No. KK", "16 angka sesuai KK. Wajib bila NIK kosong.", 20), ("NIK Kepala Keluarga", "16 angka sesuai KTP.", 22),
        ("Nama Kepala Keluarga", "Sesuai KK. Wajib.", 30), ("Jumlah Anggota Keluarga", "", 16), ("Alamat", "", 34), ("RT", "", 6),
        ("RW", "", 6), ("Desa", "", 20), ("Kecamatan", "", 20), ("Desil", "Angka 1 sampai 10.", 8),
    ),
    "penerima": (
        ("NIK", "16 angka sesuai KTP. Wajib bila No. KK kosong.", 20), ("No. KK", "16 angka sesuai KK.", 20),
        ("Nama", "Sesuai KTP. Wajib.", 30), ("Alamat", "", 34), ("RT", "", 6), ("RW", "", 6), ("Desa", "", 20), ("Kecamatan", "", 20),
        ("Program", "Misalnya PKH, SEMBAKO, BLT-DD.", 16), ("Periode", "Misalnya Triwulan III.", 16), ("Tahun", "", 8),
        ("Nominal (Rp)", "Angka saja, misalnya 600000.", 16), ("Keterangan", "", 24),
    ),
    "usulan": (
        ("ID Usulan", "", 14), ("Usulan", "Apa yang diusulkan. Wajib.", 40),
        ("Masalah", "", 30), ("Alamat Lokasi", "", 30), ("Desa", "", 20),
        ("Kecamatan", "", 20), ("OPD Tujuan", "", 30), ("Volume", "", 10), ("Satuan", "", 10), ("Anggaran", "Rupiah.", 18),
    ),
    "anggaran": (
        ("Kode", "Kode nomenklatur.", 22), ("Uraian", "", 40), ("Pagu", "Rupiah.", 18), ("Realisasi", "Rupiah.", 18),
        ("Realisasi Fisik (%)", "", 14), ("Sumber Dana", "", 16),
    ),
    "indikator": (
        ("Indikator", "Wajib.", 40),
        ("Satuan", "", 12), ("Kondisi Awal", "", 14), ("Target", "", 12), ("Realisasi", "", 12), ("OPD", "", 30),
    ),
    "statistik": (
        ("Kode Kemendagri", "Misalnya 51.08.04.", 18), ("Kecamatan", "", 20), ("Desa", "", 20), ("Tahun", "", 8), ("Nilai", "", 14),
        ("Satuan", "", 14),
    ),
}  # fmt: skip
AS_TEXT = {"NIK", "No. KK", "NIK Kepala Keluarga", "RT", "RW", "Kode", "Kode Kemendagri"}
ANSWERS = {"Jenis Kelamin": '"L,P"', "Desil": '"1,2,3,4,5,6,7,8,9,10"'}


def build(kind: str) -> bytes:
    """The empty workbook of a kind. Raises KeyError for an unknown kind."""
    columns = COLUMNS[kind]
    book = Workbook()
    sheet = book.active
    sheet.title = "Isian"
    for number, (heading, _, width) in enumerate(columns, start=1):
        _column(sheet, number, heading, width)
    sheet.freeze_panes = "A2"
    _notes(book.create_sheet("Petunjuk"), columns)
    book.custom_doc_props.append(
        StringProperty(name="Sinergi templat", value=f"{kind} {VERSION.isoformat()}")
    )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _column(sheet, number: int, heading: str, width: int) -> None:
    letter = get_column_letter(number)
    cell = sheet.cell(1, number, heading)
    cell.font, cell.fill, cell.alignment = Font(bold=True), HEADING, Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions[letter].width = width
    if heading in AS_TEXT:
        for row in range(2, FILLED_LINES + 2):
            sheet.cell(row, number).number_format = TEXT
    if heading in ANSWERS:
        allowed = DataValidation(type="list", formula1=ANSWERS[heading], allow_blank=True)
        sheet.add_data_validation(allowed)
        allowed.add(f"{letter}2:{letter}{FILLED_LINES + 1}")


def _notes(sheet, columns) -> None:
    """One sentence per line, so that nobody takes this sheet for a list."""
    lines = [
        "Isi lembar Isian, satu baris satu data. Jangan ubah baris pertama.",
        "Kolom lain boleh ditambahkan di kanan; kolom yang kosong boleh dibiarkan.",
        f"Templat versi {VERSION:%d-%m-%Y}",
        *(f"Kolom {heading}: {words}" for heading, words, _ in columns if words),
    ]
    for sentence in lines:
        sheet.append([sentence])
    sheet.column_dimensions["A"].width = 90
