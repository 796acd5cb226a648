import pytest

from agencies.importing.linekinds import NOTE, PLACE_AND_DATE, TOTAL_WHOLE, TableLines, merged_down
from agencies.importing.tables import Grid
from tests.sheets.odd import KKS, NAMES, NIKS, only, people, problems, read, sheet

HEADING = ["No", "NIK", "No KK", "Nama"]


def skipped(*rows, kind="individu"):
    return only(read(kind, sheet(HEADING, *people(3), *rows))).skipped


@pytest.mark.parametrize(
    "word",
    [
        "JUMLAH",
        "Jumlah Total",
        "TOTAL",
        "Sub Total",
        "Grand Total",
        "Jumlah KPM",
        "Rata-rata",
        "J u m l a h",
        "Pindahan",
    ],
)
def test_totals_are_no_people(word):
    assert skipped([None, word, None, None]) == {"subtotal": [5]}
    assert skipped([word, None, None, 3.0]) == {"subtotal": [5]}


def test_an_indicator_about_a_number_is_no_total():
    assert not TOTAL_WHOLE.match("Jumlah KUBE aktif")
    assert TOTAL_WHOLE.match("JUMLAH TOTAL")
    assert TOTAL_WHOLE.match("Total Biaya")
    assert TOTAL_WHOLE.match("Jumlah/Total")
    assert TOTAL_WHOLE.match("Sub Jumlah Program Pemberdayaan Sosial")


@pytest.mark.parametrize(
    "text",
    [
        "Catatan: data sementara",
        "### akhir",
        "Sumber: Dinas Sosial",
        "NIP. 19651231 199003 1 002",
        "*) termasuk lansia",
    ],
)
def test_notes_end_the_table(text):
    assert NOTE.match(text)
    assert skipped([], [text]) == {"footer": [6]}


@pytest.mark.parametrize(
    "text", ["Sukamaju, 12 Januari 2025", "Kencana, 5 Juli 2025", "Pule, ……… 2025", "Banyuwates, 11-02-2025"]
)
def test_place_and_date_are_known(text):
    assert PLACE_AND_DATE.match(text)


def test_lines_that_only_have_their_number_are_blank():
    assert skipped([4.0], [5.0], [6.0]) == {}


def test_a_person_without_numbers_is_held_and_not_taken_for_a_signature():
    found = only(
        read(
            "individu",
            sheet(HEADING, *people(3), [4.0, None, None, "SITI AMINAH"], [None, None, None, "Mengetahui"]),
        )
    )
    assert found.table.rows == [2, 3, 4, 5]
    assert found.counts["error"] == 1


def test_group_values_hold_until_the_next_group():
    lines = TableLines(groups=[(3, {"desa": "A"}), (7, {"desa": "B"})])
    assert [lines.values_at(row).get("desa") for row in (2, 4, 7, 9)] == [None, "A", "B", "B"]


def test_values_merged_downwards_hold_for_all_lines_of_the_merge():
    grid = Grid(sheet(["a"], ["x"], [None], [None], merges=[(2, 1, 4, 1)]))
    assert merged_down(grid, 1) == {0: {3: "x", 4: "x"}}


def test_words_on_how_to_fill_in_above_the_first_record_are_no_person():
    table = sheet(
        ["NIK*", "Nama*", "No. KK"],
        ["16 digit", "sesuai KTP", "16 digit"],
        ["contoh: 3599010101010001", "Budi", "-"],
        [NIKS[0], NAMES[0], KKS[0]],
        ["16 digit", "PONIMAN", None],
    )
    found = only(read("individu", table))
    assert found.skipped == {"header_repeat": [2, 3]}
    assert problems(found) == {(5, "nik_chars")}


def test_a_note_under_a_csv_is_no_broken_record_but_a_short_record_is():
    table = sheet(
        ["NIK", "Nama", "Alamat"],
        [NIKS[0], NAMES[0], "Jl. A"],
        [NIKS[1], NAMES[1], None],
        ["SITI", None, None],
        [NIKS[2], NAMES[2], "Jl. A"],
        ["Sumber: Dinas Sosial", None, None],
        ["Kepala Dinas", None, None],
        malformed={3, 4, 6, 7},
    )
    found = only(read("individu", table))
    assert problems(found) == {(3, "row_malformed"), (4, "row_malformed")}
    assert found.skipped == {"footer": [6, 7]}


def test_blank_cells_take_the_value_above_only_where_it_was_asked_for():
    rows = [
        ["Sukamaju", NIKS[0], NAMES[0]],
        [None, NIKS[1], NAMES[1]],
        ["Pule", NIKS[2], NAMES[2]],
        [None, NIKS[3], NAMES[3]],
    ]
    listed = sheet(["Desa", "NIK", "Nama"], *rows)
    plain = only(read("individu", listed)).table.columns["desa"]
    asked = {"sheets": {"Lembar1": {"use": True, "fill": ["A"]}}}
    filled = only(read("individu", listed, choices=asked)).table.columns["desa"]
    assert [bool(name) for name in plain] == [True, False, True, False]
    assert filled == ["Sukamaju", "Sukamaju", "Pule", "Pule"]
