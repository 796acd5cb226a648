import pytest

from agencies.importing.figures import decimal_mark, read_figure
from tests.sheets.odd import only, problems, read, record, sheet

DISTRICTS = ["Sumberagung", "Karangrejo", "Banyuwates"]


@pytest.mark.parametrize(
    ("cell", "words", "mark", "number", "words_kept"),
    [
        ("9,35", "Persentase", None, 9.35, None),
        ("9.35 r)", "Persentase", None, 9.35, "9.35 r)"),
        ("8,1*)", "Persentase", ",", 8.1, "8,1*)"),
        ("1 300x", "Jumlah", None, 1300, "1 300x"),
        ("12,5 1)", "Persentase", None, 12.5, "12,5 1)"),
        ("1.234", "Jumlah penduduk", None, 1234, None),
        ("1.234", "Indeks", None, 1.234, None),
        ("1.234", "Indeks", ",", 1234, None),
        ("0.384", "Jumlah", ".", 0.384, None),
        ("450.123", "Garis kemiskinan per kapita (Rp)", None, 450123, None),
        (9.35, "Jumlah", None, 9.35, None),
        ("0", "Jumlah", None, 0, None),
    ],
)
def test_a_number_of_a_statistic(cell, words, mark, number, words_kept):
    assert read_figure(cell, words, mark) == (number, None, words_kept)


def test_signs_of_absence_are_no_number_and_no_zero():
    assert [read_figure(cell, "Jumlah", None)[0] for cell in ("-", "…", "...", "NA", None)] == [None] * 5
    assert read_figure("x", "Jumlah", None)[1] == "value_invalid"


def test_the_decimal_mark_of_a_column_is_seen_only_where_it_is_certain():
    assert decimal_mark(["9,35", "1.234"]) == ","
    assert decimal_mark(["9.35", "1.234"]) == "."
    assert decimal_mark(["1.234", "5.678"]) is None
    assert decimal_mark(["9,35", "9.35"]) is None
    assert decimal_mark([9.35]) is None


def test_years_as_columns_are_one_value_per_area_and_year():
    found = only(
        read(
            "statistik",
            sheet(
                [
                    "Persentase Penduduk Miskin Menurut Kecamatan di Kabupaten Tirta Kencana (persen), 2021-2023"
                ],
                ["Kecamatan", 2021.0, "2022", "2023*)"],
                *[[f"  {name}", "9,35", "8,9", "8,1*)"] for name in DISTRICTS],
                ["Kabupaten Tirta Kencana", "9,1", "…", "8,0*)"],
                ["Sumber: BPS"],
                ["*) Angka sementara"],
            ),
        )
    )
    assert found.mapping == {"A": "kecamatan", "B": "nilai", "C": "nilai", "D": "nilai"}
    assert found.measures["D"] == {
        "name": "Persentase Penduduk Miskin",
        "satuan": "persen",
        "multiplier": 1,
        "tahun": 2023,
    }
    assert record(found, 3) == {
        "kabupaten": "Kabupaten Tirta Kencana",
        "kecamatan": "Sumberagung",
        "B": 9.35,
        "C": 8.9,
        "D": 8.1,
        "D_teks": "8,1*)",
    }
    assert record(found, 6)["kecamatan"] is None
    assert record(found, 6)["kabupaten"] == "Kabupaten Tirta Kencana"
    assert problems(found) == {(6, "value_missing")}
    assert found.skipped == {"footer": [7, 8]}


def test_years_below_groups_of_measures():
    found = only(
        read(
            "statistik",
            sheet(
                ["Kecamatan", "Jumlah Penduduk Miskin (Ribu Jiwa)", None, "Persentase (Persen)", None],
                [None, "2022", "2023", "2022", "2023"],
                *[[name, "1,5", "1,4", "9,35", "9,1"] for name in DISTRICTS],
                ["JUMLAH", "4,5", "4,2", "9,35", "9,1"],
                merges=[(1, 2, 1, 3), (1, 4, 1, 5), (1, 1, 2, 1)],
            ),
        )
    )
    assert (record(found, 3)["B"], record(found, 3)["E"]) == (1500, 9.1)
    assert found.measures["C"]["tahun"] == 2023
    assert found.measures["C"]["multiplier"] == 1000
    assert found.remarks == ["Jumlah Penduduk Miskin (Ribu Jiwa): dikalikan 1.000 karena satuannya."]
    assert found.skipped == {"subtotal": [6]}


def test_measures_in_lines_belong_to_the_area_of_the_title():
    found = only(
        read(
            "statistik",
            sheet(
                ["INDIKATOR KEMISKINAN KABUPATEN TIRTA KENCANA"],
                ["No", "Uraian", "Satuan", "2022", "2023"],
                [1.0, "Jumlah penduduk miskin", "ribu jiwa", "1,5", "1,4"],
                [2.0, "Persentase penduduk miskin", "persen", "9,35", "9,1"],
                [3.0, "Garis kemiskinan", "Rp/kapita/bulan", "450.123", "470.456"],
            ),
        )
    )
    first, last = record(found, 3), record(found, 5)
    assert (first["kabupaten"], first["indikator"], first["D"]) == (
        "Kabupaten Tirta Kencana",
        "Jumlah penduduk miskin",
        1500,
    )
    assert last["E"] == 470_456


