from decimal import Decimal as D

import pytest

from reports.measures.p3bm.relevance import WORDS, RelevanceRule, relevance
from reports.measures.p3bm.series import between
from tests.reports.measures.p3bm.series_of_domain import P0_NATION, P0_PAREPARE, P0_SULSEL, series

RULE = RelevanceRule()
OWN = between(P0_PAREPARE, 2015, 2022)


@pytest.mark.parametrize(
    ("reference", "delta", "same", "r", "verdict"),
    [(P0_SULSEL, "-0.76", 4, "0.87", "relevan"), (P0_NATION, "-1.68", 5, "0.91", "kurang_relevan")],
)
def test_parepare_moves_like_its_province_but_more_slowly_than_the_nation(reference, delta, same, r, verdict):
    told = relevance(OWN, reference, "-", RULE)
    assert (told.delta_own, told.delta_reference) == (D("-0.67"), D(delta))
    assert (told.same, told.steps) == (same, 7)
    assert round(told.r, 2) == D(r)
    assert told.verdict == verdict


def test_only_years_that_both_know_are_compared():
    told = relevance(P0_PAREPARE, P0_NATION, "-", RULE)
    assert (told.first, told.last, told.delta_own) == (2015, 2022, D("-0.67"))


def test_falling_behind_an_improving_reference_is_not_relevant():
    assert (
        relevance(series(2015, "5", "6", "7"), series(2015, "9", "8", "7"), "-", RULE).verdict
        == "tidak_relevan"
    )


def test_improving_alone_is_relevant():
    assert relevance(series(2015, "7", "6", "5"), series(2015, "7", "8", "9"), "-", RULE).verdict == "relevan"


def test_where_neither_improves_relevance_is_small():
    assert (
        relevance(series(2015, "5", "6", "7"), series(2015, "7", "8", "9"), "-", RULE).verdict
        == "kurang_relevan"
    )
    assert (
        relevance(series(2015, "5", "6", "5"), series(2015, "9", "8", "7"), "-", RULE).verdict
        == "kurang_relevan"
    )


def test_moving_against_the_reference_most_years_is_less_relevant():
    own, other = series(2015, "9", "8", "8.5", "7"), series(2015, "9", "9.5", "8.2", "8.4")
    told = relevance(own, other, "-", RULE)
    assert told.same_share == 0
    assert told.verdict == "kurang_relevan"


def test_two_common_years_say_nothing():
    told = relevance(series(2015, "9", "8"), series(2015, "9", "8", "7"), "-", RULE)
    assert (told.verdict, told.words) == ("belum_cukup", "Data belum cukup")


def test_steps_across_a_gap_are_not_counted():
    own = [*series(2015, "9"), *series(2017, "8"), *series(2019, "7")]
    told = relevance(own, own, "-", RULE)
    assert (told.steps, told.same_share, told.verdict) == (0, None, "relevan")


def test_every_verdict_has_words():
    assert set(WORDS) == {"relevan", "kurang_relevan", "tidak_relevan", "belum_cukup"}
