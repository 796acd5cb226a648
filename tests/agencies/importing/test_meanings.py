from tests.sheets.odd import KKS, NAMES, NIKS, SEXES, only, read, record, sheet


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


def test_dates_and_sexes_that_agree_with_the_numbers_are_known_under_codes_of_a_questionnaire():
    codes = {"L": "1", "P": "2"}
    days = [28191, 19349, 23376, 31645, 18592, 31068]  # the birth dates of the first six as day numbers
    rows = [[float(i + 1), NAMES[i], NIKS[i], codes[SEXES[i]], float(days[i])] for i in range(6)]
    found = only(read("individu", sheet(["401", "402", "403", "405", "407"], *rows)))
    assert found.mapping == {"B": "nama", "C": "nik", "D": "jenis_kelamin", "E": "tanggal_lahir"}
    assert record(found, 2)["tanggal_lahir"] == "1977-03-07"


def test_a_number_of_inhabitants_is_no_amount():
    rows = [[NIKS[i], NAMES[i], float(i + 1)] for i in range(4)]
    found = only(read("penerima", sheet(["NIK", "Nama", "Jumlah Penghuni Rumah"], *rows)))
    assert "nominal" not in found.mapping.values()


def test_whose_number_it_is_stands_beside_it():
    rows = [["Tani Makmur", NAMES[i], NIKS[i], 20] for i in range(4)]
    headings = ["Nama Kelompok", "Ketua", "NIK Ketua", "Jml Anggota"]
    found = mapping("penerima", headings, *rows)
    assert (found["B"], found["C"], found.get("A")) == ("nama", "nik", None)


def test_a_likeness_to_another_heading_gives_way_to_the_name_that_is_missing():
    rows = [[NIKS[i], NAMES[i], "SDN 1"] for i in range(4)]
    assert mapping("penerima", ["NIK", "Nama PD", "Nama Sekolah"], *rows)["B"] == "nama"


def test_of_several_codes_of_places_the_smallest_place_counts():
    rows = [["3599", "KAB. TIRTA KENCANA", f"35.99.0{i}", 100 + i, 2023] for i in (1, 2, 3)]
    headings = [
        "kode_kabupaten_kota",
        "nama_kabupaten_kota",
        "kemendagri_kode_kecamatan",
        "jumlah_kpm_pkh",
        "tahun",
    ]
    found = mapping("statistik", headings, *rows)
    assert (found["C"], found.get("A")) == ("kode_wilayah", None)


def test_cards_of_banks_and_insurers_are_no_family_cards():
    insurer = [[f"000123456789{i}", NIKS[i], NAMES[i]] for i in range(6)]
    assert mapping("individu", ["Nomor Polis", "NIK", "Nama"], *insurer) == {"B": "nik", "C": "nama"}
    bank = [[f"60130188990{i}1234", NIKS[i], NAMES[i]] for i in range(6)]
    assert mapping("individu", ["Nomor Debit", "NIK", "Nama"], *bank) == {"B": "nik", "C": "nama"}


def test_a_heading_that_resembles_a_known_one_counts_for_nothing_over_other_cells():
    rows = [[NIKS[i], NAMES[i], "2"] for i in range(4)]
    assert mapping("keluarga", ["NIK", "Nama", "Jumlah Anak"], *rows) == {"A": "nik", "B": "nama"}
    rows = [[NIKS[i], NAMES[i], "300.000"] for i in range(4)]
    assert mapping("penerima", ["NIK", "Nama", "Jumlh Uangg"], *rows)["C"] == "nominal"


def test_classes_of_age_are_marks_and_no_ages():
    rows = [[NIKS[i], NAMES[i], None, "v"] for i in range(4)]
    table = sheet(["NIK", "Nama", "Usia", None], [None, None, "0-5", "6-17"], *rows, merges=[(1, 3, 1, 4)])
    assert only(read("individu", table)).mapping == {"A": "nik", "B": "nama"}


def test_of_several_amounts_the_sum_is_proposed_and_asked_about():
    rows = [[NIKS[i], NAMES[i], "300.000", "900.000"] for i in range(3)]
    found = read("penerima", sheet(["NIK", "Nama", "Bantuan per Bulan", "Jumlah Uang 3 Bulan"], *rows))
    assert only(found).mapping["D"] == "nominal"
    assert ("column_unsure", "D") in {(each["code"], each.get("column")) for each in found.questions}


def test_codes_of_villages_are_known_under_a_heading_nobody_knows():
    rows = [[NIKS[0], "SITI", "35.99.01.2001"], [NIKS[1], "MADE", "3599012002"]]
    found = only(read("individu", sheet(["NIK", "Nama", "Kode Lokasi Sasaran"], *rows)))
    assert found.mapping["C"] == "kode_wilayah"
    assert record(found, 2)["kode_desa"] == "35.99.01.2001"


def test_a_number_of_goats_is_no_amount():
    rows = [[NAMES[place], NIKS[place], "Kambing", float(2 + place)] for place in range(4)]
    found = only(read("penerima", sheet(["Nama", "NIK", "Jenis Bantuan", "Jumlah Bantuan"], *rows)))
    assert "D" not in found.mapping
    assert "terlalu kecil untuk rupiah" in found.readings[-1].reason
    money = [[NAMES[place], NIKS[place], "Kambing", 300_000.0] for place in range(4)]
    found = only(read("penerima", sheet(["Nama", "NIK", "Jenis Bantuan", "Jumlah Bantuan"], *money)))
    assert found.mapping["D"] == "nominal"
    thousands = only(
        read("penerima", sheet(["Nama", "NIK", "Jenis Bantuan", "Jumlah Bantuan (ribu Rp)"], *rows))
    )
    assert thousands.mapping["D"] == "nominal"


def test_a_mark_of_a_footnote_belongs_to_no_name():
    found = only(read("individu", sheet(["NIK", "Nama"], [NIKS[0], "SITI *)"], [NIKS[1], "MADE**"])))
    assert [record(found, row)["nama"] for row in (2, 3)] == ["SITI", "MADE"]
