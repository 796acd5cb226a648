"""Keep planning documents: items, targets, ceilings, new versions, and the version in force."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from agencies.actions import audit
from agencies.models import User
from programs.actions import standings
from programs.models import Indicator, Plan, PlanCeiling, PlanItem, PlannedTarget, Program, Target
from programs.queries.plans import family, roots

COPIED = ("kind", "agency_id", "first_year", "last_year", "name", "above_id", "falling_formula")
COPIED_OF_ITEM = ("level", "number", "text", "sort_key", "node_id", "agency_id", "program_id", "supports_id")


class TooEarly(Exception):
    """The version would be in force before the one it follows."""


@transaction.atomic
def save(plan: Plan, *, by: User) -> Plan:
    """Store a document's own facts; another formula for falling indicators judges its years anew."""
    new = plan.pk is None
    before = None if new else Plan.objects.values_list("falling_formula", flat=True).get(pk=plan.pk)
    plan.save()
    audit.record("plan.added" if new else "plan.changed", plan, by=by, falling_formula=plan.falling_formula)
    if plan.in_force_from and before != plan.falling_formula:
        standings.judge_anew(plan.years, by=by)
    return plan


@transaction.atomic
def save_item(
    item: PlanItem,
    ceilings: dict[int, int | None] | None = None,
    indicators: list[Indicator] | None = None,
    programs: list[Program] | None = None,
    *,
    by: User,
) -> PlanItem:
    """Store one item, its ceilings (year -> whole rupiah, None removes it), its indicators and its programmes."""
    item.save()
    known = {row.year: row for row in item.ceilings.select_for_update()}
    with audit.acting(by):
        for year, amount in (ceilings or {}).items():
            row = known.get(year)
            if amount == (row.amount if row else None):
                continue
            if amount is None:
                row.delete()
            else:
                row = row or PlanCeiling(item=item, year=year)
                row.amount = amount
                row.save()
        for model, rows in ((Indicator, indicators), (Program, programs)):
            if rows is not None:
                ids = [one.pk for one in rows]
                model.objects.filter(item=item).exclude(pk__in=ids).update(item=None)
                model.objects.filter(pk__in=ids).exclude(item=item).update(item=item)
    audit.record("plan.item_changed", item.plan, by=by, item=item.pk)
    return item


@transaction.atomic
def remove_item(item: PlanItem, *, by: User) -> int:
    """Take an item with everything below it out of its version; how many items went."""
    plan = item.plan
    with audit.acting(by):
        _, counts = item.delete()
    gone = counts.get(PlanItem._meta.label, 0)
    audit.record("plan.item_removed", plan, by=by, items=gone)
    return gone


@transaction.atomic
def set_targets(
    plan: Plan, indicator: Indicator, targets: dict[int, tuple[Decimal | None, str]], *, by: User
) -> int:
    """What the version plans for an indicator: year -> (value, words), both empty removes it; how many years changed.

    In the version in force the targets in force change with it.
    """
    known = {row.year: row for row in plan.planned_targets.select_for_update().filter(indicator=indicator)}
    changed = []
    with audit.acting(by):
        for year, (value, text) in targets.items():
            row = known.get(year)
            if (value, text) == ((row.value, row.text) if row else (None, "")):
                continue
            changed.append(year)
            if value is None and not text:
                row.delete()
            else:
                row = row or PlannedTarget(plan=plan, indicator=indicator, year=year)
                row.value, row.text = value, text
                row.save()
    if changed:
        audit.record("plan.targeted", plan, by=by, indicator=indicator.pk, years=len(changed))
        if Plan.objects.in_force(timezone.localdate()).filter(pk=plan.pk).exists():
            _copy_targets(plan, by, indicators=[indicator.pk])
    return len(changed)


@transaction.atomic
def copy_version(plan: Plan, *, stage: str, number: int, by: User) -> Plan:
    """A new version with the same items, ceilings and targets; the old one stays as it is."""
    copy = Plan.objects.create(
        **{name: getattr(plan, name) for name in COPIED}, stage=stage, number=number, based_on=plan
    )
    new = _copied_items(plan, copy)
    PlanCeiling.objects.bulk_create(
        [
            PlanCeiling(item_id=new[row.item_id], year=row.year, amount=row.amount)
            for row in PlanCeiling.objects.filter(item__plan=plan).order_by("pk")
        ]
    )
    PlannedTarget.objects.bulk_create(
        [
            PlannedTarget(
                plan=copy, indicator_id=row.indicator_id, year=row.year, value=row.value, text=row.text
            )
            for row in plan.planned_targets.order_by("pk")
        ]
    )
    audit.record("plan.versioned", copy, by=by, based_on=plan.pk, items=len(new))
    return copy


