"""Columns of cells become columns of values; every rule runs once per distinct cell of a column."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from agencies.importing.fields import JOINT, Field, field_of, squeeze, vocabulary
from agencies.importing.headings import parts_in_order
from agencies.importing.meanings import Reading
from agencies.importing.spread import join_cells
from agencies.importing.tables import Grid
from agencies.importing.values import amounts, dates, periods, words
from agencies.importing.values.joined import number_and_words, two_numbers
from agencies.importing.values.parts import parted
from agencies.importing.values.words import is_empty, plain

ERRORS = frozenset(
    "nik_missing nik_length nik_chars nik_precision nik_placeholder nik_equals_kk identity_missing name_missing"
    " duplicate_in_file title_missing amount_invalid value_invalid row_malformed".split()
)
CODED = re.compile(r"\d{1,2}")
ELSEWHERE = {"aid", "joint", "area", "area_code", "area_any", "target", "volume", "number", "measure"}


@dataclass(slots=True)
class Problem:
    """One remark about one cell: an error holds its line back, a warning is stored with it."""

    row: int
    column: str | None
    field: str
    code: str
    severity: str
    cell: str
    facts: dict


@dataclass
class Table:
    """Cleaned values by field, one list entry per line in `rows` (line numbers as the spreadsheet program shows them)."""

    rows: list[int]
    columns: dict[str, list] = field(default_factory=dict)


class Work:
    """The lines of one sheet while they are cleaned: raw cells by field, values, problems, lines held back."""

    def __init__(self, kind, masters, grid: Grid, readings: list[Reading], lines, fixed: dict, choices: dict):
        self.kind, self.masters, self.grid, self.lines = kind, masters, grid, lines
        self.rows = lines.data
        self.readings = [reading for reading in readings if reading.field]
        self.replacements = choices.get("values") or {}
        self.fixed = {name: self.instead(name, value) for name, value in fixed.items()}
        self.letters, self.raw, self.problems, self.held = {}, {}, [], set()
        self.remarks, self.title = [], ""
        self.title_factor = 1  # the unit that the title gives to all amounts
        self.columns: dict[str, list] = {}
        self.malformed = {place for place, row in enumerate(self.rows) if row in grid.sheet.malformed}
        self.filled_down = {}
        self._cells = [grid.rows[row - 1] for row in self.rows]
        self._codes = _codes_of(self.readings)

    def load(self, filled_down: dict) -> None:
        """Take the raw cells of every mapped column; of several columns for one field the first is the field's own."""
        self.filled_down = filled_down
        for reading in self.readings:
            name = reading.field
            if name not in self.raw:
                self.raw[name] = self.replaced(name, self.cells_of(reading))
                self.letters[name] = reading.column.letter
        self._part_joint_cells()
        for place in self.malformed:
            self.problem(place, None, "row_malformed")

    def _part_joint_cells(self) -> None:
        """A column that holds several fields becomes the raw cells of each; a column of a field's own goes first."""
        readers = {"nik_nama": number_and_words, "nik_no_kk": two_numbers}
        for reading in self.readings:
            if reading.field in JOINT:
                order, read = JOINT[reading.field], readers.get(reading.field)
                if read is not number_and_words:
                    order = parts_in_order(reading.column.heading, order, self.kind)
                memo = {
                    cell: read(cell) if read else parted(cell, order)
                    for cell in set(self.raw.pop(reading.field, ()))
                }
                halves = list(zip(*(memo[cell] for cell in self.cells_of(reading)), strict=True))
                for name, cells in zip(order, halves, strict=False):
                    if name not in self.raw:
                        self.raw[name], self.letters[name] = list(cells), reading.column.letter

    def cells_of(self, reading: Reading) -> list:
        """Raw cells of one column; of a field spread over several columns one cell per line."""
        indexes = reading.column.indexes
        if len(indexes) > 1:
            return join_cells(
                reading.field, [self.column(index) for index in indexes], reading.column.answers
            )
        return self.column(indexes[0])

    def column(self, index: int) -> list:
        """Raw cells of one column, merged ones repeated."""
        try:
            cells = [cells[index] for cells in self._cells]
        except IndexError:
            cells = [cells[index] if index < len(cells) else None for cells in self._cells]
        merged = self.filled_down.get(index)
        if merged:
            cells = [merged.get(row, cell) for row, cell in zip(self.rows, cells, strict=True)]
        return cells

    def replaced(self, name: str, cells: list) -> list:
        """The cells with the words that an officer had replaced everywhere in this field."""
        wanted = self.replacements.get(name)
        if not wanted:
            return cells
        return [wanted.get(plain(cell), cell) if cell is not None else None for cell in cells]

    def instead(self, name: str, value):
        """What an officer had put in the place of this value in this field, or the value itself."""
        wanted = self.replacements.get(name)
        return wanted.get(plain(value), value) if wanted and value is not None else value

    def problem(
        self, place: int, name: str | None, code: str, facts: dict | None = None, source: str | None = None
    ) -> None:
        """Note a problem of the line at `place`; `source` is the field whose cell is shown when it is not `name`."""
        if place in self.malformed and code != "row_malformed":
            return
        shown = source or name
        severity = "error" if code in ERRORS else "warning"
        if severity == "error":
            self.held.add(place)
        cell = self.raw[shown][place] if shown in self.raw else None
        self.problems.append(
            Problem(
                self.rows[place],
                self.letters.get(shown),
                name or "",
                code,
                severity,
                plain(cell),
                facts or {},
            )
        )

    def clean(self, spec: Field) -> None:
        """One column with a rule that looks at one cell."""
        read = self._rule(spec)
        memo, values, bad = {}, [], {}
        for place, cell in enumerate(self.raw[spec.name]):
            try:
                value, code = memo[cell]
            except KeyError:
                value, code = memo[cell] = read(cell)
            if code:
                bad[place] = code
            values.append(value)
        self.columns[spec.name] = values
        for place, code in bad.items():
            self.problem(
                place, spec.name, code, {"kolom": spec.label, "teks": plain(self.raw[spec.name][place])}
            )
        self._fill_from_fixed(spec.name)

    def clean_agency(self, spec: Field) -> None:
        """Master names of agencies; an unknown one stays as typed, with the nearest names proposed."""
        memo, values = {}, []
        for place, cell in enumerate(self.raw[spec.name]):
            if cell not in memo:
                memo[cell] = self.masters.find_agency(cell)
            value, facts = memo[cell]
            if facts and spec.name == "opd":
                self.problem(place, spec.name, "opd_unknown", facts)
            values.append(value)
        self.columns[spec.name] = values
        self._fill_from_fixed(spec.name)

    def _fill_from_fixed(self, name):
        """An empty cell takes the fixed value of group line, title or form."""
        grouped = self.lines.groups and any(name in values for _, values in self.lines.groups)
        if grouped or name in self.fixed:
            column = self.columns[name]
            for place, value in enumerate(column):
                if value is None:
                    column[place] = self.fixed_at(place, name)

    def fixed_at(self, place: int, name: str):
        """The value that group lines above the line, title or form give."""
        if self.lines.groups:
            value = self.lines.values_at(self.rows[place]).get(name)
            if not is_empty(value):
                return self.instead(name, value)
        return self.fixed.get(name)

    def factor(self, name: str) -> int:
        """What the unit in the column's heading multiplies by."""
        heading = next((reading.column.heading for reading in self.readings if reading.field == name), "")
        return max(amounts.factor_of(heading), self.title_factor)

    def _rule(self, spec):
        today, codes, factor = self.masters.today, self._codes.get(spec.name, {}), self.factor(spec.name)
        rules = {
            "period": _read_period, "sex": words.read_sex, "decile": words.read_decile, "whole": words.read_whole,
            "year": periods.read_year, "date": lambda cell: dates.read_date(cell, today), "soft_amount": _read_soft_amount,
            "amount": lambda cell: amounts.read_amount(cell, factor), "rate": _read_soft_rate,
            "code": lambda cell: _read_coded(cell, codes), "programme": self._read_programme,
        }  # fmt: skip
        return rules.get(spec.cleaner, words.read_text)

    def _read_programme(self, cell):
        return (None, None) if is_empty(cell) else (self.programme(plain(cell)), None)

    def programme(self, words: str) -> str:
        """The code for these words, or what an officer said they mean; unknown words as they are."""
        meant = self.instead("program", self.masters.find_programme(words) or words)
        return self.masters.find_programme(meant) or meant

    def finish(self) -> Table:
        """The table of all lines; warnings of lines held back are dropped, they come back with the corrected line."""
        held = {self.rows[place] for place in self.held}
        self.problems = [each for each in self.problems if each.severity == "error" or each.row not in held]
        self.problems.sort(key=lambda each: each.row)
        return Table(self.rows, self.columns)


