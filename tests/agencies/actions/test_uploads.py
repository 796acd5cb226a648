import pytest
from django.db import IntegrityError, transaction

from agencies.access.roles import Role
from agencies.actions import uploads as actions
from agencies.models import AuditEvent, CellCorrection, Job, Notice, SavedMapping, Upload
from tests.agencies.road import line, receive, workbook
from tests.factories import AgencyFactory, UploadFactory, UserFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def sender(holder, agency):
    return holder(Role.OPERATOR, agency=agency)


@pytest.fixture
def approver(holder):
    return holder(Role.SECRETARIAT)


@pytest.fixture
def previewed(agency, sender):
    return UploadFactory(agency=agency, sender=sender, status=Status.PREVIEWED)


@pytest.fixture
def confirmed(previewed, sender, approver):
    actions.confirm(previewed, by=sender)
    return previewed


def test_a_received_file_is_noted_and_its_reading_queued(agency, sender):
    upload = receive(workbook(line(1)), agency=agency, by=sender)

    assert upload.status == Status.RECEIVED
    assert Job.objects.get(subject_id=upload.pk).task == "uploads.stage"
    assert AuditEvent.objects.get(action="upload.received").subject_id == str(upload.pk)


def test_the_same_file_for_the_same_purpose_is_recognised(agency, sender):
    content = workbook(line(1))
    first = receive(content, agency=agency, by=sender)

    with pytest.raises(actions.AlreadyUploaded) as found:
        receive(content, agency=agency, by=sender)
    assert found.value.earlier == first


@pytest.mark.parametrize("change", [{"kind": "individu"}, {"context": {"program": "PIP"}}, {"again": True}])
def test_another_kind_or_purpose_or_intent_is_another_upload(agency, sender, change):
    content = workbook(line(1))
    receive(content, agency=agency, by=sender)
    receive(content, agency=agency, by=sender, **change)

    assert Upload.objects.count() == 2


def test_a_withdrawn_file_may_be_handed_in_again(agency, sender):
    content = workbook(line(1))
    actions.withdraw(receive(content, agency=agency, by=sender), by=sender)
    receive(content, agency=agency, by=sender)

    assert Upload.objects.count() == 2


def test_confirming_asks_everybody_who_may_approve_but_not_the_sender(confirmed, approver):
    assert confirmed.status == Status.CONFIRMED
    assert {notice.user for notice in Notice.objects.filter(waits=True, done_at=None)} == {approver}


def test_the_sender_cannot_approve_even_with_the_power_to(holder, agency):
    both = holder(Role.SECRETARIAT)
    upload = UploadFactory(agency=agency, sender=both, status=Status.PREVIEWED)
    actions.confirm(upload, by=both)

    with pytest.raises(actions.NotYours):
        actions.approve(upload, by=both)


def test_who_confirmed_cannot_approve(previewed, holder):
    secretary = holder(Role.SECRETARIAT)
    actions.confirm(previewed, by=secretary)

    with pytest.raises(actions.NotYours):
        actions.approve(previewed, by=secretary)


def test_the_database_itself_refuses_the_sender_as_approver(confirmed, sender):
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.filter(pk=confirmed.pk).update(approver=sender)


def test_two_clicks_on_approve_have_one_effect(confirmed, approver):
    actions.approve(confirmed, by=approver)

    with pytest.raises(actions.NotNow):
        actions.approve(confirmed, by=approver)
    assert Job.objects.filter(task="uploads.merge").count() == 1
    assert AuditEvent.objects.filter(action="upload.approved").count() == 1


def test_where_the_head_confirms_nobody_else_does(holder, agency, sender):
    agency.head_confirms = True
    agency.save()
    head = holder(Role.AGENCY_HEAD, agency=agency)
    upload = UploadFactory(agency=agency, sender=sender, status=Status.PREVIEWED)

    with pytest.raises(actions.NotYours):
        actions.confirm(upload, by=sender)
    actions.confirm(upload, by=head)
    assert upload.confirmed_by == head


def test_the_head_of_another_agency_does_not_confirm(holder, agency, sender):
    agency.head_confirms = True
    agency.save()
    upload = UploadFactory(agency=agency, sender=sender, status=Status.PREVIEWED)

    with pytest.raises(actions.NotYours):
        actions.confirm(upload, by=holder(Role.AGENCY_HEAD, agency=AgencyFactory()))


def test_data_without_names_may_go_without_a_second_person_where_the_agency_is_allowed_to(agency, sender):
    agency.approval_waived = True
    agency.save()
    upload = UploadFactory(agency=agency, sender=sender, status=Status.PREVIEWED, kind=Upload.Kind.ANGGARAN)
    actions.confirm(upload, by=sender)

    assert upload.status == Status.APPROVED


def test_a_list_of_names_needs_a_second_person_whatever_the_agency_is_allowed(agency, sender):
    agency.approval_waived = True
    agency.save()
    upload = UploadFactory(agency=agency, sender=sender, status=Status.PREVIEWED)
    actions.confirm(upload, by=sender)

    assert upload.status == Status.CONFIRMED


def test_a_returned_list_tells_its_sender_why(confirmed, approver, sender):
    actions.send_back(confirmed, note="Periodenya keliru.", by=approver)

    assert (confirmed.status, confirmed.note, confirmed.confirmed_by) == (
        Status.RETURNED,
        "Periodenya keliru.",
        None,
    )
    notice = Notice.objects.get(user=sender, done_at=None)
    assert "Periodenya keliru." in notice.text
    assert not Notice.objects.filter(user=approver, done_at=None).exists()


def test_a_returned_list_can_be_confirmed_again(confirmed, approver, sender):
    actions.send_back(confirmed, note="Periksa.", by=approver)
    actions.resume(confirmed, by=sender)
    actions.confirm(confirmed, by=sender)

    assert confirmed.status == Status.CONFIRMED


