from agencies.importing.locations import resolve
from tests.sheets.odd import NAMES, NIKS, masters, only, problems, read, record, sheet

LISTS = masters()


def test_a_village_fills_its_kecamatan_and_code():
    values, found = resolve({"desa": "PULE"}, LISTS)
    assert values == {"desa": "Pule", "kecamatan": "Banyuwates", "kode_desa": "35.99.03.2005"}
    assert found == []


def test_a_code_wins_over_names():
    values, found = resolve({"kode_wilayah": "3599012001", "desa": "Pule", "kecamatan": "BANYUWATES"}, LISTS)
    assert (values["desa"], values["kecamatan"], values["kode_wilayah"]) == (
        "Sukamaju",
        "Sumberagung",
        "35.99.01.2001",
    )
    assert found == []


def test_an_unknown_kecamatan_is_told_once_and_its_village_not_searched_elsewhere():
    values, found = resolve({"kecamatan": "Antah", "desa": "Pule"}, LISTS)
    assert values == {"kecamatan": "Antah", "desa": "Pule"}
    assert [(name, code) for name, code, _ in found] == [("kecamatan", "region_unknown")]


def test_a_village_of_another_kecamatan_is_unknown_here():
    _, found = resolve({"kecamatan": "Kencana", "desa": "Pule"}, LISTS)
    assert [(name, code) for name, code, _ in found] == [("desa", "region_unknown")]


def test_a_code_in_place_of_a_name_is_accepted():
    assert resolve({"desa": "35.99.01.2003"}, LISTS)[0]["desa"] == "Tanjung Sari"


def test_the_file_wins_over_the_title_and_the_title_over_the_form():
    listed = sheet(
        ["DESA PULE KECAMATAN BANYUWATES"],
        ["NIK", "Nama", "Desa"],
        [NIKS[0], NAMES[0], "Kalibening"],
        [NIKS[1], NAMES[1], None],
    )
    found = only(read("individu", listed, context={"desa": "Sukamaju", "kecamatan": "Sumberagung"}))
    assert [record(found, row)["desa"] for row in (3, 4)] == ["Kalibening", "Pule"]
    assert record(found, 3)["kecamatan"] == "Banyuwates"
    assert problems(found) == set()
