import pytest
from django.urls import reverse

from agencies.access.roles import Role
from agencies.models import Upload
from agencies.views.upload_tabs import as_typed, label_of
from beneficiaries.models import Person
from tests.agencies.road import HEADINGS, line, merged, nik, staged, url, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status


@pytest.fixture
def secretary(holder):
    return holder(Role.SECRETARIAT)


def text_of(client, upload, **query):
    return client.get(url("check", upload), query).content.decode()


@pytest.mark.parametrize("tab", ["masalah", "peringatan", "perubahan", "baru", "tetap", "dilewati", "ngawur"])
def test_every_part_of_the_balance_opens_its_lines(operator, agency, tab):
    upload = staged(workbook(line(1), line(2, Nominal="x")), agency=agency, by=operator.user)
    assert operator.get(url("check", upload), {"lihat": tab}).status_code == 200


def test_changes_are_shown_from_old_to_new(operator, agency, holder):
    secretary = holder(Role.SECRETARIAT)
    merged(workbook(line(1, "SITI AMINAH")), agency=agency, by=operator.user, approver=secretary)
    upload = staged(workbook(line(1, "SITI AMINAH", Nominal=750000)), agency=agency, by=operator.user)

    assert upload.rows_changed == 1
    text = operator.get(url("check", upload), {"lihat": "perubahan"}).content.decode()
    assert "→" in text


def test_changes_can_be_narrowed_to_one_field_and_lead_to_the_person(operator, agency, secretary):
    merged(workbook(line(1), line(2)), agency=agency, by=operator.user, approver=secretary)
    upload = staged(
        workbook(line(1, Nominal=750000), line(2, "Warga 2", Nominal=600000), line(3)), agency=agency, by=operator.user
    )  # fmt: skip
    text = text_of(operator, upload, lihat="perubahan")

    assert "Nominal 1</a>" in text
    assert "Nominal: 600.000 → 750.000" in text
    assert reverse("beneficiaries:person-detail", args=[Person.objects.get(name="Warga 1").pk]) in text
    assert "Tidak ada baris seperti ini." in text_of(operator, upload, lihat="perubahan", isi="alamat")


def test_no_page_of_a_person_is_linked_whom_the_viewer_may_not_open(operator, agency, secretary):
    other = AgencyFactory()
    merged(workbook(line(1)), agency=other, by=operator.user, approver=secretary)
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    text = "".join(text_of(operator, upload, lihat=tab) for tab in ("perubahan", "baru", "tetap"))

    assert "Buka orang di baris" not in text


def test_naming_somebody_elses_person_does_not_tell_the_address(operator, agency, secretary):
    headings = (*HEADINGS, "Alamat")
    merged(
        workbook([*line(1), "Jl. Rahasia 1"], headings=headings), agency=AgencyFactory(), by=operator.user, approver=secretary
    )  # fmt: skip
    upload = staged(workbook([*line(1), "Jl. Baru 2"], headings=headings), agency=agency, by=operator.user)
    text = "".join(text_of(operator, upload, lihat=tab) for tab in ("perubahan", "baru", "tetap"))

    assert "Jl. Baru 2" in text
    assert "Jl. Rahasia 1" not in text


def test_who_ends_with_a_complete_list_is_counted_and_named_before_anybody_confirms(
    operator, agency, secretary
):
    merged(workbook(*map(line, range(1, 8))), agency=agency, by=operator.user, approver=secretary)
    upload = staged(workbook(*map(line, range(1, 7))), agency=agency, by=operator.user, mode="replace")

    assert "1 penerima tidak ada di berkas ini dan akan berakhir." in text_of(operator, upload)
    text = text_of(operator, upload, lihat="berakhir")
    assert "Berakhir (1)" in text
    assert "Warga 7" in text
    assert nik(7) not in text


def test_the_first_part_that_has_something_to_show_is_shown_first(operator, agency):
    upload = staged(workbook(line(1), line(2)), agency=agency, by=operator.user)
    text = text_of(operator, upload)

    assert 'href="?lihat=baru" aria-current="page"' in text
    assert "Sukamaju" in text


def test_several_lines_with_one_problem_have_words_without_holes(operator, agency):
    upload = staged(workbook(line(1, NIK="359"), line(2, NIK="3599")), agency=agency, by=operator.user)
    text = text_of(operator, upload)

    assert "NIK tidak 16 angka." in text
    assert "…" not in text


def test_no_wording_of_an_identity_is_offered_to_be_replaced_everywhere(operator, agency):
    upload = staged(
        workbook(line(1, NIK="359"), line(2, NIK="359"), line(3, Nominal="x"), line(4, Nominal="x")),
        agency=agency, by=operator.user,
    )  # fmt: skip
    text = text_of(operator, upload)

    assert 'name="field" value="nominal"' in text
    assert 'name="field" value="nik"' not in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (600000, "600.000"),
        (4, "4"),
        ("1980-03-02", "02-03-1980"),
        ("Jl. Mawar 1", "Jl. Mawar 1"),
        ("abcd-ef-gh", "abcd-ef-gh"),
        (None, ""),
    ],
)
def test_old_and_new_stand_as_officers_write_them(value, words):
    assert as_typed(value) == words


def test_a_field_is_called_as_on_the_columns_page():
    assert [label_of(name, "penerima") for name in ("no_kk", "nominal", "entah_apa", "")] == [
        "No. KK", "Nominal", "Entah apa", "",
    ]  # fmt: skip
