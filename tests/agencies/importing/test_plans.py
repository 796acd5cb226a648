from tests.sheets.odd import only, problems, read, record, sheet


def test_a_proposal_takes_its_village_from_the_location_or_the_title():
    found = only(
        read(
            "usulan",
            sheet(
                ["No", "Uraian Usulan", "Lokasi", "Vol", "Sat", "Perkiraan Biaya"],
                [1.0, "Rehab jalan", "Desa Pule, Kec. Banyuwates", "200 m", None, "Rp 50.000.000"],
                [2.0, "Bantuan ternak Desa Wringin Kidul", None, "4", "Ekor", 12000000.0],
                [3.0, None, "Desa Pule", None, None, 1.0],
                ["JUMLAH", None, None, None, None, 62000001.0],
            ),
        )
    )
    assert record(found, 2)["kode_desa"] == "35.99.03.2005"
    assert (record(found, 2)["volume"], record(found, 2)["satuan"]) == (200, "m")
    assert record(found, 3)["kecamatan"] == "Karangrejo"
    assert problems(found) == {(4, "title_missing")}
    assert found.totals == {"anggaran": 62_000_000}
    assert found.skipped == {"subtotal": [5]}


def test_the_unit_over_a_column_of_proposals_multiplies():
    found = only(read("usulan", sheet(["Kegiatan", "Pagu (juta rupiah)"], ["A B C", "1,5"], ["D E F", 20.0])))
    assert found.totals == {"anggaran": 21_500_000}


def test_codes_in_one_column_have_levels_and_overspending_is_listed():
    found = only(
        read(
            "anggaran",
            sheet(
                ["SKPD : 1.06.0.00.0.00.01.0000 Dinas Sosial"],
                ["Kode Rekening", "Uraian", "Anggaran (Rp)", "Realisasi (Rp)", "%"],
                ["1.06.02", "PROGRAM A", 300.0, 350.0, "116,7"],
                ["1.06.02.2.03.0001", "Sub A", 100.0, 50.0, "50"],
                ["1.06.02.2.03.0002", "Sub B", 200.0, 300.0, "150"],
                [None, "JUMLAH", 300.0, 350.0, None],
            ),
        )
    )
    assert found.constants["kode_skpd"] == "1.06.0.00.0.00.01.0000"
    assert found.table.columns["level"] == ["program", "sub_kegiatan", "sub_kegiatan"]
    assert found.totals == {"pagu": 300, "realisasi": 350}
    assert problems(found) == {(3, "realisation_exceeds_budget"), (5, "realisation_exceeds_budget")}


def test_number_cells_get_back_the_zeros_they_lost():
    rows = [[2.1, "BIDANG X", 5.0], ["2.10.02", "PROGRAM Y", 5.0]]
    found = only(read("anggaran", sheet(["Kode", "Uraian", "Pagu"], *rows)))
    assert found.table.columns["kode"] == ["2.10", "2.10.02"]


def test_indicators_with_one_heading_line_have_targets_per_year():
    found = only(
        read(
            "indikator",
            sheet(
                ["No", "Indikator Kinerja", "Satuan", "Baseline", "Target 2025", "Target 2026", "OPD"],
                [1.0, "Persentase penduduk miskin", "%", "9,71", "9,35", 8.9, "DINSOS"],
                [2.0, "Jumlah KUBE aktif", "Kelompok", 42.0, 45.0, "sesuai SK", "Dinas Kesehatan Hewan"],
            ),
        )
    )
    assert record(found, 2)["target_2025"] == 9.35
    assert record(found, 3)["target_2026_teks"] == "sesuai SK"
    assert record(found, 2)["opd"] == "Dinas Sosial"
    assert problems(found) == {(3, "target_not_numeric"), (3, "opd_unknown")}


def test_several_measures_stand_under_their_column_letters():
    found = only(
        read(
            "statistik",
            sheet(
                ["Kecamatan", "Penduduk Miskin (ribu jiwa)", "Garis Kedalaman (%)"],
                ["Sumberagung", "1,5", "9.35"],
                ["KAB. KARANGREJO", "-", "x"],
                ["JUMLAH", "3,0", None],
            ),
            context={"tahun": 2024},
        )
    )
    assert found.measures["B"] == {
        "name": "Penduduk Miskin (ribu jiwa)",
        "satuan": "ribu jiwa",
        "multiplier": 1000,
    }
    assert (record(found, 2)["B"], record(found, 2)["C"]) == (1500, 9.35)
    assert (3, "value_invalid") in problems(found)
    assert found.counts == {"data": 2, "valid": 1, "error": 1}


