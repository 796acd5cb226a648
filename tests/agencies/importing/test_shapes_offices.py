"""Lists and reports as offices draw them up: what was read wrong once, by the office it came from."""

import pytest

from agencies.importing.headings import match_heading
from tests.sheets.odd import BIRTHS, NAMES, NIKS, only, read, record, sheet


def test_an_age_in_months_is_no_age_in_years():
    rows = [[float(i + 1), NIKS[i], NAMES[i], BIRTHS[i], 24.0 + i] for i in range(3)]
    found = only(
        read("individu", sheet(["No", "NIK Balita", "Nama Balita", "Tgl Lahir", "Umur (bulan)"], *rows))
    )
    assert "usia" not in found.mapping.values()


def test_the_owner_of_a_business_is_parted_from_its_name():
    rows = [[NIKS[i], f"{NAMES[i]} / Warung {i}", "Jl. A"] for i in range(3)]
    found = only(read("individu", sheet(["NIK", "NAMA PEMILIK / NAMA USAHA", "ALAMAT"], *rows)))
    values = record(found, 2)
    assert (values["nama"], values["keterangan"]) == (NAMES[0], "Warung 0")


@pytest.mark.parametrize("heading", ["Alamat/Dusun", "Alamat (Jalan/Dusun)", "Alamat Rumah"])
def test_an_address_that_names_its_parts_is_an_address(heading):
    assert match_heading((heading,), "keluarga").fields == ("alamat",)


@pytest.mark.parametrize(
    "heading", ["Kecamatan\nSub District", "Kecamatan/Sub-district", "Kecamatan / District"]
)
def test_an_english_heading_below_the_indonesian_one_changes_nothing(heading):
    rows = [[heading, "2023", "2024"], ["01. Sumberagung", "12,5", "11,9"], ["02. Karangrejo", "9,1", "8,8"]]
    found = only(read("statistik", sheet(["Penduduk Miskin (ribu jiwa)"], *rows)))
    assert record(found, 3)["kecamatan"] == "Sumberagung"


def test_shares_come_from_the_group_whose_realisation_is_used():
    rows = [
        [
            "No",
            "Program / Kegiatan",
            "Pagu Anggaran (Rp)",
            "Realisasi Bulan Ini",
            None,
            None,
            "Realisasi s/d Bulan Ini",
            None,
            None,
        ],
        [None, None, None, "Keu (Rp)", "%", "Fisik %", "Keu (Rp)", "%", "Fisik %"],
        ["1", "PROGRAM A", 1000.0, 100.0, 10.0, 11.0, 300.0, 30.0, 35.0],
        ["a", "Kegiatan A", 1000.0, 100.0, 10.0, 11.0, 300.0, 30.0, 35.0],
    ]
    found = only(read("anggaran", sheet(*rows, merges=[(1, 4, 1, 6), (1, 7, 1, 9)])))
    values = record(found, 3)
    assert (values["realisasi"], values["persen"], values["fisik_persen"]) == (300, 30, 35)


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("CAPAIAN INDIKATOR KINERJA UTAMA DINAS SOSIAL TAHUN 2025", "Dinas Sosial"),
        ("CAPAIAN DINAS SOSIAL DAN DINAS KESEHATAN TAHUN 2025", None),
        ("CAPAIAN BANTUAN SOSIAL TAHUN 2025", None),
    ],
)
def test_the_one_agency_that_a_title_names_is_taken(title, agency):
    rows = [[title], ["No", "Indikator", "Satuan", "Target 2025"], [1.0, "Persentase PPKS", "%", 80.0]]
    assert only(read("indikator", sheet(*rows))).constants.get("opd") == agency


def test_the_words_behind_desa_in_a_title_are_no_village():
    title = ["Jumlah Keluarga Menurut Tahapan dan Desa di Kecamatan Sumberagung, 2024"]
    rows = [
        title,
        ["Desa/Kelurahan", "KS I", "KS II"],
        ["Sukamaju", 10.0, 20.0],
        ["Tanjung Sari", 15.0, 20.0],
    ]
    assert only(read("statistik", sheet(*rows))).constants == {"kecamatan": "Sumberagung", "tahun": 2024}


def test_marks_below_the_answers_to_a_question_are_its_answer():
    marks = [["v", None, None], [None, "v", "V"], [None, None, None]]
    found = only(
        read(
            "individu",
            sheet(
                ["NIK", "Nama", "Ragam Disabilitas", None, None, "Alat Bantu"],
                [None, None, "Fisik", "Mental", "Sensorik", None],
                *[[NIKS[i], NAMES[i], *marks[i], "Kursi roda"] for i in range(3)],
                ["JUMLAH", None, 1, 1, 1, None],
                merges=[(1, 3, 1, 5)],
            ),
        )
    )
    assert found.mapping == {"A": "nik", "B": "nama", "C:E": "disabilitas"}
    said = [record(found, row).get("disabilitas") for row in (3, 4, 5)]
    assert said == ["Fisik", "Mental, Sensorik", None]


def test_columns_with_words_below_a_question_are_no_marks():
    rows = [[NIKS[i], NAMES[i], "Tuna Netra", "Sejak lahir"] for i in range(3)]
    headings = ["NIK", "Nama", "Disabilitas", None], [None, None, "Jenis", "Sejak"]
    found = only(read("individu", sheet(*headings, *rows, merges=[(1, 3, 1, 4)])))
    assert (found.mapping["C"], record(found, 3)["disabilitas"]) == ("disabilitas", "Tuna Netra")
