from decimal import Decimal as D

import pytest

from reports.measures.p3bm.position import WORDS, position, rank

NATION = "10.14"


@pytest.mark.parametrize(
    ("own", "province", "gaps", "verdict"),
    [
        ("5.21", "8.40", ("-3.19", "-4.93"), "baik"),  # Kab. Bekasi
        ("4.74", "8.40", ("-3.66", "-5.40"), "baik"),  # Kota Bekasi
        ("6.12", "4.53", ("1.59", "-4.02"), "di_bawah_provinsi"),  # Buleleng
        ("5.40", "8.78", ("-3.38", "-4.74"), "baik"),  # Parepare
    ],
)
def test_poverty_of_march_2021(own, province, gaps, verdict):
    told = position(D(own), D(province), D(NATION), "-")
    assert (told.gap_province, told.gap_nation) == (D(gaps[0]), D(gaps[1]))
    assert told.verdict == verdict
    assert told.advantage_province == -told.gap_province


def test_higher_is_better_mirrors_the_verdict():
    assert position(D(70), D(75), D(68), "+").verdict == "di_bawah_provinsi"
    assert position(D(70), D(75), D(68), "-").verdict == "di_bawah_nasional"
    assert position(D(70), D(75), D(72), "+").verdict == "buruk"


def test_an_equal_value_is_not_worse():
    told = position(D(5), D(5), D(5), "-")
    assert (told.verdict, told.advantage_province, told.ratio_nation) == ("baik", 0, 1)


def test_one_reference_decides_alone_and_the_other_is_named():
    told = position(D(6), None, D(5), "-")
    assert (told.verdict, told.missing) == ("di_bawah_nasional", ("provinsi",))
    told = position(D(6), D(7), None, "-")
    assert (told.verdict, told.missing) == ("baik", ("nasional",))


def test_without_any_reference_nothing_is_judged():
    told = position(D(6), None, None, "-")
    assert (told.verdict, told.missing) == (None, ("provinsi", "nasional"))
    assert told.words == "Belum dapat dinilai"


def test_a_reference_of_nothing_has_no_ratio():
    assert position(D(6), D(0), D(3), "-").ratio_province is None
    assert position(D(6), D(0), D(3), "-").ratio_nation == 2


def test_the_best_is_first_and_equals_share_the_better_place():
    values = {"a": D(3), "b": D(5), "c": D(3), "d": D(9)}
    assert [rank(values, code, "-")[0] for code in "abcd"] == [1, 3, 1, 4]
    assert [rank(values, code, "+")[0] for code in "abcd"] == [3, 2, 3, 1]
    assert rank(values, "a", "-")[1] == 4


def test_every_verdict_has_words():
    assert {position(D(5), D(p), D(n), "-").verdict for p in (4, 6) for n in (4, 6)} == WORDS.keys()
