"""Action plans and their semester reports as they are retyped: columns missing, reordered, grouped, spread over sheets."""

import pytest

from agencies.importing.headings import match_heading
from tests.sheets.odd import only, read, record, sheet

CODE = "1.06.05.2.02.0003"
RAT = [
    "No", "Strategi OPPKPKE", "Perangkat Daerah", "Kode", "Program", "Kegiatan", "Sub Kegiatan *", "Aktivitas Langsung",
    "Aktivitas Tidak Langsung", "Aktivitas Penunjang", "Alokasi Anggaran *", "Sumber Pembiayaan", "Sifat Bantuan", "Lokasi",
    "Jumlah Sasaran", "Besaran Manfaat", "Jenis Bantuan", "Durasi Pemberian",
]  # fmt: skip
OPPKPKE = [*RAT, "Realisasi Semester 1", "Realisasi Semester 2", "Total Realisasi"]
FIELDS = [
    "strategi", "opd", "kode", "nama_program", "nama_kegiatan", "nama_sub_kegiatan", "aktivitas_langsung",
    "aktivitas_tidak_langsung", "aktivitas_penunjang", "pagu", "sumber_dana", "sifat_bantuan", "lokasi", "jumlah_sasaran",
    "besaran_manfaat", "jenis_bantuan", "durasi",
]  # fmt: skip
SEMESTERS = ["realisasi_semester_1", "realisasi_semester_2", "realisasi"]


def line(number=1, code=CODE, amount=1_000_000, *more):
    return [
        float(number), "1. Pengurangan beban", "Dinas Sosial", code, "Program Perlindungan", "Pengelolaan Data", "Fasilitasi Bantuan",
        "Beras", None, "Rapat", float(amount), "DAU, DAK", "Rutin", "Sumberagung", "500 KK", "Rp 600.000", "Tunai", "12 bulan", *more,
    ]  # fmt: skip


def test_the_eighteen_columns_are_all_understood():
    found = only(read("rat", sheet(RAT, line(), line(2, "1.06.05.2.02.0004"))))
    assert list(found.mapping.values()) == FIELDS
    assert record(found, 2)["pagu"] == 1_000_000
    assert record(found, 2)["level"] == "sub_kegiatan"
    assert not found.questions


def test_the_twenty_one_columns_are_all_understood_below_their_numbering():
    numbers = [str(number) for number in range(1, 22)]
    found = only(
        read(
            "rat",
            sheet(
                OPPKPKE,
                numbers,
                line(1, CODE, 100, 40, 55, 95),
                ["", "", "", "", "", "", "Jumlah", "", "", "", 100],
            ),
        )
    )
    assert list(found.mapping.values()) == [*FIELDS, *SEMESTERS]
    assert found.counts["data"] == 1
    assert [record(found, 3)[name] for name in SEMESTERS] == [40, 55, 95]


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (("Realisasi", "Semester I"), "realisasi_semester_1"),
        (("Realisasi Anggaran (Rp)", "Smt II"), "realisasi_semester_2"),
        (("Realisasi Semester", "2"), "realisasi_semester_2"),
        (("Realisasi", "Total"), "realisasi"),
        (("Realisasi s.d. Semester 2",), "realisasi"),
        (("Realisasi Semester I Tahun 2026",), "realisasi_semester_1"),
        (("Aktivitas", "Langsung"), "aktivitas_langsung"),
        (("Aktivitas", "Tidak Langsung"), "aktivitas_tidak_langsung"),
        (("Kegiatan", "Penunjang"), "aktivitas_penunjang"),
        (("Alokasi Anggaran 2026 (Rp)",), "pagu"),
        (("Realisasi (%)",), "persen"),
        (("Sasaran",), "jumlah_sasaran"),
        (("Keterangan",), "alasan"),
    ],
)
def test_headings_in_groups_with_numbers_and_years(parts, field):
    assert next(iter(match_heading(parts, "rat").fields), None) == field


def test_words_of_action_plans_are_no_known_headings_elsewhere():
    assert not match_heading(("Sifat Bantuan",), "individu").known
    assert match_heading(("Besaran Manfaat",), "penerima").fields == ("nominal",)


def test_columns_in_another_order_and_fewer_of_them():
    rows = [
        ["Sub Kegiatan", "OPD", "Pagu", "Kode", "Strategi"],
        ["Bantuan", "Dinas Sosial", "1.000", CODE, "II"],
    ]
    found = only(read("rat", sheet(*rows)))
    assert record(found, 2)["strategi"] == "II"
    assert record(found, 2)["pagu"] == 1000


def test_a_sheet_a_title_or_a_group_line_names_the_strategy_of_the_lines_below():
    head = ["No", "Kode", "Sub Kegiatan", "Alokasi Anggaran", "Sumber Pembiayaan", "Lokasi"]
    one = [1.0, CODE, "Bantuan", 10.0, "DAU", "Sumberagung"]
    of_sheet = only(read("rat", sheet(head, one, name="Strategi 2")))
    assert record(of_sheet, 2)["strategi"] == "2"
    found = only(
        read(
            "rat",
            sheet(
                head,
                ["STRATEGI 1: Pengurangan beban"],
                one,
                ["STRATEGI III"],
                [1.0, "1.06.05.2.02.0004", *one[2:]],
            ),
        )
    )
    assert [record(found, row)["strategi"] for row in (3, 5)] == ["1", "III"]


def test_a_title_about_all_strategies_names_none():
    head = ["Kode", "Sub Kegiatan", "Alokasi Anggaran"]
    found = only(read("rat", sheet(["Rencana aksi Strategi 1, 2 dan 3"], [], head, [CODE, "Bantuan", 10.0])))
    assert "strategi" not in record(found, 4)


def test_lines_of_the_hierarchy_are_not_added_to_the_lines_below_them():
    head = [
        "Kode",
        "Program/Kegiatan/Sub Kegiatan",
        "Alokasi Anggaran",
        "Lokasi",
        "Sumber Pembiayaan",
        "Strategi",
    ]
    rows = [
        ["1.06.05", "PROGRAM PERLINDUNGAN", 30.0, "Semua", "DAU", "1"], ["1.06.05.2.02", "Pengelolaan", 30.0, "Semua", "DAU", "1"],
        [CODE, "Fasilitasi", 10.0, "Sumberagung", "DAU", "1"], ["1.06.05.2.02.0004", "Data", 20.0, "Sumberagung", "DAU", "1"],
    ]  # fmt: skip
    found = only(read("rat", sheet(head, *rows)))
    assert found.totals["pagu"] == 30


def test_without_a_sub_kegiatan_there_is_no_action_plan():
    assert not read("rat", sheet(["Nama", "Alamat"], ["Siti", "Jalan"])).accept
