import pytest
from django.urls import reverse

from agencies.models import Upload
from beneficiaries.models import Assistance, Person, StagedPerson
from tests.beneficiaries.lists import kk, line, merge, merged, nik
from tests.factories import AgencyFactory, OfficeFactory, ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    OfficeFactory()
    return AgencyFactory()


@pytest.fixture
def program(agency):
    return ProgramFactory(code="BST", agency=agency)


def typed(agency, **values):
    return {
        "nama": "Siti Aminah",
        "nik": nik(1),
        "program": "BST",
        "tahun": 2026,
        "nominal": "600.000",
        "agency": agency.pk,
    } | values


def test_one_recipient_by_form_waits_for_a_second_person_like_any_list(sign_in, agency, program):
    client = sign_in("operator", agency=agency)
    client.post(reverse("beneficiaries:person-add"), typed(agency))
    upload = Upload.objects.get()
    assert (upload.is_form, upload.status, upload.sender, upload.rows_new, upload.rows_read) == (
        True,
        "confirmed",
        client.user,
        1,
        1,
    )
    assert Person.objects.count() == 0
    merge(upload)
    assert Assistance.objects.get().amount == 600_000
    assert Assistance.objects.get().source_upload == upload


def test_the_same_form_again_has_nothing_to_approve(sign_in, agency, program):
    merged([line("Siti Aminah", nik=nik(1), nominal=600_000)], program="BST", agency=agency)
    client = sign_in("operator", agency=agency)
    answer = client.post(reverse("beneficiaries:person-add"), typed(agency))
    assert "Tidak ada yang perlu disetujui." in answer.content.decode()
    assert Upload.objects.filter(is_form=True).count() == 0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"nik": ""}, "Isi NIK atau No. KK"),
        ({"nik": "3599"}, "Isi 16 angka"),
        ({"nik": "359901O101800001"}, "Ganti dengan angka."),
        ({"no_kk": nik(1)}, "NIK sama dengan No. KK."),
        ({"nominal": "enam ratus"}, "Tulis dengan angka"),
        ({"nominal": "-5"}, "Tulis dengan angka"),
    ],
)
def test_what_cannot_be_right_is_said_beside_the_field(sign_in, agency, program, values, words):
    answer = sign_in("operator", agency=agency).post(
        reverse("beneficiaries:person-add"), typed(agency, **values)
    )
    assert words in answer.content.decode()
    assert Upload.objects.count() == 0


def test_nobody_adds_in_the_name_of_another_agency(sign_in, agency, program):
    client = sign_in("operator", agency=agency)
    client.post(reverse("beneficiaries:person-add"), typed(AgencyFactory()))
    assert Upload.objects.count() == 0


def test_a_correction_names_the_person_even_without_nik(sign_in, agency, program):
    merged([line("Siti", no_kk=kk(1), alamat="Lama")], program="BST", agency=agency)
    person = Person.objects.get()
    client = sign_in("operator", agency=agency)
    client.post(
        reverse("beneficiaries:person-edit", args=[person.pk]),
        {"nama": "Siti Aminah", "alamat": "Baru", "agency": agency.pk},
    )
    upload = Upload.objects.get(is_form=True)
    assert StagedPerson.objects.get(upload=upload).changes == {
        "nama": ["SITI", "SITI AMINAH"],
        "alamat": ["Lama", "Baru"],
    }
    merge(upload)
    person.refresh_from_db()
    assert (person.name, person.address, Person.objects.count()) == ("Siti Aminah", "Baru", 1)


def test_an_aid_is_ended_with_a_reason_and_stays_on_record(sign_in, agency, program):
    merged([line("Siti", nik=nik(1), nominal=5)], program="BST", agency=agency)
    aid = Assistance.objects.get()
    client = sign_in("operator", agency=agency)
    page = client.get(reverse("beneficiaries:aid-end", args=[aid.pk]))
    assert "Orang kedua menyetujui." in page.content.decode()
    client.post(reverse("beneficiaries:aid-end", args=[aid.pk]), {"alasan": "Meninggal"})
    merge(Upload.objects.get(is_form=True))
    aid.refresh_from_db()
    assert (aid.status, aid.end_reason, aid.amount) == ("diakhiri", "Meninggal", 5)


def test_nobody_ends_the_aid_of_another_agency(sign_in, agency, program):
    merged([line("Siti", nik=nik(1))], program="BST", agency=AgencyFactory())
    merged([line("Siti", nik=nik(1), periode="Tahap 1")], program="BST", agency=agency)
    foreign = Assistance.objects.exclude(agency=agency).get()
    client = sign_in("operator", agency=agency)
    assert (
        client.post(reverse("beneficiaries:aid-end", args=[foreign.pk]), {"alasan": "Ganda"}).status_code
        == 404
    )
