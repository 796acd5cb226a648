"""The officer's file back: the same sheets, wrong cells coloured and explained, a last column ALASAN (DECISIONS 4.7).

Built in the limited child from what was read there; the worker only sees the finished, still secret workbook.
"""

import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter

from agencies.importing import answer_cells, answer_stamp
from agencies.importing.book import Sheet
from agencies.importing.fields import field_of
from agencies.importing.handover import corrected, open_book, understand_with_saved
from agencies.importing.messages import explain
from agencies.importing.order import Answer, Order
from agencies.importing.sheets import SheetPreview, corrected as with_corrections

WHOLE_UP_TO = 20_000  # lines; longer files come back with headings and the lines with problems only
WRONG, DOUBTFUL = PatternFill("solid", fgColor="FCEBE2"), PatternFill("solid", fgColor="FDF3D8")
HEADING = PatternFill("solid", fgColor="DCEBF7")
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
AUTHOR = "Sinergi"
MOST_COMMENTS = 5_000  # each is a drawing; the reason stands in ALASAN anyway
IDENTITY = frozenset({"nik", "no_kk"})
MONEY = frozenset({"amount", "soft_amount"})  # rules whose numbers are shown with points


def build(order: Order, answer: Answer, database: dict[tuple[str, int], list[str]] | None = None) -> bytes:
    """The marked workbook as bytes; `database` adds the sentences that only the register could know."""
    book, _ = open_book(order)
    preview, _ = understand_with_saved(book, order)
    cells = corrected(order)["cells"]
    sheets = [with_corrections(sheet, cells) for sheet in book.sheets]
    whole = sum(len(sheet.rows) for sheet in sheets) <= WHOLE_UP_TO
    result = Workbook()
    _summary(result.active, preview, answer, whole)
    understood = {sheet.name: sheet for sheet in preview.sheets}
    comments = Comments()
    for sheet in sheets:
        page = result.create_sheet(answer_cells.title(sheet.name, result.sheetnames))
        _copy(
            page,
            sheet,
            understood.get(sheet.name) or SheetPreview(sheet.name),
            comments,
            whole,
            database or {},
            preview.kind,
        )
    words = answer_stamp.words(answer.upload_id, answer.sha256, whole=whole)
    result.custom_doc_props.append(StringProperty(name=answer_stamp.PROPERTY, value=words))
    file = io.BytesIO()
    result.save(file)
    return file.getvalue()


class Comments:
    """Counts the notes, so that a file full of errors stays a file that opens."""

    def __init__(self):
        self.left = MOST_COMMENTS

    def put(self, cell, sentence: str) -> None:
        if self.left > 0:
            cell.comment = Comment(sentence, AUTHOR, height=90, width=260)
            self.left -= 1


def _summary(page, preview, answer: Answer, whole: bool) -> None:
    page.title = answer_stamp.SUMMARY
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 46, 14
    page.append(["Berkas bertanda", None])
    page.append([answer.name, None])
    page.append([f"Dibuat {answer.when}", None])
    page.append(["Perbaiki sel yang berwarna, lalu unggah lagi berkas ini apa adanya.", None])
    if not whole:
        page.append(["Berkas ini panjang, jadi hanya baris dengan masalah yang ada di sini.", None])
    page.append([answer_stamp.words(answer.upload_id, answer.sha256, whole=whole), None])
    page.append([None, None])
    page.append(["Masalah", "Baris"])
    found: dict[str, int] = {}
    for sheet in preview.sheets:
        for problem in sheet.problems:
            wrong = (
                explain(problem)[0] if problem.severity == "error" else f"{explain(problem)[0]} (peringatan)"
            )
            found[wrong] = found.get(wrong, 0) + 1
    for wrong, lines in sorted(found.items(), key=lambda each: -each[1])[:100]:
        page.append([wrong, lines])
    heading = page.max_row - min(len(found), 100)
    for row, column in ((1, 1), (heading, 1), (heading, 2)):
        page.cell(row, column).font = Font(bold=True)


