from dataclasses import replace
from decimal import Decimal as D
from types import SimpleNamespace

import pytest

from reports.measures.value_for_money import Lag, elasticity, lag, pair_of, three_e, unit_costs, worths
from reports.queries.costs import Cost
from reports.queries.pro_poor import TaggedLine

LINE = TaggedLine(1, "Sub kegiatan", "", 1, 100, 90, D(1), True, "", "", 10)


def cost(served, spent=90, recipient="person", **more) -> Cost:
    program = SimpleNamespace(pk=1, unit=SimpleNamespace(recipient=recipient))
    unit = "orang" if recipient == "person" else "keluarga"
    each = D(spent) / served if spent is not None and served else None
    return Cost(program, spent, served, unit, None, each, **more)


def test_the_worked_example_of_the_handbook():
    (row,) = worths([LINE], [cost(8)], {1: D(80)})
    assert (row.economy, round(row.efficiency, 3), row.effectiveness) == (D("0.9"), D("0.889"), D("0.8"))
    told = three_e([row], is_over=True)
    assert told.value == "ekonomi 0,90 · efisiensi 0,89 · efektivitas 0,80"
    assert (told.note, told.missing) == ("", "")


def test_a_year_that_is_not_over_is_provisional():
    assert (
        three_e(worths([LINE], [cost(8)], {1: D(80)}), is_over=False).note
        == "Tahun berjalan: masih sementara."
    )


def test_what_is_missing_is_named_and_leads_to_where_it_is_entered():
    told = three_e(worths([replace(LINE, spent_amount=None, target_count=None)], [], {}), is_over=True)
    assert (told.value, told.missing) == ("–", "realisasi")
    for words in (
        "Realisasi belum diisi.",
        "Sasaran atau penerima belum ada.",
        "Indikator program belum dapat dinilai.",
    ):
        assert words in told.note


def test_works_counted_in_roads_have_no_recipients_to_be_efficient_with():
    (row,) = worths([LINE], [cost(8, recipient="none")], {})
    assert (row.efficiency, row.economy) == (None, D("0.9"))


def test_efficiency_is_that_of_the_programme_in_the_middle():
    lines = [replace(LINE, program_id=n) for n in (1, 2, 3)]
    costs = [replace(cost(served), program=SimpleNamespace(pk=n, unit=SimpleNamespace(recipient="person")))
             for n, served in ((1, 9), (2, 18), (3, 900))]  # fmt: skip
    assert "efisiensi 2,00" in three_e(worths(lines, costs, {}), is_over=True).value


def test_cost_per_recipient_is_told_by_unit_and_says_what_lies_far_off():
    lines = [replace(LINE, program_id=n) for n in (1, 2, 3)]
    costs = [
        cost(3),
        replace(cost(1, 30), program=SimpleNamespace(pk=2, unit=SimpleNamespace(recipient="person"))),
        replace(
            cost(2, 100, "family", is_outlier=True),
            program=SimpleNamespace(pk=3, unit=SimpleNamespace(recipient="family")),
        ),
    ]
    told = unit_costs(worths(lines, costs, {}))
    assert told.value == "Rp 50 per keluarga · Rp 30 per orang"
    assert (told.numbers, told.note) == (
        "3 program dengan realisasi dan penerima",
        "1 jauh dari yang sejenis.",
    )


@pytest.mark.parametrize(("spent", "missing"), [(90, "penerima"), (None, "realisasi")])
def test_without_cost_the_missing_half_is_named(spent, missing):
    told = unit_costs(worths([replace(LINE, spent_amount=spent)], [cost(None, spent)], {}))
    assert (told.value, told.missing) == ("–", missing)


LAG = Lag(2026, D("36.1"), D(38), D(1144), D(1000), D(4))


def test_five_per_cent_fewer_poor_for_ten_per_cent_more_money():
    told = elasticity(LAG)
    assert told.value == "-0,50"
    assert told.numbers == "penduduk miskin -5,0 % (2026), anggaran riil 10,0 % (2025)"


@pytest.mark.parametrize(
    ("told", "words", "missing"),
    [
        (None, "dua tahun berturut-turut belum ada", "miskin"),
        (
            replace(LAG, tagged=None, tagged_before=None),
            "Anggaran kemiskinan 2024 dan 2025 belum ada.",
            "pagu",
        ),
        (replace(LAG, tagged_before=None), "Anggaran kemiskinan 2024 belum ada.", "pagu"),
        (replace(LAG, inflation=None), "Inflasi 2025 belum ada.", "inflasi"),
    ],
)
def test_without_one_of_its_figures_there_is_no_elasticity(told, words, missing):
    reading = elasticity(told)
    assert (reading.value, reading.missing) == ("–", missing)
    assert words in reading.note


def test_money_that_did_not_change_gives_no_elasticity():
    assert elasticity(replace(LAG, tagged=D(1040))).note == "Anggaran riil tidak berubah."


def test_the_newest_pair_of_years_counts_and_years_ahead_do_not():
    poor = {2020: D(5), 2021: D(4), 2023: D(3), 2024: D(2), 2027: D(1), 2028: D(1)}
    assert pair_of(poor, 2026) == 2024
    assert pair_of({2020: D(1), 2022: D(1)}, 2026) is None
    told = lag(poor, {2023: D(10)}, {2023: D(3)}, 2026)
    assert (told.year, told.poor, told.poor_before, told.tagged, told.tagged_before, told.inflation) == (
        2024,
        2,
        3,
        10,
        None,
        3,
    )
    assert lag({}, {}, {}, 2026) is None
