"""What a workbook was understood to be, before anything is stored: SHAPES section 8 as objects and as JSON."""

from dataclasses import dataclass, field

from agencies.importing.book import Book, FileRefused
from agencies.importing.columnwork import Problem, Table
from agencies.importing.fields import speak
from agencies.importing.masters import Masters
from agencies.importing.messages import explain, explain_code, mask_cell
from agencies.importing.sheetpreview import SheetPreview
from agencies.importing.sheets import read_sheets


@dataclass
class Preview:
    """One upload as understood. Without `accept` the whole file is refused for `file_error`."""

    kind: str
    context: dict
    accept: bool = True
    file_error: dict | None = None
    sheets: list[SheetPreview] = field(default_factory=list)
    questions: list[dict] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def imported(self) -> list[SheetPreview]:
        return [sheet for sheet in self.sheets if sheet.action == "import"]

    @property
    def totals(self) -> dict:
        """Lines over all sheets, and the sums of amounts over valid lines."""
        totals = {"data": 0, "valid": 0, "error": 0}
        for sheet in self.imported:
            for name, number in (*sheet.counts.items(), *sheet.totals.items()):
                totals[name] = totals.get(name, 0) + number
        return totals

    @property
    def assistance(self) -> dict:
        found = {}
        for sheet in self.imported:
            for programme, sums in sheet.assistance.items():
                mine = found.setdefault(programme, {"count": 0})
                for name, number in sums.items():
                    mine[name] = mine.get(name, 0) + number
        return found

    def as_json(self, *, records: int | None = None) -> dict:
        """The preview in the form of SHAPES section 8; `records` limits the listed lines per sheet, None lists all."""
        return {
            "kind": self.kind,
            "context": self.context,
            "accept": self.accept,
            "file_error": self.file_error,
            "sheets": [sheet_json(sheet, records) for sheet in self.sheets],
            "totals": self.totals,
            "assistance": self.assistance,
            "questions": self.questions,
            "remarks": self.remarks,
        }


def sheet_json(sheet: SheetPreview, limit: int | None = None) -> dict:
    """One sheet of the preview."""
    brief = {"name": sheet.name, "action": sheet.action, "reason": sheet.reason}
    if sheet.action == "metadata":
        return brief | {"metadata": sheet.metadata}
    if sheet.action != "import":
        return brief
    errors = [problem_json(each) for each in sheet.problems if each.severity == "error"]
    warnings = [problem_json(each) for each in sheet.problems if each.severity == "warning"]
    return brief | {
        "header_rows": list(sheet.header_rows),
        "numbering_row": sheet.numbering_row,
        "first_data_row": sheet.table.rows[0] if sheet.table.rows else None,
        "last_data_row": sheet.table.rows[-1] if sheet.table.rows else None,
        "title_rows": sheet.title_rows,
        "mapping": {
            letter: name for letter, name in sheet.mapping.items() if not name.startswith("periode:")
        },
        "columns": [
            column_json(reading)
            for reading in sheet.readings
            if reading.column.parts or reading.profile.filled
        ],
        "constants": sheet.constants,
        "rows": sheet.counts,
        "skipped_rows": sheet.skipped,
        "errors": errors,
        "warnings": warnings,
        "records": sheet.records(limit),
        "totals": sheet.totals,
        "assistance": sheet.assistance,
        "measures": sheet.measures,
        "remarks": sheet.remarks,
    }


def column_json(reading) -> dict:
    return {
        "letter": reading.column.letter,
        "heading": reading.column.heading,
        "field": reading.field,
        "samples": [mask_cell(sample) for sample in reading.profile.samples],
        "reason": reading.reason,
        "sure": reading.sure,
    }


def problem_json(problem: Problem) -> dict:
    wrong, remedy = explain(problem)
    return {
        "row": problem.row,
        "column": problem.column,
        "field": problem.field,
        "code": problem.code,
        "cell": mask_cell(problem.cell),
        "wrong": wrong,
        "remedy": remedy,
    }


def understand(
    book: Book,
    kind: str,
    context: dict,
    masters: Masters,
    choices: dict | None = None,
    saved_mapping: dict | None = None,
) -> Preview:
    """Understand a workbook as an upload of this kind. Nothing is stored; nothing is guessed silently.

    `context` holds the form's fixed values, `choices` what the officer decided on the mapping screen,
    `saved_mapping` heading keys of earlier uploads -> field.
    """
    choices = choices or {}
    speak(masters.dialects)
    preview = Preview(kind, dict(context or {}), remarks=list(book.remarks))
    preview.sheets, error = read_sheets(book, kind, preview.context, masters, choices, saved_mapping or {})
    if error:
        return _refused(preview, *error)
    for sheet in preview.imported:
        preview.questions += sheet.questions
    return preview


def preview_file(
    path, kind, context=None, masters=None, choices=None, saved_mapping=None, **reading
) -> Preview:
    """Read and understand one file; a file that cannot be read is a preview that refuses it."""
    from agencies.importing.reader import read

    try:
        book = read(path, **reading)
    except FileRefused as refusal:
        return _refused(Preview(kind, dict(context or {})), refusal.code, refusal.facts)
    return understand(book, kind, context or {}, masters or Masters(), choices, saved_mapping)


def _refused(preview, code, facts):
    try:
        wrong, remedy = explain_code(code, facts)
    except KeyError:
        wrong, remedy = explain_code("file_unreadable", facts)
    preview.accept = False
    preview.file_error = {"code": code, "wrong": wrong, "remedy": remedy} | {
        name: value for name, value in facts.items() if isinstance(value, (str, int, float, bool, list))
    }
    return preview


__all__ = ["Preview", "Problem", "SheetPreview", "Table", "preview_file", "understand"]
