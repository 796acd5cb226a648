import logging

import pytest

from agencies import identity, sql
from agencies.actions import uploads as actions
from agencies.forms.upload_columns import ColumnsForm
from agencies.importing import pipeline, storage
from agencies.importing.layouts import layout_of
from agencies.importing.order import correction_purpose
from agencies.jobs import queue
from agencies.jobs.queue import _tasks, task
from agencies.models import AuditEvent, Job, Notice, Upload
from beneficiaries.models import Assistance, Person, StagedAid, StagedPerson
from tests.agencies.road import HEADINGS, line, merged, nik, receive, staged, work, workbook

pytestmark = pytest.mark.django_db
Status = Upload.Status
CONTEXT_POST = {"program": "PKH", "tahun": "2026", "periode": "Triwulan III 2026"}


def correct(upload, row, column, text, by):
    ct = identity.seal_text(text, correction_purpose("BNBA", row, column))
    actions.correct(upload, sheet="BNBA", row=row, column=column, old_ct=ct, new_ct=ct, by=by)


def rows(upload):
    return {part: number for part, number in actions.counts(upload).items() if number}


def test_staging_shows_nothing_to_anyone_and_balances(agency, sender):
    upload = staged(workbook(line(1), line(2, Nominal="enam ratus"), line(3)), agency=agency, by=sender)

    assert upload.status == Status.PREVIEWED
    assert rows(upload) == {"read": 6, "new": 2, "held": 1, "skipped": 3}
    assert not Person.objects.exists()
    assert not Assistance.objects.exists()


def test_an_approved_list_becomes_people_and_aid_traceable_to_their_cells(agency, sender, approver):
    upload = merged(workbook(line(1, "SITI AMINAH"), line(2)), agency=agency, by=sender, approver=approver)

    assert upload.status == Status.MERGED
    aid = Assistance.objects.select_related("person").get(person__name__iexact="siti aminah")
    assert (aid.program.code, aid.amount, aid.source_upload, aid.source_sheet, aid.source_row) == (
        "PKH",
        600000,
        upload,
        "BNBA",
        4,
    )
    assert set(upload.seconds) == {"baca", "periksa", "simpan"}


def test_the_same_list_again_changes_nothing(agency, sender, approver):
    content = workbook(*map(line, range(1, 6)))
    merged(content, agency=agency, by=sender, approver=approver)
    again = merged(content, agency=agency, by=sender, approver=approver, again=True)

    assert rows(again) == {"read": 8, "same": 5, "skipped": 3}
    assert (Person.objects.count(), Assistance.objects.count()) == (5, 5)


def test_held_lines_do_not_stop_the_others_and_stay_staged(agency, sender, approver):
    upload = merged(
        workbook(line(1), line(2, NIK="3599O1420380")), agency=agency, by=sender, approver=approver
    )

    assert Person.objects.count() == 1
    assert layout_of("penerima").staged.objects.filter(upload=upload, outcome="held").count() == 1


def test_a_corrected_cell_is_applied_again_whenever_the_file_is_read(agency, sender):
    upload = staged(workbook(line(1), line(2, NIK="3599")), agency=agency, by=sender)
    assert upload.rows_held == 1

    correct(upload, 5, "A", nik(2), sender)
    work()
    actions.choose(upload, choices={}, context=upload.context, by=sender)
    work()

    upload.refresh_from_db()
    assert (upload.rows_held, upload.rows_new) == (0, 2)


def test_one_wording_replaced_counts_for_every_line(agency, sender):
    upload = staged(
        workbook(line(1, Nominal="enam ratus"), line(2, Nominal="enam ratus")), agency=agency, by=sender
    )
    actions.replace_value(upload, field="nominal", text="enam ratus", meaning="600000", by=sender)
    work()

    upload.refresh_from_db()
    assert (upload.rows_held, upload.rows_new) == (0, 2)


def test_a_missing_period_is_asked_for_before_anybody_can_approve(agency, sender):
    upload = staged(workbook(line(1)), agency=agency, by=sender, context={"program": "PKH"})

    assert upload.status == Status.MAPPING
    assert [question["code"] for question in upload.outline["questions"]] == ["period_missing"]
    with pytest.raises(actions.NotNow):
        actions.confirm(upload, by=sender)


