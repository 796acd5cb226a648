"""What the measures of the pro-poor budget mean (DOMAIN 7): shown behind the i beside each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """Definition, formula and source of one measure, in the officer's words."""

    name: str
    meaning: str
    formula: str
    source: str
    freshness: str = "Dihitung saat halaman dibuka."


_TAGGED = "Pagu yang berlaku × bobot sub kegiatan"
MEANINGS = {
    "B1": Meaning("B1", "Besar upaya daerah untuk penduduk miskin.", "Anggaran kemiskinan ÷ seluruh belanja × 100",
                  f"{_TAGGED}; belanja dari akun 5."),
    "B2": Meaning("B2", "Bagian yang langsung sampai kepada warga.", "Anggaran aktivitas langsung ÷ anggaran kemiskinan × 100",
                  f"{_TAGGED}; jenis aktivitas dari program atau rencana aksi."),
    "B3": Meaning("B3", "Anggaran untuk setiap penduduk miskin.", "Anggaran kemiskinan ÷ jumlah penduduk miskin terbaru",
                  f"{_TAGGED}; jumlah penduduk miskin dari BPS."),
    "B4": Meaning("B4", "Perubahan upaya dari tahun lalu.", "(Tahun ini − tahun lalu) ÷ tahun lalu × 100; riil setelah inflasi",
                  f"{_TAGGED}; inflasi dari angka makro."),
    "B7": Meaning("B7", "Bagian pagu yang sudah dibelanjakan.", "Realisasi ÷ pagu × 100, tanpa bobot", "Realisasi bulanan."),
    "B8": Meaning("B8", "Sebutan serapan setahun penuh.",
                  "Di bawah 60 tidak efektif, 60–80 kurang, 80–90 cukup, 90–100 efektif", "Realisasi bulanan."),
    "B9": Meaning("B9", "Biaya untuk satu penerima.", "Jumlah realisasi ÷ jumlah penerima, menurut satuannya",
                  "Realisasi bulanan dan daftar penerima."),
    "B10": Meaning("B10", "Apakah uang menghasilkan yang direncanakan.",
                   "Ekonomi = realisasi ÷ pagu. Efisiensi = (penerima ÷ realisasi) ÷ (sasaran ÷ pagu), nilai tengah. "
                   "Efektivitas = rata-rata capaian indikator ÷ 100.", "Pagu, realisasi, sasaran, penerima, dan indikator program."),
    "B12": Meaning("B12", "Perubahan kemiskinan dibanding perubahan anggaran.",
                   "% perubahan penduduk miskin ÷ % perubahan riil anggaran setahun sebelumnya", f"BPS; {_TAGGED}."),
}  # fmt: skip