@transaction.atomic
def enforce(plan: Plan, *, from_day: date, by: User) -> int:
    """Put a version in force from a day; how many targets in force changed. Raises TooEarly.

    The version before ends the day before, the targets of the period become this version's, and indicators, programmes
    and the plans below follow to the same item of this version.
    """
    versions = family(plan).select_for_update().exclude(pk=plan.pk)
    for before in versions.filter(in_force_from__isnull=False).order_by("pk"):
        if before.in_force_from >= from_day:
            raise TooEarly
        if before.in_force_to is None or before.in_force_to >= from_day:
            before.in_force_to = from_day - timedelta(days=1)
            before.save(update_fields=["in_force_to"])
    plan.in_force_from, plan.in_force_to = from_day, None
    plan.save(update_fields=["in_force_from", "in_force_to"])
    _move_links(plan)
    changed = _copy_targets(plan, by)
    if plan.falling_formula:
        standings.judge_anew(plan.years, by=by)
    audit.record("plan.enforced", plan, by=by, from_day=from_day.isoformat(), targets=changed)
    return changed


@transaction.atomic
def link(item: PlanItem | None, programs, *, by: User) -> int:
    """Say which item of a plan these programmes support; how many changed."""
    others = programs.exclude(item=item) if item else programs.filter(item__isnull=False)
    ids = list(others.values_list("pk", flat=True))
    Program.objects.filter(pk__in=ids).update(item=item)
    audit.record(
        "plan.linked", item.plan if item else None, by=by, item=item.pk if item else None, programs=ids
    )
    return len(ids)


def _copied_items(plan: Plan, copy: Plan) -> dict[int, int]:
    """old item -> its copy; parents are tied in a second step, when all copies have a number."""
    items = list(plan.items.order_by("pk"))
    copies = PlanItem.objects.bulk_create(
        [
            PlanItem(plan=copy, origin=item, **{name: getattr(item, name) for name in COPIED_OF_ITEM})
            for item in items
        ]
    )
    new = {item.pk: made.pk for item, made in zip(items, copies, strict=True)}
    for item, made in zip(items, copies, strict=True):
        made.parent_id = new.get(item.parent_id)
    PlanItem.objects.bulk_update(copies, ["parent"], batch_size=1_000)
    return new


def _move_links(plan: Plan) -> None:
    """Whatever points at an item of another version points at the same item of this one."""
    root = roots(plan)
    here = {root[pk]: pk for pk in plan.items.values_list("pk", flat=True)}
    moved = {pk: here[top] for pk, top in root.items() if top in here and here[top] != pk}
    for model, name in ((Indicator, "item"), (Program, "item"), (PlanItem, "supports")):
        rows = list(model.objects.filter(**{f"{name}__in": moved}))
        for row in rows:
            setattr(row, f"{name}_id", moved[getattr(row, f"{name}_id")])
        model.objects.bulk_update(rows, [name], batch_size=1_000)


def _copy_targets(plan: Plan, by: User, indicators: list[int] | None = None) -> int:
    """The planned targets become those in force; rows that say the same are left alone."""
    planned = plan.planned_targets.order_by("indicator", "year")
    if indicators is not None:
        planned = planned.filter(indicator__in=indicators)
    wanted = {(row.indicator_id, row.year): row for row in planned}
    rows = Target.objects.select_for_update().filter(
        indicator__in={pk for pk, _ in wanted}, year__in={year for _, year in wanted}
    )
    known = {(row.indicator_id, row.year): row for row in rows.order_by("pk")}
    new, changed = [], []
    for (indicator, year), row in wanted.items():
        target = known.get((indicator, year))
        if target is None:
            new.append(Target(indicator_id=indicator, year=year, value=row.value, text=row.text, plan=plan))
        elif (target.value, target.text, target.plan_id) != (row.value, row.text, plan.pk):
            target.value, target.text, target.plan = row.value, row.text, plan
            changed.append(target)
    with audit.acting(by):
        Target.objects.bulk_create(new, batch_size=1_000)
        Target.objects.bulk_update(changed, ["value", "text", "plan"], batch_size=1_000)
    written = [*new, *changed]
    if written:
        standings.refresh({row.indicator_id for row in written}, {row.year for row in written})
    return len(written)
