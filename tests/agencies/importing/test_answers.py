import io

import pytest
from openpyxl import load_workbook

from agencies import identity
from agencies.access.roles import Role
from agencies.actions import uploads as actions
from agencies.importing import answering, answers, storage
from agencies.importing.limits import Limits
from agencies.importing.order import Answer
from agencies.importing.staging import order_for
from agencies.models import Upload
from tests.agencies.road import line, nik, staged, work, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status


def built(upload) -> bytes:
    """Here in this process; the limited child is tried by the tests of `answering`."""
    order = order_for(upload, None, Limits())
    return answers.build(order, Answer(upload.pk, upload.sha256, upload.name, "21-11-2026 09.40"))


def opened(upload):
    return load_workbook(io.BytesIO(built(upload)))


def test_the_officers_own_sheet_comes_back_with_wrong_cells_coloured_and_explained(agency, sender):
    upload = staged(workbook(line(1), line(2, Nominal="enam ratus")), agency=agency, by=sender)
    book = opened(upload)
    sheet = book["BNBA"]

    assert book.sheetnames == ["RINGKASAN", "BNBA"]
    assert (sheet["A1"].value, sheet["C3"].value, sheet["C4"].value) == ("DAFTAR PENERIMA", "Nama", "Warga 1")
    assert sheet["G3"].value == "ALASAN"
    assert sheet["G4"].value is None
    assert sheet["G5"].value == "Nilai rupiah tidak terbaca. Tulis dengan angka, misalnya 600.000."
    assert sheet["F5"].fill.fgColor.rgb.endswith("FCEBE2")
    assert "Nilai rupiah" in sheet["F5"].comment.text
    assert sheet["F4"].comment is None


def test_identity_numbers_stay_text_and_formulas_stay_words(agency, sender):
    upload = staged(workbook(line(1, "=1+1")), agency=agency, by=sender)
    sheet = opened(upload)["BNBA"]

    assert (sheet["A4"].value, sheet["A4"].data_type, sheet["A4"].number_format) == (nik(1), "s", "@")
    assert (sheet["C4"].value, sheet["C4"].data_type) != ("=1+1", "f")


@pytest.mark.parametrize("wrong", ["3599", "", 3599014203800000])
def test_a_wrong_number_of_a_person_is_typed_anew_as_text(agency, sender, wrong):
    upload = staged(workbook(line(1), line(2, NIK=wrong)), agency=agency, by=sender)

    assert opened(upload)["BNBA"]["A5"].number_format == "@"


def test_the_summary_counts_each_kind_of_problem(agency, sender):
    upload = staged(workbook(line(1, Nominal="x"), line(2, Nominal="y")), agency=agency, by=sender)
    rows = [row for row in opened(upload)["RINGKASAN"].iter_rows(values_only=True)]

    assert ("Nilai rupiah tidak terbaca.", 2) in rows


def test_a_corrected_answer_is_recognised_and_replaces_what_it_was_made_from(agency, sender):
    upload = staged(workbook(line(1), line(2, Nominal="enam ratus")), agency=agency, by=sender)
    book = opened(upload)
    book["BNBA"]["F5"].value = 600000
    file = io.BytesIO()
    book.save(file)

    second = staged(file.getvalue(), agency=agency, by=sender)
    upload.refresh_from_db()
    assert (second.answers, second.status, second.rows_held, second.rows_new) == (
        upload,
        Status.PREVIEWED,
        0,
        2,
    )
    assert [sheet["name"] for sheet in second.outline["sheets"]] == ["BNBA"]
    assert upload.status == Status.WITHDRAWN


def test_an_answer_to_a_stored_list_adds_only_the_corrected_lines(agency, sender, holder):
    upload = staged(workbook(line(1), line(2, Nominal="enam ratus")), agency=agency, by=sender)
    actions.confirm(upload, by=sender)
    actions.approve(upload, by=holder(Role.SECRETARIAT))
    work()
    book = opened(upload)
    book["BNBA"]["F5"].value = 600000
    file = io.BytesIO()
    book.save(file)

    second = staged(file.getvalue(), agency=agency, by=sender)
    upload.refresh_from_db()
    assert (second.rows_new, second.rows_same, second.rows_held) == (1, 1, 0)
    assert upload.status == Status.MERGED


def test_an_answer_of_another_agency_is_just_a_file(agency, sender, holder):
    upload = staged(workbook(line(1, Nominal="x")), agency=agency, by=sender)
    other = AgencyFactory()
    second = staged(built(upload), agency=other, by=holder(Role.OPERATOR, agency=other))

    upload.refresh_from_db()
    assert second.answers is None
    assert upload.status == Status.PREVIEWED


def test_a_cell_corrected_in_the_browser_is_correct_in_the_answer(agency, sender):
    upload = staged(workbook(line(1, Nominal="x")), agency=agency, by=sender)
    purpose = "cell:BNBA!F4"
    actions.correct(
        upload,
        sheet="BNBA",
        row=4,
        column="F",
        old_ct=b"",
        new_ct=identity.seal_text("600000", purpose),
        by=sender,
    )
    work()
    upload.refresh_from_db()

    assert opened(upload)["BNBA"]["F4"].value == "600000"


def test_of_a_long_file_only_headings_and_lines_with_problems_come_back(agency, sender, monkeypatch):
    monkeypatch.setattr(answers, "WHOLE_UP_TO", 5)
    upload = staged(workbook(*map(line, range(1, 6)), line(6, Nominal="x")), agency=agency, by=sender)
    sheet = opened(upload)["BNBA"]

    names = [row[2].value for row in sheet.iter_rows()]
    assert "Nama" in names
    assert "Warga 6" in names
    assert "Warga 1" not in names


def test_the_answer_lies_sealed_on_the_disk_and_belongs_to_one_reading(agency, sender):
    upload = staged(workbook(line(1, Nominal="x")), agency=agency, by=sender)
    answering.remember(upload, answering.build(upload))
    upload.refresh_from_db()
    name = answering.ready(upload)
    assert nik(1).encode() not in storage.path_of(name).read_bytes()

    actions.choose(upload, choices={}, context=upload.context, by=sender)
    work()
    upload.refresh_from_db()
    assert answering.ready(upload) == ""
