import os
from datetime import timedelta

import pytest
from django.utils import timezone

from agencies import identity
from agencies.access.roles import Role
from agencies.importing import answering, retention, storage
from agencies.importing.layouts import layout_of
from agencies.jobs.queue import run_now
from agencies.models import AuditEvent, Upload
from tests.agencies.road import line, merged, staged, workbook

pytestmark = pytest.mark.django_db
Status = Upload.Status


def aged(upload, days):
    """As if everything had happened so many days earlier."""
    earlier = timezone.now() - timedelta(days=days)
    Upload.objects.filter(pk=upload.pk).update(received_at=earlier)
    Upload.objects.filter(pk=upload.pk, merged_at__isnull=False).update(merged_at=earlier)
    upload.refresh_from_db()


def lines(upload):
    return layout_of(upload.kind).staged.objects.filter(upload=upload).count()


def clean():
    run_now("uploads.clean")


def test_the_original_goes_90_days_after_the_decision_and_the_trail_still_names_it(agency, sender, holder):
    upload = merged(workbook(line(1)), agency=agency, by=sender, approver=holder(Role.SECRETARIAT))
    path = storage.path_of(upload.stored_as)
    aged(upload, 89)
    clean()
    assert path.exists()

    aged(upload, 91)
    clean()
    upload.refresh_from_db()
    assert (path.exists(), upload.stored_as) == (False, "")
    assert AuditEvent.objects.get(action="upload.file_deleted").detail["sha256"] == upload.sha256


def test_held_lines_stay_30_days_after_the_decision(agency, sender, holder):
    upload = merged(
        workbook(line(1), line(2, Nominal="x")), agency=agency, by=sender, approver=holder(Role.SECRETARIAT)
    )
    aged(upload, 29)
    clean()
    assert lines(upload) > 0

    aged(upload, 31)
    clean()
    assert lines(upload) == 0


def test_a_list_nobody_decided_on_is_given_up_after_90_days(agency, sender):
    upload = staged(workbook(line(1)), agency=agency, by=sender)
    aged(upload, 91)
    clean()

    upload.refresh_from_db()
    assert (upload.status, lines(upload), upload.staged_at) == (Status.WITHDRAWN, 0, None)
    assert (
        AuditEvent.objects.get(action="upload.withdrawn").reason
        == "Tidak diputuskan sampai batas waktu simpan"
    )


def test_an_answer_goes_after_30_days_and_can_be_built_again(agency, sender):
    upload = staged(workbook(line(1, Nominal="x")), agency=agency, by=sender)
    answering.remember(upload, answering.build(upload))
    upload.refresh_from_db()
    path = storage.path_of(answering.ready(upload))
    clean()
    assert path.exists()

    upload.outline["answer"]["at"] = (timezone.now() - timedelta(days=31)).isoformat()
    upload.save(update_fields=["outline"])
    clean()
    upload.refresh_from_db()
    assert (path.exists(), answering.ready(upload)) == (False, "")


def test_a_stored_file_that_no_upload_names_goes_after_a_day():
    kept = storage.keep([b"sisa"], identity.keys())
    assert retention.drop_strays(timezone.now()) == 0
    yesterday = (timezone.now() - timedelta(hours=25)).timestamp()
    os.utime(storage.path_of(kept.name), (yesterday, yesterday))

    assert retention.drop_strays(timezone.now()) == 1
    assert not storage.path_of(kept.name).exists()
