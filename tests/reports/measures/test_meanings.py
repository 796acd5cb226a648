from decimal import Decimal as D

from reports.measures.meanings import MEANINGS
from reports.measures.pro_poor import purse, readings
from reports.measures.value_for_money import elasticity, three_e, unit_costs


def test_every_reading_has_its_meaning_and_no_meaning_is_left_over():
    told = readings(purse([]), purse([]), spending=None, poor=None, is_over=False, inflation=D(3))
    told += [unit_costs([]), three_e([], is_over=False), elasticity(None)]
    assert {one.code for one in told} == MEANINGS.keys()


def test_every_meaning_says_what_how_and_from_where():
    for code, one in MEANINGS.items():
        assert one.name == code
        assert all((one.meaning, one.formula, one.source, one.freshness))
