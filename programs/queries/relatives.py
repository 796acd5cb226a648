"""What stands around one indicator: the one above it, those below it, and the item of a plan that it measures."""

from dataclasses import dataclass, field

from programs.models import Indicator, PlanItem
from programs.models.indicators import IndicatorQuerySet
from programs.models.plans import PlanItemQuerySet


@dataclass(frozen=True, slots=True)
class Relatives:
    """Of the relatives only those that the given rows hold: others stay unnamed."""

    parent: Indicator | None = None
    item: PlanItem | None = None
    children: list[Indicator] = field(default_factory=list)


def relatives(indicator: Indicator, indicators: IndicatorQuerySet, items: PlanItemQuerySet) -> Relatives:
    """In at most three queries, however many children there are."""
    return Relatives(
        indicators.filter(pk=indicator.parent_id).first() if indicator.parent_id else None,
        items.select_related("plan").filter(pk=indicator.item_id).first() if indicator.item_id else None,
        list(indicators.filter(parent=indicator.pk).order_by("sort_key", "pk")),
    )
