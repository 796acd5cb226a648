import pytest

from agencies.importing.headings import match_heading, parts_in_order
from tests.sheets.odd import BIRTHS, KKS, NAMES, NIKS, only, problems, read, record, sheet


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Nama / Umur", "nama_usia"),
        ("Nama Penerima Manfaat dan Umur (Th)", "nama_usia"),
        ("Nama & Alamat", "nama_alamat"),
        ("Nama Alamat", "nama_alamat"),
        ("Nama / NIK / Alamat", "nik_nama_alamat"),
        ("Umur/JK", "jenis_kelamin_usia"),
        ("Tempat, Tanggal Lahir / Umur", "tempat_tanggal_lahir_usia"),
        ("Kecamatan/Desa", "desa_kecamatan"),
        ("Alamat / No. HP", "alamat_telepon"),
        ("Nama KK / No. KK", "nama_no_kk"),
    ],
)
def test_a_heading_that_names_two_fields_or_three_means_all_of_them(heading, field):
    assert match_heading((heading,), "penerima").fields == (field,)


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Nama Dusun", "dusun"), ("Desa/Kelurahan", "desa"), ("No KTP/NIK", "nik"), ("RT/RW", "rt_rw")],
)
def test_two_words_for_one_field_stay_one_field(heading, field):
    assert match_heading((heading,), "penerima").fields[0] == field


def test_the_parts_stand_in_the_order_of_the_heading():
    fields = ("desa", "kecamatan")
    assert parts_in_order("Kecamatan / Desa", fields, "penerima") == ("kecamatan", "desa")
    assert parts_in_order("Desa dan Kecamatan", fields, "penerima") == fields
    assert parts_in_order("", fields, "penerima") == fields


def test_cells_of_two_and_three_parts_become_the_fields_that_the_heading_names():
    head = ["No", "Nama / NIK / Alamat", "TTL / Umur", "Kecamatan / Desa"]
    rows = [
        [
            float(i + 1),
            f"{NAMES[i]}\n{NIKS[i]}\nDsn. Krajan RT 01/02",
            f"Kediri, {BIRTHS[i]} / {40 + i} th",
            "Sumberagung / Sukamaju",
        ]
        for i in range(4)
    ]
    found = only(read("individu", sheet(head, *rows)))
    values = record(found, 2)
    assert (values["nama"], values["nik"], values["alamat"]) == (NAMES[0], NIKS[0], "Dsn. Krajan RT 01/02")
    assert (values["tempat_lahir"], values["tanggal_lahir"], values["usia"]) == ("Kediri", "1977-03-07", 40)
    assert (values["kode_desa"], values["rt"], values["rw"]) == ("35.99.01.2001", "001", "002")


def test_a_column_that_holds_only_one_of_the_parts_is_that_field_and_asked_about():
    rows = [[float(i + 1), NIKS[i], NAMES[i]] for i in range(4)]
    preview = read("individu", sheet(["No", "NIK", "Nama / Umur"], *rows))
    assert only(preview).mapping == {"B": "nik", "C": "nama"}
    assert [question["column"] for question in preview.questions] == ["C"]


def test_columns_of_their_own_go_before_a_heading_that_names_both():
    rows = [[NIKS[i], NAMES[i], 40.0 + i, f"{NAMES[i]} / {40 + i}"] for i in range(4)]
    found = only(read("individu", sheet(["NIK", "Nama", "Umur", "Nama / Umur"], *rows)))
    assert found.mapping == {"A": "nik", "B": "nama", "C": "usia"}


def test_a_damaged_number_beside_a_name_is_told():
    cells = [f"{NAMES[i]} / {KKS[i]}" for i in range(4)] + [f"{NAMES[4]} / {KKS[4][:15]}"]
    rows = [[float(i + 1), cell] for i, cell in enumerate(cells)]
    found = only(read("keluarga", sheet(["No", "Nama KK / No. KK"], *rows)))
    assert found.mapping == {"B": "nama_no_kk"}
    assert record(found, 2)["no_kk"] == KKS[0]
    assert {code for row, code in problems(found) if row == 6} == {"identity_missing"}


def test_a_bracket_that_names_a_second_field_is_parted_where_the_cells_hold_it():
    rows = [[NIKS[i], f"{NAMES[i]} ({40 + i})"] for i in range(3)]
    found = only(read("individu", sheet(["NIK", "Nama (Umur)"], *rows)))
    assert (record(found, 2)["nama"], record(found, 2)["usia"]) == (NAMES[0], 40)
    found = only(read("individu", sheet(["NIK", "Nama (Umur)"], [NIKS[0], NAMES[0]], [NIKS[1], NAMES[1]])))
    assert found.mapping == {"A": "nik", "B": "nama"}


def test_a_title_above_joint_columns_stays_a_title():
    head = ["No", "NIK / No. KK", "Nama / Umur", "Alamat"]
    rows = [[float(i + 1), f"{NIKS[i]} / {KKS[i]}", f"{NAMES[i]} / 40 th", "Jl. A"] for i in range(3)]
    found = only(read("penerima", sheet(["DAFTAR PENERIMA BPNT TAHAP 1 2025"], head, *rows)))
    assert found.header_rows == (2,)
    assert found.constants["program"] == "SEMBAKO"


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Dusun / RT", "Krajan / 01", {"dusun": "Krajan", "rt": "001"}),
        ("RT/Dusun", "RT 3 Krajan", {"dusun": "Krajan", "rt": "003"}),
        ("Dusun/RT/RW", "Krajan RT 1 RW 2", {"dusun": "Krajan", "rt": "001", "rw": "002"}),
        ("Dusun/RT/RW", "Krajan 01/02", {"dusun": "Krajan", "rt": "001", "rw": "002"}),
        ("Desa / RT / RW", "Sukamaju, 001/002", {"kode_desa": "35.99.01.2001", "rt": "001", "rw": "002"}),
        ("Desa/Dusun", "Sukamaju / Krajan", {"kode_desa": "35.99.01.2001", "dusun": "Krajan"}),
    ],
)
def test_a_place_and_its_neighbourhood_in_one_cell(heading, cell, expected):
    rows = [[NIKS[i], NAMES[i], "Sumberagung", cell] for i in range(4)]
    values = record(only(read("individu", sheet(["NIK", "Nama", "Kecamatan", heading], *rows))), 2)
    assert {name: values[name] for name in expected} == expected


def test_a_heading_whose_words_all_mean_one_field_is_that_field():
    assert match_heading(("No. Telp/WA",), "penerima").fields == ("telepon",)


def test_a_hamlet_alone_under_a_heading_that_names_more_stays_whole():
    rows = [[NIKS[i], NAMES[i], "Krajan"] for i in range(4)]
    found = only(read("individu", sheet(["NIK", "Nama", "Dusun/RT/RW"], *rows)))
    assert found.mapping["C"] == "dusun"
