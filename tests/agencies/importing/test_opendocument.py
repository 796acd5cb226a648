from io import BytesIO

import pytest

from agencies.importing.book import FileRefused
from agencies.importing.limits import Limits
from agencies.importing.opendocument import survey_opendocument
from tests.sheets.packages import ods, ods_cell


def table(*rows: str, name: str = "S1") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def traits(*tables: str, limits: Limits = Limits()):  # noqa: B008 (frozen)
    return survey_opendocument(BytesIO(ods("".join(tables))), limits)


def test_merges_are_placed_behind_repeated_rows_and_cells():
    spanned = ods_cell("m", 'table:number-columns-spanned="2" table:number-rows-spanned="3"')
    blank = '<table:table-cell table:number-columns-repeated="4"/>'
    found = traits(table(row(blank, attributes='table:number-rows-repeated="6"'), row(blank, spanned)))
    assert found["S1"].merges == [(7, 5, 9, 6)]


def test_hidden_rows_and_columns_are_told():
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    hidden = 'table:visibility="filter" table:number-rows-repeated="2"'
    found = traits(table(columns, row(ods_cell("a")), row(ods_cell("b"), attributes=hidden)))
    assert found["S1"].hidden_columns == {2, 3}
    assert found["S1"].hidden_rows == {2, 3}


def test_error_cells_are_found_with_their_word():
    error = ods_cell("#DIV/0!", 'calcext:value-type="error"')
    assert traits(table(row(ods_cell("a"), error)))["S1"].errors == {(1, 2): "#DIV/0!"}


def test_each_sheet_begins_at_line_one():
    merged = ods_cell("m", 'table:number-columns-spanned="2"')
    found = traits(table(row(ods_cell("a")), row(merged)), table(row(merged), name="A &amp; B"))
    assert found["S1"].merges == [(2, 1, 2, 2)]
    assert found["A & B"].merges == [(1, 1, 1, 2)]


def test_blank_rows_to_the_end_of_the_sheet_do_not_count():
    tail = row(
        '<table:table-cell table:number-columns-repeated="16384"/>',
        attributes='table:number-rows-repeated="1048570"',
    )
    assert traits(table(row(ods_cell("a")), tail), limits=Limits(rows=1))["S1"].merges == []


def test_repeated_rows_with_values_count_as_often_as_they_stand_there():
    with pytest.raises(FileRefused) as caught:
        traits(
            table(row(ods_cell("a"), attributes='table:number-rows-repeated="11"')), limits=Limits(rows=10)
        )
    assert (caught.value.code, caught.value.facts) == ("too_many_rows", {"found": 11, "limit": 10})


def test_a_value_repeated_beyond_the_last_column_is_refused():
    with pytest.raises(FileRefused) as caught:
        traits(table(row(ods_cell("a", 'table:number-columns-repeated="300"'))))
    assert caught.value.facts["measure"] == "columns"
