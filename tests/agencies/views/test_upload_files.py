import io

import msoffcrypto
import pytest
from django.urls import reverse
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook

from agencies.access.roles import Role
from agencies.importing import storage
from agencies.importing.template_columns import COLUMNS
from agencies.models import AuditEvent, Job, ReadEvent, Upload
from agencies.views import upload_files
from tests.agencies.road import line, staged, url, work, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def locked(plain: bytes, password: str) -> bytes:
    file = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(password, file)
    assert msoffcrypto.OfficeFile(io.BytesIO(file.getvalue())).is_encrypted()
    return file.getvalue()


def test_the_marked_file_is_given_to_the_agency_and_noted(operator, agency):
    upload = staged(workbook(line(1), line(2, Nominal="x")), agency=agency, by=operator.user)
    response = operator.get(url("answer", upload))

    assert load_workbook(io.BytesIO(content(response)))["BNBA"]["G5"].value.startswith("Nilai rupiah")
    assert "penerima - bertanda.xlsx" in response["Content-Disposition"]
    assert ReadEvent.objects.get(what="export").subject_id == str(upload.pk)
    assert AuditEvent.objects.filter(action="upload.answer_downloaded").count() == 1


def test_a_second_download_is_not_built_again(operator, agency, monkeypatch):
    upload = staged(workbook(line(1, Nominal="x")), agency=agency, by=operator.user)
    first = content(operator.get(url("answer", upload)))
    monkeypatch.setattr(upload_files.answering, "build", None)

    assert content(operator.get(url("answer", upload))) == first


def test_a_long_file_is_marked_by_a_job_and_the_download_follows(operator, agency, monkeypatch):
    monkeypatch.setattr(upload_files, "AT_ONCE", 1)
    upload = staged(workbook(line(1, Nominal="x")), agency=agency, by=operator.user)
    assert "Menandai berkas" in operator.get(url("answer", upload)).content.decode()
    assert Job.objects.filter(task="uploads.answer").count() == 1

    work()
    assert operator.get(url("answer-progress", upload)).headers["HX-Redirect"] == url("answer", upload)
    assert content(operator.get(url("answer", upload)))[:2] == b"PK"


def test_numbers_in_clear_are_not_for_the_auditor_nor_for_strangers(sign_in, agency, holder):
    upload = staged(workbook(line(1, Nominal="x")), agency=agency, by=holder(Role.OPERATOR, agency=agency))

    assert sign_in(Role.AUDITOR).get(url("answer", upload)).status_code == 403
    assert sign_in(Role.OPERATOR, agency=AgencyFactory()).get(url("answer", upload)).status_code == 404
    assert sign_in(Role.AGENCY_HEAD, agency=agency).get(url("answer", upload)).status_code == 200


def test_an_original_that_was_deleted_cannot_be_marked(operator, agency):
    upload = staged(workbook(line(1, Nominal="x")), agency=agency, by=operator.user)
    Upload.objects.filter(pk=upload.pk).update(stored_as="")

    assert operator.get(url("answer", upload)).status_code == 404


def test_a_locked_workbook_is_opened_once_and_the_password_kept_nowhere(operator, agency, caplog):
    password = "Kata-Sandi-Berkas-7"
    upload = staged(locked(workbook(line(1)), password), agency=agency, by=operator.user)
    assert upload.status == Status.REFUSED
    assert (
        "Kata sandi hanya dipakai untuk membuka, tidak disimpan."
        in operator.get(url("detail", upload)).content.decode()
    )
    before = upload.stored_as

    wrong = operator.post(url("password", upload), {"password": "bukan-ini"})
    assert "Kata sandi itu tidak cocok." in wrong.content.decode()
    operator.post(url("password", upload), {"password": password})
    work()

    upload.refresh_from_db()
    assert (upload.status, upload.rows_new) == (Status.PREVIEWED, 1)
    assert upload.stored_as != before
    kept = [*Job.objects.values(), *AuditEvent.objects.values(), *Upload.objects.values(), caplog.text]
    assert password not in str(kept)


def test_a_password_for_a_file_that_needs_none_changes_nothing(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    operator.post(url("password", upload), {"password": "x"})

    upload.refresh_from_db()
    assert upload.status == Status.PREVIEWED
    assert storage.path_of(upload.stored_as).exists()


def test_there_is_a_template_for_every_kind(operator):
    text = operator.get(reverse("agencies:template-list")).content.decode()

    for kind, label in Upload.Kind.choices:
        assert label in text
        response = operator.get(reverse("agencies:template-download", args=[kind]))
        assert load_workbook(io.BytesIO(response.content)).sheetnames == ["Isian", "Petunjuk", "Kode"]
    assert set(COLUMNS) == set(Upload.Kind.values)


def test_there_is_no_template_for_anything_else(operator):
    assert operator.get(reverse("agencies:template-download", args=["apa-saja"])).status_code == 404


def test_a_template_is_made_for_one_programme_and_period(operator):
    address = reverse("agencies:template-download", args=["penerima"])
    wanted = {"program": "Program Keluarga Harapan", "period": "Triwulan III", "tahun": "2026"}
    response = operator.get(address, wanted)
    sheet = load_workbook(io.BytesIO(response.content))["Isian"]

    assert sheet["A1"].value == "Program: Program Keluarga Harapan"
    assert "program-keluarga-harapan" in response["Content-Disposition"]
    refused = operator.get(address, wanted | {"tahun": ""})
    assert refused.status_code == 422
    assert "Isi tahunnya agar periode ini jelas." in refused.content.decode()


def test_an_old_template_is_told_of_on_every_step(operator, agency):
    book = load_workbook(io.BytesIO(workbook(line(1), title="")))
    book["BNBA"].title = "Isian"
    book.create_sheet("Petunjuk").append(["Templat versi 01-06-2025"])
    file = io.BytesIO()
    book.save(file)
    upload = staged(file.getvalue(), agency=agency, by=operator.user)

    assert (
        "Templat ini versi 01-06-2025; 1 judul berubah" in operator.get(url("check", upload)).content.decode()
    )
