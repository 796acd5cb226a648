from decimal import Decimal as D
from types import SimpleNamespace

import pytest

from programs.models import Statistic, StatisticValue
from reports.measures.phrases import amount, doubts, moved, name_of, when


def macro(unit, decimals=2, name="Tingkat kemiskinan (P0)"):
    return SimpleNamespace(statistic=SimpleNamespace(unit=unit, decimals=decimals, name=name))


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        ("6.12", "persen", 2, "6,12 %"), ("93.38", "persen rumah tangga", 2, "93,38 %"), ("36.55", "ribu jiwa", 2, "36,55 ribu jiwa"),
        ("529643", "Rp/kapita/bulan", 0, "Rp 529.643"), ("0.384", "rasio", 3, "0,384"),
        ("13362", "ribu Rp/orang/tahun", 0, "13.362 ribu Rp"),
    ],
)  # fmt: skip
def test_values_carry_their_unit(value, unit, decimals, words):
    assert amount(D(value), macro(unit, decimals)) == words


def test_differences_of_rates_are_points():
    assert amount(D("-1.59"), macro("persen"), difference=True) == "1,59 poin"
    assert amount(D("0.05"), macro("indeks"), difference=True) == "0,05 poin"
    assert amount(D("-2"), macro("ribu jiwa"), difference=True) == "2,00 ribu jiwa"


def test_movement_has_a_way():
    assert moved(D("-0.67"), macro("persen")) == "turun 0,67 poin"
    assert moved(D("0.3"), macro("persen")) == "naik 0,30 poin"
    assert moved(D("0.001"), macro("persen")) == "tidak berubah"
    assert moved(D("-0.102"), macro("persen"), 1) == "turun 0,102 poin"


def test_a_yearly_figure_is_of_the_year():
    assert when("Maret", 2021) == "Maret 2021"
    assert when("Tahun", 2021) == "tahun 2021"
    assert name_of(macro("persen")) == "Tingkat kemiskinan"


def test_doubts_about_a_typed_figure_are_sentences_said_once():
    value = StatisticValue(statistic=Statistic(lowest=D(0), highest=D(100)), value=D(539))
    assert doubts(["range", "sudden"], value) == [
        "Di luar kisaran wajar.", "Berubah lebih dari 30 % dari tahun sebelumnya.",
    ]  # fmt: skip
    value.value = D(5)
    assert doubts(["above_P0"], value) == ["Kedalaman tidak dapat melebihi tingkat kemiskinan."]
    assert doubts([], StatisticValue(statistic=Statistic(), value=D(5))) == []
