from io import BytesIO

import pytest

from agencies.importing.book import FileRefused
from agencies.importing.delimited import read_delimited, split_line
from agencies.importing.limits import Limits


def read(content: bytes | str, limits: Limits = Limits(), **corrections):  # noqa: B008 (frozen)
    content = content.encode() if isinstance(content, str) else content
    return read_delimited(BytesIO(content), limits, **corrections)[0]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator):
    lines = [["NIK", "Nama", "Desa"], ["3299010101900001", "SITI", "Sukamaju"]]
    assert read("\r\n".join(separator.join(line) for line in lines)).rows == lines


def test_decimal_commas_do_not_win_over_semicolons():
    assert read("a;b;c\n1,5;2,5;3,5\n2,5;2,5;2,5\n").rows[1] == ["1,5", "2,5", "3,5"]


def test_commas_inside_addresses_do_not_win_over_a_pipe():
    text = "Nama|Alamat|Desa\n" + "SITI|Jl. Melati, No 3|X\n" * 9
    assert read(text).rows[1] == ["SITI", "Jl. Melati, No 3", "X"]


def test_the_line_that_names_the_separator_is_obeyed_and_not_shown():
    assert read("sep=,\nNIK,Nama\n1;2;3,SITI\n").rows == [["NIK", "Nama"], ["1;2;3", "SITI"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_found(encoding):
    text = "Nama;Desa\nAndré;Ngrayun – 1\n" * 9
    assert read(text.encode(encoding)).rows[1] == ["André", "Ngrayun – 1"]


def test_a_guessed_code_page_is_told():
    _sheet, remarks = read_delimited(BytesIO("Nama;Desa\nAndré;X\n".encode("cp1252")), Limits())
    assert "Windows-1252" in remarks[0]


def test_the_officer_can_correct_encoding_and_separator():
    rows = read("Nama|Desa\nAndrй|X\n".encode("cp1251"), encoding="cp1251", delimiter=",").rows
    assert rows == [["Nama|Desa"], ["Andrй|X"]]


def test_an_encoding_that_does_not_exist_is_refused():
    with pytest.raises(FileRefused):
        read("a;b\n", encoding="no-such-code")


def test_a_lone_quotation_mark_does_not_swallow_the_lines_below():
    sheet = read('Nama;Desa\n"SITI;X\nBUDI;Y\nTONO;Z\n')
    assert sheet.rows == [["Nama", "Desa"], ['"SITI', "X"], ["BUDI", "Y"], ["TONO", "Z"]]
    assert sheet.malformed == set()


def test_two_lone_quotation_marks_do_not_join_the_lines_between_them():
    rows = read('a;b;c\n1;2;3\n"x;2;3\n1;2;3\n1;2;y"\n4;5;6\n').rows
    assert rows[3] == ["1", "2", "3"]
    assert len(rows) == 6


def test_a_quoted_field_may_hold_separators_line_breaks_and_marks():
    rows = read('Nama;Alamat;Desa\nSITI;"Jl. ""A""; no 3\nRT 1";X\nBUDI;b;Y\n').rows
    assert rows == [["Nama", "Alamat", "Desa"], ["SITI", 'Jl. "A"; no 3\nRT 1', "X"], ["BUDI", "b", "Y"]]


def test_a_mark_inside_a_field_is_text():
    assert split_line('a;pipa 3" besi;"b"', ";") == (["a", 'pipa 3" besi', "b"], False)
    assert split_line('="3299010101900001";x', ";") == (['="3299010101900001"', "x"], False)
    assert split_line('"";"a""b";', ";") == (["", 'a"b', ""], False)


def test_lines_with_another_number_of_fields_are_marked_and_the_next_go_on():
    sheet = read("a;b;c\n1;2;3\n1;2\n1;2;3;4\n\n1;2;3;;\n1;2;3\n")
    assert sheet.malformed == {3, 4}
    assert sheet.rows[6] == ["1", "2", "3"]


def test_blank_fields_are_none_and_blank_lines_keep_their_number():
    assert read("a;b\n; \n\nx;y\n").rows == [["a", "b"], [None, None], [None], ["x", "y"]]


def test_mixed_line_ends_are_lines():
    assert len(read(b"a;b\r\n1;2\n3;4\r5;6").rows) == 4


def test_control_characters_are_dropped_and_nul_refused():
    assert read("a;b\nx\x02y;z\x1a\n").rows[1] == ["xy", "z"]
    with pytest.raises(FileRefused):
        read(b"a;b\n\x00;1\n")


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=2), "too_many_rows"),
        (Limits(columns=1), "file_too_large"),
        (Limits(cells=3), "file_too_large"),
        (Limits(token_bytes=4), "file_unreadable"),
    ],
)
def test_the_limits_hold(limits, code):
    with pytest.raises(FileRefused) as caught:
        read("aa;bb\n1;2\n3;4\n", limits)
    assert caught.value.code == code
