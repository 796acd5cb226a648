from io import BytesIO

import pytest

from agencies.importing.book import FileRefused
from agencies.importing.limits import Limits
from agencies.importing.package import column_number, survey
from tests.sheets.packages import MAIN, number_cell, pack, row, text_cell, worksheet, xlsx, xlsx_parts

FILLED = row(1, number_cell("A1", 1)) + row(2, text_cell("A2", "x"), number_cell("B2", 2))


def traits(sheet: str, limits: Limits = Limits(), **further):  # noqa: B008 (frozen)
    return survey(BytesIO(xlsx(sheet, **further)), limits)["S1"]


def refusal(sheet: str, limits: Limits, **further) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        traits(sheet, limits, **further)
    return caught.value


def test_columns_count_from_one():
    assert [column_number(letters) for letters in (b"A", b"Z", b"AA", b"IV", b"XFD")] == [
        1,
        26,
        27,
        256,
        16384,
    ]


def test_merges_are_read_whole():
    after = '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="$B$2:B9"/></mergeCells>'
    assert traits(worksheet(FILLED, after=after)).merges == [(1, 1, 1, 3), (2, 2, 9, 2)]


def test_links_behind_the_merges_are_no_merges():
    after = (
        '<mergeCells><mergeCell ref="A1:C1"/></mergeCells><hyperlinks><hyperlink ref="D4:E5"/></hyperlinks>'
    )
    assert traits(worksheet(FILLED, after=after)).merges == [(1, 1, 1, 3)]


def test_hidden_rows_and_columns_and_widths_are_told():
    before = '<cols><col min="1" max="2" width="12.5"/><col min="3" max="4" width="9" hidden="1"/></cols>'
    hidden = row(3, number_cell("A3", 1), attributes='hidden="1"') + '<row r="5" hidden="true"/>'
    found = traits(worksheet(FILLED + hidden, before=before))
    assert found.hidden_rows == {3, 5}
    assert found.hidden_columns == {3, 4}
    assert found.widths == {1: 12.5, 2: 12.5}


def test_a_column_mark_over_the_whole_width_ends_at_the_limit():
    before = '<cols><col min="3" max="16384" hidden="1"/></cols>'
    assert max(traits(worksheet(FILLED, before=before)).hidden_columns) == 256


def test_error_cells_are_found_with_and_without_formula():
    cells = (
        '<c r="A1" t="e"><v>#REF!</v></c>'
        '<c r="B1" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        "<c t='e' r='C1'><v>#N/A</v></c>"
        '<c r="D1" t="e"><f t="shared" si="0"/><v>#NAME?</v></c>'
    )
    assert traits(worksheet(row(1, cells))).errors == {
        (1, 1): "#REF!",
        (1, 2): "#DIV/0!",
        (1, 3): "#N/A",
        (1, 4): "#NAME?",
    }


def test_every_sheet_is_surveyed_under_its_name():
    parts = xlsx_parts(worksheet(FILLED), worksheet(FILLED, after='<mergeCell ref="A1:A2"/>'))
    found = survey(BytesIO(pack(parts)), Limits())
    assert list(found) == ["S1", "S2"]
    assert found["S2"].merges == [(1, 1, 2, 1)]


def test_rows_without_a_value_do_not_count():
    ghosts = "".join(f'<row r="{line}"><c r="A{line}" s="1"/></row>' for line in range(3, 99))
    assert traits(worksheet(FILLED + ghosts), Limits(rows=2)).merges == []


def test_rows_are_counted_over_all_sheets():
    with pytest.raises(FileRefused) as caught:
        survey(BytesIO(xlsx(worksheet(FILLED), worksheet(FILLED))), Limits(rows=3))
    assert (caught.value.code, caught.value.facts) == ("too_many_rows", {"found": 4, "limit": 3})


def test_values_are_counted():
    refused = refusal(worksheet(FILLED), Limits(cells=2))
    assert (refused.code, refused.facts["measure"]) == ("file_too_large", "cells")


def test_a_wide_column_counts_only_with_a_value():
    ghost = row(3, '<c r="XFD3" s="1"/>')
    assert traits(worksheet(FILLED + ghost)).errors == {}
    refused = refusal(worksheet(FILLED + row(3, number_cell("IW3", 1))), Limits())
    assert refused.facts == {"found": 257, "limit": 256, "measure": "columns"}


def test_a_lone_value_far_below_is_allowed_but_a_vast_rectangle_is_not():
    below = worksheet(FILLED + row(1_048_576, number_cell("A1048576", 1)))
    assert traits(below).merges == []
    vast = worksheet(FILLED + row(1_048_576, number_cell("CV1048576", 1)))
    assert refusal(vast, Limits()).facts["measure"] == "area"


def test_one_long_string_in_many_cells_counts_each_time():
    strings = f"<sst {MAIN}><si><t>a</t></si><si/><si><t>{'x' * 1000}</t></si></sst>"
    cells = "".join(row(line, f'<c r="A{line}" t="s"><v>2</v></c>') for line in range(1, 11))
    refused = refusal(worksheet(cells), Limits(text_bytes=9_000), strings=strings)
    assert refused.facts["measure"] == "text_bytes"
    short = cells.replace("<v>2</v>", "<v>0</v>")
    assert traits(worksheet(short), Limits(text_bytes=9_000), strings=strings).errors == {}


def test_a_row_torn_apart_by_the_end_of_a_piece_is_read_whole():
    rows = "".join(
        row(line, text_cell(f"A{line}", "teks " * 9), f'<c r="B{line}" t="e"><v>#REF!</v></c>')
        for line in range(1, 9_001)
    )
    assert len(traits(worksheet(rows), Limits(ratio=10_000)).errors) == 9_000
