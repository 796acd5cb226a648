"""What the reader hands on: the sheets of one workbook as plain cells, and the refusal of a whole file."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta


class ErrorCell(str):
    """An error value of a spreadsheet program, such as '#REF!'."""

    __slots__ = ()


Cell = str | float | int | bool | datetime | date | time | timedelta | ErrorCell | None
# Text is str, a number cell is int or float (so whoever reads an identity number knows that the cell
# was a number), a date cell is date or datetime, a blank cell is None.


class FileRefused(Exception):
    """The whole file cannot be taken. `code` is one of SHAPES section 6 and 7, `facts` fill its message."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(slots=True)
class Sheet:
    """One sheet: `rows[0]` is line 1 of the spreadsheet program, `rows[0][0]` its column A."""

    name: str
    rows: list[list]
    hidden: bool = False
    merges: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first row, first column, last row, last column; from 1
    hidden_rows: set[int] = field(default_factory=set)  # from 1
    hidden_columns: set[int] = field(default_factory=set)  # from 1
    malformed: set[int] = field(default_factory=set)  # lines of a csv whose number of fields differs
    companion: bool = False  # the second persons of the lines of the sheet before
    remark: str = ""  # Indonesian sentence for the officer on how the sheet was read
    widths: dict[int, float] = field(
        default_factory=dict
    )  # column from 1 -> width in characters, where the file says so


@dataclass(slots=True)
class Book:
    """One workbook as read. `container` is decided by content: xlsx, xlsm, xls, ods, csv, html."""

    container: str
    sheets: list[Sheet]
    remarks: list[str] = field(
        default_factory=list
    )  # Indonesian sentences for the officer: macros ignored, encoding guessed ...
