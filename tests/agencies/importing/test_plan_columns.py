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
