from decimal import Decimal as D

import pytest

from reports.measures.p3bm.series import steps
from reports.measures.p3bm.trend import WAYS, WORDS, EffectRule, effectiveness, outlier_years, trend, way_of
from tests.reports.measures.p3bm.series_of_domain import (
    P0_PAREPARE,
    P1_BEKASI,
    P1_BULELENG,
    P1_KOTA_BEKASI,
    P1_PAREPARE,
    series,
)

RULE = EffectRule()


def judged(points, direction="-"):
    return effectiveness(trend(points, direction), direction, RULE)


def test_poverty_of_parepare_over_ten_years():
    told = trend(P0_PAREPARE, "-")
    assert told.delta == D("-0.97")
    assert round(told.average, 3) == D("-0.108")
    assert round(told.relative, 1) == D("-15.2")
    assert round(told.cagr, 2) == D("-1.82")
    assert round(told.slope, 3) == D("-0.102")
    assert round(told.r2, 2) == D("0.79")


def test_per_cent_of_a_number_is_not_points_of_a_rate():
    number = trend(series(2018, "8.01", "7.62"), "-")
    rate = trend(series(2018, "5.59", "5.26"), "-")
    assert round(number.relative, 2) == D("-4.87")
    assert rate.delta == D("-0.33")


def test_poverty_of_parepare_was_brought_down_fairly_steadily():
    told = trend(P0_PAREPARE, "-")
    moves = ["-.50", ".20", "-.35", "-.03", "-.11", "-.33", ".18", "-.04", ".01"]
    assert steps(P0_PAREPARE) == [D(move) for move in moves]
    assert (told.good, told.bad, round(told.consistency, 2)) == (6, 3, D("0.67"))
    assert judged(P0_PAREPARE) == "cukup_efektif"


@pytest.mark.parametrize(
    ("points", "slope", "r2", "verdict"),
    [
        (P1_BEKASI, "0.005", "0.02", "tidak_efektif"),
        (P1_BULELENG, "-0.022", "0.43", "cukup_efektif"),
        (P1_PAREPARE, "-0.030", "0.43", "cukup_efektif"),
        (P1_KOTA_BEKASI, "0.003", "0.00", "tidak_efektif"),
    ],
)
def test_depth_of_poverty_from_2015_to_2023(points, slope, r2, verdict):
    told = trend(points, "-")
    assert abs(told.slope - D(slope)) <= D("0.0005")
    assert round(told.r2, 2) == D(r2)
    assert judged(points) == verdict


def test_buleleng_had_five_good_and_three_bad_years_in_the_depth():
    told = trend(P1_BULELENG, "-")
    assert (told.good, told.bad) == (5, 3)


@pytest.mark.parametrize(
    ("points", "years"),
    [(P1_KOTA_BEKASI, [2022]), (P1_PAREPARE, [2020]), (P1_BEKASI, []), (P1_BULELENG, [])],
)
def test_outliers_are_named(points, years):
    assert outlier_years(points) == years


def test_a_year_off_an_otherwise_perfect_line_is_an_outlier_and_a_perfect_line_has_none():
    assert outlier_years(series(2015, "9", "8", "7", "12", "5", "4")) == [2018]
    assert outlier_years(series(2015, "9", "8", "7", "6", "5", "4")) == []
    assert outlier_years(series(2015, "9", "1", "7", "6")) == []


def test_a_straight_fall_is_effective():
    told = trend(series(2015, "6", "5", "4", "3", "2", "1"), "-")
    assert (told.r2, told.consistency) == (1, 1)
    assert judged(series(2015, "6", "5", "4", "3", "2", "1")) == "efektif"


def test_a_straight_rise_is_effective_where_higher_is_better():
    assert judged(series(2015, "70", "71", "72", "73", "74"), "+") == "efektif"
    assert judged(series(2015, "70", "71", "72", "73", "74"), "-") == "tidak_efektif"


def test_a_fluctuating_series_is_less_effective():
    points = series(2015, "5.2", "5.6", "4.9", "5.5", "4.8", "5.4", "5.1")
    told = trend(points, "-")
    assert (round(told.slope, 3), round(told.r2, 2)) == (D("-0.029"), D("0.04"))
    assert (told.good, told.bad, told.consistency) == (3, 3, D("0.5"))
    assert judged(points) == "kurang_efektif"


def test_a_flat_series_is_not_effective_and_has_no_consistency():
    told = trend(series(2015, "5", "5", "5", "5", "5"), "-")
    assert (told.r2, told.consistency) == (0, None)
    assert judged(series(2015, "5", "5", "5", "5", "5")) == "tidak_efektif"


def test_four_values_are_too_few():
    assert judged(series(2015, "6", "5", "4", "3")) == "belum_cukup"
    assert judged(series(2015, "6")) == "belum_cukup"
    assert judged([]) == "belum_cukup"


def test_changes_within_the_step_count_neither_way():
    told = trend(series(2015, "5.000", "5.004", "5.010", "5.005"), "-")
    assert (told.good, told.bad) == (0, 1)


def test_a_series_that_touches_nothing_has_no_growth_rate():
    told = trend(series(2015, "0", "1", "2"), "+")
    assert (told.relative, told.cagr) == (None, None)


def test_the_way_follows_the_line_and_needs_enough_values():
    assert way_of(trend(P0_PAREPARE, "-"), "-", 5) == "membaik"
    assert way_of(trend(P0_PAREPARE, "+"), "+", 5) == "memburuk"
    assert way_of(trend(series(2015, "5", "5", "5"), "-"), "-", 3) == "tetap"
    assert way_of(trend(series(2015, "5", "4", "3"), "-"), "-", 5) == "belum_cukup"
    assert way_of(None, "-", 5) == "belum_cukup"


def test_thresholds_are_the_offices_own():
    strict = EffectRule(min_points=11)
    assert effectiveness(trend(P0_PAREPARE, "-"), "-", strict) == "belum_cukup"
    lenient = EffectRule(share=D("0.66"))
    assert effectiveness(trend(P0_PAREPARE, "-"), "-", lenient) == "efektif"


def test_every_verdict_has_words():
    assert set(WORDS) == {"efektif", "cukup_efektif", "kurang_efektif", "tidak_efektif", "belum_cukup"}
    assert set(WAYS) == {"membaik", "memburuk", "tetap", "belum_cukup"}
