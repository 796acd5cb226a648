from decimal import Decimal as D
from random import Random

import pytest

from agencies.access.roles import Role
from agencies.jobs.queue import run_now
from programs.actions import indicators as actions, reviews, standings
from programs.models import Attainment, Indicator, Scorecard, Standing, Target
from programs.queries import scorecards
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
    run_now("standings.refresh", None)
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
