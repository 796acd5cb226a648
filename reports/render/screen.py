"""An official form as a page shows it: each cell as text, with what a phone needs to show a row as a card."""

from dataclasses import dataclass
from decimal import Decimal

from reports.definitions.forms import Filled, FormRow, Heading, Measured, OfficialForm, grouped
from reports.measures.words import number
from reports.render.xlsx import NUMBERS

UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell; `is_unknown` is a dash, which a phone leaves out, `is_name` heads the row."""

    text: str
    label: str
    is_number: bool
    is_unknown: bool
    is_name: bool
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    cells: list[ShownCell]
    depth: int
    bold: bool
    total: bool


@dataclass(frozen=True, slots=True)
class ShownForm:
    """`top` are (first heading, columns, whether it stands alone) of the upper row."""

    top: list[tuple[Heading, int, bool]]
    below: list[Heading]
    rows: list[ShownRow]
    filled: Filled


def shown(form: OfficialForm, filled: Filled) -> ShownForm:
    groups = grouped(filled.headings)
    return ShownForm(
        [(columns[0], len(columns), not columns[0].group) for columns in groups],
        [one for columns in groups if columns[0].group for one in columns],
        [_row(row, filled.headings, form.indented) for row in filled.rows],
        filled,
    )


def _row(row: FormRow, headings, name: int) -> ShownRow:
    cells = [
        _cell(value, heading, place == name)
        for place, (value, heading) in enumerate(zip(row.cells, headings, strict=True))
    ]
    return ShownRow(cells, row.depth, row.bold, row.total)


def _cell(value, heading: Heading, is_name: bool) -> ShownCell:
    is_number = heading.kind in NUMBERS
    is_unknown = value is None and is_number
    label = f"{heading.group}, {heading.title}" if heading.group else heading.title
    text = UNKNOWN if is_unknown else text_of(value, heading.kind)
    unit = value.unit if isinstance(value, Measured) else ""
    return ShownCell(text, label, is_number, is_unknown, is_name, unit)


def text_of(value, kind: str) -> str:
    """Per cent with two decimals, rupiah whole, a measure with the decimals it has."""
    if isinstance(value, Measured):
        value, kind = value.value, "measure"
    if value is None or isinstance(value, str):
        return value or ""
    if kind == "per_cent":
        return number(value, 2)
    places = -Decimal(value).normalize().as_tuple().exponent if kind == "measure" else 0
    return number(value, max(0, places))
