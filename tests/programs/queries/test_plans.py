import pytest

from programs.actions.plans import copy_version
from programs.models import Plan, PlanCeiling
from programs.queries.plans import compared, listing, tree, unattached
from tests.factories import (
    AgencyFactory,
    IndicatorFactory,
    PlanCeilingFactory,
    PlanFactory,
    PlanItemFactory,
    PlannedTargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory(number=0)


def test_items_stand_below_their_parents_in_the_order_of_their_numbers(plan):
    goal = PlanItemFactory(plan=plan, level="tujuan", number="1")
    for number in ("1.10", "1.2"):
        PlanItemFactory(plan=plan, parent=goal, number=number)
    vision = PlanItemFactory(plan=plan, level="visi", number="")
    PlanItemFactory()

    assert [(line.item.number, line.depth) for line in tree(plan)] == [
        (vision.number, 0), ("1", 0), ("1.2", 1), ("1.10", 1),
    ]  # fmt: skip


def test_a_line_shows_its_indicators_and_ceilings_of_the_period(plan):
    item = PlanItemFactory(plan=plan)
    indicator = IndicatorFactory(item=item)
    PlannedTargetFactory(plan=plan, indicator=indicator, year=2027, value=None, text="WTP")
    PlanCeilingFactory(item=item, year=2025, amount=3)
    PlanCeilingFactory(item=item, year=2029, amount=4)

    [line] = tree(plan)

    assert [(goal.indicator, [row and row.text for row in goal.targets]) for goal in line.goals] == [
        (indicator, [None, None, "WTP", None, None])
    ]
    assert (line.ceilings, line.ceiling_total) == ([3, None, None, None, 4], 7)


def test_an_indicator_is_shown_with_the_same_item_of_every_version(plan):
    indicator = IndicatorFactory(item=PlanItemFactory(plan=plan))
    second = copy_version(
        copy_version(plan, stage="perubahan", number=1, by=None), stage="perubahan", number=2, by=None
    )
    assert [goal.indicator for line in tree(second) for goal in line.goals] == [indicator]


def test_indicators_with_targets_but_without_item_are_not_lost(plan):
    PlanItemFactory(plan=plan)
    loose = PlannedTargetFactory(plan=plan).indicator
    assert [goal.indicator for goal in unattached(plan)] == [loose]


def test_the_tree_takes_as_many_queries_for_one_item_as_for_many(plan, django_assert_num_queries):
    for _ in range(3):
        IndicatorFactory(item=PlanItemFactory(plan=plan))
    with django_assert_num_queries(6):
        assert len(tree(plan)) == 3


def test_two_versions_are_compared_by_what_they_say(plan):
    kept, gone = PlanItemFactory(plan=plan, number="1"), PlanItemFactory(plan=plan, number="2")
    PlanCeilingFactory(item=kept, year=2026, amount=100)
    target = PlannedTargetFactory(plan=plan, year=2026, value=80)
    copy = copy_version(plan, stage="perubahan", number=1, by=UserFactory())
    assert compared(plan, copy) == []

    copy.items.get(origin=gone).delete()
    added = PlanItemFactory(plan=copy, number="3")
    PlanCeiling.objects.filter(item__plan=copy).update(amount=90)
    copy.planned_targets.update(value=85)

    assert [(one.about, one.year, one.old, one.new) for one in compared(plan, copy)] == [
        (str(gone), None, "ada", None), (str(added), None, None, "baru"),
        (str(target.indicator), 2026, 80, 85), (str(kept), 2026, 100, 90),
    ]  # fmt: skip


def test_an_agency_sees_the_regions_plans_and_its_own(viewer_of):
    agency = AgencyFactory()
    region, own = PlanFactory(), PlanFactory(kind="renstra", agency=agency)
    PlanFactory(kind="renstra", agency=AgencyFactory())
    viewer = viewer_of("operator", agency=agency)
    assert set(listing(Plan.objects.visible_to(viewer))) == {region, own}
