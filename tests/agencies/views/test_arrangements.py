import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.access.roles import Role
from agencies.actions import arrangements as actions
from agencies.models import MappingShare, SavedMapping
from agencies.queries.arrangements import in_use
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
LIST = "f" * 64


@pytest.fixture
def agency():
    return AgencyFactory(name="Dinas Sosial")


@pytest.fixture
def operator(sign_in, agency):
    return sign_in(Role.OPERATOR, agency=agency)


def saved(agency, by, **mapping):
    wanted = actions.Arrangement(
        LIST, mapping or {"namapenerima": "nama", "ket": None}, {"desa": {"Suka Majoe": "Sukamaju"}},
        [["namapenerima", "Nama Penerima"], ["ket", "KET."]], "bnba.xlsx",
    )  # fmt: skip
    return actions.remember(wanted, agency=agency, kind="penerima", by=by)


def url(name, *args):
    return reverse(f"agencies:arrangement-{name}", args=args)


def test_the_list_shows_what_is_remembered_with_its_headings(operator, agency):
    saved(agency, operator.user)
    text = operator.get(url("list")).content.decode()

    assert "bnba.xlsx" in text
    assert "Nama Penerima, KET." in text


def test_without_any_the_list_says_how_one_comes_about(operator):
    assert "Belum ada susunan yang diingat." in operator.get(url("list")).content.decode()


def test_the_page_shows_columns_and_words_and_forgets_one_word(operator, agency):
    row = saved(agency, operator.user)
    text = operator.get(url("detail", row.pk)).content.decode()
    assert "Tidak dipakai" in text
    assert "Suka Majoe" in text

    operator.post(url("unlearn", row.pk), {"field": "desa", "text": "Suka Majoe"})
    assert in_use(agency, "penerima")[LIST].values == {}
    operator.post(url("unlearn", row.pk), {})
    assert SavedMapping.objects.count() == 2


def test_an_older_version_says_so_and_can_be_used_again(operator, agency):
    first = saved(agency, operator.user)
    saved(agency, operator.user, namapenerima="nama_ibu")
    assert "Ini versi lama." in operator.get(url("detail", first.pk)).content.decode()

    operator.post(url("go-back", first.pk))
    assert in_use(agency, "penerima")[LIST].mapping == first.mapping


def test_forgetting_offers_to_take_it_back(operator, agency):
    row = saved(agency, operator.user)
    response = operator.post(url("forget", row.pk), follow=True)
    assert url("bring-back", row.pk) in response.content.decode()
    assert in_use(agency, "penerima") == {}
    assert "Buka untuk memakainya lagi." in operator.get(url("list")).content.decode()
    assert "dihapus" in operator.get(url("detail", row.pk)).content.decode()

    operator.post(url("bring-back", row.pk))
    assert in_use(agency, "penerima") == {LIST: row}


def test_an_arrangement_travels_as_a_file(operator, agency):
    row = saved(agency, operator.user)
    file = operator.get(url("download", row.pk))
    assert file["Content-Disposition"].endswith('"susunan-bnbaxlsx-v1.toml"')

    sent = SimpleUploadedFile("dari-teman.toml", file.content)
    response = operator.post(url("upload"), {"agency": agency.pk, "file": sent}, follow=True)
    assert "Susunan tersimpan." in response.content.decode()
    assert SavedMapping.objects.get(from_file="dari-teman.toml").labels == row.labels


def test_a_wrong_file_is_refused_beside_the_field(operator, agency):
    sent = SimpleUploadedFile("x.toml", b'jenis = "penerima"\n[kolom]\nA = "warna"\n')
    response = operator.post(url("upload"), {"agency": agency.pk, "file": sent})

    assert response.status_code == 422
    assert "A: arti warna tidak dikenal" in response.content.decode()


def test_nobody_saves_for_an_agency_out_of_reach(operator):
    other = AgencyFactory()
    sent = SimpleUploadedFile("x.toml", b'jenis = "penerima"\n[kolom]\nA = "nik"\n')
    operator.post(url("upload"), {"agency": other.pk, "file": sent})

    assert not SavedMapping.objects.exists()


def test_bappeda_shares_and_others_see_it_without_touching_it(sign_in, agency, holder):
    row, friend = saved(agency, holder(Role.OPERATOR, agency=agency)), AgencyFactory()
    secretary = sign_in(Role.SECRETARIAT)
    secretary.post(url("share", row.pk), {"shared_with": friend.pk})
    assert MappingShare.objects.get().shared_with == friend

    reader = sign_in(Role.OPERATOR, agency=friend)
    text = reader.get(url("list")).content.decode()
    assert "Dibagikan kepada Anda" in text
    assert reader.get(url("detail", row.pk)).status_code == 404


def test_sharing_with_all_can_be_stopped(sign_in, agency, holder):
    row = saved(agency, holder(Role.OPERATOR, agency=agency))
    secretary = sign_in(Role.SECRETARIAT)
    secretary.post(url("share", row.pk), {"shared_with": ""})
    assert "Semua perangkat daerah" in secretary.get(url("detail", row.pk)).content.decode()

    secretary.post(url("unshare", row.pk), {"share": MappingShare.objects.get().pk})
    secretary.post(url("unshare", row.pk), {"share": "x"})
    assert not MappingShare.objects.exists()


def test_an_operator_shares_nothing(operator, agency):
    row = saved(agency, operator.user)

    assert operator.post(url("share", row.pk), {}).status_code == 403
