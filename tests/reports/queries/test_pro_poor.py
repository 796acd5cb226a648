from decimal import Decimal as D

import pytest

from programs.models import ProgramYear
from reports.queries.pro_poor import attained, located, spending, tagged_lines
from tests.factories import (
    ActionRowFactory,
    BudgetAccountFactory,
    BudgetFactory,
    DistrictFactory,
    IndicatorFactory,
    ProgramFactory,
    StandingFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(viewer_of):
    return viewer_of("leader")


def running(year=2026, ceiling=100, **tag):
    """A programme of the year with one ceiling."""
    program = ProgramFactory()
    ProgramYear.objects.update_or_create(program=program, year=year, defaults=tag)
    BudgetFactory(program=program, year=year, ceiling_amount=ceiling)
    return program


def test_sources_are_summed_once_and_only_the_version_in_force_counts(leader):
    program = running(ceiling=100)
    for revision, amount in (("murni", 50), ("pergeseran", 60), ("perubahan", 70)):
        BudgetFactory(program=program, funding_source__code="DAU", revision=revision, ceiling_amount=amount)
    (line,) = tagged_lines(leader, 2026)
    assert line.ceiling_amount == 170


def test_without_a_weight_a_programme_of_poverty_counts_in_full(leader):
    running()
    running(weight=D("0.4"))
    assert sorted((line.weight, line.has_own_weight) for line in tagged_lines(leader, 2026)) == [
        (D("0.4"), True), (D(1), False),
    ]  # fmt: skip


def test_other_sub_kegiatan_count_only_with_a_weight(leader):
    running(weight=D("0.2")).__class__.objects.update(is_poverty=False)
    other = running()
    other.is_poverty = False
    other.save()
    assert [line.weight for line in tagged_lines(leader, 2026)] == [D("0.2")]


def test_lines_without_money_or_of_another_year_are_none(leader):
    running(year=2025)
    running(ceiling=0)
    assert tagged_lines(leader, 2026) == []


def test_the_action_plan_says_how_a_line_reaches_people(leader):
    program = running()
    ActionRowFactory(program=program, year=2026, direct="Beras untuk keluarga")
    assert [line.activity for line in tagged_lines(leader, 2026)] == ["langsung"]


def test_the_whole_spending_is_that_of_the_version_in_force(leader):
    assert spending(leader, 2026) is None
    row = BudgetAccountFactory(code="5", name="Belanja daerah", ceiling_murni=1000)
    BudgetAccountFactory(code="5.1", ceiling_murni=400)
    assert spending(leader, 2026) == 1000
    row.ceiling_perubahan = 900
    row.save()
    assert spending(leader, 2026) == 900


def test_money_is_located_only_where_one_kecamatan_is_named(leader):
    first, second = DistrictFactory.create_batch(2)
    one, two, none = (ActionRowFactory(year=2026, allocation_amount=amount) for amount in (10, 20, 40))
    one.regions.set([VillageFactory(parent=first), VillageFactory(parent=first)])
    two.regions.set([first, second])
    none.regions.set([first.parent])
    assert located(leader, 2026) == {first.code: 10}


def test_attainment_is_the_mean_of_the_programmes_indicators_that_can_be_judged(leader):
    program = ProgramFactory()
    for percent, state in ((80, "not_met"), (100, "met"), (40, "open"), (None, "open")):
        StandingFactory(indicator=IndicatorFactory(program=program), percent=percent, state=state)
    StandingFactory(indicator=IndicatorFactory(program=program), percent=10, state="not_met", year=2025)
    assert attained(leader, {program.pk, 999_999}, 2026) == {program.pk: 90}


def test_words_of_a_line_are_the_officers(leader):
    running(activity="langsung", field="pendidikan", target_count=40)
    (line,) = tagged_lines(leader, 2026)
    assert (line.activity_words, line.field_words, line.target_count) == ("Langsung", "Pendidikan", 40)
    assert line.agency
