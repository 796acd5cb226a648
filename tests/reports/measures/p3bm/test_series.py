from decimal import Decimal as D

import pytest

from reports.measures.p3bm.series import Point, between, correlation, fitted, sign, steps, unbroken
from tests.reports.measures.p3bm.series_of_domain import P0_PAREPARE, series


def test_a_gap_is_not_bridged():
    points = [Point(2015, D(5)), Point(2016, D(4)), Point(2018, D(1))]
    assert steps(points) == [D(-1)]


def test_after_a_change_of_method_the_series_begins_anew():
    points = series(2019, "1", "2", "3", "4", "5")
    assert [point.year for point in unbroken(points, {2021})] == [2021, 2022, 2023]
    assert [point.year for point in unbroken(points, {2020, 2022})] == [2022, 2023]
    assert unbroken(points, {2030}) == points


def test_an_empty_series_stays_empty():
    assert unbroken([], {2021}) == []
    assert steps([]) == []
    assert fitted([]) is None


def test_years_in_between_include_both_ends():
    assert [point.year for point in between(series(2013, "1", "2", "3", "4"), 2014, 2015)] == [2014, 2015]


def test_the_line_of_one_value_is_unknown_and_of_a_flat_series_explains_nothing():
    assert fitted(series(2020, "3")) is None
    line = fitted(series(2020, "3", "3", "3"))
    assert (line.slope, line.r2) == (0, 0)


def test_the_order_of_the_values_does_not_matter():
    assert fitted(P0_PAREPARE[::-1]) == fitted(P0_PAREPARE)
    assert steps(P0_PAREPARE[::-1]) == steps(P0_PAREPARE)


def test_a_perfect_line_correlates_fully_and_a_constant_side_not_at_all():
    assert correlation([(D(n), D(10 - 2 * n)) for n in range(5)]) == -1
    assert correlation([(D(n), D(3)) for n in range(5)]) is None
    assert correlation([(D(1), D(1))]) is None


def test_a_statistic_without_direction_is_not_judged():
    assert (sign("+"), sign("-")) == (1, -1)
    with pytest.raises(ValueError, match="without direction"):
        sign("")
