from decimal import Decimal as D

import pytest

from reports.measures.p3bm.poverty import (
    Others,
    foster,
    household_line,
    implausible,
    implied_population,
    money_gap,
)

INCOMES = [D(300), D(540), D(700), D(900), D(1000)]
LINE = D(600)


@pytest.mark.parametrize(("power", "value"), [(0, "0.40"), (1, "0.12"), (2, "0.052")])
def test_headcount_depth_and_severity_of_five_people(power, value):
    assert foster(INCOMES, LINE, power) == D(value)


def test_whoever_stands_on_the_line_is_not_poor():
    assert foster([LINE], LINE, 0) == 0
    assert foster([], LINE, 0) is None


def test_the_money_gap_is_what_the_poor_lack_together():
    lacking = sum(LINE - income for income in INCOMES if income < LINE)
    assert money_gap(D(12), LINE, 5) == lacking == 360


def test_the_line_of_a_household_in_bali():
    assert household_line(D(529_643), D("4.11")) == 2_176_833


def test_number_and_rate_rest_on_a_population_of_their_own():
    assert implied_population(D(36_550), D("5.39")) == 678_108
    assert implied_population(D(36_550), D(0)) is None


NOTHING = Others({})


@pytest.mark.parametrize(
    ("code", "value", "others", "found"),
    [
        ("P0", "5.39", NOTHING, []),
        ("P0", "25674.58", NOTHING, ["range"]),
        ("GINI", "0.384", NOTHING, []),
        ("GINI", "384", NOTHING, ["range"]),
        ("IPM", "101", NOTHING, ["range"]),
        ("GK", "49999", NOTHING, ["range"]),
        ("GK", "529643", NOTHING, []),
        ("P1", "6", Others({"P0": D(5)}), ["above_P0"]),
        ("P1", "5", Others({"P0": D(5)}), []),
        ("P2", "1.1", Others({"P0": D(5), "P1": D(1)}), ["above_P1"]),
        ("P0", "6.51", Others({}, before=D(5)), ["sudden"]),
        ("P0", "6.50", Others({}, before=D(5)), []),
        ("TANPA_ATURAN", "-5", NOTHING, []),
    ],
)
def test_figures_that_cannot_be_are_named(code, value, others, found):
    assert implausible(code, D(value), others) == found
