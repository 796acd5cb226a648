import pytest

from agencies.access.roles import Role
from agencies.actions import uploads as actions
from agencies.models import AuditEvent, Job, Notice, Upload
from beneficiaries.models import Assistance
from tests.agencies.road import line, merged, staged, url, work, workbook
from tests.factories import AgencyFactory, UploadFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status


@pytest.fixture
def previewed(agency, sender):
    return staged(workbook(line(1), line(2)), agency=agency, by=sender)


def now(upload):
    upload.refresh_from_db()
    return upload.status


def test_the_story_of_two_people(sign_in, previewed, sender, approver):
    client = sign_in(user=sender)
    question = client.get(url("confirm", previewed)).content.decode()
    assert "Ajukan 2 perubahan" in question
    client.post(url("confirm", previewed), {"note": ""})
    assert now(previewed) == Status.CONFIRMED
    assert "Menunggu persetujuan Bappeda sejak" in client.get(url("detail", previewed)).content.decode()

    client = sign_in(user=approver)
    assert "Setujui dan simpan 2 perubahan" in client.get(url("detail", previewed)).content.decode()
    client.post(url("approve", previewed))
    work()

    assert now(previewed) == Status.MERGED
    assert Assistance.objects.count() == 2
    page = client.get(url("detail", previewed)).content.decode()
    assert "2 perubahan tersimpan." in page
    assert "Dasbor dihitung ulang" in page

    Job.objects.create(task="rollups.refresh", subject_id=previewed.pk)
    assert "Dasbor sedang dihitung ulang." in client.get(url("detail", previewed)).content.decode()


def test_a_double_click_approves_once(sign_in, previewed, sender, approver):
    actions.confirm(previewed, by=sender)
    client = sign_in(user=approver)
    client.post(url("approve", previewed))
    response = client.post(url("approve", previewed), follow=True)

    assert "sudah berubah" in response.content.decode()
    assert Job.objects.filter(task="uploads.merge").count() == 1


def test_the_sender_is_told_that_somebody_else_approves(sign_in, agency, holder):
    both = holder(Role.PLANNER, agency=agency)
    upload = staged(workbook(line(1)), agency=agency, by=both)
    actions.confirm(upload, by=both)
    client = sign_in(user=both)

    text = client.get(url("detail", upload)).content.decode()
    assert "Anda yang mengunggah, jadi orang lain yang menyetujui." in text
    assert "Setujui dan simpan" not in text
    client.post(url("approve", upload))
    assert now(upload) == Status.CONFIRMED


def test_an_operator_cannot_approve_at_all(sign_in, previewed, sender, agency, holder):
    actions.confirm(previewed, by=sender)
    assert (
        sign_in(user=holder(Role.OPERATOR, agency=agency)).post(url("approve", previewed)).status_code == 403
    )


def test_a_planner_of_another_agency_finds_nothing_to_approve(sign_in, previewed, sender, holder):
    actions.confirm(previewed, by=sender)
    assert (
        sign_in(user=holder(Role.PLANNER, agency=AgencyFactory())).post(url("approve", previewed)).status_code
        == 404
    )
    assert now(previewed) == Status.CONFIRMED


def test_a_return_needs_a_note_and_reaches_the_sender(sign_in, previewed, sender, approver):
    actions.confirm(previewed, by=sender)
    client = sign_in(user=approver)
    client.post(url("return", previewed), {"note": ""})
    assert now(previewed) == Status.CONFIRMED

    client.post(url("return", previewed), {"note": "Periodenya keliru."})
    assert now(previewed) == Status.RETURNED
    page = sign_in(user=sender).get(url("check", previewed)).content.decode()
    assert "Periodenya keliru." in page


def test_where_the_head_confirms_the_sender_sees_no_button(sign_in, agency, previewed, sender, holder):
    agency.head_confirms = True
    agency.save()
    assert "Ajukan untuk disetujui" not in sign_in(user=sender).get(url("check", previewed)).content.decode()
    sign_in(user=sender).post(url("confirm", previewed), {"note": ""})
    assert now(previewed) == Status.PREVIEWED

    head = holder(Role.AGENCY_HEAD, agency=agency)
    assert "Ajukan untuk disetujui" in sign_in(user=head).get(url("check", previewed)).content.decode()
    sign_in(user=head).post(url("confirm", previewed), {"note": ""})
    assert now(previewed) == Status.CONFIRMED


