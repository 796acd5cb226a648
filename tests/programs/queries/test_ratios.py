from decimal import Decimal as D

import pytest

from programs.queries.ratios import (
    absorption,
    cumulative_to_flow,
    deviation,
    light,
    outliers,
    quarter_of,
    semester_of,
    unit_cost,
    weighted,
)

MILLION = 1_000_000


def test_physical_progress_is_weighted_by_the_ceilings():
    leaves = [(D(40), 350), (D(55), 180), (D("71.5"), 425), (D(0), 150), (D(50), 2750)]
    assert round(weighted((level, ceiling * MILLION) for level, ceiling in leaves), 2) == D("49.75")
    assert weighted([(None, 5), (D(10), None)]) is None


def test_absorption_is_spent_over_ceiling():
    assert round(absorption(1_885_500_000, 3_855_000_000), 2) == D("48.91")
    assert absorption(5, 0) is absorption(None, 5) is absorption(5, None) is None


def test_deviation_is_money_against_the_cash_plan():
    assert deviation(1_885_500_000, 3_855_000_000 // 2) == -42_000_000
    assert deviation(None, 5) is deviation(5, None) is None


@pytest.mark.parametrize(
    ("month", "quarter", "semester"), [(1, 1, 1), (3, 1, 1), (4, 2, 1), (6, 2, 1), (7, 3, 2), (12, 4, 2)]
)
def test_months_belong_to_quarters_and_semesters(month, quarter, semester):
    assert (quarter_of(month), semester_of(month)) == (quarter, semester)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [("80", "green"), ("79.99", "yellow"), ("50", "yellow"), ("49.99", "red"), (None, None)],
)
def test_a_bound_belongs_to_the_better_light(percent, expected):
    assert light(percent and D(percent), 80, 50) == expected


def test_a_cumulative_report_adds_what_is_new():
    assert cumulative_to_flow(95, 40) == 55
    assert absorption(40 + cumulative_to_flow(95, 40), 100) == 95
    assert cumulative_to_flow(30, 40) == -10


def test_cost_per_recipient_needs_recipients():
    assert unit_cost(9_000, 4) == 2_250
    assert unit_cost(9_000, 0) is unit_cost(None, 4) is None


def test_costs_far_from_the_middle_stand_out_among_five():
    costs = dict(zip("abcde", map(D, (10, 11, 12, 40, 3)), strict=True))
    assert outliers(costs, D(3)) == {"d", "e"}
    assert outliers(costs, D(4)) == set()
    assert outliers({key: costs[key] for key in "abcd"}, D(3)) == set()
    assert outliers(dict.fromkeys("abcde", D(33)) | {"e": D(99)}, D(3)) == set()
