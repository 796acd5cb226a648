import pytest

from agencies.importing.headings import match_heading

BUDGETS = [
    (("Triwulan I", "Januari"), "rak_bulan_1"),
    (("bulan_12",), "rak_bulan_12"),
    (("Jan", "RAK"), "rak_bulan_1"),
    (("Jan", "Keu"), None),
    (("Jan", "Fisik"), None),
    (("Rencana Anggaran Kas", "3"), "rak_bulan_3"),
    (("Realisasi Januari",), None),
    (("Realisasi Triwulan", "II"), "realisasi_tw_2"),
    (("TRIWULAN I", "Realisasi (Rp)"), "realisasi_tw_1"),
    (("TRIWULAN I", "%"), None),
    (("TRIWULAN I", "Target"), None),
    (("Target", "Fisik (%)"), None),
    (("Realisasi", "Fisik (%)"), "fisik_persen"),
    (("BERTAMBAH/(BERKURANG)", "%"), None),
    (("JUMLAH (Rp)", "SEBELUM PERUBAHAN"), "pagu"),
    (("JUMLAH (Rp)", "SESUDAH PERUBAHAN"), "pagu_perubahan"),
    (("Sisa Pagu",), None),
    (("Pagu (Rp)",), "pagu"),
    (("Realisasi s/d Bulan Lalu",), None),
    (("Realisasi s/d Bulan Ini",), "realisasi"),
    (("Rencana Tahun 2026", "Kebutuhan Dana/Pagu Indikatif (Rp)"), "pagu"),
    (("Prakiraan Maju Rencana Tahun 2027", "Kebutuhan Dana/Pagu Indikatif (Rp)"), None),
    (("Realisasi Semester 1",), None),
    (("Anggaran TA 2024",), "pagu"),
    (("Realisasi 2024 (Rp)",), "realisasi"),
    (("Nilai Rincian Murni",), "pagu"),
    (("Nilai Rincian Perubahan",), "pagu_perubahan"),
    (("Pagu Pergeseran",), "pagu_perubahan"),
    (("Realisasi Volume TW II",), "realisasi_volume_tw_2"),
    (("Realisasi Anggaran TW II",), "realisasi_tw_2"),
    (("Indikator Kinerja Program/Kegiatan",), "indikator"),
    (("No. Rek",), "kode"),
    (("Realisasi s.d. Triwulan II", "Keuangan"), "realisasi"),
    (("Realisasi s.d. Triwulan II", "Fisik (%)"), "fisik_persen"),
    (("Realisasi s.d. Juni (Rp)",), "realisasi"),
    (("RAK s/d Juni",), None),
]
TW = "Realisasi Kinerja Pada Triwulan"
INDICATORS = [
    (("Data Capaian pada Tahun Awal Perencanaan",), "kondisi_awal"),
    (("Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan",), "program"),
    (("Program dan Kegiatan",), "program"),
    (("TARGET TAHUN", "2025"), "target_2025"),
    (("2026",), "target_2026"),
    (("Target Kinerja Program", "Tahun-1 (2025)", "K"), "target_2025"),
    (("Target Kinerja Program", "Tahun-1 (2025)", "Rp"), "pagu_2025"),
    (("Kondisi Kinerja pada Akhir Periode Renstra", "K"), "target_akhir"),
    (("Kondisi Kinerja pada Akhir Periode Renstra", "Rp"), "pagu_akhir"),
    (("Target Akhir 2030",), "target_akhir"),
    (("Kondisi Awal (2024)",), "kondisi_awal"),
    (("Baseline 2024",), "kondisi_awal"),
    (("2023", "Realisasi"), "realisasi_2023"),
    (("2023", "Target"), "target_2023"),
    ((TW, "IV", "K"), "realisasi_volume_tw_4"),
    ((TW, "IV", "Rp"), "realisasi_tw_4"),
    (("Realisasi Renstra s/d Renja Tahun Lalu (2024)", "K"), None),
    (("Realisasi Capaian Kinerja Renja (2025)", "Rp"), None),
    (("Indikator Kinerja Program (outcome)/Kegiatan (output)",), "indikator"),
    (("Satuan Indikator",), "satuan"),
    (("Rencana Tahun 2026", "Lokasi"), None),
    (("Rencana Tahun 2026", "Target Capaian Kinerja"), "target_2026"),
    (("Prakiraan Maju Rencana Tahun 2027", "Target Capaian Kinerja"), None),
]
PROPOSALS = [
    (("Rekomendasi Mitra", "Volume"), None),
    (("Rekomendasi TAPD", "Anggaran"), None),
    (("Volume",), "volume"),
    (("giat_teks",), "usulan"),
    (("Rekomendasi Mitra", "Catatan"), "rekomendasi_mitra"),
    (("Rekomendasi Camat",), "rekomendasi_kecamatan"),
    (("Permasalahan",), "masalah"),
    (("Usulan Anggaran 2026 (Rp)",), "anggaran"),
    (("Pagu 2026",), "anggaran"),
    (("Keterangan",), "keterangan"),
    (("BIDANG / KEGIATAN",), "usulan"),
    (("Sub Kegiatan",), "sub_kegiatan"),
    (("Besaran/Volume",), "volume"),
]
STATISTICS = [
    (("Tahun/Year",), "tahun"),
    (("Kecamatan/Subdistrict",), "kecamatan"),
    (("Kecamatan/Desa",), "wilayah"),
    (("Kabupaten/Kota Se Jawa Timur",), "kabupaten"),
    (("Persentase (Persen)", "2023*)"), "nilai"),
    (("Semester I 2024",), "nilai"),
    (("Kecamatan Sumberagung",), None),
    (("Uraian",), "indikator"),
]
CASES = [("statistik", STATISTICS), ("anggaran", BUDGETS), ("indikator", INDICATORS), ("usulan", PROPOSALS)]


@pytest.mark.parametrize(
    ("kind", "parts", "field"),
    [(kind, parts, field) for kind, rows in CASES for parts, field in rows],
    ids=lambda value: " / ".join(value) if isinstance(value, tuple) else str(value),
)
def test_a_heading_of_a_plan_means_one_field_or_none(kind, parts, field):
    assert next(iter(match_heading(parts, kind).fields), None) == field
