"""Months, instalments and years as headings of their own, and headings whose two lines stand apart."""

import pytest

from tests.sheets.odd import NAMES, NIKS, only, read, record, sheet

TITLE = ["PENERIMA BLT DD DESA SUKAMAJU KEC. SUMBERAGUNG TAHUN 2025"]
MONTHS = list(range(1, 13))
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def paid(*amounts):
    return [[float(i + 1), NIKS[i], NAMES[i], *amounts] for i in range(4)]


@pytest.mark.parametrize(
    "numbers", [[1.0, 2.0, 3.0], ["I", "II", "III"], ["1", "2", "3"], ["(1)", "(2)", "(3)"]]
)
def test_numbers_below_a_heading_for_months_are_months_and_no_numbering_line(numbers):
    rows = [TITLE, ["No", "NIK", "Nama", "Bulan", None, None], [None, None, None, *numbers]]
    found = only(read("penerima", sheet(*rows, *paid(300000.0, 300000.0, None))))
    assert (found.header_rows, found.numbering_row) == ((2, 3), None)
    assert found.assistance == {"BLT_DD": {"count": 8, "nominal": 2400000}}
    assert {gift.period for gift in found.aid} == {"Januari 2025", "Februari 2025"}


def test_numbers_below_a_heading_for_instalments_are_instalments():
    rows = [TITLE, ["No", "NIK", "Nama", "Tahap", None], [None, None, None, 1.0, 2.0]]
    found = only(read("penerima", sheet(*rows, *paid(300000.0, 300000.0), merges=[(2, 4, 2, 5)])))
    assert {gift.period for gift in found.aid} == {"Tahap 1 2025", "Tahap 2 2025"}


def test_a_line_that_numbers_all_columns_stays_a_numbering_line():
    rows = [TITLE, ["No", "NIK", "Nama", "Bulan"], [1.0, 2.0, 3.0, 4.0], *paid("Maret")]
    found = only(read("penerima", sheet(*rows)))
    assert (found.header_rows, found.numbering_row) == ((2,), 3)


@pytest.mark.parametrize("numbers", [MONTHS, ROMAN])
@pytest.mark.parametrize("group", ["Bulan", "Rencana Penarikan Dana per Bulan (Rp)", "Anggaran Kas"])
def test_the_cash_budget_is_read_from_numbered_months(numbers, group):
    rows = [
        ["ANGGARAN KAS TAHUN 2025"],
        ["Kode", "Uraian", "Pagu", group, *[None] * 11],
        [None, None, None, *numbers],
        ["1.06.02", "PROGRAM A", 1200.0, *[100.0] * 12],
        ["1.06.02.2.01", "Kegiatan A", 1200.0, *[100.0] * 12],
        ["1.06.02.2.01.0001", "Sub Kegiatan A", 1200.0, *[100.0] * 12],
    ]
    found = only(read("anggaran", sheet(*rows)))
    assert found.totals == {"pagu": 1200} | {f"rak_bulan_{month}": 100 for month in MONTHS}
    assert found.counts["data"] == 3


@pytest.mark.parametrize("years", [("T.A. 2024", "T.A. 2025"), ("2024", "2025"), ("TA 2024", "Tahun 2025")])
def test_columns_called_only_a_year_are_aid_of_that_year(years):
    rows = [["PENERIMA BLT DD"], ["No", "NIK", "Nama", *years], *paid(300000.0, 600000.0)]
    preview = read("penerima", sheet(*rows))
    assert {(gift.period, gift.nominal) for gift in only(preview).aid} == {("2024", 300000), ("2025", 600000)}
    assert preview.questions == []


def test_a_budget_under_nothing_but_years_is_that_of_the_latest_and_asked_about():
    rows = [["Kode", "Uraian", "T.A. 2024", "T.A. 2025"], ["1.06.02", "PROGRAM A", 1200.0, 1300.0]]
    preview = read("anggaran", sheet(*rows))
    values = record(only(preview), 2)
    assert (values["pagu"], values["tahun"]) == (1300, 2025)
    assert [question["column"] for question in preview.questions] == ["D"]


