import pytest

from agencies.importing.values.joined import number_and_words, two_numbers
from tests.sheets.odd import KKS, NAMES, NIKS, only, problems, read, record, sheet

NIK, KK = NIKS[0], KKS[0]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (f"SITI\n{NIK}", (NIK, "SITI")),
        (f"{NIK} / SITI AMINAH", (NIK, "SITI AMINAH")),
        (f"SITI (NIK. {NIK})", (NIK, "SITI")),
        (f"NIK: {NIK}\nNama: SITI", (NIK, "SITI")),
        ("SITI", (None, "SITI")),
        (NIK, (NIK, None)),
        (None, (None, None)),
    ],
)
def test_a_number_and_a_name_in_one_cell_are_parted(cell, parts):
    assert number_and_words(cell) == parts


@pytest.mark.parametrize("between", ["/", " / ", "\n", ";", " "])
def test_two_numbers_in_one_cell_are_parted(between):
    assert two_numbers(f"{KK}{between}{NIK}") == (KK, NIK)


@pytest.mark.parametrize("cell", [NIK, f"{NIK}/", "-", 5.0])
def test_of_a_single_number_nobody_knows_which_it_is(cell):
    assert two_numbers(cell) == (None, None)


def test_a_column_of_numbers_and_names_is_understood_and_its_damaged_numbers_are_told():
    cells = [f"{NAMES[i]} / {NIKS[i]}" for i in range(4)] + [f"{NAMES[4]} / {NIKS[4][:15]}", NAMES[5]]
    found = only(
        read("individu", sheet(["No", "Nama / NIK"], *[[float(i), cell] for i, cell in enumerate(cells)]))
    )
    assert found.mapping == {"B": "nik_nama"}
    assert record(found, 2)["nik"] == NIKS[0]
    assert record(found, 2)["nama"] == NAMES[0]
    assert problems(found) == {(6, "nik_length"), (7, "nik_missing")}


def test_the_heading_says_which_of_two_numbers_comes_first():
    rows = [[NAMES[i], f"{KKS[i]}/{NIKS[i]}"] for i in range(4)]
    found = only(read("individu", sheet(["Nama", "No. KK / NIK"], *rows)))
    assert (record(found, 2)["nik"], record(found, 2)["no_kk"]) == (NIKS[0], KKS[0])


def test_a_second_person_in_one_cell_does_not_push_the_first_aside():
    rows = [[NIKS[i], NAMES[i], f"{NAMES[i + 1]} / {NIKS[i + 1]}"] for i in range(4)]
    assert only(read("individu", sheet(["NIK", "Nama", "Pasangan"], *rows))).mapping == {
        "A": "nik",
        "B": "nama",
    }
