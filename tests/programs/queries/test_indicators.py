from decimal import Decimal as D

import pytest

from agencies.access.roles import Role
from programs.models import Attainment, Indicator
from programs.queries.attainment import State
from programs.queries.indicators import Score, judged, listing, score, scores_by_agency, scores_by_year
from tests.factories import AgencyFactory, IndicatorFactory, TargetFactory

pytestmark = pytest.mark.django_db


def reached(value, *, target=80, agency=None, year=2025, **fields):
    indicator = IndicatorFactory(**({"agency": agency} if agency else {}), **fields)
    TargetFactory(indicator=indicator, year=year, value=target)
    if value is not None:
        Attainment.objects.create(indicator=indicator, year=year, quarter=4, value=value)
    return indicator


def test_the_example_of_the_handbook_gives_71_48_per_cent():
    found = Score(met=193, not_met=77, open=14)
    assert (round(found.percent, 2), found.judged, found.total) == (D("71.48"), 270, 284)


def test_without_a_judged_indicator_there_is_no_per_cent():
    assert Score(open=3).percent is None


def test_the_third_class_is_counted_beside_the_two():
    for value in (80, 90, 79, None):
        reached(value)

    assert score(judged(Indicator.objects.all(), [2025])) == Score(met=2, not_met=1, open=1)


def test_agencies_with_most_not_met_come_first_and_squares_stand_in_order():
    good, bad = AgencyFactory(name="Dinas A"), AgencyFactory(name="Dinas B")
    for agency, values in ((good, (79, 90)), (bad, (None, 10, 90, 20))):
        for value in values:
            reached(value, agency=agency)

    found = scores_by_agency(judged(Indicator.objects.all(), [2025]))

    assert [one.agency for one in found] == ["Dinas B", "Dinas A"]
    assert [row.judgement.state for row in found[0].rows] == [
        State.MET,
        State.NOT_MET,
        State.NOT_MET,
        State.OPEN,
    ]


def test_each_year_is_judged_by_its_own_target():
    indicator = reached(80, year=2024)
    TargetFactory(indicator=indicator, year=2025, value=85)
    Attainment.objects.create(indicator=indicator, year=2025, quarter=4, value=80)

    found = scores_by_year(judged(Indicator.objects.all(), [2024, 2025]))

    assert {year: one.met for year, one in found.items()} == {2024: 1, 2025: 0}


def test_three_queries_judge_any_number_of_indicators(django_assert_max_num_queries):
    for value in range(75, 90):
        reached(value)
    with django_assert_max_num_queries(5):  # two settings, targets, attainments, indicators
        assert len(judged(Indicator.objects.select_related("agency"), range(2022, 2027))) == 15 * 5


def test_the_listing_filters_by_state_class_agency_and_word(viewer_of):
    viewer = viewer_of(Role.SECRETARIAT)
    met = reached(90, name="Angka melek huruf")
    low = reached(10, name="Prevalensi stunting")

    def names(**params):
        return [row.indicator for row in listing(viewer, params, 2025)]

    assert names(keadaan="met") == [met]
    assert names(kelas="SR") == [low]
    assert names(cari="stunt prev") == [low]
    assert names(perangkat=str(met.agency_id)) == [met]
    assert names(perangkat="x") == []
    assert names(urut="-capaian") == [met, low]


def test_an_agency_sees_only_its_own_indicators(viewer_of):
    mine, _other = reached(90), reached(90)
    viewer = viewer_of(Role.OPERATOR, agency=mine.agency)
    assert [row.indicator for row in listing(viewer, {}, 2025)] == [mine]
