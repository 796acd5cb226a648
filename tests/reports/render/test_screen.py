from decimal import Decimal as D

import pytest

from agencies.access.permissions import Permission
from reports.definitions.forms import Filled, FormRow, Heading, Measured, OfficialForm, numbered, pair
from reports.render.screen import shown, text_of


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (Measured(D("9.3500"), "%"), "measure", "9,35"),
        (Measured(D("100.0000"), "%"), "measure", "100"),
        (3_325_000_000, "rupiah", "3.325.000.000"),
        (D("101.515"), "per_cent", "101,52"),
        ("WTP", "measure", "WTP"),
        (None, "text", ""),
    ],
)
def test_figures_are_written_as_officers_write_them(value, kind, expected):
    assert text_of(value, kind) == expected


def test_a_page_gets_the_groups_the_columns_below_them_and_labelled_cells():
    headings = numbered((Heading("No"), Heading("Uraian"), *pair("Target", "")))
    form = OfficialForm("f", "Evaluasi", "", Permission.USE_SITE, (), lambda scope: None, indented=1)
    page = shown(form, Filled(headings, [FormRow(("1", "Kegiatan", Measured(D(4), "%"), None), depth=2)]))

    assert [(one.top, columns, alone) for one, columns, alone in page.top] == [
        ("No", 1, True), ("Uraian", 1, True), ("Target", 2, False),
    ]  # fmt: skip
    assert [one.title for one in page.below] == ["K", "Rp"]
    _, name, k, rp = page.rows[0].cells
    assert (name.is_name, k.label, k.unit, rp.text, rp.is_unknown) == (True, "Target, K", "%", "–", True)
