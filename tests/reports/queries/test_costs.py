from decimal import Decimal as D

import pytest

from agencies.access.roles import Role
from programs.models import Program, Unit
from reports.queries.costs import costs
from tests.factories import AssistanceFactory, FamilyFactory, ProgramFactory, RealizationFactory

pytestmark = pytest.mark.django_db


def spending(amount, served=1, **fields):
    program = ProgramFactory(**fields)
    RealizationFactory(program=program, spent_amount=amount)
    for _ in range(served):
        AssistanceFactory(program=program, amount=10)
    return program


def found(viewer_of):
    return costs(viewer_of(Role.LEADER), Program.objects.all(), 2026, D(3))


def test_cost_is_spent_over_served_in_the_programmes_unit(viewer_of):
    spending(900, served=3)
    families = Unit.objects.create(name="keluarga", recipient="family")
    program = ProgramFactory(unit=families)
    RealizationFactory(program=program, spent_amount=100)
    AssistanceFactory(program=program, person=None, family=FamilyFactory())

    rows = found(viewer_of)

    assert [(row.spent, row.served, row.unit, row.per_served) for row in rows] == [
        (900, 3, "orang", 300), (100, 1, "keluarga", 100),
    ]  # fmt: skip
    assert rows[0].amount == 30


def test_without_recipients_or_money_there_is_no_cost(viewer_of):
    spending(900, served=0)
    AssistanceFactory()
    assert [(row.served, row.per_served) for row in found(viewer_of)] == [(None, None), (1, None)]


def test_what_lies_far_from_its_like_comes_first(viewer_of):
    for amount in (10, 11, 12, 13):
        spending(amount)
    dear = spending(40)
    rows = found(viewer_of)
    assert [row.program for row in rows if row.is_outlier] == [dear]
    assert rows[0].program == dear


def test_the_queries_do_not_grow_with_the_programmes(viewer_of, django_assert_num_queries):
    for amount in (10, 20, 30):
        spending(amount)
    viewer = viewer_of(Role.LEADER)
    with django_assert_num_queries(3):
        costs(viewer, Program.objects.all(), 2026, D(3))
