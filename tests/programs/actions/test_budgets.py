from decimal import Decimal

import pytest
from django.apps import apps

from programs.actions.budgets import set_ceilings, set_months
from programs.models import Budget, Realization
from programs.queries.ceilings import PERUBAHAN, Version
from tests.factories import BudgetFactory, ProgramFactory, RealizationFactory, UserFactory
from tests.factories.programs import FundingSourceFactory

pytestmark = pytest.mark.django_db


def test_only_lines_that_differ_are_written_and_counted():
    user, budget = UserFactory(), BudgetFactory(revision="murni", ceiling_amount=5)
    key = (budget.funding_source_id, Version("murni"))

    assert set_ceilings(budget.program, 2026, {key: 5}, by=user) == 0
    assert (
        set_ceilings(
            budget.program,
            2026,
            {key: 6, (key[0], PERUBAHAN): 7, (key[0], Version("pergeseran", 1)): None},
            by=user,
        )
        == 2
    )
    assert set_ceilings(budget.program, 2026, {key: None}, by=user) == 1
    assert list(Budget.objects.values_list("revision", "ceiling_amount")) == [("perubahan", 7)]


def test_what_stood_there_before_stays_in_the_history():
    budget = BudgetFactory(ceiling_amount=5)
    set_ceilings(
        budget.program, 2026, {(budget.funding_source_id, Version(budget.revision)): 6}, by=UserFactory()
    )
    events = apps.get_model("programs", "BudgetEvent").objects
    assert list(events.values_list("ceiling_amount", flat=True)) == [5]


def test_months_are_added_changed_and_taken_out():
    program, source, user = ProgramFactory(), FundingSourceFactory(), UserFactory()
    RealizationFactory(program=program, month=1, spent_amount=10)
    RealizationFactory(program=program, month=2, spent_amount=20)

    changed = set_months(
        program, 2026, source, {1: (10, None), 2: (25, Decimal("30")), 3: (0, None)}, by=user
    )

    assert changed == 2
    assert set_months(program, 2026, source, {1: None}, by=user) == 1
    assert list(Realization.objects.order_by("month").values_list("month", "spent_amount")) == [
        (2, 25),
        (3, 0),
    ]


def test_every_pergeseran_is_a_line_of_its_own():
    user, budget = UserFactory(), BudgetFactory(revision="murni", ceiling_amount=5)
    first, second = ((budget.funding_source_id, Version("pergeseran", number)) for number in (1, 2))
    set_ceilings(budget.program, 2026, {first: 6, second: 7}, by=user)
    set_ceilings(budget.program, 2026, {first: 8, second: 7}, by=user)
    stored = Budget.objects.order_by("revision", "number").values_list("revision", "number", "ceiling_amount")
    assert list(stored) == [("murni", 0, 5), ("pergeseran", 1, 8), ("pergeseran", 2, 7)]
    assert Budget.objects.in_force().get().ceiling_amount == 7