def test_an_unknown_programme_is_asked_for_and_no_programme_is_made(agency, sender):
    content = workbook([*line(1), "Bantuan Ajaib"], headings=(*HEADINGS, "Program"))
    upload = staged(content, agency=agency, by=sender, context={"periode": "Triwulan III 2026"})

    assert upload.status == Status.MAPPING
    assert [(name["field"], name["text"], name["lines"]) for name in upload.outline["names"]] == [
        ("program", "Bantuan Ajaib", 1)
    ]

    choices = {"values": {"program": {"Bantuan Ajaib": "PKH"}}}
    actions.choose(upload, choices=choices, context=upload.context, by=sender)
    work()
    upload.refresh_from_db()
    assert upload.status == Status.PREVIEWED


def test_a_list_without_names_can_still_be_mapped(agency, sender):
    upload = staged(
        workbook(["x", 1], ["y", 2], headings=("Kolom Satu", "Kolom Dua")), agency=agency, by=sender
    )

    assert upload.status in (Status.MAPPING, Status.REFUSED)
    assert upload.refusal["code"] in ("required_column_missing", "sheet_not_found")


def test_a_file_that_is_no_workbook_is_refused_with_its_reason(agency, sender):
    upload = staged(b"%PDF-1.7 bukan lembar kerja", agency=agency, by=sender)

    assert (upload.status, upload.refusal["code"]) == (Status.REFUSED, "file_unreadable")
    assert Notice.objects.filter(user=sender, waits=True, done_at=None).exists()


def test_reading_again_after_a_crash_leaves_every_line_once(agency, sender):
    upload = staged(workbook(*map(line, range(1, 4))), agency=agency, by=sender)
    Upload.objects.filter(pk=upload.pk).update(status=Status.READING)  # as a killed worker leaves it
    actions.read_again(upload, by=sender)
    work()

    upload.refresh_from_db()
    assert layout_of("penerima").staged.objects.filter(upload=upload).count() == 3
    assert upload.rows_new == 3


class Killed(BaseException):
    """As a SIGKILL: nothing of the job is tidied up."""


def killed_after_the_first_chunk(upload):
    """The job of a reading whose process is gone after it has stored the persons, but not their aid."""

    def progress(done=None, total=None, words=""):
        if words == "Memeriksa baris":
            raise Killed

    job = queue.claim()
    with pytest.raises(Killed):
        pipeline.stage(job, progress)
    queue._unlock(job)
    return job


def test_a_killed_reading_goes_on_behind_what_it_has_staged(agency, sender, monkeypatch):
    upload = receive(workbook(*map(line, range(1, 4))), agency=agency, by=sender)
    job = killed_after_the_first_chunk(upload)
    copied, copy_in = [], sql.copy_in
    monkeypatch.setattr(sql, "copy_in", lambda table, *rest: (copied.append(table), copy_in(table, *rest)))

    assert work() == []
    assert copied == ["beneficiaries_stagedaid"]
    upload.refresh_from_db()
    job.refresh_from_db()
    assert (upload.status, upload.rows_new, job.parameters["resumed"]) == (Status.PREVIEWED, 3, 3)
    assert (
        StagedPerson.objects.filter(upload=upload).count()
        == StagedAid.objects.filter(upload=upload).count()
        == 3
    )


def test_a_killed_reading_begins_anew_where_the_officer_has_decided_otherwise_since(agency, sender):
    upload = receive(workbook(*map(line, range(1, 4))), agency=agency, by=sender)
    job = killed_after_the_first_chunk(upload)
    Upload.objects.filter(pk=upload.pk).update(
        context=CONTEXT_POST | {"program": "PKH", "periode": "Triwulan IV 2026"}
    )

    assert work() == []
    job.refresh_from_db()
    assert job.parameters["resumed"] == 0
    assert set(StagedAid.objects.filter(upload=upload).values_list("period_number", flat=True)) == {4}
    assert StagedPerson.objects.filter(upload=upload).count() == 3


def test_lines_that_vanished_from_staging_stop_the_merge(agency, sender, approver):
    upload = staged(workbook(*map(line, range(1, 4))), agency=agency, by=sender)
    actions.confirm(upload, by=sender)
    actions.approve(upload, by=approver)
    layout_of("penerima").staged.objects.filter(upload=upload).first().delete()

    assert len(work()) == 1
    assert not Person.objects.exists()
    assert "tidak seimbang" in Job.objects.get(task="uploads.merge").words


def test_a_list_withdrawn_while_its_reading_waited_is_not_read(agency, sender):
    upload = receive(workbook(line(1)), agency=agency, by=sender)
    actions.withdraw(upload, by=sender)

    assert work() == []
    upload.refresh_from_db()
    assert (upload.status, upload.staged_at) == (Status.WITHDRAWN, None)


