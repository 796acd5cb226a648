from decimal import Decimal as D

import pytest

from reports.queries.statistics import (
    areas_to_choose,
    areas_with_values,
    beside,
    periods_with_values,
    series,
    values_of,
)
from tests.factories import (
    DistrictFactory,
    OfficeFactory,
    StatisticFactory,
    StatisticValueFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(viewer_of):
    return viewer_of("leader")


@pytest.fixture
def p0():
    return StatisticFactory(code="P0", name="Tingkat kemiskinan", field="kemiskinan")


def test_a_series_tells_its_extent(leader, p0):
    StatisticFactory(code="TPT", name="Pengangguran", field="ketenagakerjaan")
    for area, year in (("00", 2015), ("00", 2016), ("35", 2020)):
        StatisticValueFactory(statistic=p0, area=area, year=year)
    empty, told = series(leader, {})
    assert (told.many, told.places, told.first, told.last) == (3, 2, 2015, 2020)
    assert (empty.many, empty.first) == (0, None)
    assert [row.code for row in series(leader, {"cari": "KEMISKINAN tingkat"})] == ["P0"]
    assert [row.code for row in series(leader, {"cari": "p0"})] == ["P0"]
    assert [row.code for row in series(leader, {"bidang": "ketenagakerjaan"})] == ["TPT"]
    assert len(series(leader, {"bidang": "tiada"})) == 2


def test_values_stand_by_area_newest_first(leader, p0):
    for area, year, period in (("35", 2020, "Maret"), ("00", 2019, "Maret"), ("00", 2021, "September")):
        StatisticValueFactory(statistic=p0, area=area, area_name=f"Wilayah {area}", year=year, period=period)
    StatisticValueFactory()
    assert [(row.area, row.year) for row in values_of(leader, p0, {})] == [
        ("00", 2021),
        ("00", 2019),
        ("35", 2020),
    ]
    assert [row.year for row in values_of(leader, p0, {"wilayah": "00", "periode": "Maret"})] == [2019]
    assert areas_with_values(leader, p0) == [("00", "Wilayah 00"), ("35", "Wilayah 35")]
    assert periods_with_values(leader, p0) == ["Maret", "September"]


def test_the_nation_and_every_place_down_to_the_kecamatan_can_be_chosen(viewer_of):
    office = OfficeFactory()
    village = VillageFactory(parent=DistrictFactory(parent=office.region))
    codes = [code for code, _ in areas_to_choose(viewer_of("secretariat"), office.region)]
    assert codes[0] == "00"
    assert {office.region.code, village.parent.code} <= set(codes)
    assert village.code not in codes
    assert areas_to_choose(viewer_of("secretariat"), None) == [("00", "Indonesia")]


def test_a_value_is_held_against_its_neighbours(p0):
    p1 = StatisticFactory(code="P1")
    value = StatisticValueFactory(statistic=p1, year=2024, value=1)
    StatisticValueFactory(statistic=p0, year=2024, value=D("5.4"))
    StatisticValueFactory(statistic=p0, year=2024, value=9, period="September")
    StatisticValueFactory(statistic=p1, year=2023, value=D("0.9"))
    assert beside(value) == ({"P0": D("5.4")}, D("0.9"))
