import pytest

from agencies.importing.columnwork import ERRORS, Problem
from agencies.importing.messages import TEXTS, explain, explain_code, mask_cell

WARNINGS = (
    "nik_empty nik_suspect kk_invalid gender_invalid gender_mismatch_nik date_invalid date_mismatch_nik date_order_from_nik"
    " date_order_month_first decile_invalid value_missing region_unknown region_ambiguous opd_unknown target_not_numeric"
    " status_not_active realisation_exceeds_budget duplicate_existing identity_conflict"
).split()
REFUSALS = "file_empty file_unreadable file_encrypted file_too_large too_many_rows sheet_not_found required_column_missing".split()


@pytest.mark.parametrize("code", [*ERRORS, *WARNINGS, *REFUSALS])
def test_every_code_has_words_without_a_gap_left_open(code):
    wrong, remedy = explain_code(code, {})
    assert wrong.endswith(".")
    assert remedy.endswith(".")
    assert "{" not in wrong + remedy


def test_facts_are_filled_in():
    problem = Problem(10, "B", "nik", "nik_length", "error", "123", {"n": 15})
    assert explain(problem) == ("NIK berisi 15 angka, seharusnya 16.", "Lengkapi NIK sesuai KTP atau KK.")
    assert (
        explain_code("realisation_exceeds_budget", {"a": 1_500_000, "b": 1_000_000})[0]
        == "Realisasi Rp 1.500.000 melebihi pagu Rp 1.000.000."
    )
    assert explain_code("region_unknown", {"nama": "Tj. Sari", "usulan": ["Tanjung Sari", "Banjarsari I"]}) == (
        "Tj. Sari tidak ada di daftar desa.", "Pilih yang dimaksud: Tanjung Sari, Banjarsari I.",
    )  # fmt: skip


def test_without_a_near_name_no_name_is_proposed():
    assert "dimaksud" not in explain_code("region_unknown", {"nama": "Qq", "usulan": []})[1]


def test_a_duplicate_on_another_sheet_names_the_sheet():
    assert "lembar Sukamaju, baris 7" in explain_code("duplicate_in_file", {"n": 7, "lembar": "Sukamaju"})[0]


def test_identity_numbers_are_cut_to_their_first_four_digits():
    assert mask_cell("3599010703770001") == "3599" + "•" * 12
    assert mask_cell("NIK 35.9901.0703770001 lama") == "NIK 3599" + "•" * 12 + " lama"
    assert mask_cell("Rp 600.000") == "Rp 600.000"
    assert all(
        "0703770001" not in part
        for part in explain_code("region_unknown", {"nama": "3599010703770001", "usulan": []})
    )


def test_texts_speak_to_officers_without_blame():
    assert not [
        code
        for code, texts in TEXTS.items()
        if any(word in " ".join(texts).casefold() for word in ("mohon", "silakan", "salah!", "error"))
    ]


def test_the_code_of_a_sub_kegiatan_is_shown_whole_and_a_number_of_a_person_with_points_is_not():
    assert mask_cell("kode 1.06.05.2.02.0003 salah") == "kode 1.06.05.2.02.0003 salah"
    assert "0770" not in mask_cell("3599.0107.0377.0001")
