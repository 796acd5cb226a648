from decimal import Decimal as D

import pytest

from agencies.access.roles import Role
from programs.models import Scorecard
from programs.queries import scorecards
from programs.queries.indicators import Score
from tests.factories import AgencyFactory, ScorecardFactory

pytestmark = pytest.mark.django_db


def test_193_of_270_are_71_48_per_cent_with_the_third_state_beside_it():
    cards = [
        ScorecardFactory(met=100, not_met=40, open=4),
        ScorecardFactory(met=93, not_met=37, open=10, at_risk=2, off_track=1),
    ]
    found = scorecards.total(cards)
    assert (found.met, found.judged, round(found.percent, 2)) == (193, 270, D("71.48"))
    assert round(100 - found.percent, 2) == D("28.52")
    assert (found.open, found.total, found.warned) == (14, 284, 3)


def test_of_nothing_there_is_no_percentage():
    assert scorecards.total([]) == Score()
    assert scorecards.total([]).percent is None
    assert scorecards.mean_capped([ScorecardFactory(open=3)]) is None


def test_the_mean_is_of_capped_attainments():
    cards = [
        ScorecardFactory(capped_sum=100, capped_count=1),
        ScorecardFactory(capped_sum=50, capped_count=1),
    ]
    assert scorecards.mean_capped(cards) == 75


def test_one_query_reads_the_cards_in_reach(viewer_of, django_assert_num_queries):
    mine, other = AgencyFactory(), AgencyFactory()
    for agency in (mine, other):
        for year in (2024, 2025):
            ScorecardFactory(agency=agency, year=year, met=year)
    viewer = viewer_of(Role.OPERATOR, agency=mine)
    assert viewer.grants
    with django_assert_num_queries(1):
        found = scorecards.of(viewer, [2023, 2024, 2025])
    assert {year: list(cards) for year, cards in found.items()} == {
        2023: [],
        2024: [mine.pk],
        2025: [mine.pk],
    }
    everybody = viewer_of(Role.LEADER)
    assert set(scorecards.of(everybody, [2025])[2025]) == {mine.pk, other.pk}
    assert set(scorecards.of(everybody, [2025], other.pk)[2025]) == {other.pk}


def test_the_year_told_is_the_latest_that_can_be_judged():
    assert scorecards.told_year({2025: Score(met=1), 2026: Score(open=4)}, 2026) == 2025
    assert scorecards.told_year({2025: Score(met=1), 2026: Score(not_met=1)}, 2026) == 2026
    assert scorecards.told_year({}, 2026) == 2026


def test_agencies_with_most_not_met_come_first_and_squares_stand_in_order():
    for name, counts in (("Dinas A", (1, 1, 0)), ("Dinas B", (1, 2, 1))):
        met, not_met, rest = counts
        ScorecardFactory(agency=AgencyFactory(name=name), met=met, not_met=not_met, open=rest)

    found = scorecards.by_agency(Scorecard.objects.select_related("agency"))

    assert [one.agency for one in found] == ["Dinas B", "Dinas A"]
    assert found[0].squares == ["ok", "bad", "bad", "none"]
    assert found[0].parts == [("ok", 1), ("bad", 2), ("none", 1)]


def test_verified_is_told_of_what_was_reported():
    card = ScorecardFactory(met=2, not_met=1, open=5, running=1, not_reported=4, verified=1)
    assert scorecards.verified_share([card]) == 25
    assert scorecards.verified_share([]) is None


def test_the_reasons_add_up_to_what_cannot_be_judged():
    cards = [
        ScorecardFactory(open=5, no_target=1, not_reported=4),
        ScorecardFactory(open=3, not_reported=1, words=2),
    ]
    found = scorecards.reasons(cards)
    assert [(code, many) for code, _, many in found] == [("not_reported", 5), ("words", 2), ("no_target", 1)]
    assert sum(many for _, _, many in found) == scorecards.total(cards).open
    assert scorecards.reasons([]) == []


def test_the_rule_told_is_the_one_that_was_used():
    card = ScorecardFactory(falling="B", plan="RPJMD 2025-2029")
    found = scorecards.measured_by([card], 2026)
    assert (found.falling, found.plan) == ("B", "RPJMD 2025-2029")
    assert scorecards.measured_by([], 2026).falling == "A"


def test_who_does_not_see_what_waits_is_told_nothing(viewer_of):
    card = ScorecardFactory(year=2026, awaited=True)
    assert scorecards.being_judged(viewer_of(Role.LEADER), 2026)
    assert not scorecards.being_judged(viewer_of(Role.LEADER), 2025)
    assert scorecards.being_judged(viewer_of(Role.OPERATOR, agency=card.agency), 2026)
    assert not scorecards.being_judged(viewer_of(Role.OPERATOR, agency=AgencyFactory()), 2026)