def test_a_dash_is_no_zero():
    rows = [["Sumberagung", 2024.0, "-"], ["Karangrejo", 2024.0, "0"]]
    found = only(read("statistik", sheet(["Kecamatan", "Tahun", "Nilai"], *rows)))
    assert found.table.columns["nilai"] == [None, 0]
    assert problems(found) == {(2, "value_missing")}


def test_the_unit_in_the_title_multiplies_and_is_told():
    found = only(
        read(
            "anggaran",
            sheet(
                ["REALISASI ANGGARAN PER PERANGKAT DAERAH"],
                ["(dalam ribuan rupiah)"],
                ["No", "Perangkat Daerah", "Pagu", "Realisasi", "%"],
                [1.0, "Dinas Sosial", "1.500", 750.0, 50.0],
                [2.0, "Dinas Kesehatan", "2.500", 1000.0, 40.0],
                ["Total", None, 4000.0, 1750.0, 43.75],
            ),
        )
    )
    assert found.totals == {"pagu": 4_000_000, "realisasi": 1_750_000}
    assert "Pagu dikalikan 1.000 karena judulnya menyebut satuan itu." in found.remarks


def test_a_parent_that_disagrees_with_its_parts_is_told_and_no_problem():
    rows = [
        ["1.06.02", "PROGRAM A", 500.0],
        ["1.06.02.2.03.0001", "Sub A", 100.0],
        ["1.06.02.2.03.0002", "Sub B", 300.0],
    ]
    found = only(read("anggaran", sheet(["Kode", "Uraian", "Pagu"], *rows)))
    assert found.remarks == ["Baris 2: Pagu Rp 500 berbeda dari jumlah rinciannya Rp 400."]
    assert not found.problems


def test_totals_and_balances_of_a_village_budget_are_no_lines_of_it():
    found = only(
        read(
            "anggaran",
            sheet(
                ["KODE REKENING", "URAIAN", "ANGGARAN (Rp)", "SUMBER DANA"],
                ["4.", "PENDAPATAN", 1000.0, None],
                ["4.1.", "Pendapatan Asli Desa", 1000.0, "PAD"],
                [None, "JUMLAH PENDAPATAN", 1000.0, None],
                ["5.", "BELANJA", 900.0, None],
                ["5.1.", "Belanja Pegawai", 900.0, "ADD"],
                [None, "JUMLAH BELANJA", 900.0, None],
                [None, "SURPLUS / (DEFISIT)", 100.0, None],
                [None, "PEMBIAYAAN NETTO", 50.0, None],
            ),
        )
    )
    assert found.mapping["A"] == "kode_akun"
    assert found.table.columns["kode_akun"] == ["4", "4.1", "5", "5.1"]
    assert "level" not in found.table.columns
    assert found.totals == {"pagu": 1900}
    assert found.skipped == {"subtotal": [4, 7, 8, 9]}


def test_an_indicator_may_be_called_a_number_of_villages():
    rows = [
        ["Jumlah desa mandiri", "Desa", "10"],
        ["Jumlah Desa Tertinggal", "Desa", "3"],
        ["JUMLAH", None, "13"],
    ]
    found = only(read("indikator", sheet(["Indikator", "Satuan", "Target 2025"], *rows)))
    assert found.counts["data"] == 2
    assert found.skipped == {"subtotal": [4]}


def test_a_second_table_below_the_first_is_not_read_and_told():
    found = only(
        read(
            "indikator",
            sheet(
                ["Sasaran", "Indikator Kinerja", "Target"],
                ["Meningkatnya", "Persentase A", "85 %"],
                [None],
                ["Program", "Anggaran", "Keterangan"],
                ["Program A", "Rp 1.000.000.000", "APBD"],
            ),
        )
    )
    assert found.table.rows == [2]
    assert found.remarks == ["Mulai baris 4 ada tabel lain. Taruh di lembar sendiri."]


