"""Planning documents as pages see them: the list, the tree of one version, and what changed between two."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import Count

from programs.models import Indicator, Plan, PlanCeiling, PlanItem, PlannedTarget
from programs.models.plans import PlanQuerySet

LEVEL_ORDER = {level: place for place, level in enumerate(PlanItem.Level.values)}
KIND_ORDER = {kind: place for place, kind in enumerate(Plan.Kind.values)}


@dataclass(frozen=True, slots=True)
class Goal:
    """One indicator of an item with what the version plans per year of its period; None where it says nothing."""

    indicator: Indicator
    targets: list[PlannedTarget | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the tree: how deep it stands, its indicators, and its ceilings per year (whole rupiah)."""

    item: PlanItem
    depth: int
    goals: list[Goal] = field(default_factory=list)
    ceilings: list[int | None] = field(default_factory=list)

    @property
    def ceiling_total(self) -> int | None:
        known = [amount for amount in self.ceilings if amount is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions: what it is about and what each says, in the reader's order old, new."""

    about: str
    year: int | None
    old: Decimal | int | str | None
    new: Decimal | int | str | None
    is_money: bool = False


def listing(plans: PlanQuerySet) -> PlanQuerySet:
    """Documents by period and kind, the newest version of each first."""
    return (
        plans.select_related("agency")
        .annotate(item_count=Count("items"))
        .order_by("-first_year", "kind", "agency__sort_key", "-number", "-pk")
    )


def family(plan: Plan) -> PlanQuerySet:
    """Every version of the same document."""
    return Plan.objects.filter(kind=plan.kind, agency=plan.agency_id, first_year=plan.first_year)


def roots(plan: Plan) -> dict[int, int]:
    """item -> the item of the first version it goes back to, over all versions of the document."""
    origins = dict(PlanItem.objects.filter(plan__in=family(plan)).values_list("pk", "origin_id"))
    return {pk: _root(pk, origins) for pk in origins}


def tree(plan: Plan) -> list[Line]:
    """The items of one version from top to bottom, each below its parent, with targets and ceilings.

    An indicator hangs on the item of one version; it is shown with the same item of every version.
    """
    items = list(plan.items.select_related("node", "agency").order_by("sort_key", "pk"))
    children = defaultdict(list)
    for item in items:
        children[item.parent_id].append(item)
    goals, ceilings = _goals(plan), _ceilings(plan)
    root = roots(plan)
    lines: list[Line] = []
    waiting = [(item, 0) for item in reversed(_sorted(children[None]))]
    while waiting:
        item, depth = waiting.pop()
        amounts = [ceilings.get((item.pk, year)) for year in plan.years]
        lines.append(Line(item, depth, goals.get(root[item.pk], []), amounts))
        waiting += [(child, depth + 1) for child in reversed(_sorted(children[item.pk]))]
    return lines


def folded(lines: list[Line]) -> list[Line]:
    """The tree down to programmes; one without ceilings of its own carries the sums of what stands below it."""
    shown: list[Line] = []
    own = {line.item.pk for line in lines if line.ceiling_total is not None}
    for line in lines:
        if LEVEL_ORDER[line.item.level] <= LEVEL_ORDER[PlanItem.Level.PROGRAM]:
            shown.append(replace(line, ceilings=list(line.ceilings)))
        elif shown and shown[-1].item.level == PlanItem.Level.PROGRAM:
            if shown[-1].item.pk not in own:
                shown[-1].ceilings[:] = map(_added, shown[-1].ceilings, line.ceilings)
    return shown


def _added(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def unattached(plan: Plan) -> list[Goal]:
    """Indicators the version has targets for that stand below none of its items."""
    shown = {goal.indicator.pk for line in tree(plan) for goal in line.goals}
    loose = [goal for goals in _goals(plan).values() for goal in goals if goal.indicator.pk not in shown]
    return sorted(loose, key=lambda goal: (goal.indicator.sort_key, goal.indicator.pk))


def compared(old: Plan, new: Plan) -> list[Change]:
    """What the newer version says otherwise: items gone and come, words, targets and ceilings."""
    root = roots(new)
    before, after = (
        {root[item.pk]: item for item in plan.items.order_by("sort_key", "pk")} for plan in (old, new)
    )
    changes = [Change(str(before[key]), None, "ada", None) for key in before if key not in after]
    changes += [Change(str(after[key]), None, None, "baru") for key in after if key not in before]
    changes += [
        Change(str(after[key]), None, before[key].text, after[key].text)
        for key in after
        if key in before and before[key].text != after[key].text
    ]
    return changes + _changed_targets(old, new) + _changed_ceilings(old, new, root, after | before)


def _changed_targets(old: Plan, new: Plan) -> list[Change]:
    found: list[dict] = []
    for plan in (old, new):
        rows = plan.planned_targets.select_related("indicator").order_by(
            "indicator__sort_key", "indicator", "year"
        )
        found.append(
            {(row.indicator, row.year): row.value if row.value is not None else row.text for row in rows}
        )
    before, after = found
    return [
        Change(str(key[0]), key[1], before.get(key), after.get(key))
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key)
    ]


def _changed_ceilings(old: Plan, new: Plan, root: dict[int, int], items: dict[int, PlanItem]) -> list[Change]:
    before, after = (
        {(root[pk], year): amount for (pk, year), amount in _ceilings(plan).items()} for plan in (old, new)
    )
    return [
        Change(str(items[key[0]]), key[1], before.get(key), after.get(key), is_money=True)
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key)
    ]


def _goals(plan: Plan) -> dict[int | None, list[Goal]]:
    """root item -> its indicators; None holds those without item."""
    targets = defaultdict(dict)
    for row in PlannedTarget.objects.filter(plan=plan):
        targets[row.indicator_id][row.year] = row
    root = roots(plan)
    rows = Indicator.objects.filter(item__in=root) | Indicator.objects.filter(pk__in=targets)
    goals = defaultdict(list)
    for one in rows.distinct().order_by("sort_key", "pk"):
        goals[root.get(one.item_id)].append(Goal(one, [targets[one.pk].get(year) for year in plan.years]))
    return goals


def _ceilings(plan: Plan) -> dict[tuple[int, int], int]:
    rows = PlanCeiling.objects.filter(item__plan=plan).order_by("item", "year")
    return {(item, year): amount for item, year, amount in rows.values_list("item", "year", "amount")}


def _sorted(items: list[PlanItem]) -> list[PlanItem]:
    return sorted(items, key=lambda item: (LEVEL_ORDER[item.level], item.sort_key, item.pk))


def _root(pk: int, origins: dict[int, int | None]) -> int:
    seen = {pk}
    while (origin := origins.get(pk)) is not None and origin in origins and origin not in seen:
        seen.add(origin)
        pk = origin
    return pk
