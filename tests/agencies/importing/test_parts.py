import pytest

from agencies.importing.values.parts import parted
from tests.sheets.odd import NIKS

NIK = NIKS[0]


@pytest.mark.parametrize(
    "cell", ["SITI / 45 th", "SITI (45)", "SITI 45 tahun", "SITI, 45", "45 / SITI", "SITI\n45 Thn."]
)
def test_a_name_and_an_age_are_parted(cell):
    assert parted(cell, ("nama", "usia")) == ("SITI", "45")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("SITI\nDsn. Krajan RT 01/02", ("SITI", "Dsn. Krajan RT 01/02")),
        ("H. BUDI / RT 01/RW 02", ("H. BUDI", "RT 01/RW 02")),
        ("SITI AMINAH, S.Pd Jl. Mawar No 3", ("SITI AMINAH, S.Pd", "Jl. Mawar No 3")),
        ("SITI, Krajan", ("SITI", "Krajan")),
        ("SITI AMINAH, S.Pd", ("SITI AMINAH, S.Pd", None)),
        ("SITI", ("SITI", None)),
    ],
)
def test_a_name_ends_at_a_mark_or_where_an_address_begins(cell, parts):
    assert parted(cell, ("nama", "alamat")) == parts


@pytest.mark.parametrize("cell", ["P / 45", "45 P", "P (45 th)", "45/P", "Perempuan/45"])
def test_sex_and_age_are_told_apart_in_any_order(cell):
    assert parted(cell, ("jenis_kelamin", "usia")) == ("P", "45")


def test_an_age_is_never_the_year_of_a_birth_date():
    fields = ("tempat_tanggal_lahir", "usia")
    assert parted("Kediri, 12/05/1980 / 45 th", fields) == ("Kediri, 12/05/1980", "45")
    assert parted("Kediri, 12-05-80", fields) == ("Kediri, 12-05-80", None)
    assert parted("SITI / 12-05-1980", ("nama", "tanggal_lahir")) == ("SITI", "12-05-1980")


def test_number_name_and_address_are_three_parts():
    assert parted(f"SITI\n{NIK}\nJl. A", ("nik", "nama", "alamat")) == (NIK, "SITI", "Jl. A")
    assert parted("Jl Mawar 3 / 0812-3456-7890", ("alamat", "telepon")) == ("Jl Mawar 3", "0812-3456-7890")


def test_places_are_parted_by_a_mark_or_the_word_for_the_wider_one():
    fields = ("desa", "kecamatan")
    assert parted("Ds. Sukamaju Kec. Sumberagung", fields) == ("Ds. Sukamaju", "Kec. Sumberagung")
    assert parted("Sukamaju - Sumberagung", fields) == ("Sukamaju", "Sumberagung")
    assert parted("Sukamaju", fields) == ("Sukamaju", None)


def test_an_empty_cell_has_no_part():
    assert parted(None, ("nama", "usia")) == (None, None)
    assert parted(45.0, ("nama", "usia")) == (None, "45")
