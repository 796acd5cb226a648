import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.access.roles import Role
from agencies.models import Dialect
from tests.agencies.road import ground, nik, staged, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "label": "Krama Bali",
    "judul": ["Wastan Krama", "Wewaran", ""],
    "arti": ["nama", "-", "nik"],
    "isian": ["hubungan_keluarga", "pekerjaan"],
    "kode": ["71", ""],
    "maksud": ["Kepala Keluarga", ""],
}


@pytest.fixture
def secretary(sign_in):
    return sign_in(Role.SECRETARIAT)


def url(name, *args):
    return reverse(f"agencies:dialect-{name}", args=args)


def test_what_is_typed_becomes_a_dialect_and_stands_on_its_page_again(secretary):
    secretary.post(url("add"), TYPED)
    row = Dialect.objects.get()
    assert (row.name, row.headings, row.ignored) == ("krama-bali", {"nama": ["Wastan Krama"]}, ["Wewaran"])
    assert row.codes == {"hubungan_keluarga": {"71": "Kepala Keluarga"}}

    text = secretary.get(url("edit", row.pk)).content.decode()
    assert 'value="Wastan Krama"' in text
    assert 'value="71"' in text
    assert "Krama Bali" in secretary.get(url("list")).content.decode()


def test_a_file_read_afterwards_knows_the_new_heading(secretary, holder):
    ground()
    agency = AgencyFactory()
    content = workbook([nik(1), "1a2b"], [nik(2), "3c4d"], headings=("NIK", "Wastan Krama"))
    by = holder(Role.OPERATOR, agency=agency)
    before = staged(content, agency=agency, by=by, kind="individu", context={})
    secretary.post(url("add"), TYPED)
    after = staged(content, agency=agency, by=by, kind="individu", context={}, again=True)

    assert "nama" not in before.outline["sheets"][0].get("mapping", {}).values()
    assert after.outline["sheets"][0]["mapping"]["B"] == "nama"


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"label": ""}, "Nama dialek"),
        ({"arti": ["", "-", ""]}, "Pilih arti untuk judul Wastan Krama."),
        ({"maksud": ["", ""]}, "Lengkapi isian, kode, dan maksudnya"),
        ({"judul": ["No. KK"], "arti": ["nama"]}, "sudah dikenal dengan arti lain"),
        ({"judul": [""], "arti": [""]}, "Isi paling sedikit satu judul kolom."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(secretary, other, sentence):
    response = secretary.post(url("add"), TYPED | other)
    text = response.content.decode()

    assert response.status_code == 422
    assert sentence in text
    assert 'value="71"' in text
    assert not Dialect.objects.exists()


def test_a_second_dialect_of_one_name_is_refused(secretary):
    secretary.post(url("add"), TYPED)

    assert "sudah dipakai" in secretary.post(url("add"), TYPED).content.decode()


def test_a_dialect_leaves_and_enters_as_a_file(secretary):
    secretary.post(url("add"), TYPED)
    row = Dialect.objects.get()
    file = secretary.get(url("download", row.pk))
    secretary.post(url("remove", row.pk))
    assert not Dialect.objects.exists()

    secretary.post(url("upload"), {"file": SimpleUploadedFile("d.toml", file.content)})
    again = Dialect.objects.get()
    assert (again.headings, again.codes, again.ignored) == (row.headings, row.codes, row.ignored)


def test_a_dialect_that_comes_with_sinergi_is_a_beginning_for_bappedas_own(secretary):
    text = secretary.get(url("list")).content.decode()
    assert url("shipped", "siks_ng") in text
    assert url("shipped", "umum") not in text

    file = secretary.get(url("shipped", "siks_ng"))
    assert 'filename="dialek-siks_ng_bappeda.toml"' in file.headers["Content-Disposition"]
    secretary.post(url("upload"), {"file": SimpleUploadedFile("d.toml", file.content)})
    own = Dialect.objects.get()
    assert own.label == "SIKS-NG (Bappeda)"
    assert "NIK Pengurus" in own.headings["nik"]
    for name in ("umum", "tidak-ada"):
        assert secretary.get(url("shipped", name)).status_code == 404


def test_a_wrong_file_is_refused_beside_the_field(secretary):
    response = secretary.post(url("upload"), {"file": SimpleUploadedFile("d.toml", b"name = 1")})

    assert response.status_code == 422
    assert "Bagian [headings] atau [codes] keliru." in response.content.decode()


def test_removing_asks_first(secretary):
    secretary.post(url("add"), TYPED)

    assert (
        "Hapus dialek Krama Bali?" in secretary.get(url("remove", Dialect.objects.get().pk)).content.decode()
    )


def test_only_bappeda_keeps_dialects(sign_in):
    assert sign_in(Role.OPERATOR, agency=AgencyFactory()).get(url("list")).status_code == 403
