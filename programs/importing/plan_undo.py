"""Take back what a list of plans wrote: rows go back to their history, rows it made leave.

What somebody has changed since stays as it is and is named. Programmes, indicators, plans and nodes that were made for
the list leave with it when nothing else speaks of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from agencies.importing.layouts import UndoResult
from agencies.models import Upload
from programs.actions import standings
from programs.importing import action_links
from programs.importing.facts import CHUNK
from programs.models import (
    ActionReport,
    ActionRow,
    Attainment,
    Budget,
    BudgetAccount,
    Indicator,
    MonthlyPlan,
    Nomenclature,
    Plan,
    PlanCeiling,
    PlanItem,
    PlannedTarget,
    Program,
    ProgramYear,
    Realization,
    Scorecard,
    Standing,
    Statistic,
    StatisticValue,
    Target,
)

# What lists say, in an order in which rows can leave.
STORED = (
    ActionReport, ActionRow, Attainment, Target, PlannedTarget, PlanCeiling, Budget, Realization, MonthlyPlan, BudgetAccount,
    StatisticValue, Indicator,
)  # fmt: skip
# What was made for them: leaves when nothing refers to it.
MADE = (Indicator, ProgramYear, Program, PlanItem, Plan, Nomenclature)
DERIVED = (Standing, Scorecard)  # computed anew, so they keep nothing alive


@dataclass(slots=True)
class Traces:
    """What one upload left in one table: rows to put back with their old selves, rows it made, and those changed since."""

    back: list[tuple[Model, Model]] = field(default_factory=list)
    made: list[Model] = field(default_factory=list)
    kept: list[Model] = field(default_factory=list)  # events: as the upload had written the row


def undo(upload: Upload) -> UndoResult:
    """Take the upload back; inside the caller's transaction."""
    traces = {model: _traces(model, upload) for model in STORED}
    touched = _touched(traces)
    rows = traces[ActionRow]
    action_links.put_back([row for row, _ in rows.back], rows.made, upload)
    for model in STORED:
        _restore(model, [row for row, _ in traces[model].back], [old for _, old in traces[model].back])
    statistics = {row.statistic_id for row in traces[StatisticValue].made}
    for model in STORED:
        if model not in MADE:
            gone = [row.pk for row in traces[model].made]
            model.objects.filter(pk__in=gone).filter(_unused(model)).delete()
    _leave(upload)
    Statistic.objects.filter(pk__in=statistics, is_reviewed=False).filter(_unused(Statistic)).delete()
    _judge_again(touched)
    kept = _named(traces)
    return UndoResult(restored=_lines(upload, kept), kept=len(kept), kept_rows=kept)


def outlook(upload: Upload) -> tuple[int, list[str]]:
    """How many changes an undo would give back now, and what would stay; nothing is changed."""
    kept = _named({model: _traces(model, upload) for model in STORED})
    return _lines(upload, kept), [name for _, _, name in kept]


def _lines(upload: Upload, kept: list[tuple[str, int, str]]) -> int:
    lines = {(sheet, row) for sheet, row, _ in kept}
    return max(upload.rows_new + upload.rows_changed - len(lines), 0)


def _traces(model: type[Model], upload: Upload) -> Traces:
    """Judge every row the upload wrote by its history: an event holds a row as it was before a change."""
    event = model.pgh_event_model
    of_rows = Q(source_upload=upload) | Q(pgh_context__metadata__contains={"upload": upload.pk})
    events: dict[int, list[Model]] = {}
    for each in event.objects.filter(of_rows).order_by("pgh_id").select_related("pgh_context"):
        events.setdefault(each.pgh_obj_id, []).append(each)
    found = Traces()
    rows = model.objects.filter(Q(source_upload=upload) | Q(pk__in=list(events)))
    for row in rows.order_by("pk").select_for_update(of=["self"]):
        _judge(row, events.get(row.pk, []), upload, found)
    return found


def _judge(row: Model, events: list[Model], upload: Upload, found: Traces) -> None:
    written = [
        each for each in events if each.source_upload_id == upload.pk
    ]  # as the upload left it, before a later change
    before = [each for each in events if each.source_upload_id != upload.pk and _by(each, upload)]
    if written and _differs(row, written[0]):
        found.kept.append(written[0])
    elif row.source_upload_id == upload.pk and before:
        found.back.append((row, before[0]))
    elif row.source_upload_id == upload.pk:
        found.made.append(row)


