import pytest
from hypothesis import given, strategies as st

from beneficiaries.matching.names import likeness, loose_form, normal_form


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Drs. H. Slamet  Maulana, M.Si", "SLAMET MAULANA"),
        ("SITI AMINAH S.Pd", "SITI AMINAH"),
        ("Ni Luh Rasmini (alm)", "NI LUH RASMINI"),
        ("I Wayan Désa", "I WAYAN DESA"),
        ("Sumber Ma'mur", "SUMBER MAMUR"),
        ("A. Rahman, SE, MM", "A RAHMAN"),
        ("ABDUL M.ALI", "ABDUL M ALI"),
        ("ANI, BUDI", "ANI BUDI"),
        ("H", "H"),
        ("Hj. Fatimah", "FATIMAH"),
    ],
)
def test_titles_marks_and_blanks_do_not_count_letters_do(typed, normal):
    assert normal_form(typed) == normal


@pytest.mark.parametrize(
    ("one", "other"), [("Moch. Soekarno", "Muhammad Sukarno"), ("Djoko", "Joko"), ("Yoesoef", "Yusuf")]
)
def test_old_spelling_is_forgiven_only_in_the_loose_form(one, other):
    assert normal_form(one) != normal_form(other)
    assert loose_form(one) == loose_form(other)


@given(st.text(min_size=1, max_size=60))
def test_the_normal_form_is_its_own_normal_form_and_never_loses_everything(name):
    once = normal_form(name)
    assert bool(once) == bool(name.strip())
    if once.isascii() and once.replace(" ", "").isalpha():
        assert normal_form(once) == once


def test_likeness_ignores_the_order_of_words():
    assert likeness("Siti Aminah", "Aminah Siti") == 100
    assert likeness("Siti Aminah", "Budi Santoso") < 50
