import io

import pytest
from openpyxl import load_workbook

from agencies import identity
from agencies.access.roles import Role
from agencies.importing import answering, storage
from agencies.jobs.queue import run_now
from tests.agencies.road import ground, line, merged, staged, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    ground()
    return AgencyFactory()


@pytest.fixture
def sender(holder, agency):
    return holder(Role.OPERATOR, agency=agency)


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
