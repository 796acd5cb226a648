from decimal import Decimal as D

import pytest

from programs.models import Attainment, AttainmentPart
from programs.queries.parts import Counting, breakdowns, counting_of, remarks, too_small
from tests.factories import IndicatorFactory
from tests.factories.programs import UnitFactory

PEOPLE = Counting(adds_up=True, counts_people=True)
SHARE = Counting(per_cent=True)


def part(label, value=None, above=None, below=None, dimension="jenis_kelamin"):
    figures = [None if figure is None else D(str(figure)) for figure in (value, above, below)]
    return AttainmentPart(
        dimension=dimension, label=label, value=figures[0], numerator=figures[1], denominator=figures[2]
    )


def whole(value, above=None, below=None):
    return Attainment(
        value=D(str(value)), numerator=None if above is None else D(above), denominator=None if below is None else D(below)
    )  # fmt: skip


def test_parts_that_make_the_whole_say_nothing():
    assert remarks(whole(100), [part("Laki-laki", 40), part("Perempuan", 60)], PEOPLE, 2) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((40, 55), "Jumlah rincian 95, seharusnya 100. Periksa keduanya."),
        ((70, 60), "Jumlah rincian 130 melebihi 100. Periksa keduanya."),
    ],
)
def test_a_count_is_held_against_the_sum_of_its_parts(values, sentence):
    parts = [part("Laki-laki", values[0]), part("Perempuan", values[1])]
    assert remarks(whole(100), parts, PEOPLE, 2) == [sentence]


def test_a_part_that_nobody_told_may_make_up_the_rest_but_not_take_from_it():
    assert remarks(whole(100), [part("Laki-laki", 40)], PEOPLE, 2) == []
    assert remarks(whole(100), [part("Laki-laki", 140)], PEOPLE, 2) != []


def test_a_percentage_lies_between_its_parts():
    parts = [part("Laki-laki", 75), part("Perempuan", "90.5")]
    assert remarks(whole(80), parts, SHARE, 2) == []
    assert remarks(whole(70), parts, SHARE, 2) == ["Realisasi 70 di luar rincian 75 sampai 90,5."]


def test_more_than_all_is_told_even_where_nobody_knows_the_groups():
    assert remarks(whole(80), [part("Pesisir", 140)], SHARE, 0) == ["Pesisir: 140 persen. Periksa angkanya."]


def test_numerators_and_denominators_are_sums_too():
    parts = [part("Laki-laki", 50, 20, 40), part("Perempuan", 50, 20, 40)]
    assert remarks(whole(50, 40, 80), parts, SHARE, 2) == []
    assert remarks(whole(50, 45, 80), parts, SHARE, 2) == [
        "Jumlah pembilang rincian 40, seharusnya 45. Periksa keduanya."
    ]


def test_three_rounded_parts_may_miss_the_whole_by_their_rounding():
    parts = [part(label, "33.33") for label in ("A", "B", "C")]
    assert remarks(whole(100), parts, PEOPLE, 3) == []


def test_a_small_group_takes_the_next_larger_one_with_it():
    parts = [part("A", 4), part("B", 60), part("C", 30), part("D", 0)]
    assert too_small(parts, PEOPLE, 5) == {"A", "C"}


def test_two_small_groups_hide_each_other():
    assert too_small([part("A", 4), part("B", 1), part("C", 30)], PEOPLE, 5) == {"A", "B"}


def test_a_share_is_small_by_the_people_behind_it_not_by_its_value():
    assert too_small([part("A", 3), part("B", 4)], SHARE, 5) == set()
    parts = [part("A", 3, 30, 1000), part("B", 25, 1, 4), part("C", 10, 90, 900)]
    assert too_small(parts, SHARE, 5) == {"B", "A"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("unit", "formula", "counting"),
    [
        ("Orang", "last", Counting(adds_up=True, counts_people=True)),
        ("dokumen", "sum", Counting(adds_up=True)),
        ("persen", "share", Counting(per_cent=True)),
        ("tahun", "last", Counting()),
    ],
)
def test_what_adds_up_is_known_by_unit_and_formula(unit, formula, counting):
    UnitFactory(name="orang", recipient="person")
    assert counting_of(IndicatorFactory(unit=unit, formula=formula)) == counting


@pytest.mark.django_db
def test_quarters_stand_beside_each_other_each_with_its_own_hidden_groups():
    indicator = IndicatorFactory()
    reports = {
        quarter: Attainment.objects.create(indicator=indicator, year=2026, quarter=quarter, value=50)
        for quarter in (1, 2)
    }
    for quarter, label, value in ((1, "Laki-laki", 48), (1, "Perempuan", 2), (2, "Perempuan", 20)):
        one = part(label, value)
        one.attainment = reports[quarter]
        one.save()
    [table] = breakdowns(reports, AttainmentPart.objects.order_by("pk"), PEOPLE, small=5, districts=0)
    assert (table.words, table.quarters) == ("Jenis kelamin", [1, 2])
    men, women = table.rows
    assert (men.hidden, women.hidden) == ({1}, {1})
    assert (men.parts[2], women.parts[2].value) == (None, 20)