def test_a_merge_queues_what_registered_for_it_with_what_was_touched(agency, sender, approver):
    seen = []
    pipeline.after_merge("tests.after_merge")
    task("tests.after_merge")(lambda job, progress: seen.append(job.parameters))
    try:
        merged(workbook(line(1)), agency=agency, by=sender, approver=approver)
    finally:
        pipeline._after_merge.remove("tests.after_merge")
        del _tasks["tests.after_merge"]

    (touched,) = seen
    assert touched["years"] == [2026]
    assert touched["regions"] == ["35.99.01.2001"]
    assert len(touched["programs"]) == 1


def test_a_list_that_changes_no_fact_has_nothing_counted_anew(agency, sender, approver):
    seen = []
    pipeline.after_merge("tests.after_merge")
    task("tests.after_merge")(lambda job, progress: seen.append(job.parameters))
    try:
        upload = merged(workbook(line(1, NIK=f"{nik(1)}9")), agency=agency, by=sender, approver=approver)
    finally:
        pipeline._after_merge.remove("tests.after_merge")
        del _tasks["tests.after_merge"]

    assert (upload.status, upload.rows_held, seen) == (Status.MERGED, 1, [])


def test_an_undone_list_leaves_no_trace_in_the_register(agency, sender, approver):
    upload = merged(workbook(line(1), line(2)), agency=agency, by=sender, approver=approver)
    actions.ask_undo(upload, reason="Salah periode", by=sender)
    actions.approve_undo(upload, by=approver)
    assert work() == []

    upload.refresh_from_db()
    assert (upload.status, upload.undo_result["restored"], upload.undo_result["kept"]) == (
        Status.UNDONE,
        2,
        0,
    )
    assert not Assistance.objects.exists()
    assert not Person.objects.exists()


def test_a_saved_arrangement_is_applied_to_the_next_file_with_these_headings(agency, sender):
    headings = ("NIK", "No. KK", "Orangnya Siapa", "Desa", "Kecamatan", "Nominal")
    first = staged(workbook(line(1), headings=headings), agency=agency, by=sender)
    form = ColumnsForm(first, {"pakai-0": "1", "ingat": "1", "kolom-0-C": "nama"} | CONTEXT_POST)
    assert form.is_valid(), form.errors
    actions.choose(
        first, choices=form.choices(), context=form.context(), by=sender, remember=form.arrangements()
    )
    work()

    second = staged(workbook(line(2), line(3), headings=headings), agency=agency, by=sender)
    assert second.status == Status.PREVIEWED
    assert list(second.outline["saved_mapping"]) == ["BNBA"]
    assert second.rows_new == 2


def test_no_identity_number_is_kept_outside_the_sealed_columns(agency, sender):
    upload = staged(workbook(line(1), line(2, NIK="3599014203800002x")), agency=agency, by=sender)

    for number in (nik(1), nik(2), "3599014203800002x"):
        assert number not in str(upload.outline)
        assert number not in str(list(AuditEvent.objects.values()))
        assert number not in str(
            list(layout_of("penerima").staged.objects.values("problems", "other", "name", "source_number"))
        )


def test_a_failing_merge_says_nothing_about_the_people_in_it(agency, sender, approver, monkeypatch, caplog):
    upload = staged(workbook(line(1, "SITI RAHASIA")), agency=agency, by=sender)
    actions.confirm(upload, by=sender)
    actions.approve(upload, by=approver)

    def breaks(upload):
        raise ValueError(f"SITI RAHASIA {nik(1)}")

    monkeypatch.setattr(layout_of("penerima"), "merge", breaks, raising=False)
    with caplog.at_level(logging.DEBUG):
        work()

    job = Job.objects.get(task="uploads.merge")
    assert job.status == Job.Status.FAILED
    told = f"{job.error} {job.words} {caplog.text} {list(Notice.objects.values_list('text', flat=True))}"
    assert "SITI" not in told
    assert nik(1) not in told
    upload.refresh_from_db()
    assert upload.status == Status.APPROVED  # it can be tried again


def test_a_stored_file_that_was_changed_is_refused_not_guessed(agency, sender):
    upload = receive(workbook(line(1)), agency=agency, by=sender)
    storage.path_of(upload.stored_as).write_bytes(b"SNG1" + b"0" * 500)
    work()

    upload.refresh_from_db()
    assert upload.status == Status.REFUSED
