import pytest

from programs.models import Indicator, PlanItem
from programs.queries.relatives import Relatives, relatives
from tests.factories import IndicatorFactory, PlanItemFactory

pytestmark = pytest.mark.django_db


def test_above_below_and_the_item_are_found():
    item, above = PlanItemFactory(), IndicatorFactory()
    one = IndicatorFactory(parent=above, item=item)
    below = [IndicatorFactory(parent=one, name=name) for name in ("A", "B")]
    assert relatives(one, Indicator.objects.all(), PlanItem.objects.all()) == Relatives(above, item, below)


def test_what_may_not_be_seen_stays_unnamed():
    one = IndicatorFactory(parent=IndicatorFactory(), item=PlanItemFactory())
    IndicatorFactory(parent=one)
    assert relatives(one, Indicator.objects.none(), PlanItem.objects.none()) == Relatives()


def test_an_indicator_that_stands_alone_costs_one_query(django_assert_num_queries):
    one = IndicatorFactory()
    with django_assert_num_queries(1):
        assert relatives(one, Indicator.objects.all(), PlanItem.objects.all()) == Relatives()