def test_the_head_is_asked_as_soon_as_a_list_was_read(agency, sender, holder):
    agency.head_confirms = True
    agency.save()
    head = holder(Role.AGENCY_HEAD, agency=agency)
    staged(workbook(line(1)), agency=agency, by=sender)

    assert Notice.objects.filter(user=head, waits=True, done_at=None).count() == 1


def test_many_held_lines_need_a_reason(sign_in, agency, sender):
    upload = staged(workbook(line(1), line(2, Nominal="rusak")), agency=agency, by=sender)
    client = sign_in(user=sender)

    assert "Tetap ajukan, dengan alasan" in client.get(url("confirm", upload)).content.decode()
    client.post(url("confirm", upload), {"note": ""})
    assert now(upload) == Status.PREVIEWED
    client.post(url("confirm", upload), {"note": "Baris itu memang belum lengkap."})
    assert now(upload) == Status.CONFIRMED


@pytest.fixture
def seven(agency, sender, holder):
    """Seven people of one village stand in the register."""
    return merged(
        workbook(*map(line, range(1, 8))), agency=agency, by=sender, approver=holder(Role.SECRETARIAT)
    )


def test_the_number_that_ends_is_confirmed_by_name_of_the_number(sign_in, agency, sender, seven):
    upload = staged(workbook(*map(line, range(1, 7))), agency=agency, by=sender, mode="replace")
    client = sign_in(user=sender)

    text = client.get(url("confirm", upload)).content.decode()
    assert "1 penerima berakhir karena tidak ada di berkas ini." in text
    assert "Ajukan 1 perubahan" in text
    assert client.post(url("confirm", upload), {}).status_code == 422
    assert now(upload) == Status.PREVIEWED
    client.post(url("confirm", upload), {"ended": "on"})
    assert now(upload) == Status.CONFIRMED


def test_where_an_unusual_share_would_end_a_reason_is_asked_too(sign_in, agency, sender, seven):
    upload = staged(workbook(*map(line, range(1, 6))), agency=agency, by=sender, mode="replace")
    client = sign_in(user=sender)

    assert (
        "Lebih dari 20 % isi daftar lama akan berakhir."
        in client.get(url("confirm", upload)).content.decode()
    )
    client.post(url("confirm", upload), {"ended": "on"})
    assert now(upload) == Status.PREVIEWED
    client.post(url("confirm", upload), {"ended": "on", "note": "Daftar baru sesuai SK Bupati."})
    assert now(upload) == Status.CONFIRMED


def test_every_village_that_jumped_is_ticked_and_the_approver_sees_them(
    sign_in, agency, sender, seven, holder
):
    context = {"program": "PKH", "periode": "Triwulan IV 2026", "tahun": 2026}
    upload = staged(workbook(line(1)), agency=agency, by=sender, context=context)
    client = sign_in(user=sender)

    assert client.post(url("confirm", upload), {}).status_code == 422
    ticked = client.get(url("confirm", upload), {"desa": "35.99.01.2001"}).content.decode()
    assert "Desa Sukamaju: 1 baris, sebelumnya 7. Memang demikian." in ticked
    assert "checked" in ticked
    client.post(url("confirm", upload), {"desa": "35.99.01.2001"})
    assert now(upload) == Status.CONFIRMED
    event = AuditEvent.objects.get(action="upload.confirmed", subject_id=str(upload.pk))
    assert event.detail["villages"] == ["35.99.01.2001"]

    text = sign_in(user=holder(Role.SECRETARIAT)).get(url("detail", upload)).content.decode()
    assert "Pengirim sudah memastikan desa yang ditandai." in text
    assert "Turun 86 %" in text


def test_the_approver_sees_old_and_new_and_who_ends(sign_in, agency, sender, seven, holder):
    lines = [line(1, Nominal=750000), *map(line, range(2, 7))]
    upload = staged(workbook(*lines), agency=agency, by=sender, mode="replace")
    actions.confirm(upload, by=sender)
    text = sign_in(user=holder(Role.SECRETARIAT)).get(url("detail", upload)).content.decode()

    assert "Nominal: 600.000 → 750.000" in text
    assert "1 penerima tidak ada di berkas ini dan akan berakhir." in text
    assert "Setujui dan simpan 2 perubahan" in text
    assert "Mutu data 100,0" in text