def test_a_code_whose_parts_have_headings_of_their_own_and_lost_their_zeros():
    found = only(
        read(
            "anggaran",
            sheet(
                ["KODE", None, None, None, None, "URAIAN", "PAGU"],
                ["Urusan", "Bidang", "Program", "Kegiatan", "Sub Kegiatan", None, None],
                [1.0, 6.0, None, None, None, "SOSIAL", 100.0],
                [1.0, 6.0, 2.0, None, None, "PROGRAM", 100.0],
                [1.0, 6.0, 2.0, 2.1, None, "Kegiatan", 100.0],
                [1.0, 6.0, 2.0, 2.1, 1.0, "Sub", 100.0],
                merges=[(1, 1, 1, 5), (1, 6, 2, 6), (1, 7, 2, 7)],
            ),
        )
    )
    assert found.mapping["A:E"] == "kode"
    assert found.table.columns["kode"] == ["1.06", "1.06.02", "1.06.02.2.10", "1.06.02.2.10.0001"]
    assert found.totals == {"pagu": 100}


def test_directions_and_kinds_of_indicators_become_words_of_the_catalogue():
    rows = [
        ["A B", "Negatif", "Kumulatif"],
        ["C D", "Semakin tinggi semakin baik", "Nilai Akhir"],
        ["E F", "tetap", "Persentase"],
    ]
    found = only(read("indikator", sheet(["Indikator", "Polaritas", "Jenis Indikator"], *rows)))
    assert found.table.columns["arah"] == ["-", "+", "tetap"]
    assert found.table.columns["jenis_indikator"] == ["kumulatif", "nilai akhir", "persentase"]


def test_month_and_year_of_a_report_stand_in_its_title():
    rows = [["BULAN : SEPTEMBER 2025"], ["Kode", "Uraian", "Pagu"], ["1.06.02", "PROGRAM A", 5.0]]
    found = only(read("anggaran", sheet(*rows)))
    assert (found.constants["bulan"], found.constants["tahun"]) == (9, 2025)


def test_what_offices_recommend_is_not_the_amount_of_a_proposal():
    found = only(
        read(
            "usulan",
            sheet(
                ["No", "Bidang/Kegiatan", "Jumlah Biaya", "Rekomendasi Mitra", None],
                [None, None, None, "Anggaran", "Catatan"],
                [1.0, "Jalan", 100.0, 80.0, "dikurangi"],
                [2.0, "Irigasi", 200.0, 80.0, "dikurangi"],
                merges=[(1, 4, 1, 5), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3)],
            ),
        )
    )
    assert found.mapping == {"B": "usulan", "C": "anggaran", "E": "rekomendasi_mitra"}
    assert found.totals == {"anggaran": 300}


def test_a_title_line_that_is_the_name_of_an_agency_holds_for_all_lines():
    rows = [
        ["REALISASI"],
        ["DINAS SOSIAL"],
        ["Program/Kegiatan", "Pagu", "Realisasi"],
        ["Program A", 5.0, 4.0],
    ]
    found = only(read("anggaran", sheet(*rows)))
    assert record(found, 4)["nama_skpd"] == "Dinas Sosial"


def test_a_point_before_three_digits_counts_things_and_divides_rates():
    rows = [
        ["Jumlah lansia terlayani", "Orang", "1.500"],
        ["Gini rasio", "Indeks", "0.384"],
        ["Laju", "%", "1.234"],
        ["Jumlah KK", None, "2.000"],
    ]
    found = only(read("indikator", sheet(["Indikator", "Satuan", "Target 2025"], *rows)))
    assert found.table.columns["target_2025"] == [1500, 0.384, 1.234, 2000]
    assert found.table.columns["target_2025_teks"][0] == "1.500"


def test_volumes_of_proposals_and_of_quarters_follow_their_unit():
    proposal = only(
        read(
            "usulan",
            sheet(
                ["Usulan", "Volume", "Satuan"],
                ["Jalan", "1.000", "m"],
                ["Pipa", "2,5", "km"],
                ["Sumur", "1.00", "unit"],
            ),
        )
    )
    assert proposal.table.columns["volume"] == [1000, 2.5, 1]
    rows = [
        ["1.06.02", "Jumlah", "1.500", "Orang", "1.200"],
        ["1.06.03", "Persentase", "12.345", "%", "1.234"],
    ]
    heading = ["Kode", "Indikator", "Target Volume", "Target Satuan", "Realisasi Volume TW I"]
    budget = only(read("anggaran", sheet([*heading, "Pagu"], *[[*row, 5.0] for row in rows])))
    assert budget.table.columns["target_volume"] == [1500, 12.345]
    assert budget.table.columns["realisasi_volume_tw_1"] == [1200, 1.234]
