from decimal import Decimal as D

import pytest

from reports.measures.p3bm import budget

BILLION = 10**9


def test_the_worked_year_of_the_handbook():
    tagged = [(200 * BILLION, D(1)), (224 * BILLION, D("0.5"))]
    assert budget.tagged_amount(tagged) == 312 * BILLION
    assert budget.pro_poor_share(tagged, 2400 * BILLION) == 13
    assert round(budget.direct_share(186 * BILLION, 312 * BILLION), 1) == D("59.6")
    assert round(budget.per_poor(312 * BILLION, 36_550)) == 8_536_252


def test_a_kecamatan_with_less_money_than_poor_families():
    assert budget.equity(18 * BILLION, 150 * BILLION, 2_000, 10_000) == D("0.6")


def test_growth_is_smaller_when_prices_rose():
    assert budget.growth(110, 100) == 10
    assert round(budget.growth(110, 100, D(4)), 2) == D("5.77")


def test_high_priority_with_a_low_share_is_a_mismatch():
    shares = {"kesehatan": D(10), "pendidikan": D(60), "ekonomi": D(30)}
    ranks = {"kesehatan": 1, "pendidikan": None, "ekonomi": 2, "pangan": 3}
    found = {one.field: (one.share, one.instead) for one in budget.field_relevance(shares, ranks)}
    assert found == {
        "kesehatan": (10, "pendidikan"), "ekonomi": (30, "pendidikan"), "pangan": (0, "pendidikan"),
    }  # fmt: skip
    assert (
        budget.field_relevance({"kesehatan": D(70), "ekonomi": D(30)}, {"kesehatan": 1, "ekonomi": 2}) == []
    )


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        ("21.68", "Tidak efektif"), ("27.74", "Tidak efektif"), ("84.95", "Cukup efektif"), ("59.99", "Tidak efektif"),
        ("60", "Kurang efektif"), ("80", "Cukup efektif"), ("90", "Efektif"), ("100", "Efektif"),
        ("100.01", "Sangat efektif"),
    ],
)  # fmt: skip
def test_the_bands_of_local_finance(percent, words):
    assert budget.effect_band(D(percent)) == words


def test_value_for_money_has_three_parts():
    economy, efficiency, effectiveness = budget.value_for_money((100, 90), (10, 8), (10, 8))
    assert economy == D("0.9")
    assert round(efficiency, 3) == D("0.889")
    assert effectiveness == D("0.8")


def test_the_strategies_add_up_to_everything():
    mix = budget.strategy_mix({1: 60, 2: 30, 3: 30})
    assert mix == {1: 50, 2: 25, 3: 25}
    assert sum(mix.values()) == 100
    assert budget.strategy_mix({1: 0}) == {}


def test_elasticity_is_change_over_change():
    assert budget.elasticity(D(-5), D(10)) == D("-0.5")


@pytest.mark.parametrize("nothing", [None, 0])
def test_without_a_denominator_nothing_is_told(nothing):
    assert budget.pro_poor_share([(1, D(1))], nothing) is None
    assert budget.direct_share(1, nothing) is None
    assert budget.per_poor(1, nothing) is None
    assert budget.growth(1, nothing) is None
    assert budget.equity(1, nothing, 1, 2) is None
    assert budget.equity(1, 2, 1, nothing) is None
    assert budget.absorption(1, nothing) is None
    assert budget.unit_cost(1, nothing) is None
    assert budget.elasticity(D(1), nothing) is None
    assert budget.value_for_money((nothing, 1), (nothing, 1), (nothing, 1)) == (None, None, None)


def test_what_is_not_known_is_no_nought():
    assert budget.absorption(None, 10) is None
    assert budget.absorption(0, 10) == 0
    assert budget.effect_band(None) is None


def test_support_of_the_office_is_never_tagged():
    assert budget.is_support("1.06.01.2.02.0001")
    assert not budget.is_support("1.06.05.2.01.0001")
    assert not budget.is_support("1.01")


@pytest.mark.parametrize(
    ("place", "located"),
    [("Kab. Buleleng, semua kecamatan", False), ("", False), ("Tersebar", False), ("Kecamatan Banjar", True)],
)
def test_everywhere_is_no_location(place, located):
    assert budget.is_located(place) is located
