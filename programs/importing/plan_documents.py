"""The planning document a table of indicators belongs to, and the items of its tree that lines name."""

import re

from rapidfuzz import fuzz

from agencies.importing.goals import GOALS
from agencies.models import Agency, Upload
from agencies.models.sorting import sort_key
from programs.importing.facts import Told
from programs.importing.plan_titles import first_day, plan_kind_of, stage_of, title_of, years_of
from programs.models import Nomenclature, Plan, PlanItem

IN_FORCE = (Plan.Stage.PENETAPAN, Plan.Stage.PERUBAHAN)  # drafts never come in force
MOST_YEARS = 25
ALIKE = 90  # per cent of letters; below it a goal of the same number is another one
NUMBERED = re.compile(r"^([ivx]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s+(\S.*)$", re.I | re.S)


class Documents:
    """Finds or makes plans and items, each once."""

    def __init__(self, upload: Upload):
        self.upload, self.title = upload, title_of(upload)
        self.plans: dict[tuple, Plan] = {}
        self.items: dict[tuple, PlanItem] = {}
        self.goals: dict[int, list[PlanItem]] = {}

    def years(self, told: Told) -> tuple[int, int] | None:
        """First and last year of the plan: told, or as the columns reach."""
        for words in (told.values.get("periode"), self.upload.context.get("periode")):
            years = years_of(words)
            if years and years[1] - years[0] < MOST_YEARS:
                return years
        columns = [name.removesuffix("_teks")[7:] for name in told.values if name.startswith("target_20")]
        found = sorted({int(year) for year in columns if year.isdigit()})
        if found:
            return found[0], found[-1]
        return (told.line.year, told.line.year) if told.line.year else None

    def plan(self, told: Told, agency: Agency, years: tuple[int, int]) -> Plan:
        """The version of the document that the title names; without such words the one in force."""
        kind = plan_kind_of(self.title, years)
        owner = None if kind in Plan.OF_THE_REGION else agency
        key = (kind, owner.pk if owner else None, years)
        plan = self.plans.get(key)
        if plan is None:
            plan = self.plans[key] = self._found(kind, owner, years) or self._made(told, kind, owner, years)
        if plan.pk is None:
            told.needs.append(plan)
        return plan

    def _versions(self, kind: str, owner: Agency | None, years: tuple[int, int]):
        return Plan.objects.filter(kind=kind, agency=owner, first_year=years[0])

    def _found(self, kind: str, owner: Agency | None, years: tuple[int, int]) -> Plan | None:
        versions, told = self._versions(kind, owner, years).order_by("pk"), stage_of(self.title)
        if told:
            return versions.filter(stage=told[0], number=told[1]).first()
        current = versions.filter(in_force_from__isnull=False, in_force_to=None).first()
        return current or versions.filter(stage=Plan.Stage.PENETAPAN, number=0).first()

    def _made(self, told: Told, kind: str, owner: Agency | None, years: tuple[int, int]) -> Plan:
        stage, numbered = stage_of(self.title) or (Plan.Stage.PENETAPAN, 0)
        others = self._versions(kind, owner, years).filter(in_force_from__isnull=False).exists()
        span = f"{years[0]}" if years[0] == years[1] else f"{years[0]}-{years[1]}"
        name = f"{Plan.Kind(kind).label} {owner.short_name or owner.name if owner else ''} {span}"
        return Plan(
            kind=kind, agency=owner, first_year=years[0], last_year=years[1], stage=stage, number=numbered,
            name=" ".join(name.split())[:150], in_force_from=first_day(years[0]) if stage in IN_FORCE and not others else None,
            source_upload=self.upload, source_sheet=told.line.sheet, source_row=told.line.row,
        )  # fmt: skip

    def is_in_force(self, plan: Plan) -> bool:
        return plan.in_force_from is not None and plan.in_force_to is None

    def item(
        self, told: Told, plan: Plan, agency: Agency, node: Nomenclature | None, words: str
    ) -> PlanItem | None:
        """The item of the plan that the line stands under: of its code, else of its words, below its sasaran."""
        goal = self._goal(told, plan, agency)
        if node is None and not words:
            self._need(goal, told)
            return goal
        level = node.level if node else PlanItem.Level.PROGRAM
        known = self._known(plan)
        item = known.get((level, node.code if node else sort_key(words), agency.pk))
        if item is None:
            text = words or (node.name if node else "")
            item = self._new(told, plan, level=level, parent=self._above(known, node, agency) or goal, text=text, agency=agency,
                             node=node, number=node.code[:20] if node else "")  # fmt: skip
            known[level, node.code if node else sort_key(words), agency.pk] = item
        self._need(item, told)
        return item

    def _goal(self, told: Told, plan: Plan, agency: Agency) -> PlanItem | None:
        """The lowest goal that the line stands under, from the vision down to the sasaran."""
        above = None
        for level in GOALS:
            if words := str(told.values.get(level) or "").strip():
                above = self._goal_of(told, plan, level, words, above)
        return above

    def _goal_of(self, told: Told, plan: Plan, level: str, words: str, above: PlanItem | None) -> PlanItem:
        """The goal of these words: known, or new below `above`. What may be another one's keeps the line back."""
        number, text = number_and_text(words)
        goals = [item for item in self._goals(plan) if item.level == level]
        same = [item for item in goals if sort_key(item.text) in (sort_key(text), sort_key(words))]
        same = _narrowed(same, lambda item: item.number == number)
        same = _narrowed(same, lambda item: is_below(item, above))
        if len(same) > 1:
            told.hold("item_ambiguous", level, n=len(same), tingkat=level)
        if same:
            return same[0]
        taken = [item for item in goals if number and item.number == number and is_below(item, above)]
        for item in taken:
            if fuzz.ratio(sort_key(item.text), sort_key(text)) < ALIKE:
                told.hold("item_differs", level, tingkat=level.title(), nomor=number, usulan=[item.text])
            return item
        made = self._new(told, plan, level=level, parent=above, number=number, text=text)
        self._goals(plan).append(made)
        return made

    def _goals(self, plan: Plan) -> list[PlanItem]:
        """The goals of the plan, also those that this list makes."""
        key = plan.pk or id(plan)
        if key not in self.goals:
            rows = PlanItem.objects.filter(plan=plan.pk, level__in=GOALS).order_by("pk") if plan.pk else ()
            self.goals[key] = list(rows)
        return self.goals[key]

    def _above(self, known: dict, node: Nomenclature | None, agency: Agency) -> PlanItem | None:
        above = node.parent if node else None
        return known.get((above.level, above.code, agency.pk)) if above else None

    def _new(self, told: Told, plan: Plan, **fields) -> PlanItem:
        return PlanItem(
            plan=plan,
            source_upload=self.upload,
            source_sheet=told.line.sheet,
            source_row=told.line.row,
            **fields,
        )

    def _known(self, plan: Plan) -> dict[tuple, PlanItem]:
        """(level, code or words, agency) -> item, below the goals."""
        key = plan.pk or id(plan)
        if key not in self.items:
            rows = (
                PlanItem.objects.filter(plan=plan.pk)
                .exclude(level__in=GOALS)
                .select_related("node")
                .order_by("-pk")
                if plan.pk
                else ()
            )
            self.items[key] = {
                (row.level, row.node.code if row.node else sort_key(row.text), row.agency_id): row
                for row in rows
            }
        return self.items[key]

    def _need(self, item: PlanItem | None, told: Told) -> None:
        while item is not None and item.pk is None:
            told.needs.append(item)
            item = item.parent


def number_and_text(words: str) -> tuple[str, str]:
    """`1. Meningkatkan kesejahteraan` as number and text."""
    found = NUMBERED.match(words)
    return (found[1].rstrip("."), found[2].strip()) if found else ("", words)


def is_below(item: PlanItem, above: PlanItem | None) -> bool:
    """Whether the item hangs on this one; either may not be stored yet."""
    if above is not None and above.pk is not None:
        return item.parent_id == above.pk
    return item.parent_id is None and (item.pk is None and item.parent or None) is above


def _narrowed(items: list[PlanItem], fits) -> list[PlanItem]:
    """Of several those that fit, if any does."""
    return [item for item in items if fits(item)] or items if len(items) > 1 else items
