"""Statistics whose columns are areas and whose lines are what was measured, or years."""

import pytest

from tests.sheets.odd import only, read, record, sheet

MINE = {"kecamatan": "Sumberagung", "kode_wilayah": "35.99.01"}


def test_columns_that_are_areas_tell_their_place_and_lines_what_was_measured():
    rows = [
        ["INDIKATOR KEMISKINAN TAHUN 2024"],
        ["No", "Indikator", "Satuan", "Sumberagung", "Kec. Wonokerto", "Jumlah"],
        [1.0, "Jumlah penduduk miskin", "jiwa", 1200.0, 1300.0, 2500.0],
        [2.0, "Persentase penduduk miskin", "%", 9.1, 8.8, 9.0],
        [3.0, "Jumlah desa", "desa", 9.0, 8.0, 17.0],
    ]
    found = only(read("statistik", sheet(*rows)))
    assert found.mapping == {"B": "indikator", "C": "satuan", "D": "nilai", "E": "nilai"}
    assert MINE.items() <= found.measures["D"].items()
    assert found.measures["E"]["kode_wilayah"] == "35.99.04"
    assert record(found, 5) == {"indikator": "Jumlah desa", "satuan": "desa", "D": 9, "E": 8, "tahun": 2024}


def test_areas_below_one_heading_for_all_of_them_are_areas():
    rows = [
        ["DATA TAHUN 2024"],
        ["No", "Uraian", "Kecamatan", None, None, "Kabupaten"],
        [None, None, "Sumberagung", "Wonokerto", "Karangrejo", None],
        [1.0, "Penduduk miskin (jiwa)", 1200.0, 1300.0, 1.0, 2501.0],
        [2.0, "Kedalaman kemiskinan (indeks)", 1.5, 1.25, 1.0, 1.3],
    ]
    found = only(read("statistik", sheet(*rows, merges=[(2, 3, 2, 5)])))
    assert MINE.items() <= found.measures["C"].items()
    assert found.measures["C"]["name"] == "DATA"
    assert "F" not in found.mapping
    assert record(found, 5)["D"] == 1.25


def test_years_below_areas_and_areas_beside_years_are_both_read():
    rows = [
        ["JUMLAH PENDUDUK"], ["Indikator", "Sumberagung", None, "Wonokerto", None], [None, 2023.0, 2024.0, 2023.0, 2024.0],
        ["Miskin", 1200.0, 1300.0, 3.0, 4.0], ["Sangat miskin", 1100.0, 1250.0, 4.0, 5.0],
    ]  # fmt: skip
    found = only(read("statistik", sheet(*rows, merges=[(2, 2, 2, 3), (2, 4, 2, 5)])))
    told = found.measures["E"]
    assert (told["kecamatan"], told["tahun"], told["name"]) == ("Wonokerto", 2024, "JUMLAH PENDUDUK")
    rows = [["PENDUDUK MISKIN (JIWA)"], ["Tahun", "Sumberagung", "Wonokerto"], [2023.0, 1200.0, 1300.0]]
    found = only(read("statistik", sheet(*rows)))
    assert record(found, 3) == {"tahun": 2023, "B": 1200, "C": 1300}
    assert MINE.items() <= found.measures["B"].items()


@pytest.mark.parametrize("head", [["Sumberagung", "Target"], ["Laki-laki", "Perempuan"]])
def test_one_area_among_other_columns_is_no_table_of_areas(head):
    rows = [["Indikator", "Tahun", *head], ["Penduduk miskin", 2024.0, 1200.0, 1300.0]]
    preview = read("statistik", sheet(*rows))
    assert preview.file_error["fields"] == ["kode_wilayah"]