def test_a_statistic_of_budget_years_has_one_measure_per_year():
    rows = [["JUMLAH PENDUDUK MISKIN"], ["Kecamatan", "T.A. 2024", "T.A. 2025"], ["Sumberagung", 12.0, 13.0]]
    found = only(read("statistik", sheet(*rows)))
    assert {letter: told["tahun"] for letter, told in found.measures.items()} == {"B": 2024, "C": 2025}


def test_a_blank_line_between_the_two_lines_of_a_heading_does_not_part_them():
    rows = [
        TITLE, ["No", "Identitas", None, "Kelahiran", None], [], [None, "NIK", "Nama", "Tempat", "Tanggal"],
        *([float(i + 1), NIKS[i], NAMES[i], "Kediri", "07-03-1977"] for i in range(3)),
    ]  # fmt: skip
    found = only(read("individu", sheet(*rows)))
    assert found.header_rows == (2, 4)
    assert found.mapping == {"B": "nik", "C": "nama", "D": "tempat_lahir", "E": "tanggal_lahir"}


def test_a_lower_half_below_a_blank_line_belongs_to_the_heading():
    rows = [
        ["No", "NIK", "Nama", "Alamat", None, None], [], [None, None, None, "RT", "RW", "Desa"],
        *([float(i + 1), NIKS[i], NAMES[i], "1", "2", "Sukamaju"] for i in range(3)),
    ]  # fmt: skip
    found = only(read("individu", sheet(*rows, merges=[(1, 4, 1, 6)])))
    assert found.mapping == {"B": "nik", "C": "nama", "D": "rt", "E": "rw", "F": "desa"}


def test_a_title_above_a_blank_line_stays_a_title():
    rows = [["DATA WARGA MISKIN"], ["DESA PULE"], [], ["No", "NIK", "Nama"], [1.0, NIKS[0], NAMES[0]]]
    found = only(read("individu", sheet(*rows, merges=[(2, 1, 2, 2)])))
    assert (found.header_rows, found.constants["desa"]) == ((4,), "Pule")


@pytest.mark.parametrize("heads", [["Bulan ke-1", "Bulan ke-2"], ["Bulan 1", "Bulan 2"], ["Bln I", "Bln II"]])
def test_months_counted_in_headings_are_months(heads):
    found = only(read("penerima", sheet(TITLE, ["No", "NIK", "Nama", *heads], *paid(300000.0, 300000.0))))
    assert {gift.period for gift in found.aid} == {"Januari 2025", "Februari 2025"}


def test_amounts_below_an_instalment_are_those_of_the_instalment():
    rows = [
        TITLE,
        ["No", "NIK", "Nama", "Tahap I", None, "Tahap II", None],
        [None, None, None, "Tgl", "Nominal", "Tgl", "Nominal"],
        *paid("01/02/2025", 225000.0, "01/05/2025", 250000.0),
    ]
    found = only(read("penerima", sheet(*rows, merges=[(2, 4, 2, 5), (2, 6, 2, 7)])))
    assert {(gift.period, gift.nominal) for gift in found.aid} == {
        ("Tahap I 2025", 225000),
        ("Tahap II 2025", 250000),
    }


def test_a_line_of_currency_below_instalments_belongs_to_the_heading():
    rows = [
        TITLE,
        ["No", "NIK", "Nama", "Penyaluran Tahap", None],
        [None, None, None, "I", "II"],
        [None, None, None, "Rp", "Rp"],
        *paid(225000.0, None),
    ]
    found = only(read("penerima", sheet(*rows, merges=[(2, 4, 2, 5)])))
    assert found.header_rows == (2, 3, 4)
    assert {gift.period for gift in found.aid} == {"Tahap I 2025"}


def test_years_below_measures_are_part_of_the_heading():
    rows = [
        ["No", "Kecamatan", "Penduduk Miskin (jiwa)", None, "Persentase (%)", None],
        [None, None, "TA 2023", "TA 2024", "TA 2023", "TA 2024"],
        [1.0, "Sumberagung", 10.0, 20.0, "1,5", "1,4"],
    ]
    found = only(read("statistik", sheet(*rows, merges=[(1, 3, 1, 4), (1, 5, 1, 6)])))
    assert [told["tahun"] for told in found.measures.values()] == [2023, 2024, 2023, 2024]