def _by(event: Model, upload: Upload) -> bool:
    return (
        bool(event.pgh_context)
        and event.pgh_context.metadata.get("upload") == upload.pk
        and event.pgh_label == "update"
    )


def _columns(model: type[Model]) -> list[str]:
    return [each.attname for each in model._meta.concrete_fields if not each.primary_key]


def _differs(row: Model, event: Model) -> bool:
    return any(getattr(row, name) != getattr(event, name) for name in _columns(type(row)))


def _restore(model: type[Model], rows: list[Model], olds: list[Model]) -> None:
    names = [each.name for each in model._meta.concrete_fields if not each.primary_key]
    for row, old in zip(rows, olds, strict=True):
        for name in _columns(model):
            setattr(row, name, getattr(old, name))
    if rows:
        model.objects.bulk_update(rows, names, batch_size=500)


def _leave(upload: Upload) -> None:
    """Rows that were made for the list and that nothing refers to any more, children before parents."""
    for model in MADE:
        while gone := list(
            _made_for(model, upload).filter(_unused(model)).values_list("pk", flat=True)[:CHUNK]
        ):
            model.objects.filter(pk__in=gone).delete()


def _made_for(model: type[Model], upload: Upload) -> QuerySet:
    rows = model.objects.filter(source_upload=upload)
    if model is Program:
        return rows.filter(is_poverty=False)
    if model is ProgramYear:
        money = Q()
        for other in (Budget, Realization, MonthlyPlan):
            money |= Q(Exists(other.objects.filter(program=OuterRef("program"), year=OuterRef("year"))))
        return rows.filter(target_count=None, weight=None, activity="", field="").exclude(money)
    if model is Nomenclature:
        return rows.filter(origin=Nomenclature.Origin.UPLOAD)
    if model is Indicator:
        return rows.exclude(Exists(Indicator.pgh_event_model.objects.filter(pgh_obj_id=OuterRef("pk"))))
    return rows


def _unused(model: type[Model]) -> Q:
    """Nothing that counts refers to the row."""
    used = Q()
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        other = relation.related_model
        if other in DERIVED or hasattr(other, "pgh_tracked_model"):
            continue
        used |= Q(Exists(other.objects.filter(**{relation.field.name: OuterRef("pk")})))
    return ~used if used else Q()


def _touched(traces: dict[type[Model], Traces]) -> tuple[set[int], set[int], set[int]]:
    """Indicators, their agencies and the years to be judged again."""
    indicators, years = set(), set()
    for model in (Target, Attainment):
        rows = [*(row for row, _ in traces[model].back), *traces[model].made]
        indicators |= {row.indicator_id for row in rows}
        years |= {row.year for row in rows}
    own = [*(row for row, _ in traces[Indicator].back), *traces[Indicator].made]
    indicators |= {row.pk for row in own}
    agencies = set(Indicator.objects.filter(pk__in=indicators).values_list("agency_id", flat=True))
    return indicators, agencies, years | (standings.known_years() if own else set())


def _judge_again(touched: tuple[set[int], set[int], set[int]]) -> None:
    indicators, agencies, years = touched
    if indicators:
        standings.refresh(indicators, years)
        standings.recount(agencies, years)


def _named(traces: dict[type[Model], Traces]) -> list[tuple[str, int, str]]:
    """(sheet, row, what it is) of what somebody has changed since, one per line of the list."""
    found = {}
    for model in STORED:
        for event in traces[model].kept:
            name = f"{model._meta.verbose_name.capitalize()}: {_about(event)}"
            found.setdefault((event.source_sheet, event.source_row or 0), name[:200])
    return [(sheet, row, name) for (sheet, row), name in sorted(found.items())]


def _about(event: Model) -> str:
    about: Iterable[str] = ("program", "indicator", "item", "statistic", "row", "name")
    found = next(name for name in about if hasattr(event, name))
    year = getattr(event, "year", None)
    return f"{getattr(event, found)} {year or ''}".strip()
