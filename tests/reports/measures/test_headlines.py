from decimal import Decimal as D

import pytest

from reports.measures.headlines import of_places, of_statistic
from reports.measures.lenses import pictured
from reports.measures.places import Compared, Standpoint, Yardstick
from reports.measures.poverty import rules
from reports.queries.poverty import home_areas, macros
from tests.factories import OfficeFactory, StatisticFactory, StatisticValueFactory

X = Yardstick("x", "Belum terlayani", "%", "-", 1, {})


@pytest.fixture
def title(db, viewer_of):
    """The title of P0 with these values by (area, year)."""
    office = OfficeFactory()

    def of(values: dict) -> str:
        p0 = StatisticFactory(code="P0", name="Tingkat kemiskinan (P0)")
        for (area, year), value in values.items():
            StatisticValueFactory(
                statistic=p0, area=area or office.region.code, area_name=area, year=year, value=D(value)
            )
        (macro,) = macros(viewer_of("leader"), home_areas(office.region))
        return of_statistic(pictured(macro, rules()))

    return of


def test_the_distance_to_the_province_comes_first(title):
    assert title({("", 2024): "5.39", ("35", 2024): "4.00", ("00", 2024): "9.03"}) == (
        "Tingkat kemiskinan Tirta Kencana 1,39 poin lebih tinggi daripada 35"
    )


def test_without_the_province_the_nation_is_the_measure(title):
    assert title({("", 2024): "5.39", ("00", 2024): "9.03"}).endswith(
        "3,64 poin lebih rendah daripada Indonesia"
    )


def test_without_both_the_way_since_the_first_year_is_told(title):
    assert title({("", 2015 + n): 9 - n for n in range(6)}).endswith("turun 5,00 poin sejak 2015")


def test_a_single_value_has_no_more_to_say_than_its_name(title):
    assert title({("", 2024): 5}) == "Tingkat kemiskinan Tirta Kencana"


@pytest.mark.parametrize(
    ("quadrants", "words"),
    [
        ((1, 2, 1, None), "2 dari 3 kecamatan lebih buruk pada kedua ukuran"),
        ((2, 4), "Tidak ada kecamatan yang lebih buruk pada kedua ukuran"),
        ((None,), "Angka kecamatan belum ada"),
    ],
)
def test_the_kecamatan_that_are_worse_by_both_measures_are_counted(quadrants, words):
    rows = [Standpoint(str(n), str(n), D(1), D(1), at) for n, at in enumerate(quadrants)]
    assert of_places(Compared(X, X, D(1), D(1), rows)) == words
