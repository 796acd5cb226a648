"""What the lines of a plan say, as rows of the database: compared with what is stored, written only where it differs.

Plan lists have thousands of lines, not hundreds of thousands, and say a handful of different things each: Python reads
them better than SQL over JSON would. A layout's module makes a `Draft`; nothing is saved before `write`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import DecimalField, ForeignKey, IntegerField, Model

from agencies.models import Upload
from programs.models import StagedPlanLine

CHUNK = 5_000
LARGEST = 10**17  # rupiah; a budget beyond it is a slip of the finger, and the column would not hold it
Outcome = StagedPlanLine.Outcome


@dataclass(slots=True, eq=False)
class Told:
    """What one staged line says: its facts, the rows they need that nobody has stored yet, and what is wrong with it."""

    line: StagedPlanLine
    facts: list["Fact"] = field(default_factory=list)
    needs: list[Model] = field(default_factory=list)
    problems: list[dict] = field(default_factory=list)

    @property
    def values(self) -> dict:
        return self.line.values

    @property
    def held(self) -> bool:
        """Held back by the reading, or for a reason found here."""
        return self.line.outcome == Outcome.HELD or any(each["severity"] == "error" for each in self.problems)

    def hold(self, code: str, name: str = "", **facts) -> None:
        """Keep the line back for this reason, told once."""
        self._say(code, name, "error", facts)

    def warn(self, code: str, name: str = "", **facts) -> None:
        self._say(code, name, "warning", facts)

    def _say(self, code: str, name: str, severity: str, facts: dict) -> None:
        cell = self.values.get(name)
        problem = {
            "code": code, "field": name, "column": "", "severity": severity, "cell": "" if cell is None else shown(cell), "facts": facts,
        }  # fmt: skip
        if problem not in self.problems and self.line.outcome != Outcome.HELD:
            self.problems.append(problem)


@dataclass(slots=True, eq=False)
class Fact:
    """One row that lines speak of: found by `key`, holding `values`; only what the list tells stands in `values`.

    `beside` is written along when the row is new or changes, and is never compared. `names` maps a column to the
    field of the sheet under which a change is shown. Keys and values may be rows that are not stored yet.
    """

    model: type[Model]
    key: dict
    values: dict
    told: list[Told]
    beside: dict = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    row: Model | None = None  # as it is stored, found by `Draft.compare`
    changes: dict[str, tuple] = field(default_factory=dict)

    @property
    def identity(self) -> tuple:
        return (self.model, *(_same(value) for value in self.key.values()))

    @property
    def is_new(self) -> bool:
        return self.row is None

    def parents(self) -> Iterator[Model]:
        """The rows its columns point to that nobody has stored yet."""
        columns = self.key | self.beside | self.values
        yield from (each for each in columns.values() if isinstance(each, Model) and each.pk is None)


class Draft:
    """Everything that one list says, line by line."""

    def __init__(self, upload: Upload, lines: Iterable[StagedPlanLine]):
        self.upload = upload
        self.only_new = upload.mode == Upload.Mode.ADD
        self.told = [Told(line) for line in lines]
        self.facts: dict[tuple, Fact] = {}

    def say(self, told: Told | list[Told], model, key: dict, values: dict, *, beside=None, **names) -> None:
        """Note that a line (or several together) say this. A line that says otherwise than an earlier one is held."""
        several = told if isinstance(told, list) else [told]
        fact = Fact(model, key, as_stored(model, values, several), several[:], beside or {}, names)
        known = self.facts.setdefault(fact.identity, fact)
        if known is not fact:
            self._say_again(known, fact)
        for each in several:
            each.facts.append(known)

    def _say_again(self, known: Fact, fact: Fact) -> None:
        both = known.values.keys() & fact.values.keys()
        if differing := [name for name in both if known.values[name] != fact.values[name]]:
            for each in fact.told:
                each.hold("line_repeated", fact.names.get(differing[0], ""), n=known.told[0].line.row)
            return
        known.values |= fact.values
        known.names |= fact.names
        known.told += fact.told

    def kept(self) -> list[Fact]:
        """The facts that at least one line says which is not held."""
        return [fact for fact in self.facts.values() if not all(each.held for each in fact.told)]

    def compare(self) -> None:
        """Find for every fact the stored row and what would change in it."""
        for facts in _by_model(self.kept()).values():
            for chunk in _chunks(facts):
                stored = _stored(chunk)
                for fact in chunk:
                    fact.row = stored.get(fact.identity)
                    fact.changes = {} if fact.is_new or self.only_new else _changes(fact)

    def outcome_of(self, told: Told) -> str:
        """Held; else changed when a stored value would change, new when something is added."""
        if told.held:
            return Outcome.HELD
        if any(fact.changes for fact in told.facts):
            return Outcome.CHANGED
        made = any(row.pk is None for row in told.needs)
        return Outcome.NEW if made or any(fact.is_new for fact in told.facts) else Outcome.SAME

    def changes_of(self, told: Told) -> dict[str, list]:
        """{field of the sheet: [stored, new]} as the check page shows it."""
        return {
            fact.names.get(name, name): [shown(old), shown(new)]
            for fact in told.facts
            for name, (old, new) in fact.changes.items()
        }

    def write(self) -> list[Fact]:
        """Store what is new and what differs; the facts that were written. Needs `compare`."""
        needed = [row for told in self.told if not told.held for row in told.needs]
        facts = [fact for fact in self.kept() if fact.is_new or fact.changes]
        save_needed([*needed, *(parent for fact in facts for parent in fact.parents())])
        for model, group in _by_model(facts).items():
            model.objects.bulk_create(
                [self._filled(fact, model(**fact.key)) for fact in group if fact.is_new], batch_size=CHUNK
            )
            changed = [fact for fact in group if not fact.is_new]
            columns = {name for fact in changed for name in (*fact.values, *fact.beside)}
            if changed:
                model.objects.bulk_update(
                    [self._filled(fact, fact.row) for fact in changed], [*columns, *_SOURCE], batch_size=500
                )
        return facts

    def _filled(self, fact: Fact, row: Model) -> Model:
        for name, value in (fact.beside | fact.values).items():
            setattr(row, name, value)
        line = next(told.line for told in fact.told if not told.held)
        row.source_upload, row.source_sheet, row.source_row = self.upload, line.sheet, line.row
        return row


_SOURCE = ("source_upload", "source_sheet", "source_row")


def told_only(**values) -> dict:
    """The values without those that the list leaves open."""
    return {name: value for name, value in values.items() if value not in (None, "")}


def number(value) -> Decimal | None:
    """A number of the staged JSON, exactly as it was written."""
    return None if value is None or isinstance(value, bool) else Decimal(str(value))


def shown(value):
    """A value as the check page shows it: whole numbers as such, others with a comma."""
    if isinstance(value, (Decimal, float)):
        value = Decimal(str(value))
        return (
            int(value) if value == value.to_integral_value() else f"{value.normalize():f}".replace(".", ",")
        )
    return value if isinstance(value, int) or value is None else str(value)


def save_needed(rows: Iterable[Model]) -> None:
    """Store rows together with those they point to, parents first."""
    pending = list(_with_parents(rows))
    while pending:
        ready = [row for row in pending if not any(parent.pk is None for parent in _parents(row))]
        waiting = {id(row) for row in pending} - {id(row) for row in ready}
        pending = [row for row in pending if id(row) in waiting]
        for model in dict.fromkeys(type(row) for row in ready):
            model.objects.bulk_create([row for row in ready if type(row) is model], batch_size=CHUNK)


def _with_parents(rows: Iterable[Model]) -> Iterator[Model]:
    seen, waiting = set(), [row for row in rows if row.pk is None]
    while waiting:
        row = waiting.pop()
        if id(row) not in seen:
            seen.add(id(row))
            yield row
            waiting += [parent for parent in _parents(row) if parent.pk is None]


def _parents(row: Model) -> list[Model]:
    """What the row's foreign keys hold in memory; nothing is fetched for it."""
    keys = [each for each in row._meta.concrete_fields if isinstance(each, ForeignKey)]
    return [each.get_cached_value(row) for each in keys if each.get_cached_value(row, default=None)]


