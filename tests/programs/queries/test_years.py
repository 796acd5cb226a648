import pytest

from programs.queries.years import year_of, years_around


@pytest.mark.parametrize(("asked", "year"), [("2025", 2025), ("25", 2026), ("x", 2026), ("", 2026)])
def test_a_year_in_the_address_wins_when_it_is_one(asked, year):
    assert year_of({"tahun": asked}, 2026) == year


def test_the_choice_runs_from_next_year_back():
    assert years_around(2026) == [2027, 2026, 2025, 2024, 2023, 2022, 2021]