def _copy(
    page, sheet: Sheet, understood: SheetPreview, comments: Comments, whole: bool, database, kind: str
) -> None:
    """The sheet as it was read, its problems marked; of a long file only the lines that need work."""
    problems = _by_row(understood)
    reasons = _reasons(understood, problems, database)
    width = max((len(row) for row in sheet.rows), default=0)
    kept = range(1, len(sheet.rows) + 1) if whole else _worked_lines(understood, reasons)
    money = _money_columns(understood, kind)
    for target, number in enumerate(kept, start=1):
        _line(page, target, sheet.rows[number - 1], money if number not in understood.header_rows else set())
        if number in reasons:
            reason = page.cell(target, width + 1, " ".join(reasons[number]))
            reason.fill = WRONG if number in understood.held else DOUBTFUL
            reason.alignment = Alignment(wrap_text=True, vertical="top")
        _mark(page, target, problems.get(number, []), comments)
        if number in understood.header_rows:
            _heading(page, target, width, last=number == max(understood.header_rows))
    _shape(page, sheet, understood, width)
    if whole:
        _fold(page, sheet, set(reasons))
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
            if top in understood.title_rows:
                page.cell(top, left).font, page.cell(top, left).alignment = Font(bold=True), CENTRED


def _shape(page, sheet: Sheet, understood: SheetPreview, width: int) -> None:
    """Widths as they were, hidden columns hidden; a sheet or column in which something is wrong is shown."""
    wrong = {problem.column for problem in understood.problems}
    for column, size in sheet.widths.items():
        page.column_dimensions[get_column_letter(column)].width = min(max(size, 4), 80)
    for column in sheet.hidden_columns:
        letter = get_column_letter(column)
        page.column_dimensions[letter].hidden = letter not in wrong
    if sheet.hidden and not understood.problems:
        page.sheet_state = "hidden"
    if understood.action == "import":
        page.column_dimensions[get_column_letter(width + 1)].width = 60


def _fold(page, sheet: Sheet, reasoned: set[int]) -> None:
    for row in sheet.hidden_rows - reasoned:
        page.row_dimensions[row].hidden = True


def _line(page, target: int, cells: list, money: set[int]) -> None:
    for column, value in enumerate(cells, start=1):
        if value is not None:
            answer_cells.write(page.cell(target, column), value, money=column in money)


def _money_columns(understood: SheetPreview, kind: str) -> set[int]:
    return {
        column_index_from_string(letter)
        for letter, name in understood.mapping.items()
        if letter.isalpha() and field_of(name, kind).cleaner in MONEY
    }


def _mark(page, target: int, problems: list, comments: Comments) -> None:
    for problem in problems:
        if problem.column and problem.column.isalpha():
            cell = page.cell(target, column_index_from_string(problem.column))
            cell.fill = WRONG if problem.severity == "error" else DOUBTFUL
            if problem.field in IDENTITY:
                cell.number_format = answer_cells.TEXT  # what is typed here keeps all its digits
            comments.put(cell, " ".join(explain(problem)))


def _heading(page, target: int, width: int, *, last: bool) -> None:
    for column in range(1, width + 2):
        cell = page.cell(target, column)
        cell.fill, cell.font, cell.alignment = HEADING, Font(bold=True), CENTRED
    if last:
        page.cell(target, width + 1, answer_stamp.REASON)


def _by_row(understood: SheetPreview) -> dict[int, list]:
    found: dict[int, list] = {}
    for problem in understood.problems:
        found.setdefault(problem.row, []).append(problem)
    return found


def _reasons(understood: SheetPreview, problems: dict[int, list], database) -> dict[int, list[str]]:
    """Row -> sentences; of a line with errors only these."""
    reasons: dict[int, list[str]] = {}
    for row, found in problems.items():
        errors = [problem for problem in found if problem.severity == "error"]
        reasons[row] = list(dict.fromkeys(" ".join(explain(problem)) for problem in errors or found))
    for (sheet, row), sentences in database.items():
        if sheet == understood.name and row not in understood.held:
            reasons.setdefault(row, []).extend(sentences)
    return reasons


def _worked_lines(understood: SheetPreview, reasons: dict[int, list[str]]) -> list[int]:
    headings = [*understood.title_rows, *understood.header_rows]
    return sorted({*headings, *reasons}) if understood.action == "import" else []