def test_the_agency_can_take_its_request_back(confirmed, sender, approver):
    actions.take_back(confirmed, by=sender)

    assert (confirmed.status, confirmed.confirmed_by) == (Status.PREVIEWED, None)
    with pytest.raises(actions.NotNow):
        actions.approve(confirmed, by=approver)


@pytest.mark.parametrize(
    "status",
    [Status.RECEIVED, Status.READING, Status.MAPPING, Status.PREVIEWED, Status.RETURNED, Status.CONFIRMED],
)
def test_an_undecided_list_can_be_withdrawn(agency, sender, status):
    upload = UploadFactory(agency=agency, sender=sender, status=status)
    actions.withdraw(upload, by=sender)

    assert upload.status == Status.WITHDRAWN


@pytest.mark.parametrize("status", [Status.UNDOING, Status.UNDONE, Status.WITHDRAWN])
def test_a_decided_list_cannot_be_withdrawn(agency, sender, status):
    upload = UploadFactory(agency=agency, sender=sender, status=status)

    with pytest.raises(actions.NotNow):
        actions.withdraw(upload, by=sender)


def test_a_corrected_cell_is_kept_as_ciphertext_and_read_again(previewed, sender):
    actions.correct(previewed, sheet="BNBA", row=5, column="B", old_ct=b"old", new_ct=b"new", by=sender)
    actions.read_again(previewed, by=sender)

    correction = CellCorrection.objects.get()
    assert (bytes(correction.old_ct), bytes(correction.new_ct)) == (b"old", b"new")
    assert Job.objects.filter(task="uploads.stage", status="queued").count() == 1


def test_a_cell_corrected_twice_keeps_what_stood_there_first(previewed, sender):
    actions.correct(previewed, sheet="BNBA", row=5, column="B", old_ct=b"first", new_ct=b"second", by=sender)
    actions.correct(previewed, sheet="BNBA", row=5, column="B", old_ct=b"second", new_ct=b"third", by=sender)

    correction = CellCorrection.objects.get()
    assert (bytes(correction.old_ct), bytes(correction.new_ct)) == (b"first", b"third")


def test_an_approved_list_can_no_longer_be_corrected(confirmed, approver, sender):
    actions.approve(confirmed, by=approver)

    with pytest.raises(actions.NotNow):
        actions.correct(confirmed, sheet="BNBA", row=5, column="B", old_ct=b"", new_ct=b"", by=sender)
    assert not CellCorrection.objects.exists()


def test_one_wording_is_replaced_beside_those_replaced_before(previewed, sender):
    actions.replace_value(previewed, field="nominal", text="enam ratus", meaning="600000", by=sender)
    actions.replace_value(previewed, field="nominal", text="sejuta", meaning="1000000", by=sender)

    assert previewed.choices["values"] == {"nominal": {"enam ratus": "600000", "sejuta": "1000000"}}


def test_a_remembered_arrangement_gets_a_new_version_only_when_it_differs(previewed, sender):
    first = actions.Arrangement("f" * 64, {"nik": "nik"}, {})
    for arrangement in (first, first, actions.Arrangement("f" * 64, {"nik": "no_kk"}, {})):
        actions.choose(previewed, choices={}, context={}, by=sender, remember=[arrangement])

    assert list(SavedMapping.objects.order_by("version").values_list("version", "mapping")) == [
        (1, {"nik": "nik"}),
        (2, {"nik": "no_kk"}),
    ]


def merged_upload(agency, sender, approver):
    from django.utils import timezone

    return UploadFactory(
        agency=agency, sender=sender, status=Status.MERGED, approver=approver, merged_at=timezone.now()
    )


def test_who_asks_for_an_undo_does_not_decide_on_it(agency, sender, approver):
    upload = merged_upload(agency, sender, approver)
    actions.ask_undo(upload, reason="Salah periode", by=approver)

    with pytest.raises(actions.NotYours):
        actions.approve_undo(upload, by=approver)


def test_an_undo_is_asked_for_once_and_decided_once(agency, sender, approver):
    upload = merged_upload(agency, sender, approver)
    actions.ask_undo(upload, reason="Salah periode", by=sender)
    with pytest.raises(actions.NotNow):
        actions.ask_undo(upload, reason="Salah periode", by=sender)

    actions.approve_undo(upload, by=approver)
    with pytest.raises(actions.NotNow):
        actions.approve_undo(upload, by=approver)
    assert Job.objects.filter(task="uploads.undo").count() == 1


def test_a_refused_undo_leaves_everything_stored(agency, sender, approver):
    upload = merged_upload(agency, sender, approver)
    actions.ask_undo(upload, reason="Salah periode", by=sender)
    actions.refuse_undo(upload, note="Sudah benar.", by=approver)

    assert (upload.status, upload.undo_result) == (Status.MERGED, {})


def test_no_undo_without_somebody_who_asked(agency, sender, approver):
    with pytest.raises(actions.NotNow):
        actions.approve_undo(merged_upload(agency, sender, approver), by=approver)


def test_approvers_of_another_agency_are_not_asked(holder, agency, sender):
    stranger, own = holder(Role.PLANNER, agency=AgencyFactory()), holder(Role.PLANNER, agency=agency)
    upload = UploadFactory(agency=agency, sender=sender)

    assert own in actions.approvers_of(upload)
    assert stranger not in actions.approvers_of(upload)


def test_the_system_accounts_get_no_notices(agency):
    machine = UserFactory(is_system=True)
    upload = UploadFactory(agency=agency, sender=machine)
    actions.tell_sender(upload, "Tersimpan.")

    assert not Notice.objects.exists()
