from decimal import Decimal as D

import pytest

from programs.queries.attainment import (
    Flag,
    Kind,
    Quarter,
    State,
    class_of,
    judge,
    percent_of,
    range_of,
    realized_of,
)

FALLING_A, FALLING_B = Kind("-", "falling", 2, "A", 120), Kind("-", "falling", 2, "B", 120)


@pytest.mark.parametrize(
    ("target", "realized", "a", "b"),
    [
        ("4.50", "4.50", "100.00", "100.00"),
        ("4.50", "4.80", "93.75", "93.33"),
        ("4.50", "4.00", "112.50", "111.11"),
        ("4.00", "8.00", "50.00", "0.00"),
        ("4.00", "12.00", "33.33", "0.00"),
    ],
)
def test_both_falling_formulas_give_the_worked_numbers(target, realized, a, b):
    found = [round(percent_of(kind, D(target), D(realized)), 2) for kind in (FALLING_A, FALLING_B)]
    assert found == [D(a), D(b)]


@pytest.mark.parametrize(("realized", "percent"), [("0", 100), ("1", 0)])
def test_a_falling_target_of_nought_is_reached_or_not(realized, percent):
    assert percent_of(FALLING_A, D(0), D(realized)) == percent


def test_a_falling_realisation_of_nought_gives_the_cap():
    assert percent_of(FALLING_A, D(5), D(0)) == 120


def test_a_negative_value_is_measured_by_formula_b_or_not_at_all():
    assert percent_of(FALLING_A, D(2), D(-1)) == 250
    assert percent_of(Kind(), D(2), D(-1)) is None
    assert percent_of(Kind(), D(-1), D(2)) is None


@pytest.mark.parametrize(("formula", "value"), [("sum", 100), ("last", 40), ("share", 40), ("falling", 40)])
def test_flows_add_up_and_everything_else_counts_last(formula, value):
    quarters = [Quarter(1, D(10)), Quarter(2, D(20)), Quarter(3, D(30)), Quarter(4, D(40))]
    assert realized_of(formula, quarters) == value


@pytest.mark.parametrize(
    ("percent", "code"),
    [("120", "ST"), ("91", "ST"), ("90.99", "T"), ("76", "T"), ("75.4", "S"), ("66", "S"),
     ("65.2", "R"), ("51", "R"), ("50.6", "SR"), ("0", "SR")],
)  # fmt: skip
def test_classes_are_read_from_the_unrounded_value(percent, code):
    assert class_of(D(percent))[0] == code


def test_without_a_value_there_is_no_class():
    assert class_of(None) == ("", "Belum terukur")


def judged(kind, target, *quarters, text=""):
    return judge(kind, target, text, list(quarters))


def test_tercapai_and_the_class_are_different_things():
    found = judged(FALLING_A, D("4.50"), Quarter(4, D("4.80")))
    assert (found.state, found.percent, found.class_words) == (State.NOT_MET, D("93.75"), "Sangat tinggi")


def test_both_sides_are_rounded_to_the_decimals_before_they_are_compared():
    assert judged(Kind("+", "last", 1), D("71.44"), Quarter(4, D("71.35"))).state == State.MET
    assert judged(Kind("+", "last", 2), D("71.44"), Quarter(4, D("71.35"))).state == State.NOT_MET


@pytest.mark.parametrize(
    ("target", "quarters", "reason"),
    [
        (None, [Quarter(4, D(1))], "no_target"),
        (D(1), [], "not_reported"),
        (D(1), [Quarter(4, None, "", "not_published")], "not_published"),
        (D(1), [Quarter(3, D(5))], "running"),
        (D(1), [Quarter(3, D(5)), Quarter(4, None, "", "not_published")], "not_published"),
    ],
)
def test_the_third_state_says_why(target, quarters, reason):
    found = judge(Kind(), target, "", quarters)
    assert (found.state, found.reason) == (State.OPEN, reason)


@pytest.mark.parametrize(
    ("reached", "flag"), [(45, Flag.ON_TRACK), (44, Flag.AT_RISK), (35, Flag.AT_RISK), (34, Flag.OFF_TRACK)]
)
def test_a_running_flow_is_held_against_the_share_of_the_year(reached, flag):
    found = judged(Kind("+", "sum"), D(100), Quarter(1, D(0)), Quarter(2, D(reached)))
    assert (found.state, found.flag) == (State.OPEN, flag)


def test_a_running_stock_gets_no_flag():
    assert judged(Kind("+", "last"), D(100), Quarter(2, D(1))).flag is None


def test_a_range_is_met_inside_and_only_there():
    assert range_of("3-5") == (3, 5)
    assert judged(Kind(), None, Quarter(4, D(4)), text="3-5").percent == 100
    assert judged(Kind(), None, Quarter(4, D(6)), text="3-5").state == State.NOT_MET


@pytest.mark.parametrize(("reached", "state"), [("wtp", State.MET), ("WDP", State.OPEN)])
def test_words_can_only_be_equal(reached, state):
    assert judged(Kind(), None, Quarter(4, None, reached), text="WTP").state == state


def test_only_averages_are_capped():
    found = judged(Kind("+", "last", 2, "A", 100), D(10), Quarter(4, D(15)))
    assert (found.percent, found.capped) == (150, 100)


@pytest.mark.parametrize(
    ("aggregation", "expected"), [("sum", 100), ("cumulative", 40), ("last", 40), ("mean", 25), ("max", 40)]
)
def test_the_figure_of_a_year_from_its_quarters(aggregation, expected):
    quarters = [Quarter(number, D(10 * number)) for number in range(1, 5)]
    assert realized_of("last", quarters, aggregation) == expected


@pytest.mark.parametrize(
    ("so_far", "flag"), [(45, Flag.ON_TRACK), (44, Flag.AT_RISK), (35, Flag.AT_RISK), (34, Flag.OFF_TRACK)]
)
def test_a_cumulative_figure_is_held_against_the_part_of_the_year(so_far, flag):
    kind = Kind("+", "last", aggregation="cumulative")
    assert judged(kind, D(100), Quarter(1, D(20)), Quarter(2, D(so_far))).flag == flag


def test_the_shares_of_the_early_warning_are_settings():
    strict = Kind("+", "sum", on_track=D("1"), at_risk=D("0.95"))
    assert judged(strict, D(100), Quarter(2, D(49))).flag == Flag.AT_RISK
