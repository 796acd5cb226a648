"""Whole tables of plans as offices hand them in, each with the mapping and the sums that are right for it."""

import pytest

from tests.sheets.odd import only, read, sheet

_ = None
MONTHS = ["Januari", "Februari", "Maret"]
RENJA = [
    ["Kode", "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan", "Indikator Kinerja Program/Kegiatan",
     "Rencana Tahun 2026", _, _, "Prakiraan Maju Rencana Tahun 2027", _],
    [_, _, _, "Lokasi", "Target Capaian Kinerja", "Kebutuhan Dana/Pagu Indikatif (Rp)", "Target Capaian Kinerja",
     "Kebutuhan Dana/Pagu Indikatif (Rp)"],
    ["1.06.02", "PROGRAM A", "Persentase", "Kab", "80", 300.0, "85", 330.0],
    ["1.06.02.2.03.0001", "Sub A", "Jumlah", "Kab", "20", 300.0, "25", 330.0],
]  # fmt: skip
RENJA_MERGES = [(1, 4, 1, 6), (1, 7, 1, 8), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3)]
EVALUATION = [
    ["Kode", "Program", "Indikator Kinerja", "Target Renstra pada Tahun 2026 (akhir periode)", _, "Target Renja Tahun Berjalan (2025)", _,
     "Realisasi Kinerja Pada Triwulan", _, _, _, "Tingkat Capaian (%)"],
    [_, _, _, _, _, _, _, "I", _, "II", _, _],
    [_, _, _, "K", "Rp", "K", "Rp", "K", "Rp", "K", "Rp", _],
    ["1.06.02", "Program A", "Persentase X", "80", 50.0, "60", 10.0, "10", 1.0, "20", 2.0, "50"],
    ["1.06.02.2.03", "Kegiatan A", "Jumlah Y", "80", 50.0, "60", 10.0, "10", 1.0, "20", 2.0, "50"],
]  # fmt: skip
SHAPES = {
    "cash budget, flat": (
        "anggaran",
        [
            ["Kode SKPD", "Nama SKPD", "Kode Sub Kegiatan", "Nama Sub Kegiatan", "Kode Akun", "Nama Akun", "Nilai RAK", *MONTHS],
            ["1.06", "Dinas Sosial", "1.06.02.2.03.0001", "S", "5.1.02.01.01.0024", "ATK", 600.0, 100.0, 200.0, 300.0],
            ["1.06", "Dinas Sosial", "1.06.02.2.03.0001", "S", "5.1.02.02.01.0003", "Honor", 60.0, 10.0, 20.0, 30.0],
        ],
        [],
        """A kode_skpd B nama_skpd C kode_sub_kegiatan D nama_sub_kegiatan E kode_akun F nama_akun G pagu
        H rak_bulan_1 I rak_bulan_2 J rak_bulan_3""",
        {"pagu": 660, "rak_bulan_3": 330},
    ),
    "cash budget, months below quarters": (
        "anggaran",
        [
            ["Kode Rekening", "Uraian", "Anggaran Tahun Ini (Rp)", "Triwulan I", _, _, "Jumlah"],
            [_, _, _, *MONTHS, _],
            ["5", "BELANJA DAERAH", 600.0, 100.0, 200.0, 300.0, 600.0],
            ["5.1", "BELANJA OPERASI", 600.0, 100.0, 200.0, 300.0, 600.0],
            ["Jumlah", _, 600.0, 100.0, 200.0, 300.0, 600.0],
        ],
        [(1, 4, 1, 6), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3), (1, 7, 2, 7)],
        "A kode_akun B uraian C pagu D rak_bulan_1 E rak_bulan_2 F rak_bulan_3",
        {"pagu": 600, "rak_bulan_1": 100},
    ),
    "physical and financial progress against targets": (
        "anggaran",
        [
            ["No", "Kode Rekening", "Program / Kegiatan", "Pagu Anggaran", "Target", _, "Realisasi", _, _, "Sisa Anggaran"],
            [_, _, _, _, "Fisik (%)", "Keuangan (%)", "Fisik (%)", "Keuangan (Rp)", "Keuangan (%)", _],
            [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0],
            ["I", "1.02.02", "PROGRAM", 500.0, 75.0, 75.0, 70.0, 300.0, 60.0, 200.0],
            [1.0, "1.02.02.2.02.0026", "Sub", 500.0, 75.0, 75.0, 70.0, 300.0, 60.0, 200.0],
        ],
        [(1, 5, 1, 6), (1, 7, 1, 9)],
        "B kode C uraian D pagu G fisik_persen H realisasi I persen",
        {"pagu": 500, "realisasi": 300},
    ),
    "details of expenditure": (
        "anggaran",
        [
            ["Kode Rekening", "Uraian", "Rincian Perhitungan", _, _, "Jumlah (Rp)"],
            [_, _, "Koefisien", "Satuan", "Harga", _],
            ["5.1", "BELANJA OPERASI", _, _, _, 1000.0],
            ["5.1.02.01.01.0024", "Alat Tulis", _, _, _, 600.0],
            [_, "[#] ATK", _, _, _, 600.0],
            [_, "[-] Kertas", "6 Rim", "Rim", 100.0, 600.0],
            ["5.1.02.02.01.0003", "Honor", _, _, _, 400.0],
            [_, "[-] Narasumber", "4 OJ", "OJ", 100.0, 400.0],
        ],
        [(1, 3, 1, 5)],
        "A kode_akun B uraian D satuan F pagu",
        {"pagu": 1000},
    ),
    "annual work plan as a budget": (
        "anggaran", RENJA, RENJA_MERGES, "A kode B uraian C indikator F pagu", {"pagu": 300},
    ),
    "annual work plan as indicators": (
        "indikator", RENJA, RENJA_MERGES, "A kode B program C indikator E target_2026 F pagu_2026", {"pagu_2026": 300},
    ),
    "evaluation of the work plan": (
        "indikator", EVALUATION,
        [(1, 4, 2, 5), (1, 6, 2, 7), (1, 8, 1, 11), (2, 8, 2, 9), (2, 10, 2, 11), (1, 1, 3, 1), (1, 2, 3, 2), (1, 3, 3, 3), (1, 12, 3, 12)],
        """A kode B program C indikator D target_akhir E pagu_akhir F target_2025 G pagu_2025
        H realisasi_volume_tw_1 I realisasi_tw_1 J realisasi_volume_tw_2 K realisasi_tw_2""",
        {"pagu_akhir": 50, "realisasi_tw_2": 2},
    ),
    "targets and attainment below each year": (
        "indikator",
        [
            ["Indikator", "Satuan", 2023.0, _, _, 2024.0, _],
            [_, _, "Target", "Realisasi", "%", "Target", "Realisasi"],
            ["A B C", "%", 1.0, 2.0, 200.0, 4.0, 5.0],
            ["D E F", "%", 1.0, 2.0, 200.0, 4.0, 5.0],
        ],
        [(1, 3, 1, 5), (1, 6, 1, 7), (1, 1, 2, 1), (1, 2, 2, 2)],
        "A indikator B satuan C target_2023 D realisasi_2023 F target_2024 G realisasi_2024",
        {},
    ),
    "key indicators with a formula": (
        "indikator",
        [
            ["No", "Sasaran Strategis", "Indikator Kinerja Utama", "Satuan", "Formulasi Perhitungan", "Sumber Data", "Penanggung Jawab",
             "Target 2025"],
            [1.0, "S", "Persentase A", "%", "a/b", "BPS", "Dinas Sosial", "9,35"],
            [2.0, "S", "Persentase B", "%", "a/b", "BPS", "Dinas Kesehatan", "8"],
        ],
        [],
        "B sasaran C indikator D satuan G opd H target_2025",
        {},
    ),
    "export of proposals": (
        "usulan",
        [
            ["id_usulan", "tahun", "jenis_usul", "giat_teks", "masalah", "lokus_usulan", "nama_kecamatan", "nama_desa", "kode_skpd",
             "nama_skpd", "nama_skpd_awal", "volume", "satuan", "anggaran", "status_usul", "is_verif"],
            ["8812", "2026", "asmas", "Rehab RTLH", "Rusak", "RT 01", "Sumberagung", "Sukamaju", "1.06", "Dinas Sosial",
             "DPUPR", "1", "unit", "20000000", "diterima", "1"],
        ],
        [],
        """A id_usulan B tahun D usulan E masalah F lokasi G kecamatan H desa I kode_opd J opd K opd_awal L volume M satuan
        N anggaran O status""",
        {"anggaran": 20_000_000},
    ),
    "proposals of a village by field": (
        "usulan",
        [
            ["DAFTAR USULAN MUSRENBANG DESA SUKAMAJU"],
            ["KECAMATAN SUMBERAGUNG"],
            ["NO", "BIDANG / KEGIATAN", "LOKASI (RT/RW/DUSUN)", "VOLUME", "PERKIRAAN BIAYA (Rp)", "SASARAN/MANFAAT", "KET"],
            ["A", "BIDANG PEMBANGUNAN DESA", _, _, _, _, _],
            [1.0, "Jalan usaha tani", "Dusun Krajan", "200 m", "150.000.000", "Petani", _],
            [2.0, "Posyandu", "Dusun Krajan", "1 unit", "50.000.000", "Balita", _],
            [_, "JUMLAH", _, _, "200.000.000"],
        ],
        [],
        "B usulan C lokasi D volume E anggaran F sasaran G keterangan",
        {"anggaran": 200_000_000},
    ),
    "proposals of stakeholders": (
        "usulan",
        [
            ["Nama Perangkat Daerah : Dinas Sosial"],
            ["No", "Program/Kegiatan", "Lokasi", "Indikator Kinerja", "Besaran/Volume", "Catatan"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            [1.0, "Bantuan KUBE", "Desa Sukamaju, Kec. Sumberagung", "Jumlah KUBE", "5 kelompok", "Prioritas"],
            [2.0, "Bantuan lansia", "Desa Pule", "Jumlah lansia", "20 orang", "-"],
        ],
        [],
        "B usulan C lokasi E volume F catatan",
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_nobody_collected_is_understood(name):
    kind, rows, merges, columns, totals = SHAPES[name]
    found = only(read(kind, sheet(*rows, merges=merges)))
    words = columns.split()
    assert found.mapping == dict(zip(words[::2], words[1::2], strict=True))
    assert {field: found.totals[field] for field in totals} == totals
    assert not found.held


def test_a_sheet_per_agency_is_named_after_it():
    rows = [["Usulan", "Volume"], ["Jalan", "1 km"]]
    found = read("usulan", sheet(*rows, name="DINSOS"), sheet(*rows, name="DINKES"))
    assert [each.table.columns["opd"] for each in found.imported] == [["Dinas Sosial"], ["Dinas Kesehatan"]]
