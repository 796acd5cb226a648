from tests.sheets.odd import KKS, NAMES, NIKS, SEXES, only, read, sheet


def mapping(kind, headings, *rows):
    return only(read(kind, sheet(headings, *rows))).mapping


def test_every_field_is_taken_once_and_the_filled_column_first():
    rows = [[NIKS[i], NAMES[i], None, "Jl. A"] for i in range(3)]
    assert mapping("individu", ["NIK", "Nama", "Alamat", "Alamat"], *rows) == {
        "A": "nik",
        "B": "nama",
        "D": "alamat",
    }


def test_status_means_what_it_holds():
    kinds = {
        "status_kawin": ["Kawin", "Belum Kawin"],
        "status_penduduk": ["Hidup", "Meninggal"],
        "status_bantuan": ["Salur", "Gagal"],
    }
    for field, words in kinds.items():
        rows = [[NIKS[i], NAMES[i], words[i]] for i in range(2)]
        assert mapping("individu", ["NIK", "Nama", "Status"], *rows)["C"] == field


def test_a_column_of_sexes_needs_no_heading():
    rows = [[NIKS[i], NAMES[i], SEXES[i]] for i in range(4)]
    assert mapping("individu", ["NIK", "Nama", None], *rows)["C"] == "jenis_kelamin"


def test_names_are_found_under_a_heading_that_only_hints():
    rows = [[KKS[i], NAMES[i], "Sukamaju"] for i in range(6)]
    assert mapping("penerima", ["No KK", "KPM", "Blok"], *rows)["B"] == "nama"


def test_villages_are_found_by_the_master_list():
    rows = [[NIKS[i], NAMES[i], village] for i, village in enumerate(["PULE", "Kalibening", "JATI URIP"])]
    assert mapping("individu", ["NIK", "Nama", "Tempat Tinggal Sekarang"], *rows)["C"] == "desa"


def test_amounts_are_found_under_a_heading_about_money():
    rows = [[NIKS[i], NAMES[i], "600.000"] for i in range(3)]
    assert mapping("penerima", ["NIK", "Nama", "Uang Tunai Triwulan Ini"], *rows)["C"] == "nominal"


def test_reasons_are_told_in_words_with_counts():
    found = only(
        read("individu", sheet(["NIK", "Nama", "XYZ"], [NIKS[0], NAMES[0], "a1"], ["123", NAMES[1], "b2"]))
    )
    assert [reading.reason for reading in found.readings] == [
        "1 dari 2 sel berisi 16 angka.", "Judul kolom dikenal.", "Judul dan isi kolom ini tidak dikenal. Isinya tidak dipakai.",
    ]  # fmt: skip
