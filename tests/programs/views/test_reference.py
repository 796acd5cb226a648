import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains

from agencies.access.roles import Role
from programs.forms.reference import sealed
from programs.importing.reference_tables import TABLES
from programs.models import FundingSource, PairRule
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def url(name, key="sumber-dana", *more):
    return reverse(f"programs:reference-{name}", args=[key, *more])


def csv(text):
    return {"berkas": SimpleUploadedFile("daftar.csv", text.encode())}


@pytest.mark.parametrize("key", list(TABLES))
def test_bappeda_opens_every_table_and_its_form(sign_in, key):
    client = sign_in(Role.SECRETARIAT)
    assertContains(client.get(reverse("programs:reference-index")), TABLES[key].title)
    assert client.get(url("list", key)).status_code == 200
    assert client.get(url("add", key)).status_code == 200
    assert client.get(url("upload", key)).status_code == 200


def test_nobody_else_opens_them(sign_in):
    client = sign_in(Role.PLANNER)
    for name in ("list", "add", "upload", "export"):
        assert client.get(url(name)).status_code == 403
    assert sign_in(Role.SECRETARIAT).get(url("list", "tidak-ada")).status_code == 404


def test_the_number_of_queries_does_not_grow(sign_in, queries_of):
    client = sign_in(Role.SECRETARIAT)
    FundingSource.objects.create(code="A", name="A")
    before = queries_of(client, url("list"))
    for n in range(20):
        FundingSource.objects.create(code=f"B{n}", name="B")
    assert queries_of(client, url("list")) == before


def test_a_list_is_shown_before_it_is_stored(sign_in):
    client = sign_in(Role.SECRETARIAT)
    preview = client.post(url("upload"), csv("kode,nama,bagian_apbd\nPAD,Pendapatan Asli,ya\n"))
    assertContains(preview, "Simpan 1 perubahan")
    assert not FundingSource.objects.exists()

    client.post(url("store"), {"isi": preview.context["token"]})
    assert FundingSource.objects.get().name == "Pendapatan Asli"


def test_problems_are_shown_with_their_line_and_nothing_can_be_stored(sign_in):
    page = sign_in(Role.SECRETARIAT).post(url("upload"), csv("kode,nama,bagian_apbd\nPAD,PAD,entah\n"))
    assertContains(page, "Tulis ya atau tidak.", status_code=422)
    assert page.context["token"] == ""


def test_an_unreadable_file_is_refused_beside_the_field(sign_in):
    page = sign_in(Role.SECRETARIAT).post(
        url("upload"), {"berkas": SimpleUploadedFile("a.xlsx", b"\x00\x01")}
    )
    assertContains(page, "tidak dapat dibaca", status_code=422)


@pytest.mark.parametrize("token", ["", "palsu", sealed({"rows": []}) + "x"], ids=["none", "false", "broken"])
def test_rows_that_were_not_previewed_are_not_stored(sign_in, token):
    page = sign_in(Role.SECRETARIAT).post(url("store"), {"isi": token}, follow=True)
    assertContains(page, "sudah lewat satu jam")
    assert not FundingSource.objects.exists()


def test_a_row_is_added_and_changed_by_form(sign_in):
    client = sign_in(Role.SECRETARIAT)
    client.post(url("add"), {"code": "X", "name": "X", "is_apbd": "on"})
    row = FundingSource.objects.get()
    client.post(url("edit", "sumber-dana", row.pk), {"code": "X", "name": "Baru"})
    row.refresh_from_db()
    assert (row.name, row.is_apbd) == ("Baru", False)


def test_a_pair_is_stored_in_order_whichever_comes_first(sign_in):
    first, second = ProgramFactory(), ProgramFactory()
    data = {"first": second.pk, "second": first.pk, "verdict": "check"}
    sign_in(Role.SECRETARIAT).post(url("add", "aturan-pasangan"), data)
    assert PairRule.objects.get().first == first


def test_an_export_is_a_workbook(sign_in):
    page = sign_in(Role.SECRETARIAT).get(url("export"))
    assert page.content.startswith(b"PK")
    assert 'filename="sumber-dana.xlsx"' in page.headers["Content-Disposition"]
