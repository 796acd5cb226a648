from decimal import Decimal as D

import pytest

from reports.measures.fields import field_rows, flags_of
from reports.measures.lenses import pictured
from reports.measures.p3bm.priority import WEIGHTS
from reports.measures.poverty import rules
from reports.queries.poverty import home_areas, leading, macros
from tests.factories import OfficeFactory, StatisticFactory, StatisticValueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictures(viewer_of):
    """P0 falls behind in everything, TPT has one value alone, and schooling is not a main indicator."""
    office = OfficeFactory()
    p0 = StatisticFactory(code="P0", field="kemiskinan", main=True)
    tpt = StatisticFactory(code="TPT", field="ketenagakerjaan", main=True)
    aps = StatisticFactory(code="APS", field="pendidikan", main=False)
    for place in range(6):
        for area, value in ((office.region.code, 9 + place), ("35", 8 - place), ("00", 7 - place)):
            StatisticValueFactory(statistic=p0, area=area, year=2015 + place, value=D(value))
    for statistic in (tpt, aps):
        StatisticValueFactory(statistic=statistic, area=office.region.code, year=2024)
    told = rules()
    return [pictured(one, told) for one in leading(macros(viewer_of("leader"), home_areas(office.region)))]


def test_worse_in_everything_is_the_first_priority(pictures):
    first = field_rows(pictures, WEIGHTS)[0]
    assert (first.label, first.score, first.words, first.state) == ("Kemiskinan", 5, "Prioritas 1", "bad")
    assert [held for _, held in first.marks] == [True] * 5


def test_a_field_with_one_value_has_nothing_against_it_and_says_that_nothing_is_known(pictures):
    row = next(row for row in field_rows(pictures, WEIGHTS) if row.label == "Ketenagakerjaan")
    assert (row.score, row.most, row.words) == (0, 5, "Data belum cukup")
    assert len(row.flags.unknown) == 5


def test_a_field_without_main_indicator_is_not_judged(pictures):
    rows = {row.label: row for row in field_rows(pictures, WEIGHTS)}
    assert rows["Pendidikan"].words == rows["Ketahanan pangan"].words == "Belum dapat dinilai"
    assert "Lainnya" not in rows
    assert field_rows(pictures, WEIGHTS)[-1].picture is None


def test_weights_are_the_offices_own(pictures):
    heavy = (D(3), D(0), D(0), D(0), D(0))
    assert field_rows(pictures, heavy)[0].score == 3


def test_flags_follow_the_verdicts(pictures):
    told = next(one for one in pictures if one.told.macro.statistic.code == "P0")
    flags = flags_of(told)
    assert (flags.worse_province, flags.worsening, flags.irrelevant) == (True, True, True)
