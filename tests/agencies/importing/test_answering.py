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
from agencies.jobs.queue import run_now
from agencies.models import Upload
from tests.agencies.road import CONTEXT, line, merged, staged, work, workbook

pytestmark = pytest.mark.django_db
Status = Upload.Status


def test_a_long_file_is_marked_by_a_job_and_found_again(agency, sender):
    upload = staged(workbook(line(1, Nominal="x")), agency=agency, by=sender)
    run_now("uploads.answer", upload.pk, by=sender)

    upload.refresh_from_db()
    content = b"".join(storage.pieces(storage.path_of(answering.ready(upload)), identity.keys()))
    assert load_workbook(io.BytesIO(content)).sheetnames == ["RINGKASAN", "BNBA"]


def test_what_only_the_register_knows_stands_in_the_answer_too(agency, sender, holder):
    merged(workbook(line(1, "SITI AMINAH")), agency=agency, by=sender, approver=holder(Role.SECRETARIAT))
    upload = staged(workbook(line(1, "BUDI SANTOSO")), agency=agency, by=sender)

    sentences = answering.from_register(upload)[("BNBA", 4)]
    assert any("atas nama dan tanggal lahir lain" in sentence for sentence in sentences)


def test_an_upload_whose_file_is_gone_is_left_alone(agency, sender):
    upload = staged(workbook(line(1)), agency=agency, by=sender)
    type(upload).objects.filter(pk=upload.pk).update(stored_as="")
    run_now("uploads.answer", upload.pk, by=sender)

    upload.refresh_from_db()
    assert answering.ready(upload) == ""


def decided(agency, sender, **other):
    """An upload whose columns, words and programme were told by the officer; one line is still wrong."""
    lines = (line(1, Desa="Suka Majoe"), line(2, Nominal="enam ratus"), line(3, Nominal="rusak"))
    headings = ("NIK", "No. KK", "Nama", "Desa", "Kecamatan", "Xyzzy")
    upload = staged(workbook(*lines, headings=headings), agency=agency, by=sender, **other)
    columns = dict(zip("ABCDEF", ("nik", "no_kk", "nama", "desa", "kecamatan", "nominal"), strict=True))
    choices = {
        "sheets": {"BNBA": {"use": True, "header_rows": [3], "mapping": columns}},
        "values": {"desa": {"Suka Majoe": "Sukamaju"}, "nominal": {"enam ratus": "600000"}},
    }
    actions.choose(upload, choices=choices, context=CONTEXT, by=sender)
    assert work() == []
    upload.refresh_from_db()
    assert (upload.rows_held, upload.rows_new, upload.rows_warned) == (1, 2, 0)
    return upload


@pytest.mark.parametrize("limit", [20_000, 2])
def test_an_answer_comes_back_with_all_that_was_decided_for_the_file(agency, sender, monkeypatch, limit):
    monkeypatch.setattr(answers, "WHOLE_UP_TO", limit)
    upload = decided(agency, sender, context={})
    order = order_for(upload, None, Limits())
    content = answers.build(order, Answer(upload.pk, upload.sha256, upload.name, "21-11-2026 09.40"))
    again = staged(content, agency=agency, by=sender, context={})

    assert again.answers == upload
    assert again.context == CONTEXT
    assert (again.status, again.rows_held, again.outline["names"]) == (Status.PREVIEWED, 1, [])


def test_what_is_told_with_the_answer_goes_before_what_was_told_then(agency, sender):
    upload = decided(agency, sender, context={})
    order = order_for(upload, None, Limits())
    content = answers.build(order, Answer(upload.pk, upload.sha256, upload.name, "21-11-2026 09.40"))
    again = staged(content, agency=agency, by=sender, context={"periode": "Triwulan IV 2026"})

    assert again.context == CONTEXT | {"periode": "Triwulan IV 2026"}


def test_a_file_that_is_no_answer_inherits_nothing(agency, sender):
    upload = staged(workbook(line(1)), agency=agency, by=sender)

    assert answering.inherit(upload, None) is False
    stranger = {"upload": upload.pk + 1, "sha256": "0" * 16, "whole": True}
    assert answering.inherit(upload, stranger) is False
