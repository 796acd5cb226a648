from io import BytesIO

import pytest

from agencies.importing.book import FileRefused
from agencies.importing.limits import Limits
from agencies.importing.webtable import read_webtable


def read(page: str | bytes, limits: Limits = Limits()):  # noqa: B008 (frozen)
    return read_webtable(BytesIO(page.encode() if isinstance(page, str) else page), limits)


def test_a_table_becomes_rows_of_text():
    page = "<table><thead><tr><th>NIK<th>Nama</thead><tr><td>3299010101900001</td><td> SITI &amp;\n BUDI</td></tr></table>"
    assert read(page).rows == [["NIK", "Nama"], ["3299010101900001", "SITI & BUDI"]]


def test_text_outside_the_tables_is_a_row_as_in_a_spreadsheet_program():
    page = "<html><head><title>x</title><style>td{}</style></head><h3>DAFTAR</h3><p>Desa X</p><table><tr><td>a</table>"
    assert read(page).rows == [["DAFTAR"], ["Desa X"], ["a"]]


def test_several_tables_stand_below_each_other():
    assert read("<table><tr><td>a</table><table><tr><td>b<td>c</table>").rows == [["a"], ["b", "c"]]


def test_a_table_inside_a_cell_gives_its_rows():
    assert read("<table><tr><td><table><tr><td>a<tr><td>b</table></table>").rows == [["a"], ["b"]]


def test_spans_become_merges_and_move_the_cells_behind_them():
    page = (
        "<table><tr><td rowspan=2>No<td colspan=2>Alamat</tr><tr><td>RT<td>RW</tr>"
        "<tr><td>1<td>2<td>3</tr></table>"
    )
    sheet = read(page)
    assert sheet.rows == [["No", "Alamat", None], [None, "RT", "RW"], ["1", "2", "3"]]
    assert sheet.merges == [(1, 1, 2, 1), (1, 2, 1, 3)]


def test_line_breaks_in_a_cell_are_kept_and_blank_cells_are_none():
    assert read("<table><tr><td>Jenis<br>Kelamin<td>&nbsp;<td></table>").rows == [
        ["Jenis\nKelamin", None, None]
    ]


def test_rows_that_are_not_shown_are_told():
    assert read('<table><tr><td>a<tr style="display: none"><td>b</table>').hidden_rows == {2}


@pytest.mark.parametrize(
    "page",
    [
        '<meta charset="utf-8"><table><tr><td>André</table>'.encode(),
        '<meta http-equiv="x" content="text/html; charset=iso-8859-1"><table><tr><td>André</table>'.encode(
            "latin-1"
        ),
        "<table><tr><td>André</table>".encode("cp1252"),
    ],
)
def test_the_encoding_is_found(page):
    assert read(page).rows == [["André"]]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=1), "too_many_rows"),
        (Limits(columns=1), "file_too_large"),
        (Limits(token_bytes=1), "file_unreadable"),
    ],
)
def test_the_limits_hold(limits, code):
    with pytest.raises(FileRefused) as caught:
        read("<table><tr><td>aa<td>bb<tr><td>cc<td>dd</table>", limits)
    assert caught.value.code == code


def test_a_page_without_table_is_refused():
    with pytest.raises(FileRefused):
        read("<html><p>Sesi habis</p></html>")


def test_comments_are_no_text_wherever_a_piece_of_the_page_ends():
    comment = "<!--[if gte mso 9]><xml><x:Name>Sheet1</x:Name></xml><![endif]-->"
    for filler in range(256 * 1024 - 60, 256 * 1024 - 40):
        page = f"<table><tr><td>{'x' * filler}</td><td>{comment}a</td></tr></table>"
        assert read(page).rows[0][1] == "a"


def test_scripts_are_no_text():
    page = '<script>document.write("<td>x</td>")</script><table><tr><td>a<script>1</script></table>'
    assert read(page).rows == [["a"]]


def test_a_lone_smaller_sign_is_text():
    assert read("<table><tr><td>usia < 7 tahun</table>").rows == [["usia < 7 tahun"]]
