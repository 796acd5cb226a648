from datetime import date, datetime

import pytest

from agencies.importing.book import Book, Sheet
from agencies.importing.masters import Masters
from agencies.importing.outline import balance, letter_of, masked, outline_of, shown
from agencies.importing.preview import understand
from tests.agencies.road import HEADINGS, kk, line, nik


def outline(*rows, name="BNBA", kind="penerima", context=None):
    book = Book("xlsx", [Sheet(name, [list(row) for row in rows])])
    return outline_of(book, understand(book, kind, context or {"program": "PKH", "tahun": 2026}, Masters()))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (nik(1), "3599 •••• •••• ••••"),
        ("NIK 3599.0142.0380.0001 a.n. Siti", "NIK 3599 •••• •••• •••• a.n. Siti"),
        ("3599 0142 0380 0001", "3599 •••• •••• ••••"),
        ("081234567890", "0812 •••• •••• ••••"),
        ("Rp 1.250.000.000", "Rp 1.250.000.000"),
        ("12/05/1980 0:00:00", "12/05/1980 0:00:00"),
        (3599014203800001, "3599 •••• •••• ••••"),
        (1_250_000_000_000, 1_250_000_000_000),
        ({"a": [nik(1), 5]}, {"a": ["3599 •••• •••• ••••", 5]}),
        (True, True),
        (None, None),
    ],
)
def test_long_numbers_are_cut_wherever_they_stand(value, told):
    assert masked(value) == told


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (5.0, "5"),
        (2.5, "2.5"),
        (date(1980, 3, 2), "02/03/1980"),
        (datetime(1980, 3, 2), "02/03/1980"),  # noqa: DTZ001 (cells have no zone)
        ("  dua \n baris ", "dua baris"),
        ("x" * 100, "x" * 59 + "…"),
    ],
)
def test_cells_are_told_as_people_see_them(cell, text):
    assert shown(cell) == text


def test_the_first_lines_say_why_they_are_skipped():
    told = outline(["DAFTAR PENERIMA"], [], HEADINGS, range(1, 7), line(1), line(2), line(3), line(4))
    head = told["sheets"][0]["head"]

    assert [(each["row"], each["note"]) for each in head[:4]] == [
        (1, "judul, dilewati"), (3, "judul kolom"), (4, "nomor kolom, dilewati"), (5, "baris data pertama"),
    ]  # fmt: skip
    assert head[0]["span"] == 6
    assert len(head) == 6


def test_no_identity_number_leaves_in_an_outline():
    told = str(outline(HEADINGS, line(1), line(2, NIK="3599014203800002x"), line(3)))

    assert not [number for number in (nik(1), nik(2), nik(3), kk(1)) if number in told]


def test_read_lines_are_data_and_skipped_lines():
    told = outline(
        ["DAFTAR"], [], HEADINGS, line(1), line(2, Nominal="x"), ["JUMLAH", None, None, None, None, 600000]
    )

    assert balance(told) == {"read": 6, "data": 2, "held": 1, "skipped": 4}


def test_unknown_names_stand_once_with_their_number_of_lines():
    masters = Masters(
        regions=[
            ("35.99.01", "Sumberagung", "kecamatan", "35.99"),
            ("35.99.01.2001", "Sukamaju", "desa", "35.99.01"),
        ]
    )
    book = Book(
        "xlsx", [Sheet("BNBA", [list(HEADINGS), line(1, Desa="Sukamoju"), line(2, Desa="Sukamoju"), line(3)])]
    )
    told = outline_of(book, understand(book, "penerima", {"program": "PKH", "tahun": 2026}, masters))

    (name,) = told["names"]
    assert (name["text"], name["lines"], name["proposals"]) == ("Sukamoju", 2, ["Sukamaju"])


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_excel(index, letters):
    assert letter_of(index) == letters
