import pytest

from agencies.importing.addresses import telling, village_of
from tests.sheets.odd import NAMES, NIKS, masters, only, problems, read, record, sheet

INDEX = masters().index


@pytest.mark.parametrize(
    ("address", "village"),
    [
        ("Dsn Krajan RT 02 RW 01 Desa Sukamaju Kec. Sumberagung", "Desa Sukamaju"),
        ("Dsn. Krajan RT 02/01 Ds. Tanjung Sari, Kec Sumberagung", "Ds Tanjung Sari"),
        ("Kel. Pasar Lama Kec. Sumberagung Kab. Tirta Kencana", "Kel Pasar Lama"),
        ("Jl. Mawar 3, Tanjung Sari, Kec. Sumberagung", "Tanjung Sari"),
        ("Desa Banjarsari II RT 1 RW 2 Kecamatan Sumberagung", "Desa Banjarsari II"),
        ("Desa Sukamaju Indah Permai Blok A Kec. Sumberagung", "Desa Sukamaju"),
    ],
)
def test_the_village_of_an_address_is_found_below_its_kecamatan(address, village):
    assert village_of(address, None, INDEX) == (village, "Sumberagung")


def test_the_kecamatan_of_the_line_tells_which_village_of_that_name_is_meant():
    assert village_of("Ds. Sukamaju RT 1", "Wonokerto", INDEX) == ("Ds Sukamaju", "Wonokerto")


@pytest.mark.parametrize(
    ("address", "district"),
    [
        ("Ds. Krajan RT 1", "Sumberagung"),  # a dusun
        ("Ds. Pule RT 1", None),  # a dusun or the village, nobody knows
        ("Jl. Mawar No. 3", "Sumberagung"),
        ("Jl. Mawar, Sukamaju", "Sumberagung"),  # a bare name may be anything
        ("Desa Sukamaju Kec. Antah", None),  # of another regency
        ("Ds. Sukamaju Ds. Tanjung Sari", "Sumberagung"),
        (None, "Sumberagung"),
        (12.0, None),
    ],
)
def test_no_village_is_guessed(address, district):
    assert village_of(address, district, INDEX)[0] is None


def people(*addresses):
    return [[NIKS[i], NAMES[i], address] for i, address in enumerate(addresses)]


def test_villages_of_addresses_are_taken_and_the_officer_is_told():
    rows = people(
        "RT 01 Desa Pule", "Desa Sukamaju Kec. Sumberagung", "Jl. Mawar", "RT 1 Desa Antah Kec. Wonokerto"
    )
    found = only(read("individu", sheet(["NIK", "Nama", "Alamat"], *rows)))
    assert record(found, 2)["kode_desa"] == "35.99.03.2005"
    assert record(found, 3)["kode_desa"] == "35.99.01.2001"
    assert record(found, 4)["desa"] is None
    assert problems(found) == {(5, "region_unknown")}
    assert found.remarks == ["Desa di 3 baris dibaca dari alamat. Periksa kolom Desa sebelum mengajukan."]


def test_a_village_whose_name_stands_twice_is_asked_about():
    found = only(read("individu", sheet(["NIK", "Nama", "Alamat"], *people("Desa Sukamaju RT 1"))))
    assert problems(found) == {(2, "region_ambiguous")}


@pytest.mark.parametrize("more", [["Desa", "Tanjung Sari"], ["Kode Kemdagri", "35.99.01.2003"]])
def test_a_column_of_villages_goes_before_the_address(more):
    rows = [[*line, more[1]] for line in people("Desa Sukamaju Kec. Sumberagung", "Jl. A", "Jl. B", "Jl. C")]
    found = only(
        read(
            "individu", sheet(["NIK", "Nama", "Alamat", more[0]], *rows), context={"kecamatan": "Sumberagung"}
        )
    )
    assert record(found, 2)["kode_desa"] == "35.99.01.2003"
    assert found.remarks == []


def test_the_village_of_the_form_goes_before_the_address():
    rows = people("Desa Sukamaju Kec. Sumberagung")
    found = only(read("individu", sheet(["NIK", "Nama", "Alamat"], *rows), context={"desa": "Pule"}))
    assert record(found, 2)["desa"] == "Pule"


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("Dsn Krajan RT 02 Desa Sukamaju Kec. X", "Desa Sukamaju Kec. X"),
        ("Jl. Mawar 3, Sukamaju, Kec. X", " Sukamaju, Kec. X"),
        ("Jl. Mawar Kec. X", "Jl. Mawar Kec. X"),
        ("Jl. Mawar 3", None),
        (None, None),
    ],
)
def test_only_the_end_of_an_address_tells_places(address, end):
    assert telling(address) == end
