from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.access.roles import Role
from programs.models import EvaluationNote, Indicator
from programs.queries.evaluations import UNLINKED, evaluation, prefixes
from programs.queries.indicators import judged, score
from tests.factories import (
    AgencyFactory,
    AttainmentFactory,
    BudgetFactory,
    IndicatorFactory,
    NodeFactory,
    PlanFactory,
    PlanItemFactory,
    ProgramFactory,
    RealizationFactory,
    TargetFactory,
)
from tests.factories.cascade import CEILINGS, social_affairs

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(viewer_of):
    return viewer_of(Role.SECRETARIAT)


def by_code(told):
    return {line.code: line for line in told.lines if line.code}


def test_money_climbs_from_the_sub_kegiatan_to_the_urusan_and_counts_once_in_all(everybody):
    agency = social_affairs()
    told = evaluation(everybody, "rkpd", 2025, agency)
    lines = by_code(told)

    assert (lines["1.06.02"].money.ceiling, lines["1.06.02"].money.spent) == (530_000_000, 210_500_000)
    assert (lines["1.06.05"].money.ceiling, lines["1.06.05"].money.spent) == (3_325_000_000, 1_675_000_000)
    assert lines["1"].money.ceiling == lines["1.06"].money.ceiling == told.total.ceiling == 3_855_000_000
    assert told.total.quarters == [None, 1_885_500_000, None, None]
    assert round(told.total.absorption, 2) == D("48.91")
    assert told.silent_quarters == [1]


def test_a_line_carries_its_indicators_its_sasaran_and_the_ceilings_of_the_plan(everybody):
    told = evaluation(everybody, "rkpd", 2025, social_affairs())
    lines = by_code(told)

    assert [one.target for one in lines["1.06.02"].indicators] == [45, 4]
    assert {one.goal for one in lines["1.06.05"].indicators} == {D("7.25"), D(100)}
    assert (lines["1.06.02"].goal, lines["1.06.02"].money.final) == (
        "Kemiskinan berkurang",
        CEILINGS["1.06.02"],
    )
    assert lines["1.06.02.2.03"].indicators == []
    assert (told.plan.name, told.first_year, told.last_year) == (
        "RPJMD Kabupaten Tirta Kencana 2025-2029",
        2025,
        2029,
    )


def test_lines_stand_in_the_order_of_the_codes_parents_first(everybody):
    told = evaluation(everybody, "rkpd", 2025, social_affairs())
    codes = [line.code for line in told.lines]
    assert codes == sorted(codes)
    assert codes[:4] == ["1", "1.06", "1.06.02", "1.06.02.2.03"]


def test_the_counts_are_those_of_the_judgement(everybody):
    agency = social_affairs()
    first, second, *_ = Indicator.objects.order_by("pk")
    AttainmentFactory(indicator=first, year=2025, quarter=4, value=5)
    AttainmentFactory(indicator=second, year=2025, quarter=4, value=44)

    told = evaluation(everybody, "rkpd", 2025, agency)

    assert told.score == score(judged(Indicator.objects.all(), [2025]))
    assert (told.score.met, told.score.not_met, told.score.open) == (1, 1, 2)
    assert round(told.mean, 2) == round((D(100) + D(44) / 45 * 100) / 2, 2)


def test_quarters_show_what_was_reported_and_the_year_what_it_came_to(everybody):
    indicator = IndicatorFactory(node=NodeFactory(code="1.06.02", level="program"), formula="sum")
    PlanFactory(in_force_from="2025-01-01")
    TargetFactory(indicator=indicator, year=2026, value=100)
    for year, quarter, value in ((2025, 4, 30), (2026, 1, 10), (2026, 2, 20), (2026, 4, 25)):
        AttainmentFactory(indicator=indicator, year=year, quarter=quarter, value=value)

    (one,) = by_code(evaluation(everybody, "rkpd", 2026))["1.06.02"].indicators

    assert (one.quarters, one.reached, one.before, one.until, one.percent) == (
        (10, 20, None, 25),
        55,
        30,
        85,
        55,
    )


def test_an_indicator_linked_through_a_sub_kegiatan_stands_with_its_programme(everybody):
    node = NodeFactory(code="1.06.02.2.03.0001")
    NodeFactory(code="1.06.02", level="program")
    IndicatorFactory(program=ProgramFactory(node=node), level="program")
    lines = by_code(evaluation(everybody, "rkpd", 2026))
    assert len(lines["1.06.02"].indicators) == 1


def test_an_indicator_of_a_sasaran_stands_above_the_programmes(everybody):
    goal = PlanItemFactory(plan=PlanFactory(in_force_from="2025-01-01"), text="Kemiskinan berkurang")
    IndicatorFactory(level="sasaran", item=goal)
    (line,) = evaluation(everybody, "rkpd", 2026).lines
    assert (line.level, line.name, len(line.indicators)) == ("sasaran", "Kemiskinan berkurang", 1)


def test_a_programme_without_code_is_counted_and_listed_last(everybody):
    agency = social_affairs()
    RealizationFactory(program=ProgramFactory(agency=agency), year=2025, month=1, spent_amount=7)
    told = evaluation(everybody, "rkpd", 2025, agency)
    assert (told.lines[-1].level, told.lines[-1].money.spent, told.total.spent) == (
        UNLINKED,
        7,
        1_885_500_007,
    )
    assert told.silent_quarters == []


def test_of_several_versions_of_the_ceiling_the_one_in_force_counts(everybody):
    program = ProgramFactory(node=NodeFactory(code="1.06.02.2.03.0001"))
    for revision, amount in (("murni", 5), ("perubahan", 9)):
        BudgetFactory(program=program, revision=revision, ceiling_amount=amount)
    assert evaluation(everybody, "rkpd", 2026).total.ceiling == 9


def test_an_agency_sees_its_own_lines_only(viewer_of):
    agency = social_affairs()
    other = AgencyFactory()
    told = evaluation(viewer_of(Role.OPERATOR, agency=other), "rkpd", 2025)
    assert (told.lines, told.total.ceiling) == ([], None)
    assert evaluation(viewer_of(Role.OPERATOR, agency=agency), "rkpd", 2025).total.ceiling == 3_855_000_000


def test_the_renja_of_an_agency_follows_its_own_renstra(everybody):
    agency = social_affairs()
    renstra = PlanFactory(kind="renstra", agency=agency, in_force_from="2025-06-01")
    assert evaluation(everybody, "renja", 2025, agency).plan == renstra
    assert evaluation(everybody, "rkpd", 2025, agency).plan.kind == "rpjmd"


def test_the_words_below_are_those_of_the_newest_quarter(everybody, holder):
    agency, user = social_affairs(), holder()
    for quarter in (1, 2):
        EvaluationNote.objects.create(
            scope="rkpd", agency=agency, year=2025, quarter=quarter, driving=f"tw {quarter}", written_by=user
        )
    assert evaluation(everybody, "rkpd", 2025, agency).note.driving == "tw 2"
    assert evaluation(everybody, "rkpd", 2025).note is None


def test_the_number_of_queries_does_not_grow_with_the_rows(everybody):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            evaluation(everybody, "rkpd", 2025)
        return len(queries)

    social_affairs()
    few = asked()
    for _ in range(3):
        social_affairs(AgencyFactory())
    assert asked() == few


def test_prefixes_skip_the_digit_of_the_authority():
    assert prefixes("1.06.05.2.02.0001") == ["1", "1.06", "1.06.05", "1.06.05.2.02", "1.06.05.2.02.0001"]
