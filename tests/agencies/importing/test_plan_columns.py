from tests.sheets.odd import only, read, sheet


def mapping(kind, *rows, **more):
    return only(read(kind, sheet(*rows, **more))).mapping


def test_the_only_sum_of_a_list_of_expenditure_is_its_budget():
    assert mapping(
        "anggaran",
        ["Kode Rekening", "Uraian", "Koefisien", "Harga Satuan", "Jumlah (Rp)"],
        ["5.1.02.01.01.0024", "Kertas", "6 rim", 100.0, 600.0],
        ["5.1.02.01.01.0025", "Tinta", "2 botol", 100.0, 200.0],
    ) == {"A": "kode_akun", "B": "uraian", "E": "pagu"}


def test_codes_of_the_nomenclature_stay_codes():
    rows = [["1.06.02", "PROGRAM A", 5.0], ["5.1.02", "Belanja", 5.0]]
    assert mapping("anggaran", ["Kode Rekening", "Uraian", "Pagu"], *rows)["A"] == "kode"


def test_the_code_of_the_urusan_gives_way_to_deeper_codes():
    rows = [["1", "1.06.02", "Program A", 5.0]]
    found = mapping("anggaran", ["Kode Urusan", "Kode Program", "Nama Program", "Pagu"], *rows)
    assert found == {"B": "kode_program", "C": "nama_program", "D": "pagu"}


def test_years_of_a_plan_count_from_its_period():
    found = mapping(
        "indikator",
        ["RENSTRA DINAS SOSIAL TAHUN 2025-2029"],
        ["Sasaran", "Indikator Sasaran", "Target Kinerja pada Tahun ke-", None, None],
        [None, None, 1.0, 2.0, 3.0],
        ["S", "Persentase miskin", "9", "8", "7"],
        ["S", "Persentase PMKS", "9", "8", "7"],
        merges=[(2, 3, 2, 5), (2, 1, 3, 1), (2, 2, 3, 2)],
    )
    assert found == {
        "A": "sasaran",
        "B": "indikator",
        "C": "target_2025",
        "D": "target_2026",
        "E": "target_2027",
    }


def test_every_column_of_numbers_is_a_measure_but_ranks_are_none():
    found = mapping(
        "statistik",
        ["PENDUDUK MISKIN TAHUN 2023"],
        ["No", "Kecamatan", "Jumlah Penduduk", "Penduduk Miskin", "Peringkat"],
        [1.0, "Sumberagung", 1000.0, 90.0, 1.0],
        [2.0, "Karangrejo", 1200.0, 95.0, 2.0],
    )
    assert found == {"B": "kecamatan", "C": "nilai", "D": "nilai"}


def test_a_long_table_has_one_column_of_values():
    rows = [["Sumberagung", "Miskin", 2023.0, 90.0, 7.0], ["Karangrejo", "Miskin", 2023.0, 95.0, 8.0]]
    found = mapping("statistik", ["Kecamatan", "Indikator", "Tahun", "Nilai", "Bobot"], *rows)
    assert found == {"A": "kecamatan", "B": "indikator", "C": "tahun", "D": "nilai"}


def test_accounts_beside_the_nomenclature_of_an_export():
    found = mapping(
        "anggaran",
        [
            "Kode Urusan",
            "Kode Sub Kegiatan",
            "Nama Sub Kegiatan",
            "Kode Rekening",
            "Nama Rekening",
            "Nilai Rincian Murni",
        ],
        ["1", "1.06.02.2.03.0001", "S", "5.1.02.01.01.0024", "ATK", 100.0],
        ["1", "1.06.02.2.03.0001", "S", "5.1.02.01.01.0025", "ATK", 100.0],
    )
    assert found == {
        "B": "kode_sub_kegiatan",
        "C": "nama_sub_kegiatan",
        "D": "kode_akun",
        "E": "nama_akun",
        "F": "pagu",
    }


def test_of_two_years_of_realisation_the_later_one_is_meant():
    found = mapping(
        "anggaran", ["Kode", "Uraian", "Realisasi 2023", "Realisasi 2024"], ["1.06.02", "A", 5.0, 6.0]
    )
    assert found == {"A": "kode", "B": "uraian", "D": "realisasi"}


def test_amounts_per_source_are_no_names_of_sources():
    found = mapping(
        "anggaran",
        ["Kode", "Uraian", "Sumber Dana", None, "Total Pagu"],
        [None, None, "PAD", "DAU", None],
        ["1.06.02", "A", 10.0, 20.0, 30.0],
        ["1.06.03", "B", 10.0, 20.0, 30.0],
        merges=[(1, 3, 1, 4), (1, 1, 2, 1), (1, 2, 2, 2), (1, 5, 2, 5)],
    )
    assert found == {"A": "kode", "B": "uraian", "E": "pagu"}


def test_areas_as_columns_are_refused_and_not_taken_for_measures():
    rows = [
        ["INDIKATOR KABUPATEN TIRTA KENCANA TAHUN 2023"],
        ["Indikator", "Kabupaten", "Provinsi", "Nasional"],
        ["P0", "9,35", "10,1", "9,4"],
    ]
    found = read("statistik", sheet(*rows))
    assert found.file_error["code"] == "required_column_missing"


def test_two_columns_of_indicators_that_fill_each_other_are_one():
    found = only(
        read(
            "indikator",
            sheet(
                ["Tujuan", "Indikator Tujuan", "Sasaran", "Indikator Sasaran", "2025"],
                ["T", "IPM", None, None, "70"],
                ["T", None, "S", "Angka harapan hidup", "71"],
            ),
        )
    )
    assert found.table.columns["indikator"] == ["IPM", "Angka harapan hidup"]


def test_bare_quarters_of_indicators_are_asked_about():
    rows = [
        ["Indikator", "Target", "TW I", "TW II"],
        ["Persentase A", "80", "10", "20"],
        ["Persentase B", "80", "10", "20"],
    ]
    found = only(read("indikator", sheet(*rows)))
    assert [question["column"] for question in found.questions] == ["C", "D"]


def test_sums_per_agency_beside_activities_are_no_second_list():
    sums = sheet(["No", "Perangkat Daerah", "Pagu"], [1.0, "Dinas Sosial", 300.0], name="Data")
    activities = sheet(["Kode", "Uraian", "Pagu"], ["1.06.02", "PROGRAM", 300.0], name="Rincian")
    found = read("anggaran", sums, activities)
    assert [each.name for each in found.imported] == ["Rincian"]
    assert found.sheets[0].reason == "Rekapitulasi: jumlah per perangkat daerah, bukan daftar."
    assert only(read("anggaran", sums)).totals == {"pagu": 300}


def test_a_long_list_of_indicators_keeps_the_year_of_each_line():
    rows = [["IKU.1", "P0", 2024.0, "9,35"], ["IKU.1", "P0", 2025.0, "9,0"]]
    found = only(read("indikator", sheet(["kode_indikator", "nama_indikator", "tahun", "target"], *rows)))
    assert found.mapping == {"A": "kode", "B": "indikator", "C": "tahun", "D": "target"}
    assert found.table.columns["tahun"] == [2024, 2025]