def clean_simple(work: Work, special: frozenset) -> None:
    """Every column whose rule looks at one cell only; the fields in `special` were or will be done elsewhere."""
    for name in list(work.raw):
        spec = field_of(name, work.kind)
        if name not in special and spec.cleaner not in ELSEWHERE:
            work.clean_agency(spec) if spec.cleaner == "agency" else work.clean(spec)


def _codes_of(readings):
    """Answers coded by the dialect whose headings this sheet uses, for columns that hold nothing but codes."""
    keys = {squeeze(reading.column.heading): reading for reading in readings}
    codes = {}
    for dialect in sorted(
        vocabulary().dialects, key=lambda each: len(each.keys.intersection(keys)), reverse=True
    ):
        for name, answers in dialect.codes.items():
            for key, reading in keys.items():
                coded = reading.profile.values and all(
                    CODED.fullmatch(value) for value in reading.profile.values
                )
                if reading.field == name and name not in codes and coded and key in dialect.keys:
                    codes[name] = answers
    return codes


def _read_coded(cell, codes):
    text, _ = words.read_text(cell)
    return (codes.get(text, text) if text else None), None


def _read_period(cell):
    if isinstance(cell, (date, datetime)):
        return cell.strftime("%Y-%m"), None
    return words.read_text(cell)


def _read_soft_amount(cell):
    """An amount that nothing depends on: words and ranges are left out without a problem."""
    return amounts.read_amount(cell)[0], None


def _read_soft_rate(cell):
    return amounts.read_rate(cell)[0], None
