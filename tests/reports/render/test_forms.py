import io
from decimal import Decimal as D

import openpyxl
import pytest

from agencies.access.permissions import Permission
from reports.definitions.base import Cover, Signed
from reports.definitions.forms import Filled, FormRow, Heading, Measured, OfficialForm, numbered, pair
from reports.render.forms import build, format_of

HEADINGS = numbered((Heading("No"), Heading("Uraian"), *pair("Target", ""), Heading("Unit")))
COVER = Cover(
    ("PEMERINTAH KABUPATEN", "BAPPEDA"), None, "Evaluasi", (("Perangkat daerah", "Dinas Sosial"),), "Kencana, 1 Juli 2025",
    (Signed("Kepala Bappeda", "Made Astawa", "Pembina", "1"), Signed("Bupati", "Ketut Ariani", "", "")),
)  # fmt: skip


def page_of(*rows, headings=HEADINGS, **about):
    form = OfficialForm(
        "f", "Evaluasi", "", Permission.USE_SITE, (), lambda scope: None, 1, ("Disusun", "Disetujui")
    )
    built = build(form, Filled(headings, list(rows), **about), COVER)
    return openpyxl.load_workbook(io.BytesIO(built.content)).active


def place_of(page, words):
    return next((cell.row, cell.column) for row in page.iter_rows() for cell in row if cell.value == words)


def test_a_group_stands_over_its_columns_and_a_heading_alone_over_both_rows():
    page = page_of()
    row, _ = place_of(page, "No")
    merged = {str(one) for one in page.merged_cells.ranges}
    assert {f"A{row}:A{row + 1}", f"C{row}:D{row}", f"E{row}:E{row + 1}", f"C{row + 2}:D{row + 2}"} <= merged
    assert [page.cell(row + 1, n).value for n in (3, 4)] == ["K", "Rp"]
    assert [page.cell(row + 2, n).value for n in (1, 2, 3, 5)] == ["1", "2", "3", "4"]
    assert page.print_title_rows == f"${row}:${row + 2}"


def test_numbers_stay_numbers_words_stay_words_and_unknown_is_a_dash():
    page = page_of(
        FormRow(("1", "=1+1", Measured(D("9.35"), "%"), 3_325_000_000, None)),
        FormRow(("2", "Nilai SAKIP", "B", None, "X")),
        FormRow(("3", "Kosong", "", "", "X")),
    )
    row, _ = place_of(page, "=1+1")
    cells = [page.cell(row, n) for n in range(1, 6)]
    assert [one.value for one in cells] == ["1", "=1+1", 9.35, 3_325_000_000, None]
    assert (cells[1].data_type, cells[1].quotePrefix, cells[2].number_format) == ("s", True, '#,##0.00" %"')
    assert [page.cell(row + 1, n).value for n in (3, 4)] == ["B", "–"]
    assert [page.cell(row + 2, n).value for n in (3, 4)] == [None, None]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (D("4.0000"), "Persen", '#,##0" Persen"'),
        (D("9.3500"), "", "#,##0.00"),
        (D("1000"), 'a"b', '#,##0" ab"'),
        (45, "", "#,##0"),
    ],
)
def test_a_figure_shows_the_decimals_it_has_and_its_unit(value, unit, expected):
    assert format_of(Measured(value, unit)) == expected


def test_depth_indents_and_a_long_unit_widens_its_column():
    page = page_of(
        FormRow(("1", "Kegiatan", Measured(D(1234), "Kepala Keluarga"), 1, ""), depth=2, bold=True)
    )
    row, _ = place_of(page, "Kegiatan")
    assert (page.cell(row, 2).alignment.indent, page.cell(row, 2).font.bold) == (2, True)
    assert page.column_dimensions["C"].width >= 22


def test_below_the_table_stand_the_footer_the_remarks_and_both_who_sign():
    page = page_of(
        FormRow(("1", "x", "", "", "")), footer=(("Predikat", "Tinggi"),), remarks=("Catatan kecil.",)
    )
    words = [cell.value for row in page.iter_rows() for cell in row if cell.value]
    for expected in (
        "Predikat", "Tinggi", "Catatan kecil.", "Disusun: Kepala Bappeda", "Disetujui: Bupati", "Made Astawa", "Pembina · NIP 1",
        "Kencana, 1 Juli 2025",
    ):  # fmt: skip
        assert expected in words


def test_a_further_indicator_shares_the_cells_of_its_programme():
    page = page_of(
        FormRow(("1", "Program A", "", "", "")),
        FormRow(("2", "Program B", "", "", "")),
        FormRow((None, None, "", "", ""), continues=2),
        FormRow((None, None, "", "", ""), continues=2),
    )
    row, _ = place_of(page, "Program B")
    merged = {str(one) for one in page.merged_cells.ranges}
    assert {f"A{row}:A{row + 2}", f"B{row}:B{row + 2}"} <= merged
    assert not any(one.startswith(f"A{row - 1}:") for one in merged)


def test_an_empty_form_says_so():
    assert place_of(page_of(), "Belum ada data pada saringan ini.")


def test_wide_forms_are_printed_on_a3_and_narrow_ones_on_a4():
    wide = tuple(Heading(f"Kolom {n}") for n in range(20))
    assert (page_of(headings=wide).page_setup.paperSize, page_of().page_setup.paperSize) == (8, 9)
    assert page_of().page_setup.orientation == "landscape"
