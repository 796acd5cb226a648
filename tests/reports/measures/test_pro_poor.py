from dataclasses import replace
from decimal import Decimal as D

from reports.measures.pro_poor import mismatches, purse, readings, shares, strategies
from reports.queries.pro_poor import TaggedLine
from reports.queries.villages import VillageRow

BILLION = 10**9
LINE = TaggedLine(1, "Sub kegiatan", "1.06.05.2.01.0001", 1, 100 * BILLION, None, D(1), False, "", "")
HANDBOOK = purse(
    [
        replace(LINE, ceiling_amount=186 * BILLION, activity="langsung", spent_amount=93 * BILLION),
        replace(LINE, ceiling_amount=252 * BILLION, weight=D("0.5"), activity="penunjang", strategy=2, has_own_weight=True),
    ]
)  # fmt: skip
NOTHING = purse([])


def told(now, before=NOTHING, **more) -> dict:
    more = {"spending": 2400 * BILLION, "poor": 36_550, "is_over": False} | more
    return {one.code: one for one in readings(now, before, **more)}


def test_the_worked_year_of_the_handbook():
    found = told(HANDBOOK)
    assert HANDBOOK.tagged == 312 * BILLION
    assert (found["B1"].value, found["B2"].value, found["B3"].value) == ("13,0 %", "59,6 %", "Rp 8,5 juta")
    assert found["B1"].numbers == "Rp 312 miliar dari belanja Rp 2,4 triliun"


def test_what_is_missing_is_a_dash_with_its_reason():
    found = told(purse([LINE]), spending=None, poor=None)
    for code, reason in (
        ("B1", "Belanja daerah"),
        ("B2", "Jenis aktivitas"),
        ("B3", "Jumlah penduduk"),
        ("B4", "tahun lalu"),
    ):
        assert found[code].value == "–"
        assert reason in found[code].note


def test_a_year_is_judged_only_when_it_is_over():
    assert told(HANDBOOK)["B8"].value == "–"
    assert told(HANDBOOK, is_over=True)["B8"].value == "Tidak efektif"


def test_absorption_is_of_the_unweighted_ceiling():
    assert told(HANDBOOK)["B7"].value == "21,2 %"


def test_growth_is_from_the_year_before():
    before = purse([replace(LINE, ceiling_amount=300 * BILLION)])
    assert told(HANDBOOK, before)["B4"].value == "4,0 %"


def test_with_the_inflation_growth_is_also_real():
    before = purse([replace(LINE, ceiling_amount=300 * BILLION)])
    told_of = told(HANDBOOK, before, inflation=D(4))["B4"]
    assert (told_of.value, told_of.note) == ("4,0 %", "Riil 0,0 % setelah inflasi 4,00 %.")
    assert told(HANDBOOK, before)["B4"].missing == "inflasi"


def test_support_of_the_office_never_counts():
    assert purse([replace(LINE, node="1.06.01.2.02.0001", weight=D(1))]).lines == ()


def test_strategies_add_up():
    rows = strategies(HANDBOOK)
    assert [amount for _, amount, _ in rows] == [186 * BILLION, 126 * BILLION]
    assert sum(share for _, _, share in rows) == 100
    assert strategies(NOTHING) == []


def test_priority_fields_with_little_money_are_named():
    now = purse([replace(LINE, field="pendidikan"), replace(LINE, field="ekonomi", weight=D("0.25"))])
    ((field, found, other),) = mismatches(now, {"ekonomi": 1, "pendidikan": None})
    assert (field, other, found.share) == ("Ekonomi", "Pendidikan", 20)
    assert mismatches(purse([LINE]), {"ekonomi": 1}) == []


def test_a_kecamatan_with_less_money_than_poor_families_is_low():
    districts = [
        VillageRow(code, code, code, "", target, 0, target, 0, 0, 0)
        for code, target in (("a", 20), ("b", 80))
    ]
    low, fair = shares({"a": 12, "b": 88}, districts, D("0.8"))
    assert (low.code, low.equity, low.is_low) == ("a", D("0.6"), True)
    assert (fair.equity, fair.is_low) == (D("1.1"), False)
    assert shares({}, districts, D("0.8")) == []


def test_a_kecamatan_without_poor_families_has_no_ratio():
    districts = [
        VillageRow("a", "a", "a", "", 0, 0, 0, 0, 0, 0),
        VillageRow("b", "b", "b", "", 5, 0, 5, 0, 0, 0),
    ]
    assert [(one.code, one.equity) for one in shares({"b": 10}, districts, D("0.8"))] == [
        ("b", 1),
        ("a", None),
    ]
