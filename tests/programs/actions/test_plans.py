from datetime import date
from decimal import Decimal

import pytest

from programs.actions.plans import (
    TooEarly,
    copy_version,
    enforce,
    link,
    remove_item,
    save,
    save_item,
    set_targets,
)
from programs.models import Attainment, Indicator, Plan, PlanCeiling, PlanItem, PlannedTarget, Program, Target
from tests.factories import (
    IndicatorFactory,
    PlanCeilingFactory,
    PlanFactory,
    PlanItemFactory,
    PlannedTargetFactory,
    ProgramFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
BEGIN, LATER = date(2025, 1, 1), date(2026, 7, 1)


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def plan():
    """A plan with a goal, a sasaran below it, one indicator, a programme and a ceiling."""
    plan = PlanFactory(number=0, in_force_from=BEGIN)
    goal = PlanItemFactory(plan=plan, level="tujuan", number="1")
    item = PlanItemFactory(plan=plan, parent=goal, number="1.1")
    PlanCeilingFactory(item=item, year=2026, amount=500)
    indicator = IndicatorFactory(item=item)
    PlannedTargetFactory(plan=plan, indicator=indicator, year=2026, value=80)
    TargetFactory(indicator=indicator, year=2026, value=80)
    ProgramFactory(item=item)
    return plan


def said(plan):
    """Everything one version says, without row numbers."""
    items = plan.items.order_by("sort_key").values_list("level", "number", "text", "parent__text")
    ceilings = (
        PlanCeiling.objects.filter(item__plan=plan)
        .order_by("year")
        .values_list("item__text", "year", "amount")
    )
    targets = plan.planned_targets.order_by("year").values_list("indicator", "year", "value", "text")
    return [list(items), list(ceilings), list(targets)]


def test_a_new_version_says_the_same_and_the_old_one_stays_as_it_is(plan, by):
    before = said(plan)
    copy = copy_version(plan, stage="perubahan", number=1, by=by)

    assert said(copy) == said(plan) == before
    assert (copy.based_on, copy.in_force_from, copy.stage) == (plan, None, "perubahan")
    assert {item.origin.plan_id for item in copy.items.select_related("origin").order_by("pk")} == {plan.pk}
    copy.items.update(text="Lain")
    PlanCeiling.objects.filter(item__plan=copy).update(amount=1)
    assert said(plan) == before


def test_putting_a_version_in_force_changes_its_targets_and_no_other_figure(plan, by):
    copy = copy_version(plan, stage="perubahan", number=1, by=by)
    copy.planned_targets.update(value=90)
    other = TargetFactory(year=2026, value=5)
    counts = [model.objects.count() for model in (PlannedTarget, PlanItem, PlanCeiling, Attainment, Target)]

    assert enforce(copy, from_day=LATER, by=by) == 1

    target = Target.objects.get(indicator=Indicator.objects.get(item__plan=copy))
    assert (target.value, target.plan) == (90, copy)
    other.refresh_from_db()
    assert (other.value, other.plan) == (5, None)
    assert counts == [
        model.objects.count() for model in (PlannedTarget, PlanItem, PlanCeiling, Attainment, Target)
    ]
    plan.refresh_from_db()
    assert plan.in_force_to == date(2026, 6, 30)
    assert list(Plan.objects.in_force(date(2026, 6, 30))) == [plan]
    assert list(Plan.objects.in_force(LATER)) == [copy]
    assert enforce_again(copy, by) == 0


def enforce_again(plan, by):
    """A day later, nothing differs any more."""
    return enforce(plan, from_day=date(2026, 7, 2), by=by)


def test_links_follow_to_the_same_item_of_the_version_in_force(plan, by):
    renstra = PlanFactory(kind="renstra", agency=Indicator.objects.get().agency)
    below = PlanItemFactory(plan=renstra, supports=plan.items.get(level="sasaran"))
    copy = copy_version(plan, stage="perubahan", number=1, by=by)
    assert Program.objects.get(item__isnull=False).item.plan == plan

    enforce(copy, from_day=LATER, by=by)

    here = copy.items.get(level="sasaran")
    below.refresh_from_db()
    assert (
        Program.objects.get(item=here).item == Indicator.objects.get(item=here).item == below.supports == here
    )


def test_a_version_cannot_come_before_the_one_it_follows(plan, by):
    copy = copy_version(plan, stage="perubahan", number=1, by=by)
    with pytest.raises(TooEarly):
        enforce(copy, from_day=BEGIN, by=by)


def test_targets_of_a_draft_wait_and_those_of_the_version_in_force_count_at_once(plan, by):
    indicator = Indicator.objects.get(item__plan=plan)
    draft = copy_version(plan, stage="perubahan", number=1, by=by)

    assert set_targets(draft, indicator, {2026: (Decimal(99), "")}, by=by) == 1
    assert Target.objects.get(indicator=indicator).value == 80
    assert set_targets(plan, indicator, {2026: (Decimal(81), ""), 2027: (None, "")}, by=by) == 1
    assert Target.objects.get(indicator=indicator).value == 81
    assert set_targets(plan, indicator, {2026: (Decimal(81), "")}, by=by) == 0
    assert set_targets(draft, indicator, {2026: (None, "")}, by=by) == 1
    assert not draft.planned_targets.exists()


def test_ceilings_are_written_where_they_differ(by):
    item = PlanItemFactory()
    save_item(item, {2026: 100, 2027: None}, by=by)
    save_item(item, {2026: 100, 2027: 0}, by=by)
    assert list(item.ceilings.order_by("year").values_list("year", "amount")) == [(2026, 100), (2027, 0)]
    save_item(item, {2026: None}, by=by)
    assert list(item.ceilings.values_list("year", flat=True)) == [2027]


def test_an_item_goes_with_what_is_below_it_and_programmes_stay(plan, by):
    assert remove_item(plan.items.get(level="tujuan"), by=by) == 2
    assert not plan.items.exists()
    assert Program.objects.get().item is None


def test_programmes_are_linked_and_loosened(by):
    item = PlanItemFactory()
    first, second = ProgramFactory(item=item), ProgramFactory()
    assert link(item, Program.objects.all(), by=by) == 1
    assert set(item.programs.all()) == {first, second}
    assert link(None, Program.objects.filter(pk=first.pk), by=by) == 1
    assert set(item.programs.all()) == {second}


def test_a_documents_own_facts_are_stored(by):
    plan = save(PlanFactory.build(name="RPJMD"), by=by)
    plan.falling_formula = "B"
    save(plan, by=by)
    assert Plan.objects.get().falling_formula == "B"
