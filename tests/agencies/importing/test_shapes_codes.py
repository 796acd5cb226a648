"""SHAPES section 7: every code about people comes from a line that deserves it, and every code has its words."""

import pytest

from agencies.importing.columnwork import ERRORS
from agencies.importing.messages import TEXTS
from tests.sheets.odd import KKS, NAMES, NIKS, problems, read, sheet

NIK, KK = NIKS[0], KKS[0]
LINES = [
    ("individu", {"NIK": None, "Nama": "SITI", "Alamat": "Jl. A"}, "nik_missing"),
    ("individu", {"NIK": NIK[:15], "Nama": "SITI"}, "nik_length"),
    ("individu", {"NIK": NIK[:15] + "O", "Nama": "SITI"}, "nik_chars"),
    ("individu", {"NIK": "3,50712E+15", "Nama": "SITI"}, "nik_precision"),
    ("individu", {"NIK": "9" * 16, "Nama": "SITI"}, "nik_placeholder"),
    ("penerima", {"NIK": NIK, "Nama": "SITI", "No KK": NIK}, "nik_equals_kk"),
    (
        "penerima",
        {"NIK": None, "Nama": "SITI", "No KK": None, "Alamat": "Jl. A", "RT": "1"},
        "identity_missing",
    ),
    ("individu", {"NIK": NIK, "Nama": None}, "name_missing"),
    ("individu", {"NIK": NIKS[1], "Nama": "SITI"}, "duplicate_in_file"),
    ("penerima", {"NIK": NIK, "Nama": "SITI", "Nominal": "dua ratus"}, "amount_invalid"),
    ("penerima", {"NIK": None, "Nama": "SITI", "No KK": KK}, "nik_empty"),
    ("individu", {"NIK": "3599013313770001", "Nama": "SITI"}, "nik_suspect"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "No KK": "123"}, "kk_invalid"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "JK": "X"}, "gender_invalid"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "JK": "P"}, "gender_mismatch_nik"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "Tanggal Lahir": "31/02/1977"}, "date_invalid"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "Tanggal Lahir": "08/03/1977"}, "date_mismatch_nik"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "Tanggal Lahir": "03/07/1977"}, "date_order_from_nik"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "Tanggal Lahir": "12/25/1977"}, "date_order_month_first"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "Desil": "12"}, "decile_invalid"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "Desil": None, "Alamat": "Jl. A"}, "value_missing"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "Kecamatan": "Tj. Sari"}, "region_unknown"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "Desa": "Sukamaju"}, "region_ambiguous"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "OPD": "Dinas Pertanian"}, "opd_unknown"),
    ("individu", {"NIK": NIK, "Nama": "SITI", "Ket": "Meninggal"}, "status_not_active"),
]
BY_OTHERS = {  # found by the register, by the kinds about plans, or by the reader of text files: see their tests
    "duplicate_existing", "identity_conflict", "title_missing", "value_invalid", "row_malformed", "target_not_numeric",
    "realisation_exceeds_budget",
}  # fmt: skip
FILES = {
    "file_empty", "file_unreadable", "file_encrypted", "file_too_large", "too_many_rows", "sheet_not_found", "required_column_missing",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "line", "code"), LINES, ids=[case[2] for case in LINES])
def test_every_code_comes_from_a_line_that_deserves_it(kind, line, code):
    above = {"NIK": NIKS[1], "Nama": NAMES[1], "No KK": KKS[1], "Desil": "1", "JK": "L"}
    rows = [[above.get(heading) for heading in line], list(line.values())]
    preview = read(kind, sheet(list(line), *rows), context={"program": "PKH", "tahun": 2025})
    (found,) = preview.imported
    assert {each for row, each in problems(found) if row == 3} == {code}
    assert found.counts["error"] == (code in ERRORS)


def test_every_code_is_proved_here_or_elsewhere_and_has_its_words():
    assert {code for _, _, code in LINES} | BY_OTHERS | FILES <= TEXTS.keys()
    assert ERRORS <= {code for _, _, code in LINES} | BY_OTHERS
