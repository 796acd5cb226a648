import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains

from agencies.access.roles import Role
from agencies.models import Attachment
from programs.models import Attainment
from tests.factories import AgencyFactory, AttainmentFactory, OfficeFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 surat pernyataan"


@pytest.fixture
def row():
    OfficeFactory(fiscal_year=2026)
    return AttainmentFactory(year=2026, quarter=2)


def attach(client, row, name="surat.pdf", content=PDF):
    url = reverse("programs:attainment-attach", args=[row.indicator_id, 2026, 2])
    return client.post(url, {"berkas": SimpleUploadedFile(name, content)}, follow=True)


def test_an_agency_adds_evidence_which_its_readers_download(sign_in, row):
    assertContains(attach(sign_in(Role.OPERATOR, agency=row.indicator.agency), row), "surat.pdf")
    url = reverse("programs:attachment-get", args=[Attachment.objects.get().pk])
    page = sign_in(Role.LEADER).get(url)
    assert (b"".join(page.streaming_content), page["Content-Type"]) == (PDF, "application/pdf")
    assert page["Content-Disposition"] == 'attachment; filename="surat.pdf"'


def test_another_agency_finds_neither_file_nor_form(sign_in, row):
    attach(sign_in(Role.OPERATOR, agency=row.indicator.agency), row)
    stranger = sign_in(Role.OPERATOR, agency=AgencyFactory())
    pk = Attachment.objects.get().pk
    assert stranger.get(reverse("programs:attachment-get", args=[pk])).status_code == 404
    assert stranger.post(reverse("programs:attachment-remove", args=[pk])).status_code == 404
    assert attach(stranger, row).status_code == 404


def test_what_cannot_be_evidence_is_refused_in_words(sign_in, row):
    client = sign_in(Role.OPERATOR, agency=row.indicator.agency)
    assertContains(attach(client, row, "surat.pdf", b"MZ"), "Pilih berkas PDF, JPG, PNG, atau XLSX.")
    url = reverse("programs:attainment-attach", args=[row.indicator_id, 2026, 2])
    assertContains(client.post(url, follow=True), "Pilih berkasnya dulu.")


def test_evidence_of_a_report_in_review_stays_as_it_is(sign_in, row):
    client = sign_in(Role.OPERATOR, agency=row.indicator.agency)
    attach(client, row)
    Attainment.objects.update(status="submitted")
    assertContains(attach(client, row), "Sudah diajukan.")
    remove = reverse("programs:attachment-remove", args=[Attachment.objects.get().pk])
    assertContains(client.post(remove, follow=True), "Sudah diajukan.")
    Attainment.objects.update(status="draft")
    assertContains(client.post(remove, follow=True), "Bukti dihapus.")


def test_a_file_that_is_gone_is_not_found(sign_in, row):
    lost = Attachment.objects.create(
        subject="programs.attainment", subject_id=row.pk, agency=row.indicator.agency, name="a.pdf", stored_as="tiada", size=1,
        sha256="0" * 64, content_type="application/pdf", added_by=sign_in(Role.LEADER).user,
    )  # fmt: skip
    assert sign_in(Role.LEADER).get(reverse("programs:attachment-get", args=[lost.pk])).status_code == 404
