from agencies.importing.sheets import corrected
from tests.sheets.odd import BIRTHS, KKS, NAMES, NIKS, SEXES, only, people, problems, read, record, sheet


def test_synonyms_and_another_order_of_columns_are_understood():
    rows = [[NAMES[i], SEXES[i], NIKS[i], KKS[i], BIRTHS[i], 600000.0] for i in range(5)]
    found = only(
        read(
            "penerima",
            sheet(
                [
                    "Nama Lengkap KPM",
                    "Jns Kelamin",
                    "Nomor Induk Kependudukan",
                    "No Kartu Keluarga",
                    "Tgl. Lhr",
                    "Besar Bantuan (Rp)",
                ],
                *rows,
            ),
            context={"program": "PKH", "tahun": 2025},
        )
    )
    assert list(found.mapping.values()) == [
        "nama",
        "jenis_kelamin",
        "nik",
        "no_kk",
        "tanggal_lahir",
        "nominal",
    ]
    assert found.counts == {"data": 5, "valid": 5, "error": 0}
    assert found.totals == {"nominal": 3_000_000}
    assert found.assistance == {"PKH": {"count": 5, "nominal": 3_000_000}}


def test_a_heading_of_two_lines_is_joined_without_merged_cells():
    rows = [[float(i + 1), NAMES[i], NIKS[i], "JL MELATI", "1", "2", SEXES[i]] for i in range(5)]
    found = only(
        read(
            "individu",
            sheet(
                ["DAFTAR PENDUDUK MISKIN"],
                [],
                ["No", "IDENTITAS", None, "ALAMAT", None, None, "JENIS KELAMIN"],
                [None, "NAMA", "NIK", "JALAN", "RT", "RW", "(L/P)"],
                *rows,
            ),
        )
    )
    assert found.header_rows == (3, 4)
    assert found.mapping == {
        "B": "nama",
        "C": "nik",
        "D": "alamat",
        "E": "rt",
        "F": "rw",
        "G": "jenis_kelamin",
    }
    assert record(found, 5)["rt"] == "001"


def test_the_kecamatan_may_be_the_name_of_the_sheet():
    found = only(
        read(
            "penerima",
            sheet(
                ["NIK", "Nama", "Desa"],
                *[[NIKS[i], NAMES[i], "Sukamaju"] for i in range(3)],
                name="KEC. SUMBERAGUNG",
            ),
        )
    )
    assert found.constants["kecamatan"] == "Sumberagung"
    assert record(found, 2)["kode_desa"] == "35.99.01.2001"


def test_a_sum_without_a_word_is_a_total_and_no_person():
    rows = [[*line, 500000.0] for line in people()]
    found = only(
        read(
            "penerima",
            sheet(["No", "NIK", "No KK", "Nama", "Nominal"], *rows, [None, None, None, None, 2_500_000.0]),
        )
    )
    assert found.counts["data"] == 5
    assert found.skipped == {"subtotal": [7]}


