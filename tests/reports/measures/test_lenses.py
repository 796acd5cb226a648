from decimal import Decimal as D

import pytest

from reports.measures import conclusions
from reports.measures.lenses import STATES, pictured
from reports.measures.p3bm import position, relevance, trend
from reports.measures.poverty import rules
from reports.queries.poverty import home_areas, macros
from tests.factories import OfficeFactory, StatisticFactory, StatisticValueFactory

pytestmark = pytest.mark.django_db
PAREPARE = ("6.08", "5.73", "5.70", "5.59", "5.26", "5.44", "5.40", "5.41")
SULSEL = ("9.39", "9.40", "9.38", "9.06", "8.69", "8.72", "8.78", "8.63")
NATION = ("11.22", "10.86", "10.64", "9.82", "9.41", "9.78", "10.14", "9.54")


@pytest.fixture
def lenses(viewer_of):
    """The lenses on P0 of the office from 2015 on, by kind, for the values given per area."""

    def lenses(own, province=(), nation=(), **statistic) -> dict:
        office = OfficeFactory()
        p0 = StatisticFactory(code="P0", name="Tingkat kemiskinan (P0)", **statistic)
        for area, name, values in (
            (office.region.code, "x", own),
            ("35", "Jawa Timur", province),
            ("00", "Indonesia", nation),
        ):
            for place, value in enumerate(values):
                if value:
                    StatisticValueFactory(
                        statistic=p0, area=area, area_name=name, year=2015 + place, value=D(value)
                    )
        (macro,) = macros(viewer_of("leader"), home_areas(office.region))
        return pictured(macro, rules()).by_kind

    return lenses


def test_the_worse_reference_decides_the_relevance(lenses):
    told = lenses(PAREPARE, SULSEL, NATION)["relevansi"]
    assert told.words == "Kurang relevan"
    assert "Indonesia turun 1,68 poin" in told.text
    assert (told.figures["perubahan_35"], told.figures["perubahan_00"]) == ("-0.76", "-1.68")


def test_each_lens_names_its_rule_with_the_thresholds_in_force(lenses):
    told = lenses(PAREPARE, SULSEL, NATION)
    assert "0,6" in told["efektivitas"].rule
    assert "0,7" in told["efektivitas"].rule
    assert "5 nilai" in told["perkembangan"].rule
    assert all(lens.rule for lens in told.values())


def test_the_draft_speaks_of_points_never_of_per_cent(lenses):
    told = lenses(PAREPARE, SULSEL, NATION)
    assert told["posisi"].text.startswith("Tingkat kemiskinan Tirta Kencana 5,41 % pada Maret 2022.")
    assert "3,22 poin lebih rendah daripada Jawa Timur" in told["posisi"].text
    assert "turun 0,67 poin sejak 2015" in told["perkembangan"].text


def test_without_province_the_nation_alone_is_compared(lenses):
    told = lenses(PAREPARE, (), NATION)["posisi"]
    assert told.words == "Baik"
    assert "belum ada" in told.text


def test_a_level_series_neither_rises_nor_falls(lenses):
    told = lenses(["5"] * 6, ["5"] * 6, ["4"] * 6)
    assert told["perkembangan"].words == "Tetap"
    assert told["posisi"].words == "Lebih buruk dari nasional"


def test_counts_have_a_movement_only(lenses):
    assert lenses(PAREPARE, SULSEL, NATION, unit="ribu jiwa").keys() == {"perkembangan", "efektivitas"}


def test_a_statistic_without_direction_or_without_own_value_has_no_lens(lenses):
    assert lenses(PAREPARE, SULSEL, NATION, direction="") == {}


def test_only_a_province_gives_no_lens(lenses):
    assert lenses((), SULSEL, NATION) == {}


def test_every_verdict_has_a_colour_or_is_unknown():
    written = {*conclusions.PLACE_WORDS, *conclusions.MONEY_WORDS, *conclusions.LINK_WORDS, "2", "3"}
    lenses = {*position.WORDS, *trend.WORDS, *trend.WAYS, *relevance.WORDS}
    known = (lenses | written) - {"belum_cukup"}
    assert known == STATES.keys()
