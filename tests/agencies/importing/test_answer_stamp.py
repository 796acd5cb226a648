import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from agencies.importing import answer_stamp
from agencies.importing.book import Book, Sheet


def saved(tmp_path, words=None):
    book = Workbook()
    if words:
        book.custom_doc_props.append(StringProperty(name="Sinergi", value=words))
    path = tmp_path / "berkas.xlsx"
    book.save(path)
    return str(path)


def test_a_stamp_survives_saving(tmp_path):
    words = answer_stamp.words(17, "ab" * 32, whole=True)
    assert answer_stamp.find(saved(tmp_path, words)) == {"upload": 17, "sha256": "ab" * 8, "whole": True}


def test_a_partial_answer_says_so(tmp_path):
    assert (
        answer_stamp.find(saved(tmp_path, answer_stamp.words(17, "ab" * 32, whole=False)))["whole"] is False
    )


@pytest.mark.parametrize("words", [None, "Sinergi unggahan satu", "apa saja"])
def test_an_ordinary_workbook_carries_none(tmp_path, words):
    assert answer_stamp.find(saved(tmp_path, words)) is None


def test_what_is_no_package_carries_none(tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_text("a;b")
    assert answer_stamp.find(str(path)) is None


def test_an_endless_property_is_not_read_whole(tmp_path):
    path = tmp_path / "berkas.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "docProps/custom.xml", "x" * 5_000_000 + answer_stamp.words(1, "ab" * 32, whole=True)
        )
    assert answer_stamp.find(str(path)) is None


def test_without_properties_the_summary_sheet_still_tells():
    summary = Sheet("RINGKASAN", [["Berkas bertanda"], [answer_stamp.words(5, "cd" * 32, whole=True)]])
    assert answer_stamp.find_in_cells(Book("xlsx", [summary]))["upload"] == 5
    assert answer_stamp.find_in_cells(Book("xlsx", [Sheet("Lain", summary.rows)])) is None


def test_what_the_answer_added_is_taken_away_and_an_older_column_of_that_name_stays():
    book = Book(
        "xlsx",
        [
            Sheet("RINGKASAN", [["x"]]),
            Sheet("BNBA", [["Nama", "ALASAN", "ALASAN"], ["A", "sakit", "NIK kosong."]]),
        ],
    )
    answer_stamp.strip(book)

    (sheet,) = book.sheets
    assert sheet.rows == [["Nama", "ALASAN", None], ["A", "sakit", None]]
