import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.access.roles import Role
from agencies.importing import storage
from agencies.models import Job, Upload
from tests.agencies.road import HEADINGS, as_file, line, nik, posted, staged, work, workbook
from tests.factories import AgencyFactory, UploadFactory

pytestmark = pytest.mark.django_db
NEW, LIST = reverse("agencies:upload-new"), reverse("agencies:upload-list")
PASTE = reverse("agencies:upload-paste")


def page(upload):
    return reverse("agencies:upload-detail", args=[upload.pk])


def test_a_file_handed_in_by_form_is_stored_sealed_and_read(operator, agency):
    response = operator.post(NEW, posted(agency, as_file(workbook(line(1)))))

    upload = Upload.objects.get()
    assert response["Location"] == page(upload)
    assert upload.context == {"program": "PKH", "tahun": 2026, "periode": "Triwulan III 2026"}
    assert storage.path_of(upload.stored_as).read_bytes()[:4] == storage.MAGIC
    assert work() == []
    upload.refresh_from_db()
    assert upload.status == Upload.Status.PREVIEWED


def test_a_chosen_village_brings_its_district_along(operator, agency):
    operator.post(NEW, posted(agency, as_file(workbook(line(1))), desa="35.99.01.2001"))

    context = Upload.objects.get().context
    assert (context["desa"], context["kecamatan"]) == ("Sukamaju", "Sumberagung")


def test_a_list_of_people_says_from_which_register_it_is(operator, agency):
    operator.post(NEW, posted(agency, as_file(workbook(line(1))), kind="keluarga", sumber="dtsen"))

    assert Upload.objects.get().context["sumber"] == "dtsen"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"period": "Triwulan V"}, "Triwulan V"),
        ({"tahun": ""}, "Isi tahunnya"),
        ({"tahun": "1066"}, "Tulis tahun antara"),
        ({"file": as_file(b"")}, "Berkas kosong."),
    ],
)
def test_what_was_typed_wrongly_is_said_beside_the_field(operator, agency, change, sentence):
    response = operator.post(NEW, posted(agency, as_file(workbook(line(1)))) | change)

    assert sentence in response.content.decode()
    assert not Upload.objects.exists()


def test_the_same_file_leads_to_the_first_upload(operator, agency):
    content = workbook(line(1))
    operator.post(NEW, posted(agency, as_file(content)))
    response = operator.post(NEW, posted(agency, as_file(content)))

    text = response.content.decode()
    assert "Berkas ini sudah diunggah" in text
    assert page(Upload.objects.get()) in text


def test_the_same_file_on_purpose_becomes_one_more_upload_however_often_the_button_is_pressed(
    operator, agency
):
    content = workbook(line(1))
    operator.post(NEW, posted(agency, as_file(content)))
    token = operator.post(NEW, posted(agency, as_file(content))).context["token"]
    for _ in range(2):
        operator.post(reverse("agencies:upload-again"), {"token": token})

    assert Upload.objects.count() == 2


def test_a_forged_token_takes_nothing_in(operator):
    response = operator.post(reverse("agencies:upload-again"), {"token": "eyJhIjoxfQ:1:x"})

    assert response["Location"] == NEW
    assert not Upload.objects.exists()


def test_nobody_hands_in_for_another_agency(operator):
    response = operator.post(NEW, posted(AgencyFactory(), as_file(workbook(line(1)))))

    assert response.status_code == 200
    assert not Upload.objects.exists()


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.AGENCY_HEAD])
def test_who_may_not_send_finds_no_form(sign_in, agency, role):
    client = sign_in(role, agency=agency if role == Role.AGENCY_HEAD else None)
    assert client.get(NEW).status_code == 403


def test_an_operator_sees_the_uploads_of_the_own_agency_only(operator, agency):
    UploadFactory(agency=agency, name="punya-kami.xlsx")
    UploadFactory(name="punya-lain.xlsx")

    text = operator.get(LIST).content.decode()
    assert "punya-kami.xlsx" in text
    assert "punya-lain.xlsx" not in text


def test_a_strangers_upload_does_not_exist(operator):
    other = UploadFactory()
    for name in ("detail", "progress", "check"):
        assert operator.get(reverse(f"agencies:upload-{name}", args=[other.pk])).status_code == 404


