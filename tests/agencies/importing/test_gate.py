from io import BytesIO

import pytest

from agencies.importing.book import FileRefused
from agencies.importing.gate import recognise
from agencies.importing.limits import Limits
from tests.sheets.hostile import EXAMPLES
from tests.sheets.packages import SMALL, Entry, entries_of, pack, raw_zip, xlsx, xlsx_parts


def refusal(content: bytes, limits: Limits = Limits()) -> FileRefused:  # noqa: B008 (frozen)
    with pytest.raises(FileRefused) as caught:
        recognise(BytesIO(content), limits)
    return caught.value


@pytest.mark.parametrize(
    ("content", "container"),
    [
        (xlsx(SMALL), "xlsx"),
        (pack(xlsx_parts(SMALL) | {"xl/vbaProject.bin": b"macros"}), "xlsm"),
        ((EXAMPLES / "08_prioritas_musrenbang_kecamatan.ods").read_bytes(), "ods"),
        ((EXAMPLES / "04_buku_induk_per_keluarga.xls").read_bytes(), "xls"),
        (b"\r\n<TABLE border=1><tr><td>NIK</td></tr></TABLE>", "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html><body><table><tr><th>a', "html"),
        (b"<!doctype html><p>a</p>", "html"),
        (b"NIK;NAMA\n1;SITI", "csv"),
        (b"PKH;BPNT\n1;2", "csv"),
        ("NIK;NAMA\n1;SITI".encode("utf-16"), "csv"),
        ("NIK;NAMA\n1;SITI".encode("utf-16-le"), "csv"),
        (b"usulan;<img onerror=x>\njalan <td>;2", "csv"),
    ],
)
def test_the_content_decides_what_a_file_is(content, container):
    assert recognise(BytesIO(content), Limits()) == container


@pytest.mark.parametrize(
    "magic", [b"%PDF-1.7", b"{\\rtf1", b"\x1f\x8b\x08", b"\x89PNG\r\n", b"MIME-Version: 1.0\n"]
)
def test_other_formats_are_refused_with_advice(magic):
    refused = refusal(magic + b" anything")
    assert (refused.code, refused.facts["reason"]) == ("file_unreadable", "format")
    assert "simpan lagi sebagai .xlsx" in refused.facts["advice"]


def test_a_file_above_the_limit_is_refused_before_it_is_read():
    refused = refusal(xlsx(SMALL), Limits(file_bytes=100))
    assert refused.code == "file_too_large"
    assert refused.facts["limit"] == 100
    assert refused.facts["found"] > 100


def test_the_unpacked_size_is_limited():
    assert refusal(xlsx(SMALL), Limits(unpacked_bytes=500)).code == "file_too_large"


def test_a_part_is_refused_for_its_ratio_only_when_it_is_large():
    blanks = pack(xlsx_parts(SMALL) | {"xl/x.xml": " " * 900_000})
    assert recognise(BytesIO(blanks), Limits()) == "xlsx"
    blanks = pack(xlsx_parts(SMALL) | {"xl/x.xml": " " * 1_100_000})
    assert refusal(blanks).facts["reason"] == "ratio"


def test_a_document_type_torn_apart_by_the_end_of_a_piece_is_found():
    filler = b"<a/>" * 65_535 + b"<a>"  # the first piece of 256 KB ends inside "<!DOCTYPE"
    part = filler[: 256 * 1024 - 4] + b"<!DOCTYPE x>"
    content = raw_zip([*entries_of(xlsx_parts(SMALL)), Entry("xl/x.xml", part)])
    assert refusal(content, Limits(ratio=10_000)).facts["reason"] == "document_type"


def test_a_token_that_spans_pieces_is_measured_as_one():
    long_text = "<a>" + "x" * 700_000 + "</a>"
    content = pack(xlsx_parts(SMALL) | {"xl/x.xml": long_text})
    assert recognise(BytesIO(content), Limits()) == "xlsx"
    assert refusal(content, Limits(token_bytes=600_000)).facts["reason"] == "token"


def test_a_letter_torn_apart_by_the_end_of_a_piece_is_no_damage():
    part = "<a>" + "x" * (256 * 1024 - 4) + "é</a>"
    assert recognise(BytesIO(pack(xlsx_parts(SMALL) | {"xl/x.xml": part})), Limits()) == "xlsx"


def test_the_refusal_never_quotes_the_file():
    refused = refusal(b"%PDF 3299010101900001")
    assert "3299010101900001" not in str(refused.facts) + str(refused)
