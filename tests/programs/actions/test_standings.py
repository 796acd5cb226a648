from decimal import Decimal as D
from random import Random

import pytest

from agencies.access.roles import Role
from agencies.actions.settings import change_office, change_setting
from agencies.jobs.queue import run_now
from agencies.models import Job, OfficeProfile
from agencies.settings_catalogue import CATALOGUE
from programs.actions import indicators as actions, reviews, standings
from programs.models import Attainment, Indicator, Scorecard, Standing, Target
from programs.queries import scorecards, yardsticks
from programs.queries.attainment import class_of
from programs.queries.indicators import judged, score
from tests.factories import (
    AgencyFactory,
    AttainmentFactory,
    IndicatorFactory,
    OfficeFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
YEARS = (2024, 2025, 2026)


def random_register(chance: Random, many: int) -> None:
    """Indicators of every kind with targets and reports of every shape, drawn by lot."""
    agencies = [AgencyFactory() for _ in range(5)]
    for _ in range(many):
        indicator = IndicatorFactory(
            agency=chance.choice(agencies), direction=chance.choice("+-"), decimals=chance.randint(0, 2),
            formula=chance.choice(Indicator.Formula.values), aggregation=chance.choice(Indicator.Aggregation.values),
        )  # fmt: skip
        for year in YEARS:
            _random_year(chance, indicator, year)


def _random_year(chance: Random, indicator: Indicator, year: int) -> None:
    if chance.random() < 0.9:
        number = chance.random() < 0.8
        value = D(chance.randint(0, 3000)) / 7 if number else None
        text = "" if number else chance.choice(("WTP", "3-5", "10 s.d. 20"))
        TargetFactory(indicator=indicator, year=year, value=value and round(value, 4), text=text)
    for quarter in chance.sample((1, 2, 3, 4), chance.randint(0, 4)):
        kind = chance.randint(0, 5)
        told = {
            "value": None if kind < 2 else round(D(chance.randint(-100, 3000)) / 7, 4),
            "text": "WTP" if kind == 0 else "",
            "reason": "not_published" if kind == 1 else "",
            "hindering": chance.choice(("", 'Harga "naik"; \\ 100 %')),
        }
        AttainmentFactory(indicator=indicator, year=year, quarter=quarter, **told)


def test_every_stored_standing_is_what_judging_gives(viewer_of):
    random_register(Random(11), 100)
    standings.refresh(None, YEARS)

    rows = judged(Indicator.objects.order_by("pk"), YEARS)
    kept = {(one.indicator_id, one.year): one for one in Standing.objects.all()}

    assert len(kept) == len(rows) == 300
    for row in rows:
        found, one = row.judgement, kept[row.indicator.pk, row.year]
        assert (one.state, one.reason, one.flag) == (found.state, found.reason, found.flag or "")
        assert (one.class_code, one.class_code) == (found.class_code, class_of(one.percent)[0])
        assert (one.target_value, one.target_text, one.quarter) == (row.target, row.target_text, row.quarter)
        assert (one.realized_text, one.hindering, one.status) == (row.last_text, row.hindering, row.status)
        assert (one.percent is None) == (found.percent is None)
        assert found.percent is None or 0 <= found.percent - one.percent < D("0.000001")
        assert (one.realized is None) == (found.realized is None)
    for year, cards in scorecards.of(viewer_of(Role.LEADER), YEARS).items():
        for agency, card in cards.items():
            own = [row for row in rows if row.year == year and row.indicator.agency_id == agency]
            assert scorecards.total([card]) == score(own)
        assert scorecards.total(cards.values()) == score(row for row in rows if row.year == year)


def test_whatever_is_changed_one_by_one_ends_where_counting_all_anew_ends():
    chance = Random(7)
    random_register(chance, 12)
    standings.refresh(None, YEARS)
    user = UserFactory()
    for indicator in Indicator.objects.all()[:6]:
        actions.set_targets(indicator, {2025: (D(chance.randint(1, 90)), ""), 2024: (None, "")}, by=user)
        row = indicator.attainments.filter(year=2026, quarter=2).first()
        row = row or Attainment(indicator=indicator, year=2026, quarter=2)
        row.value, row.reason = D(chance.randint(1, 90)), ""
        reviews.report([row], by=user)
    kept = _everything()

    standings.refresh(None, YEARS)

    assert _everything() == kept


def _everything():
    hidden = ("id", "refreshed_at")
    return [
        sorted(
            tuple(sorted((key, str(value)) for key, value in row.items() if key not in hidden))
            for row in model.objects.values()
        )
        for model in (Standing, Scorecard)
    ]


def test_a_second_refresh_writes_nothing():
    random_register(Random(3), 10)
    assert standings.refresh(None, YEARS) == 30
    assert standings.refresh(None, YEARS) == 0


def test_a_new_indicator_counts_at_once_as_not_assessable_in_every_year_kept():
    OfficeFactory(fiscal_year=2026)
    TargetFactory(year=2025)
    standings.refresh_all()
    new = actions.save(IndicatorFactory.build(agency=AgencyFactory()), by=UserFactory())
    kept = Standing.objects.filter(indicator=new).order_by("year").values_list("year", "state", "reason")
    assert list(kept) == [(2025, "open", "no_target"), (2026, "open", "no_target")]


def test_an_indicator_that_changes_its_agency_leaves_the_counts_of_the_old_one():
    indicator = IndicatorFactory()
    standings.refresh(None, [2026])
    before, indicator.agency = indicator.agency, AgencyFactory()
    actions.save(indicator, by=UserFactory())
    assert not Scorecard.objects.filter(agency=before).exists()
    assert Scorecard.objects.get(agency=indicator.agency, year=2026).no_target == 1


def test_the_first_target_of_a_new_year_judges_all_indicators_in_that_year():
    first, _second = IndicatorFactory(), IndicatorFactory()
    actions.set_targets(first, {2030: (D(10), "")}, by=UserFactory())
    assert sorted(Standing.objects.filter(year=2030).values_list("reason", flat=True)) == [
        "no_target",
        "not_reported",
    ]


def test_the_night_forgets_years_of_which_nothing_is_left():
    OfficeFactory(fiscal_year=2026)
    target = TargetFactory(year=2031)
    standings.refresh_all()
    Target.objects.filter(pk=target.pk).delete()
    run_now(scorecards.TASK)
    assert set(Standing.objects.values_list("year", flat=True)) == {2026}
    assert set(Scorecard.objects.values_list("year", flat=True)) == {2026}


def test_per_cent_are_cut_so_that_the_class_stays_below_its_floor():
    indicator = IndicatorFactory(decimals=2)
    TargetFactory(indicator=indicator, value=D("1000000000"))
    AttainmentFactory(indicator=indicator, value=D("909999999.9999"))
    standings.refresh([indicator.pk], [2026])
    one = Standing.objects.get()
    assert (one.class_code, one.percent) == ("T", D("90.999999"))


def test_a_target_next_to_nothing_still_fits():
    indicator = IndicatorFactory()
    TargetFactory(indicator=indicator, value=D("0.0001"))
    AttainmentFactory(indicator=indicator, value=D("1000000000000"))
    standings.refresh([indicator.pk], [2026])
    assert Standing.objects.get().percent == D("9999999999.999999")


def falling(**fields) -> Indicator:
    """Target 4, reached 8: 50 per cent by formula A and 0 by formula B."""
    indicator = IndicatorFactory(direction="-", formula="falling", **fields)
    TargetFactory(indicator=indicator, year=2026, value=4)
    AttainmentFactory(indicator=indicator, year=2026, quarter=4, value=8)
    return indicator


def set_formula(value):
    change_setting(by=UserFactory(), key="falling_formula", value=value, reason="Kesepakatan")


def test_another_falling_formula_judges_anew_at_once():
    OfficeFactory(fiscal_year=2026)
    falling()
    standings.refresh_all()
    assert Standing.objects.get().percent == 50
    set_formula("B")
    assert Standing.objects.get().percent == 0
    assert Scorecard.objects.get().capped_sum == 0


@pytest.mark.parametrize("key", yardsticks.KEYS)
def test_whatever_judging_goes_by_is_followed(key, monkeypatch):
    asked = []
    monkeypatch.setattr(standings, "judge_anew", lambda years, by: asked.append(years))
    declared = CATALOGUE[key]
    value = declared.choices[-1][0] if declared.choices else declared.default
    change_setting(by=UserFactory(), key=key, value=value, reason="Kesepakatan")
    assert len(asked) == 1


def test_another_year_at_work_is_judged_at_once():
    OfficeFactory(fiscal_year=2026)
    IndicatorFactory()
    standings.refresh_all()
    office = OfficeProfile.objects.get()
    office.fiscal_year = 2027
    change_office(by=UserFactory(), office=office, changed=["fiscal_year"])
    assert set(Scorecard.objects.values_list("year", flat=True)) == {2026, 2027}


def test_what_takes_long_is_left_to_the_worker_and_said_until_it_is_done(monkeypatch, viewer_of):
    viewer = viewer_of(Role.LEADER)
    OfficeFactory(fiscal_year=2026)
    indicator = falling()
    standings.refresh_all()
    monkeypatch.setattr(standings, "AT_ONCE", 0)
    assert not scorecards.being_judged(viewer, 2026)
    for formula in "BAB":
        set_formula(formula)
    assert Job.objects.get().task == scorecards.TASK

    reviews.report([indicator.attainments.get()], by=UserFactory())  # the rest of the agency still waits
    assert scorecards.being_judged(viewer, 2026)
    assert Scorecard.objects.get().falling == "A"

    run_now(scorecards.TASK)
    assert (Standing.objects.get().percent, Scorecard.objects.get().falling) == (0, "B")
    assert not scorecards.being_judged(viewer, 2026)


def test_judging_tells_how_many_years_are_done():
    OfficeFactory(fiscal_year=2026)
    TargetFactory(year=2024)
    told = []
    standings.refresh_all(lambda *words: told.append(words))
    assert told == [(0, 2, "Menilai indikator 2026"), (1, 2, "Menilai indikator 2024")]


def test_what_stays_the_same_keeps_the_moment_it_was_written():
    one, other = falling(), falling()
    standings.refresh(None, [2026])
    written = Standing.objects.get(indicator=other).refreshed_at
    AttainmentFactory(indicator=one, year=2026, quarter=3, value=1)
    one.attainments.filter(quarter=4).update(value=3)
    assert standings.refresh([one.pk, other.pk], [2026]) == 1
    assert Standing.objects.get(indicator=other).refreshed_at == written
    assert Standing.objects.get(indicator=one).refreshed_at > written


def test_the_queries_of_a_refresh_do_not_grow_with_the_indicators(django_assert_num_queries):
    agency = AgencyFactory()
    for _ in range(3):
        falling(agency=agency)
    standings.refresh(None, [2026])
    ids = list(Indicator.objects.values_list("pk", flat=True))
    with django_assert_num_queries(20, exact=False) as few:
        standings.refresh(ids[:1], [2026])
    Attainment.objects.update(value=5)
    with django_assert_num_queries(len(few)):
        standings.refresh(ids, [2026])
