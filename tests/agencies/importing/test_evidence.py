from datetime import date

from agencies.importing.evidence import profile
from tests.sheets.odd import KKS, NAMES, NIKS

TODAY = date(2026, 11, 21)


def test_numbers_of_persons_show_the_birth_days_of_women_and_family_cards_do_not():
    persons, families = profile(NIKS, TODAY), profile(KKS, TODAY)
    assert (persons.sixteen, persons.women) == (10, 4)
    assert families.women == 0


def test_shares_are_of_filled_cells():
    seen = profile(["L", "P", None, "-"], TODAY)
    assert (seen.filled, seen.blank, seen.sexes) == (2, 2, 1.0)


def test_names_dates_and_figures_are_told_apart():
    assert profile(NAMES, TODAY).names == 1.0
    assert profile(["12/05/1980", "1996-03-10"], TODAY).dates == 1.0
    assert profile(["Rp 600.000", 5.0], TODAY).numbers == 1.0


def test_an_empty_column_has_an_empty_profile():
    assert profile([None, ""], TODAY).filled == 0
