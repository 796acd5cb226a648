from datetime import date

from agencies.importing.people import in_words
from tests.sheets.odd import KKS, NAMES, NIKS, only, problems, read, record, sheet


def problems_of(kind, headings, *rows, context=None):
    return problems(only(read(kind, sheet(headings, *rows), context=context)))


def test_what_counts_as_identity_depends_on_the_kind():
    headings = ["Nama", "NIK", "No KK", "Alamat"]
    rows = [
        [NAMES[0], None, KKS[0], "Jl. A"],
        [NAMES[1], "0", "-", "Jl. B"],
        [NAMES[2], None, "35990128", "Jl. C"],
        [NAMES[3], NIKS[3], KKS[3], "x"],
    ]
    assert problems_of("individu", headings, *rows) == {
        (2, "nik_missing"),
        (3, "nik_missing"),
        (4, "nik_missing"),
    }
    assert problems_of("penerima", headings, *rows) == {
        (2, "nik_empty"),
        (3, "identity_missing"),
        (4, "identity_missing"),
    }


def test_a_family_may_be_known_by_its_number_in_the_source():
    assert problems_of(
        "keluarga",
        ["ID DTKS", "Kepala Keluarga", "NIK", "Alamat"],
        ["X1", NAMES[0], None, "A"],
        [None, NAMES[1], None, "B"],
    ) == {(3, "identity_missing")}


def test_a_bad_family_card_beside_a_good_number_is_a_warning_and_emptied():
    found = only(read("individu", sheet(["NIK", "No KK", "Nama"], [NIKS[0], "35990128", NAMES[0]])))
    assert problems(found) == {(2, "kk_invalid")}
    assert record(found, 2)["no_kk"] is None


def test_an_unlikely_number_is_stored_with_a_warning():
    assert problems_of("individu", ["NIK", "Nama"], ["9999010703770001", NAMES[0]], ["3599013313770001", NAMES[1]]) == {
        (2, "nik_suspect"), (3, "nik_suspect"),
    }  # fmt: skip


def test_sex_is_compared_with_the_number_and_the_file_counts():
    found = only(
        read("individu", sheet(["NIK", "Nama", "JK"], [NIKS[0], NAMES[0], "P"], [NIKS[1], NAMES[1], "?"]))
    )
    assert problems(found) == {(2, "gender_mismatch_nik"), (3, "gender_invalid")}
    assert record(found, 2)["jenis_kelamin"] == "P"


def test_warnings_of_lines_held_back_are_left_out():
    assert problems_of("individu", ["NIK", "Nama", "JK"], [NIKS[0], None, "P"], [NIKS[1], NAMES[1], "L"]) == {
        (2, "name_missing")
    }


def test_the_first_valid_line_counts_not_the_first_line():
    rows = [[NIKS[0], None, "a"], [NIKS[0], NAMES[0], "b"], [NIKS[0], NAMES[0], "c"]]
    found = only(read("individu", sheet(["NIK", "Nama", "Ket"], *rows)))
    assert problems(found) == {(2, "name_missing"), (4, "duplicate_in_file")}
    assert next(each.facts for each in found.problems if each.row == 4) == {"n": 3}


def test_two_periods_of_one_programme_are_two_lines():
    rows = [[NIKS[0], NAMES[0], "Tahap I 2025"], [NIKS[0], NAMES[0], "Tahap II 2025"]]
    assert problems_of("penerima", ["NIK", "Nama", "Tahap"], *rows, context={"program": "PKH"}) == set()


def test_people_who_died_or_moved_are_listed():
    rows = [
        [NIKS[0], NAMES[0], "Pindah"],
        [NIKS[1], NAMES[1], "sudah rekam"],
        [NIKS[2], NAMES[2], "Meninggal dunia"],
    ]
    assert problems_of("individu", ["NIK", "Nama", "Ket"], *rows) == {
        (2, "status_not_active"),
        (4, "status_not_active"),
    }


def test_rt_and_rw_come_from_the_address_only_without_columns_of_their_own():
    found = only(
        read("individu", sheet(["NIK", "Nama", "Alamat"], [NIKS[0], NAMES[0], "Jl. Melati RT 04 RW 02"]))
    )
    assert (record(found, 2)["rt"], record(found, 2)["rw"]) == ("004", "002")
    found = only(
        read("individu", sheet(["NIK", "Nama", "Alamat", "RT"], [NIKS[0], NAMES[0], "RT 04 RW 02", "7"]))
    )
    assert record(found, 2)["rt"] == "007"


def test_a_programme_column_of_amounts_is_aid():
    found = only(
        read(
            "penerima",
            sheet(["NIK", "Nama", "PKH"], [NIKS[0], NAMES[0], 750000.0], [NIKS[1], NAMES[1], None]),
        )
    )
    assert found.assistance == {"PKH": {"count": 1, "nominal": 750_000}}


def test_aid_of_lines_held_back_is_not_counted():
    found = only(
        read(
            "penerima",
            sheet(["NIK", "Nama", "Nominal"], [NIKS[0], NAMES[0], 5.0], [NIKS[1], NAMES[1], "lima"]),
            context={"program": "PKH"},
        )
    )
    assert found.aid == [(2, "PKH", 5, "PKH", None)]


def test_days_are_written_in_words():
    assert in_words(date(1996, 3, 10)) == "10 Maret 1996"
    assert in_words(None) == ""