def test_the_list_is_filtered_and_sorted_by_its_address(operator, agency):
    UploadFactory(agency=agency, name="b.xlsx", status=Upload.Status.MAPPING)
    UploadFactory(agency=agency, name="a.xlsx", status=Upload.Status.CONFIRMED)

    rows = operator.get(LIST, {"keadaan": "menunggu"}).context["page"].object_list
    assert [upload.name for upload in rows] == ["a.xlsx"]
    rows = operator.get(LIST, {"urut": "nama"}).context["page"].object_list
    assert [upload.name for upload in rows] == ["a.xlsx", "b.xlsx"]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"cari": "A.XLSX"}, 1),
        ({"isi": "usulan"}, 1),
        ({"tahun": "1999"}, 0),
        ({"opd": "999999"}, 0),
        ({"opd": "x", "isi": "x"}, 2),
    ],
)
def test_each_filter_leaves_what_it_says(operator, agency, query, left):
    UploadFactory(agency=agency, name="a.xlsx", kind="usulan")
    UploadFactory(agency=agency, name="b.xlsx")

    assert operator.get(LIST, query).context["page"].paginator.count == left


def test_an_empty_list_says_what_to_do_first(operator):
    assert (
        "Belum ada unggahan. Mulai dengan daftar yang sudah Anda punya di Excel."
        in operator.get(LIST).content.decode()
    )


def test_the_list_takes_as_many_queries_for_many_rows_as_for_one(operator, agency):
    UploadFactory(agency=agency)
    operator.get(LIST)
    with CaptureQueriesContext(connection) as one:
        operator.get(LIST)
    UploadFactory.create_batch(12, agency=agency)
    with CaptureQueriesContext(connection) as many:
        operator.get(LIST)
    assert len(many) == len(one)


def test_while_the_file_is_read_the_page_shows_progress_and_asks_again(operator, agency):
    operator.post(NEW, posted(agency, as_file(workbook(line(1)))))
    upload = Upload.objects.get()

    assert (
        reverse("agencies:upload-progress", args=[upload.pk]) in operator.get(page(upload)).content.decode()
    )
    work()
    assert operator.get(reverse("agencies:upload-progress", args=[upload.pk])).headers["HX-Refresh"] == "true"


def test_a_refused_file_says_what_is_wrong_and_what_to_do(operator, agency):
    upload = staged(b"%PDF-1.7", agency=agency, by=operator.user)

    assert "Berkas rusak atau bukan lembar kerja." in operator.get(page(upload)).content.decode()


def test_work_that_stopped_can_be_taken_up_again(operator, agency):
    operator.post(NEW, posted(agency, as_file(workbook(line(1)))))
    upload = Upload.objects.get()
    Job.objects.filter(subject_id=upload.pk).update(
        status=Job.Status.FAILED, words="Terhenti karena sesuatu."
    )

    assert "Terhenti karena sesuatu." in operator.get(page(upload)).content.decode()
    operator.post(reverse("agencies:upload-resume", args=[upload.pk]))
    work()
    upload.refresh_from_db()
    assert upload.status == Upload.Status.PREVIEWED


def test_the_history_names_who_did_what(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    text = operator.get(page(upload), {"riwayat": "1"}).content.decode()

    assert "Diunggah" in text
    assert "Selesai dibaca" in text
    assert operator.user.name in text


def test_no_page_of_an_upload_shows_an_identity_number(operator, agency):
    upload = staged(workbook(line(1), line(2, NIK="359901420380000")), agency=agency, by=operator.user)
    for name in ("detail", "columns", "check"):
        text = operator.get(
            reverse(f"agencies:upload-{name}", args=[upload.pk]), follow=True
        ).content.decode()
        assert nik(1) not in text
        assert "359901420380000" not in text


def test_cells_pasted_from_excel_are_an_upload_like_any_other(operator, agency):
    lines = [HEADINGS, line(1), line(2, "I PUTU, S.Pd")]
    pasted = "\r\n".join("\t".join(map(str, cells)) for cells in lines)
    assert "Tempel dari Excel" in operator.get(PASTE).content.decode()

    operator.post(PASTE, posted(agency, "", pasted=pasted))
    assert work() == []
    upload = Upload.objects.get()
    assert upload.name.startswith("Tempelan ")
    assert (upload.container, upload.status, upload.rows_new) == ("csv", Upload.Status.PREVIEWED, 2)


def test_nothing_pasted_is_said_beside_the_field(operator, agency):
    response = operator.post(PASTE, posted(agency, "", pasted=""))

    assert "Tempel dulu sel dari Excel." in response.content.decode()
    assert not Upload.objects.exists()
