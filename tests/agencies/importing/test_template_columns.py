from datetime import date, timedelta

import pytest
from openpyxl import Workbook

from agencies.importing import template_columns
from agencies.importing.masters import Masters
from agencies.importing.preview import understand
from agencies.importing.reader import read
from tests.agencies.road import kk, nik


def book(tmp_path, stamp: str, headings=("NIK", "No. KK", "Nama Lengkap", "Alamat Rumah")):
    made = Workbook()
    made.active.title = "Isian"
    made.active.append(list(headings))
    made.active.append([nik(1), kk(1), "SITI", "Banjar Dinas"])
    made.create_sheet("Petunjuk").append([stamp])
    made.save(tmp_path / "isian.xlsx")
    return read(tmp_path / "isian.xlsx")


def remark(read_book) -> str:
    return template_columns.remark(read_book, understand(read_book, "individu", {}, Masters()))


def test_an_old_template_is_told_with_the_number_of_changed_headings(tmp_path):
    old = book(tmp_path, "Templat versi 01-06-2025")

    assert remark(old) == "Templat ini versi 01-06-2025; 2 judul berubah dan sudah dicocokkan."


def test_an_old_template_with_the_same_headings_needs_no_word(tmp_path):
    assert remark(book(tmp_path, "Templat versi 01-06-2025", ("NIK", "No. KK", "Nama", "Alamat"))) == ""


def test_todays_template_needs_no_word(tmp_path):
    assert remark(book(tmp_path, template_columns.stamp("individu"))) == ""


@pytest.mark.parametrize("words", ["Petunjuk pengisian", "Templat versi 31-02-2025", ""])
def test_any_other_workbook_has_no_version(tmp_path, words):
    assert template_columns.version_of(book(tmp_path, words)) is None


def test_the_stamp_is_read_back(tmp_path):
    assert (
        template_columns.version_of(book(tmp_path, template_columns.stamp("usulan")))
        == template_columns.VERSION
    )
    assert template_columns.VERSION - date(2026, 11, 21) >= timedelta(days=1)
