from decimal import Decimal as D

import pytest

from programs.queries.attainment import Judgement, Kind, State
from programs.queries.evaluation_rules import (
    Money,
    Performance,
    added,
    attained,
    mean,
    overall,
    so_far,
    year_total,
)
from programs.queries.indicators import IndicatorRow


def year(number, realized=None, *, target=None, text="", goal_text="", percent=None):
    told = Judgement(State.OPEN, realized, percent)
    return IndicatorRow(None, number, target, goal_text, told, text)


def performance(kind, *rows, quarters=(None,) * 4, goal=None):
    return Performance(rows[-1].year, kind, {row.year: row for row in rows}, quarters, goal)


@pytest.mark.parametrize(
    ("quarters", "stock", "expected"),
    [
        ((1, 2, 3, 4), False, 10),
        ((1, 2, 3, 4), True, 4),
        ((1, None, 3, None), True, 3),
        ((None, 210_500_000, None, None), False, 210_500_000),
        ((None,) * 4, False, None),
        ((0, None, None, None), False, 0),
    ],
)
def test_a_year_is_the_sum_of_its_flows_or_the_last_of_a_stock(quarters, stock, expected):
    assert year_total(quarters, stock=stock) == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (D(7), D(10), D(70)),
        (1_885_500_000, 3_855_000_000, D("48.91")),
        (None, 5, None),
        (5, None, None),
        (5, 0, None),
    ],
)
def test_a_share_is_in_per_cent_and_unknown_without_a_whole(part, whole, expected):
    found = attained(part, whole)
    assert (None if found is None else round(found, 2)) == expected


@pytest.mark.parametrize(
    ("before", "now", "stock", "expected"),
    [
        (10, 5, False, 15),
        (10, 5, True, 5),
        (10, None, True, 10),
        (None, 5, False, 5),
        (None, None, False, None),
    ],
)
def test_so_far_is_before_plus_this_year_and_of_a_stock_this_year(before, now, stock, expected):
    assert so_far(before, now, stock=stock) == expected


def test_unknown_is_never_added_up_as_nothing():
    assert added([None, None]) is None
    assert added([None, 0]) == 0


def test_a_programme_as_a_whole_is_the_mean_of_three_means():
    assert mean([D(100), D(50), None]) == 75
    assert overall(D(90), D(80), D(70)) == 80
    assert overall(None, None, None) is None


def test_money_counts_quarters_years_and_the_plan():
    one, other = Money(ceiling=100, quarters=[None, 40, None, None], spent_in={2024: 10, 2025: 40}), Money()
    other.add(one)
    other.add(Money(ceiling=50, spent_in={2024: 5}))
    other.planned = {2025: 200, 2026: 300}

    assert (other.ceiling, other.spent, other.final) == (150, 40, 500)
    assert (other.before(2025), other.until(2025)) == (15, 55)
    assert round(other.absorption, 2) == D("26.67")
    assert Money().absorption is None


def test_flows_of_several_years_add_up():
    told = performance(Kind(formula="sum"), year(2024, D(10)), year(2025, D(5), target=D(8)), goal=D(60))
    assert (told.before, told.reached, told.until, told.of_goal) == (10, 5, 15, 25)


def test_of_a_stock_the_newest_figure_counts():
    told = performance(Kind(), year(2023, D(40)), year(2024), year(2025, None, target=D(50)), goal=D(80))
    assert (told.before, told.reached, told.until, told.of_goal) == (40, None, 40, 50)


def test_a_falling_indicator_is_held_against_its_goal_by_its_own_formula():
    for formula, expected in (("A", D("93.75")), ("B", D("93.33"))):
        kind = Kind(direction="-", formula="falling", falling=formula)
        told = performance(kind, year(2025, D("4.8"), target=D("4.5")), goal=D("4.5"))
        assert round(told.of_goal, 2) == expected


def test_words_are_shown_and_never_reckoned_with():
    told = performance(Kind(), year(2024, text="B"), year(2025, text="BB", goal_text="A"), goal="A")
    assert (told.target, told.before, told.reached, told.until, told.of_goal) == ("A", "B", "BB", "BB", None)


def test_one_document_a_year_is_not_added_up():
    told = performance(
        Kind(formula="sum"),
        year(2024, text="1 dokumen"),
        year(2025, text="1 dokumen", goal_text="1 dokumen"),
        goal="5 dokumen",
    )
    assert told.until == "1 dokumen"
