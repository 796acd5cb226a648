"""One sheet of a preview: what it is, its columns, its cleaned lines, their problems and the aid they tell of."""

from dataclasses import dataclass, field
from datetime import date

from agencies.importing.columnwork import Problem, Table
from agencies.importing.fields import squeeze
from agencies.importing.headings import words_of
from agencies.importing.meanings import Reading
from agencies.importing.values.periods import PERIOD_WORDS


@dataclass
class SheetPreview:
    """One sheet as understood; `table`, `problems` and `aid` serve staging, the rest the screens."""

    name: str
    action: str = "ignore"
    reason: str | None = None
    header_rows: tuple = ()
    numbering_row: int | None = None
    title_rows: list = field(default_factory=list)
    candidates: list = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    constants: dict = field(default_factory=dict)
    metadata: dict = field(default_factory=dict)
    skipped: dict = field(default_factory=dict)
    table: Table = field(default_factory=lambda: Table([]))
    problems: list[Problem] = field(default_factory=list)
    held: set = field(default_factory=set)
    aid: list = field(default_factory=list)
    totals: dict = field(default_factory=dict)
    measures: dict = field(default_factory=dict)
    questions: list = field(default_factory=list)
    remarks: list = field(default_factory=list)

    @property
    def mapping(self) -> dict:
        """Column letter -> field, for mapped columns."""
        return {reading.column.letter: reading.field for reading in self.readings if reading.field}

    @property
    def mapping_by_heading(self) -> dict:
        """Heading key -> field or None: what is remembered for the next file with these headings."""
        return {
            squeeze(reading.column.heading): reading.field
            for reading in self.readings
            if reading.column.parts
        }

    @property
    def period_word(self) -> str:
        """What kind of period the column of periods is called, `tahap` for `Tahap Salur`: its cells may hold a bare number."""
        heading = next((each.column.heading for each in self.readings if each.field == "periode"), "")
        return next((word for word in words_of(heading) if word in PERIOD_WORDS), "")

    @property
    def counts(self) -> dict:
        return {
            "data": len(self.table.rows),
            "valid": len(self.table.rows) - len(self.held),
            "error": len(self.held),
        }

    @property
    def assistance(self) -> dict:
        """Programme -> number of aid records of valid lines, with the sum of amounts where there are any."""
        found = {}
        for gift in self.aid:
            sums = found.setdefault(gift.programme, {"count": 0})
            sums["count"] += 1
            if gift.nominal is not None:
                sums["nominal"] = sums.get("nominal", 0) + gift.nominal
        return found

    def records(self, limit: int | None = None) -> list[dict]:
        """Every line that would be stored: its number and its values."""
        columns = list(self.table.columns.items())
        found = []
        for place, row in enumerate(self.table.rows):
            if row not in self.held:
                values = {name: cells[place] for name, cells in columns}
                found.append({"row": row, "values": {name: _plain(value) for name, value in values.items()}})
                if len(found) == limit:
                    break
        return found


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value
