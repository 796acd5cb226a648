from decimal import Decimal as D

import pytest

from programs.models import Attainment, Indicator, Statistic
from programs.queries.plausibility import Remark, limits, of_year, remarks


def indicator(**fields):
    return Indicator(**{"unit": "orang", "formula": "last"} | fields)


def reported(value, *, quarter=1, year=2026):
    return Attainment(year=year, quarter=quarter, value=None if value is None else D(value))


def codes(one, value, before=None, year=2026):
    return [remark.code for remark in remarks(one, None if value is None else D(value), before, year)]


@pytest.mark.parametrize(
    ("unit", "value", "found"),
    [
        ("persen", "0", []),
        ("%", "100", []),
        ("Persen", "100.01", ["range"]),
        ("persen", "-0.5", ["range"]),
        ("orang", "250", []),
        ("persen", None, []),
    ],
)
def test_a_share_lies_between_0_and_100(unit, value, found):
    assert codes(indicator(unit=unit), value) == found


def test_the_limits_of_the_macro_figure_go_before_those_of_the_unit():
    line = Statistic(code="GK", lowest=50_000, highest=5_000_000)
    assert limits(indicator(unit="rupiah", statistic=line)) == (50_000, 5_000_000)
    assert codes(indicator(statistic=line), "529.643") == ["range"]
    assert codes(indicator(statistic=Statistic(code="X", lowest=0)), "-1") == ["range"]
    assert limits(indicator(unit="persen", statistic=Statistic(code="P0"))) == (0, 100)


@pytest.mark.parametrize(
    ("value", "found"), [("130", []), ("130.01", ["sudden"]), ("70", []), ("69.99", ["sudden"])]
)
def test_a_change_of_more_than_30_per_cent_is_remarked(value, found):
    assert codes(indicator(), value, reported(100)) == found
    assert codes(indicator(), value, reported(100, year=2025, quarter=4)) == found


def test_a_remark_says_from_what_and_by_how_much():
    assert remarks(indicator(), D(50), reported(80), 2026) == [
        Remark("sudden", before=D(80), change=D("37.5"))
    ]


def test_nothing_is_held_against_nothing():
    assert codes(indicator(), "5", reported(0)) == []
    assert codes(indicator(), "5", reported(None)) == []
    assert codes(indicator(), "5") == []


def test_parts_of_a_sum_may_differ():
    assert codes(indicator(formula="sum"), "500", reported(1)) == []
    assert codes(indicator(formula="last", aggregation="sum"), "500", reported(1)) == []


def test_a_running_total_does_not_fall_but_starts_again_each_year():
    running = indicator(formula="sum", aggregation="cumulative")
    assert codes(running, "9", reported(10)) == ["falls"]
    assert codes(running, "500", reported(10)) == []
    assert codes(running, "9", reported(10, year=2025, quarter=4)) == []


def test_every_report_of_a_year_is_held_against_the_figure_before_it():
    rows = [reported(10, quarter=3), reported(None, quarter=2), reported(5, quarter=1)]
    found = of_year(indicator(), rows, reported(4, year=2025, quarter=4), 2026)
    assert {quarter: [one.before for one in noted] for quarter, noted in found.items()} == {
        1: [],
        2: [],
        3: [D(5)],
    }
