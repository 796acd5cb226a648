"""Whatever is put around a list, exactly its people are read, under the right fields, and every line is accounted for."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from agencies.importing.tables import letter_of
from tests.sheets.decorated import decorated
from tests.sheets.odd import only, read

QUICK = settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
CONTEXT = {"program": "PKH", "tahun": 2025}


def check(found, made):
    """`found` is the preview of the sheet in `made`."""
    people = {line["row"]: (line["values"]["nik"], line["values"]["nama"]) for line in found.records()}
    assert people == made.people
    assert found.mapping == {letter_of(index): name for index, name in made.mapping.items()}
    left_out = [row for rows in found.skipped.values() for row in rows]
    heading = [*found.header_rows, *([found.numbering_row] if found.numbering_row else [])]
    accounted = [*found.table.rows, *left_out, *heading, *found.title_rows]
    assert len(accounted) == len(set(accounted))
    assert made.filled <= set(accounted)
    assert found.counts["data"] == found.counts["valid"] + found.counts["error"] == len(made.people)


def one_sheet(made):
    check(only(read("penerima", made.sheet, context=CONTEXT)), made)


def several_sheets(all_made):
    preview = read("penerima", *[made.sheet for made in all_made], context=CONTEXT)
    assert [found.name for found in preview.imported] == [made.sheet.name for made in all_made]
    for found, made in zip(preview.imported, all_made, strict=True):
        check(found, made)
    assert preview.totals["data"] == sum(len(made.people) for made in all_made)


sheets = st.tuples(decorated(name="1. SUKAMAJU"), decorated(name="Lembar2", first_serial=100))
test_exactly_the_people_of_a_decorated_list_are_read = QUICK(given(decorated())(one_sheet))
test_every_sheet_is_read_with_its_own_heading = QUICK(given(sheets)(several_sheets))
test_exactly_the_people_of_many_decorated_lists_are_read = pytest.mark.long(
    LONG(given(decorated())(one_sheet))
)
test_many_sheets_are_read_with_their_own_headings = pytest.mark.long(LONG(given(sheets)(several_sheets)))
