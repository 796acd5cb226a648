import pytest

from agencies.importing.order import correction_purpose, fingerprint


@pytest.mark.parametrize(
    "headings", [["NIK", "Nama"], ["nama", "N.I.K."], [" Nama ", "NIK", ""], ["Nama", "NIK", "NIK"]]
)
def test_the_same_headings_have_one_fingerprint(headings):
    assert fingerprint(headings) == fingerprint(["NIK", "Nama"])


def test_other_headings_have_another():
    assert fingerprint(["NIK", "Nama", "Desa"]) != fingerprint(["NIK", "Nama"])


def test_a_corrections_ciphertext_is_bound_to_its_cell():
    cells = [("BNBA", 4, "F"), ("BNBA", 4, "G"), ("BNBA", 5, "F"), ("LAIN", 4, "F")]
    assert len({correction_purpose(*cell) for cell in cells}) == 4
