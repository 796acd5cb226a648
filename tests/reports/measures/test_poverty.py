from decimal import Decimal as D

import pytest

from programs.models import StatisticValue
from reports.measures.poverty import analysed, is_rate, points_of, rules
from reports.queries.poverty import home_areas, macros
from tests.factories import OfficeFactory, StatisticFactory, StatisticValueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


def published(office, values: dict, area=None, statistic=None, **more):
    statistic = statistic or StatisticFactory(code="P0", name="Tingkat kemiskinan (P0)")
    for year, value in values.items():
        StatisticValueFactory(
            statistic=statistic, area=area or office.region.code, year=year, value=D(value), **more
        )


def only(office, viewer):
    (macro,) = macros(viewer, home_areas(office.region))
    return analysed(macro, rules())


@pytest.fixture
def leader(viewer_of):
    return viewer_of("leader")


def test_the_trend_begins_after_the_last_change_of_method(office, leader):
    published(office, {2019: "1", 2020: "2"})
    published(office, {2021: "9"}, breaks_series=True)
    published(office, {2022: "8"})
    told = only(office, leader)
    assert (told.trend.first.year, told.trend.n) == (2021, 2)


def test_a_doubtful_value_is_shown_but_judges_nothing(office, leader):
    published(office, {2021: "9", 2023: "8"})
    published(office, {2022: "25674"}, is_suspect=True)
    told = only(office, leader)
    assert told.trend.n == 2
    assert {row.year: row.own for row in told.rows}[2022] == 25674


def test_the_regency_is_placed_among_the_known_ones_of_its_province(office, leader):
    published(office, {2024: "5"})
    published(office, {2024: "4"}, area="35.01")
    published(office, {2024: "9"}, area="35.02")
    assert only(office, leader).place == (2, 3)


def test_a_value_is_compared_only_with_the_same_year(office, leader):
    published(office, {2023: "5"})
    published(office, {2024: "4"}, area="35")
    told = only(office, leader)
    assert (told.position.verdict, told.position.missing) == (None, ("provinsi", "nasional"))


def test_what_has_no_direction_is_not_judged(office, leader):
    statistic = StatisticFactory(code="GK", direction="", unit="Rp/kapita/bulan")
    published(office, {2023: "500000", 2024: "520000"}, statistic=statistic)
    told = only(office, leader)
    assert (told.position, told.trend, told.relevances, told.outliers) == (None, None, (), ())


@pytest.mark.parametrize(
    ("unit", "rate"),
    [
        ("persen", True), ("indeks", True), ("orang/rumah tangga", True), ("tahun", True), ("persen rumah tangga", True),
        ("ribu jiwa", False), ("KK", False), ("KEPALA KELUARGA", False),
    ],
)  # fmt: skip
def test_numbers_grow_with_the_place_and_rates_do_not(unit, rate):
    assert is_rate(unit) is rate


def test_points_are_in_order_of_years(office):
    published(office, {2024: "1", 2020: "2"})
    rows = {row.year: row for row in StatisticValue.objects.all()}
    assert [point.year for point in points_of(rows)] == [2020, 2024]