def test_numbers_and_marks_around_the_names_of_areas_go_and_codes_are_known_by_their_form():
    found = only(
        read(
            "statistik",
            sheet(
                ["Kode", "Kecamatan", "Tahun", "Jumlah KK miskin"],
                *[
                    [f"35.99.0{place}", f"{place}. {name} 1)", 2023.0, "1.234 r)"]
                    for place, name in enumerate(DISTRICTS, 1)
                ],
            ),
        )
    )
    assert found.mapping == {"A": "kode_wilayah", "B": "kecamatan", "C": "tahun", "D": "nilai"}
    assert record(found, 3)["kecamatan"] == "Karangrejo"
    assert record(found, 3)["nilai"] == 1234
    assert not found.problems


def test_areas_of_several_levels_in_one_column_stand_on_their_own_level():
    found = only(
        read(
            "statistik",
            sheet(
                ["Wilayah", "P0 2022", "P0 2023"],
                ["Kabupaten Tirta Kencana", "9,35", "9,1"],
                ["Jawa Timur", "10,5", "10,2"],
                ["Indonesia", "9,7", "9,5"],
            ),
        )
    )
    assert record(found, 2)["kabupaten"] == "Kabupaten Tirta Kencana"
    assert record(found, 3)["provinsi"] == "Jawa Timur"
    assert record(found, 4)["wilayah"] == "Indonesia"
    assert not found.problems


def test_the_year_may_be_the_name_of_the_sheet():
    years = [
        sheet(["Kecamatan", "Miskin"], ["Sumberagung", "1.234"], ["Karangrejo", "1.300"], name=year)
        for year in ("2022", "2023")
    ]
    found = read("statistik", *years)
    assert [each.table.columns["tahun"] for each in found.imported] == [[2022, 2022], [2023, 2023]]


def test_years_may_stand_in_lines_below_the_area_of_the_form():
    found = only(
        read(
            "statistik",
            sheet(
                ["Tahun", "Penduduk Miskin (ribu)", "Persentase"],
                [2022.0, "10,1", "9,1"],
                ["2023*", "9,9", "8,9"],
            ),
            context={"kabupaten": "Kabupaten Tirta Kencana"},
        )
    )
    assert found.table.columns["tahun"] == [2022, 2023]
    assert found.table.columns["B"] == [10100, 9900]


def test_villages_stand_below_their_kecamatan_in_one_column():
    found = only(
        read(
            "statistik",
            sheet(
                ["KK MISKIN TAHUN 2024"],
                ["Kecamatan/Desa", "Jumlah KK"],
                ["SUMBERAGUNG", 300.0],
                ["Sukamaju", 100.0],
                ["Sumberagung", 200.0],
                ["KARANGREJO", 50.0],
            ),
        )
    )
    assert [record(found, row).get("kode_desa") for row in (3, 4, 5, 6)] == [
        None,
        "35.99.01.2001",
        "35.99.01.2002",
        None,
    ]
    assert record(found, 6)["kecamatan"] == "Karangrejo"


def test_units_and_parts_of_years_in_the_heading():
    units = only(
        read(
            "statistik",
            sheet(
                ["Kecamatan", "Penduduk", "Miskin"], [None, "(jiwa)", "(%)"], ["Karangrejo", "1.234", "9,3"]
            ),
            context={"tahun": 2023},
        )
    )
    assert (units.header_rows, units.measures["C"]["satuan"]) == ((1, 2), "%")
    parts = only(
        read(
            "statistik", sheet(["Provinsi", "Maret 2023", "September 2023"], ["Jawa Timur", "10,35", "10,2"])
        )
    )
    assert parts.measures["C"]["periode"] == "September 2023"


def test_a_last_line_for_the_whole_area_without_a_name_is_a_total():
    found = only(
        read(
            "statistik",
            sheet(
                ["No", "Kecamatan", "Miskin"],
                [1.0, "Sumberagung", 90.0],
                [2.0, "Karangrejo", 95.0],
                ["KABUPATEN", None, 185.0],
            ),
            context={"tahun": 2023},
        )
    )
    assert found.skipped == {"subtotal": [4]}


def test_a_unit_in_a_machine_heading_multiplies_too():
    rows = [["2023", "Kabupaten Tirta Kencana", "9.35", "105.3"]]
    found = only(
        read(
            "statistik",
            sheet(["tahun", "kabupaten_kota", "persentase_miskin", "penduduk_miskin_ribu"], *rows),
        )
    )
    assert (record(found, 2)["C"], record(found, 2)["D"]) == (9.35, 105_300)