def _same(value):
    """Equal for equal columns, also of a row that has no number yet."""
    if isinstance(value, Model):
        return value.pk if value.pk is not None else ("not stored", id(value))
    return value


def _by_model(facts: list[Fact]) -> dict[type[Model], list[Fact]]:
    found: dict[type[Model], list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.model, []).append(fact)
    return found


def _chunks(facts: list[Fact]) -> Iterator[list[Fact]]:
    for start in range(0, len(facts), CHUNK):
        yield facts[start : start + CHUNK]


def _stored(facts: list[Fact]) -> dict[tuple, Model]:
    """The stored rows of facts of one model, by the identity of the fact."""
    model, names = facts[0].model, list(facts[0].key)
    wanted = {
        f"{name}__in": {
            _same(fact.key[name]) for fact in facts if not isinstance(_same(fact.key[name]), tuple)
        }
        for name in names
        if all(fact.key[name] is not None for fact in facts)
    }
    attributes = [model._meta.get_field(name).attname for name in names]
    rows = model.objects.filter(**wanted).order_by("pk").select_for_update(of=["self"])
    return {(model, *(getattr(row, name) for name in attributes)): row for row in rows}


def _changes(fact: Fact) -> dict[str, tuple]:
    """Column -> (stored, told) where they differ."""
    found = {}
    for name, new in fact.values.items():
        old = getattr(fact.row, fact.model._meta.get_field(name).attname)
        if old != (_same(new) if isinstance(new, Model) else new):
            found[name] = (getattr(fact.row, name), new)
    return found


def as_stored(model: type[Model], values: dict, told: list[Told]) -> dict:
    """The values as the columns keep them: rounded, cut to length. What no column holds keeps the lines back."""
    kept = {}
    for name, value in values.items():
        column = model._meta.get_field(name)
        if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
            if abs(value) >= LARGEST or isinstance(column, DecimalField) and not _fits(value, column):
                for each in told:
                    each.hold("value_too_large")
                continue
            value = _rounded(value, column)
        elif isinstance(value, str) and column.max_length:
            value = value[: column.max_length]
        kept[name] = value
    return kept


def _fits(value, column: DecimalField) -> bool:
    return abs(value) < 10 ** (column.max_digits - column.decimal_places)


def _rounded(value, column):
    if isinstance(column, DecimalField):
        return Decimal(value).quantize(Decimal(1).scaleb(-column.decimal_places), ROUND_HALF_UP)
    return int(Decimal(value).to_integral_value(ROUND_HALF_UP)) if isinstance(column, IntegerField) else value
