from struct import pack

import pytest

from agencies.importing import biff
from agencies.importing.book import FileRefused
from agencies.importing.limits import Limits

SHEET_NAME = "Daftar"


def record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


def cell(kind: int, line: int, column: int, value: bytes = bytes(8)) -> bytes:
    return record(kind, pack("<HHH", line, column, 0) + value)


def workbook(*body: bytes) -> bytes:
    """A workbook stream with one sheet."""
    name = SHEET_NAME.encode("utf-16-le")
    length = 4 + 8 + len(name) + 4
    listed = record(biff.SHEET, pack("<IBBBB", length, 0, 0, len(SHEET_NAME), 1) + name) + record(biff.EOF)
    return listed + b"".join(body) + record(biff.EOF)


def traits(*body: bytes, limits: Limits = Limits()):  # noqa: B008 (frozen)
    return biff.survey_stream(workbook(*body), limits)[SHEET_NAME]


def test_error_values_and_error_results_are_found():
    formula = b"\x02\x00\x07\x00\x00\x00\xff\xff"
    found = traits(cell(biff.ERROR, 0, 1, b"\x17\x01"), cell(biff.FORMULA, 4, 2, formula))
    assert found.errors == {(1, 2): "#REF!", (5, 3): "#DIV/0!"}


def test_truth_values_are_no_errors():
    assert traits(cell(biff.ERROR, 0, 1, b"\x01\x00")).errors == {}


def test_hidden_rows_columns_widths_and_merges_are_told():
    hidden_row = record(biff.ROW, pack("<HHHHHHHH", 6, 0, 3, 0, 0, 0, 0x20, 0))
    hidden_column = record(biff.COLUMNS, pack("<HHHHHH", 2, 3, 2560, 0, 1, 0))
    wide_column = record(biff.COLUMNS, pack("<HHHHHH", 0, 0, 2560, 0, 0, 0))
    merged = record(biff.MERGES, pack("<HHHHH", 1, 0, 1, 2, 4))
    found = traits(hidden_row, hidden_column, wide_column, merged)
    assert found.hidden_rows == {7}
    assert found.hidden_columns == {3, 4}
    assert found.widths == {1: 10.0}
    assert found.merges == [(1, 3, 2, 5)]


def test_rows_and_values_are_counted():
    many = record(biff.MANY_RK, pack("<HH", 0, 0) + bytes(6) * 3 + pack("<H", 2))
    assert traits(many, limits=Limits(cells=3)).errors == {}
    with pytest.raises(FileRefused) as caught:
        traits(many, limits=Limits(cells=2))
    assert caught.value.facts == {"found": 3, "limit": 2, "measure": "cells"}


def test_a_locked_workbook_says_so():
    with pytest.raises(FileRefused) as caught:
        biff.survey_stream(record(biff.LOCKED, bytes(6)) + workbook(), Limits())
    assert caught.value.code == "file_encrypted"