def test_nik_and_family_card_are_told_apart_by_content_under_meaningless_headings():
    rows = [["A", KKS[i // 2], NAMES[i], NIKS[i]] for i in range(10)]
    found = only(read("individu", sheet(["Klp", "Nomor A", "Nama", "Nomor B"], *rows)))
    assert found.mapping == {"B": "no_kk", "C": "nama", "D": "nik"}
    assert not any(reading.sure for reading in found.readings if reading.column.letter in "BD")


def test_english_and_camel_case_headings_are_understood():
    rows = [[NIKS[i], KKS[i], NAMES[i], BIRTHS[i], SEXES[i], 3.0] for i in range(4)]
    found = only(
        read(
            "individu",
            sheet(["nationalId", "familyCardNumber", "fullName", "birthDate", "gender", "familySize"], *rows),
        )
    )
    assert list(found.mapping.values()) == [
        "nik",
        "no_kk",
        "nama",
        "tanggal_lahir",
        "jenis_kelamin",
        "jumlah_anggota",
    ]


def test_villages_as_lines_between_the_people_hold_for_the_lines_below():
    first, second = people(2), people(2, start=2)
    found = only(
        read(
            "penerima",
            sheet(
                ["Kecamatan : Sumberagung"],
                ["No", "NIK", "No KK", "Nama"],
                ["DESA SUKAMAJU"],
                *first,
                ["Jumlah", None, None, 2.0],
                ["TANJUNG SARI"],
                *second,
                ["Jumlah", None, None, 2.0],
            ),
        )
    )
    assert found.skipped == {"group": [3, 7], "subtotal": [6, 10]}
    assert [line["values"]["desa"] for line in found.records()] == ["Sukamaju"] * 2 + ["Tanjung Sari"] * 2
    assert record(found, 8)["kode_desa"] == "35.99.01.2003"


def test_a_heading_printed_again_after_a_signature_opens_the_next_page():
    heading = ["No", "NIK", "No KK", "Nama"]
    found = only(
        read(
            "individu",
            sheet(
                ["DESA SUKAMAJU KECAMATAN SUMBERAGUNG"],
                heading,
                *people(2),
                [None, None, None, "Mengetahui,"],
                [None, None, None, "Kepala Desa"],
                [],
                heading,
                *people(2, start=2),
            ),
        )
    )
    assert found.table.rows == [3, 4, 9, 10]
    assert found.skipped["header_repeat"] == [8]
    assert found.skipped["footer"] == [5, 6]


def test_two_signatures_under_a_narrow_table_are_not_people():
    found = only(
        read(
            "individu",
            sheet(
                ["NAMA", "NIK", "ALAMAT"],
                *[[NAMES[i], NIKS[i], "Sukamaju"] for i in range(3)],
                [None, None, "Sumberagung, 12 Januari 2025"],
                ["Mengetahui", None, "Petugas"],
                [],
                ["SITI AMINAH, S.Sos", None, "BUDI"],
                ["NIP. 196512311990031001", None, "NIP. 197001012000121002"],
            ),
        )
    )
    assert found.table.rows == [2, 3, 4]
    assert found.skipped["footer"] == [5, 6, 8, 9]


def test_a_metadata_sheet_says_that_the_members_are_persons():
    info = sheet(["Nama Program", "PKH"], ["Sasaran Program", 1.0], ["Tahun", "2025"], name="Program")
    members = sheet(["Peserta", "Nama"], *[[NIKS[i], NAMES[i]] for i in range(3)], name="Peserta")
    preview = read("penerima", info, members)
    found = only(preview)
    assert preview.sheets[0].action == "metadata"
    assert found.mapping == {"A": "nik", "B": "nama"}
    assert found.constants == {"program": "PKH", "tahun": 2025}


def test_each_programme_column_may_have_its_amount_beside_it():
    rows = [
        [NIKS[0], NAMES[0], "Ya", 750000.0, "Tidak", None],
        [NIKS[1], NAMES[1], "Ya", "600.000", "Ya", "Rp 200.000"],
    ]
    found = only(read("penerima", sheet(["NIK", "Nama", "PKH", "Nominal", "BPNT", "Nominal"], *rows)))
    assert found.mapping["D"] == "bantuan:PKH:nominal"
    assert found.assistance == {
        "PKH": {"count": 2, "nominal": 1_350_000},
        "SEMBAKO": {"count": 1, "nominal": 200_000},
    }


def test_in_a_coded_survey_two_means_no():
    rows = [[NIKS[i], NAMES[i], str(1 + i % 2)] for i in range(4)]
    found = only(read("individu", sheet(["403 NIK", "402 Nama", "Penerima PKH"], *rows)))
    assert found.assistance == {"PKH": {"count": 2}}


def test_place_and_date_of_birth_in_one_cell_are_split():
    rows = [[NIKS[i], NAMES[i], f"Malang, {BIRTHS[i].replace('/', '-')}"] for i in range(3)]
    found = only(read("individu", sheet(["NIK", "Nama", "Tempat/Tgl. Lahir"], *rows)))
    assert record(found, 2)["tempat_lahir"] == "Malang"
    assert record(found, 2)["tanggal_lahir"] == "1977-03-07"


def test_a_numbering_line_of_letters_between_the_headings_is_skipped():
    found = only(
        read("individu", sheet(["No", "NIK", "NKK", "Nama"], ["(a)", "(b)", "(c)", "(d)"], *people(3)))
    )
    assert found.numbering_row == 2
    assert found.table.rows == [3, 4, 5]


def test_a_list_without_any_heading_is_understood_from_its_content_and_asked_about():
    preview = read("individu", sheet(*[[NIKS[i], NAMES[i], SEXES[i]] for i in range(8)]))
    found = only(preview)
    assert found.header_rows == ()
    assert found.mapping == {"A": "nik", "B": "nama", "C": "jenis_kelamin"}
    assert {question["code"] for question in preview.questions} == {"column_unsure"}


def test_numbers_of_parents_are_never_the_persons_own():
    rows = [[NIKS[i + 5], NAMES[i + 5], NIKS[i], NAMES[i]] for i in range(4)]
    found = only(read("individu", sheet(["NIK Ayah", "Nama Ayah", "NIK", "Nama Lengkap"], *rows)))
    assert found.mapping == {"B": "nama_ayah", "C": "nik", "D": "nama"}


def test_a_family_list_may_name_the_head_beside_the_member():
    rows = [[NAMES[0], NIKS[i], NAMES[i], "Anak" if i else "Kepala Keluarga"] for i in range(4)]
    found = only(read("individu", sheet(["Nama Kepala Keluarga", "NIK", "Nama", "SHDK"], *rows)))
    assert found.mapping == {"A": "nama_kepala_keluarga", "B": "nik", "C": "nama", "D": "hubungan_keluarga"}


def test_headings_of_the_civil_register_are_understood():
    rows = [[KKS[i], NIKS[i], NAMES[i], "1" if SEXES[i] == "L" else "2", BIRTHS[i], "4"] for i in range(4)]
    found = only(
        read("individu", sheet(["NO_KK", "NIK", "NAMA_LGKP", "JENIS_KLMIN", "TGL_LHR", "STAT_HBKEL"], *rows))
    )
    assert record(found, 2)["jenis_kelamin"] == "L"
    assert record(found, 2)["hubungan_keluarga"] == "Anak"


def test_a_hidden_sheet_and_a_recapitulation_are_not_imported():
    recap = sheet(
        ["REKAPITULASI"], ["Desa", "Jumlah KPM", "Jumlah (Rp)"], ["Sukamaju", 5.0, 100.0], name="Rekap"
    )
    hidden = sheet(["No", "NIK", "No KK", "Nama"], *people(3), name="lama", hidden=True)
    shown = sheet(["No", "NIK", "No KK", "Nama"], *people(3), name="baru")
    preview = read("penerima", recap, hidden, shown)
    assert [each.action for each in preview.sheets] == ["ignore", "ignore", "import"]
    assert preview.sheets[0].reason.startswith("Rekapitulasi")
    assert "tersembunyi" in preview.sheets[1].reason


def test_the_officer_may_choose_a_hidden_sheet_and_another_meaning():
    hidden = sheet(["No", "NIK", "No KK", "Nama"], *people(3), name="lama", hidden=True)
    choices = {"sheets": {"lama": {"use": True, "mapping": {"C": None}}}}
    found = only(read("penerima", hidden, choices=choices))
    assert found.mapping == {"B": "nik", "D": "nama"}


def test_a_list_without_identity_numbers_is_refused_as_a_whole():
    preview = read(
        "keluarga",
        sheet(
            ["KepalaKeluarga", "Kecamatan", "Frekuensi Makan"],
            *[[name, "Sumberagung", 2.0] for name in NAMES],
        ),
    )
    assert preview.file_error["code"] == "required_column_missing"
    assert preview.file_error["fields"] == ["no_kk"]


def test_the_same_person_on_two_sheets_is_stored_once():
    first = sheet(["No", "NIK", "No KK", "Nama"], *people(2), name="A")
    second = sheet(["No", "NIK", "No KK", "Nama"], *people(3), name="B")
    preview = read("penerima", first, second, context={"program": "PKH"})
    assert preview.totals["valid"] == 3
    assert problems(preview.sheets[1]) == {(2, "duplicate_in_file"), (3, "duplicate_in_file")}


def test_the_same_person_in_two_programmes_is_two_lines():
    rows = [[NIKS[0], NAMES[0], "PKH"], [NIKS[0], NAMES[0], "BPNT"], [NIKS[0], NAMES[0], "Sembako"]]
    found = only(read("penerima", sheet(["NIK", "Nama", "Jenis Bantuan"], *rows)))
    assert problems(found) == {(4, "duplicate_in_file")}
    assert found.assistance == {"PKH": {"count": 1}, "SEMBAKO": {"count": 1}}


def test_an_unknown_programme_and_a_missing_period_are_asked_about_and_do_not_refuse():
    preview = read(
        "penerima", sheet(["NIK", "Nama", "Program"], [NIKS[0], NAMES[0], "Bantuan Jaring Nelayan"])
    )
    asked = {question["code"]: question for question in preview.questions}
    assert preview.accept
    assert asked["program_unknown"]["values"] == {"Bantuan Jaring Nelayan": 1}
    assert "period_missing" in asked


def test_corrections_and_value_maps_of_the_officer_are_applied_before_reading():
    rows = [[NIKS[0], NAMES[0], "Tj. Sari"], [NIKS[1][:15], NAMES[1], "Sukamaju"]]
    listed = sheet(["NIK", "Nama", "Desa"], *rows)
    context = {"kecamatan": "Sumberagung"}
    assert problems(only(read("penerima", listed, context=context))) == {
        (2, "region_unknown"),
        (3, "nik_length"),
    }
    choices = {"cells": {"Lembar1!A3": NIKS[1]}, "values": {"desa": {"Tj. Sari": "35.99.01.2003"}}}
    found = only(read("penerima", listed, context=context, choices=choices))
    assert problems(found) == set()
    assert record(found, 2)["desa"] == "Tanjung Sari"


def test_a_correction_leaves_the_sheet_as_it_was_read_untouched():
    listed = sheet(["NIK"], ["1"])
    assert corrected(listed, {"Lembar1!B2": "x"}).rows == [["NIK"], ["1", "x"]]
    assert listed.rows == [["NIK"], ["1"]]


def test_a_remembered_arrangement_is_used_for_unknown_headings():
    listed = sheet(["NIK", "Nama", "Kolom X"], *[[NIKS[i], NAMES[i], "kayu"] for i in range(3)])
    found = only(read("individu", listed, saved_mapping={"kolomx": "keterangan"}))
    assert found.mapping["C"] == "keterangan"
    assert found.mapping_by_heading == {"nik": "nik", "nama": "nama", "kolomx": "keterangan"}


def test_a_malformed_line_is_refused_and_the_next_goes_on():
    listed = sheet(
        ["NIK", "Nama"],
        [NIKS[0], NAMES[0]],
        [NIKS[1], NAMES[1], "x", "y"],
        [NIKS[2], NAMES[2]],
        malformed={3},
    )
    found = only(read("individu", listed))
    assert problems(found) == {(3, "row_malformed")}
    assert found.counts == {"data": 3, "valid": 2, "error": 1}


def test_a_workbook_without_content_is_refused_as_empty():
    assert read("individu", sheet([None, " "], [])).file_error["code"] == "file_empty"
    assert read("individu", sheet(["NIK", "Nama"])).file_error["code"] == "file_empty"


def test_a_second_table_beside_the_first_is_asked_about():
    rows = [[NAMES[i], NIKS[i], None, NAMES[i + 3], NIKS[i + 3]] for i in range(3)]
    preview = read("individu", sheet(["Nama", "NIK", None, "Nama", "NIK"], *rows))
    assert [(asked["code"], asked["column"]) for asked in preview.questions] == [("column_repeated", "E")]


def test_several_programmes_in_one_cell_are_several_aids_without_an_amount():
    rows = [[NIKS[0], NAMES[0], "PKH, BPNT", 500.0], [NIKS[1], NAMES[1], "PKH", 300.0]]
    found = only(read("penerima", sheet(["NIK", "Nama", "Jenis Bansos", "Nominal"], *rows)))
    assert found.assistance == {"PKH": {"count": 2, "nominal": 300}, "SEMBAKO": {"count": 1}}


def test_a_hamlet_called_kampung_beside_the_village_is_a_hamlet():
    found = only(
        read("individu", sheet(["NIK", "Nama", "Kampung", "Desa"], [NIKS[0], NAMES[0], "Lor", "Pule"]))
    )
    assert found.mapping["C"] == "dusun"
    assert found.mapping["D"] == "desa"


def test_instructions_under_the_heading_are_no_person():
    found = only(
        read(
            "individu",
            sheet(["NIK*", "Nama*", "JK"], ["wajib", "wajib", "opsional"], [NIKS[0], NAMES[0], "L"]),
        )
    )
    assert found.table.rows == [3]
    assert found.skipped == {"header_repeat": [2]}


def test_the_lower_half_of_a_heading_belongs_to_it_without_merged_cells():
    rows = [[float(i + 1), NAMES[i], NIKS[i], "PKH", 5000.0] for i in range(3)]
    found = only(
        read(
            "penerima",
            sheet(["No", "Nama", "NIK", "Bantuan", None], [None, None, None, "Jenis", "Jumlah"], *rows),
        )
    )
    assert found.header_rows == (1, 2)
    assert found.assistance == {"PKH": {"count": 3, "nominal": 15000}}
