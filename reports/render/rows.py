"""Writes long lists to xlsx row by row: memory does not grow with the list (PERFORMANCE 4).

rustpy-xlsxwriter takes one dictionary per row; later ones are read by position, so every row has the same order.
Text is written as text, so nothing typed by anybody becomes a formula.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.utils import timezone
from rustpy_xlsxwriter import Format, write_worksheet

from reports.definitions.base import Column, Row

FORMATS = {
    "whole": "#,##0",
    "rupiah": "#,##0",
    "per_cent": "#,##0.00",
    "decimal": "#,##0.##",
    "day": "dd mmm yyyy",
    "moment": "dd mmm yyyy hh:mm",
}
LONGEST = 32_767  # characters in a cell of Excel
MOST = 1_000_000  # rows of a sheet; Excel itself ends at 1,048,576
PIECE = 2**20
A4 = 9  # as Excel numbers paper
MARGIN = 240  # characters that Excel takes in a margin
CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}


class TooLong(Exception):
    """The list has more rows than one sheet holds."""


@dataclass(slots=True)
class Seen:
    """What went into the file while it was written: how many rows, and whose they were."""

    rows: int = 0
    ids: list[int] = field(default_factory=list)


def written(
    title: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[int | None, Row]],
    seen: Seen,
    *,
    above: tuple[str, ...] = (),
) -> Iterator[bytes]:
    """The workbook, piece by piece; all of it lies on the disk before the first piece. `above` stands over the headings
    and in the margin of every page. Raises TooLong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "daftar.xlsx"
        head = len(above) + 1 if above else 0
        margin = " · ".join(above or (title,)).replace("&", "&&")[:MARGIN]
        write_worksheet(
            _records(columns, rows, seen), str(path), sheet_name=title[:31], header_row=head, freeze_row=head + 1, autofilter=True,
            bold_headers=True, merge_ranges=[(number, 0, number, len(columns) - 1, line) for number, line in enumerate(above)],
            column_widths={column.title: float(column.width) for column in columns},
            column_formats={column.title: Format().set_num_format(FORMATS.get(column.kind, "@")) for column in columns},
            page_setup={"landscape": True, "paper_size": A4, "fit_to_pages": (1, 0), "repeat_rows": head,
                        "header": f"&L{margin}", "footer": "&LSinergi&RHalaman &P dari &N"},
        )  # fmt: skip
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def _records(
    columns: tuple[Column, ...], rows: Iterable[tuple[int | None, Row]], seen: Seen
) -> Iterator[dict]:
    for ident, row in rows:
        if seen.rows >= MOST:
            raise TooLong
        seen.rows += 1
        if ident is not None:
            seen.ids.append(ident)
        yield {column.title: _value(value, column) for column, value in zip(columns, row, strict=True)}
    if not seen.rows:
        yield dict.fromkeys(column.title for column in columns)  # without a row there would be no headings


def _value(value: object, column: Column):
    if value is None:
        return None
    if isinstance(value, str) or column.kind in ("text", "code"):
        return str(value).translate(CONTROL)[:LONGEST]
    if isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None)  # Excel knows no time zones
        return local.date() if column.kind == "day" else local
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float | date) else str(value)