def test_an_undo_says_beforehand_whom_it_leaves(sign_in, agency, sender, seven, holder):
    secretary = holder(Role.SECRETARIAT)
    merged(workbook(line(1, Nominal=750000)), agency=agency, by=sender, approver=secretary)
    text = sign_in(user=sender).get(url("undo", seven)).content.decode()

    assert "Kembalikan 6 perubahan?" in text
    assert "1 orang sudah diubah setelah itu dan tidak ikut dikembalikan: Warga 1." in text
    actions.ask_undo(seven, reason="Salah periode", by=sender)
    client = sign_in(user=secretary)
    assert "Urungkan 6 perubahan" in client.get(url("detail", seven)).content.decode()
    client.post(url("undo-approve", seven))
    work()
    text = client.get(url("detail", seven)).content.decode()
    assert "6 perubahan diurungkan." in text
    assert "Warga 1 (BNBA baris 4)" in text


def test_the_sender_takes_the_request_back(sign_in, previewed, sender):
    actions.confirm(previewed, by=sender)
    sign_in(user=sender).post(url("take-back", previewed))

    assert now(previewed) == Status.PREVIEWED


def test_withdrawing_asks_first_and_changes_nothing_in_the_register(sign_in, previewed, sender):
    client = sign_in(user=sender)
    assert "Batalkan unggahan ini?" in client.get(url("withdraw", previewed)).content.decode()
    client.post(url("withdraw", previewed))

    assert now(previewed) == Status.WITHDRAWN
    assert not Assistance.objects.exists()


def test_a_whole_upload_is_taken_back_by_two_people(sign_in, agency, sender, approver):
    upload = merged(workbook(line(1), line(2)), agency=agency, by=sender, approver=approver)
    client = sign_in(user=sender)
    assert "Kembalikan 2 perubahan?" in client.get(url("undo", upload)).content.decode()
    client.post(url("undo", upload), {"note": "Salah periode"})
    assert now(upload) == Status.MERGED
    assert client.post(url("undo-approve", upload)).status_code == 403

    client = sign_in(user=approver)
    assert "Salah periode" in client.get(url("detail", upload)).content.decode()
    client.post(url("undo-approve", upload))
    work()
    assert now(upload) == Status.UNDONE
    assert not Assistance.objects.exists()
    assert "2 perubahan diurungkan." in client.get(url("detail", upload)).content.decode()


def test_a_refused_undo_is_noted(sign_in, agency, sender, approver):
    upload = merged(workbook(line(1)), agency=agency, by=sender, approver=approver)
    actions.ask_undo(upload, reason="Salah periode", by=sender)
    sign_in(user=approver).post(url("undo-refuse", upload), {"note": ""})

    assert now(upload) == Status.MERGED
    assert AuditEvent.objects.filter(action="upload.undo_refused").exists()


@pytest.mark.parametrize(
    "name",
    [
        "confirm",
        "approve",
        "return",
        "take-back",
        "resume",
        "withdraw",
        "undo",
        "undo-approve",
        "undo-refuse",
    ],
)
def test_a_stranger_changes_nothing(sign_in, holder, previewed, name):
    stranger = sign_in(user=holder(Role.OPERATOR, agency=AgencyFactory()))
    before = Upload.objects.filter(pk=previewed.pk).values().get()

    assert stranger.post(url(name, previewed), {"note": "x"}).status_code in (403, 404)
    assert Upload.objects.filter(pk=previewed.pk).values().get() == before


@pytest.mark.parametrize("name", ["approve", "return", "take-back", "resume", "undo-approve", "undo-refuse"])
def test_a_change_is_never_a_get(sign_in, approver, name):
    upload = UploadFactory()
    assert sign_in(user=approver).get(url(name, upload)).status_code == 405


def test_the_auditor_reads_and_changes_nothing(sign_in, previewed):
    auditor = sign_in(Role.AUDITOR)

    assert auditor.get(url("detail", previewed)).status_code == 200
    assert auditor.get(url("check", previewed)).status_code == 200
    assert auditor.post(url("withdraw", previewed)).status_code == 403
