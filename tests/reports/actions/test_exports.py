from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import AuditEvent, Job, Notice
from reports.actions import exports
from reports.models import BuiltFile
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
QUIET = lambda *_: None  # noqa: E731


@pytest.fixture
def built():
    """A file that was asked for, built and kept."""
    row = exports.request(slug="koordinasi", title="Laporan", parameters={"tahun": "2026"}, by=UserFactory())
    exports.store(row, exports.keep([b"isi berkas"]), file_name="laporan.xlsx", rows=3)
    return row


def test_asking_queues_one_job_for_one_file():
    row = exports.request(slug="koordinasi", title="Laporan", parameters={}, by=UserFactory())
    assert Job.objects.get().subject_id == row.pk
    assert AuditEvent.objects.get(action="export.requested").subject_id == str(row.pk)


def test_what_was_kept_comes_back_and_whoever_asked_is_told(built):
    assert b"".join(exports.download(built, by=built.requested_by)) == b"isi berkas"
    assert Notice.objects.get(user=built.requested_by).text == "Laporan siap diunduh."


def test_files_with_names_last_a_day_and_others_a_year():
    user = UserFactory()
    plain = exports.request(slug="koordinasi", title="Laporan", parameters={}, by=user)
    named = exports.request(
        slug="daftar:unserved", title="Daftar", parameters={}, by=user, has_names=True, purpose="Pemeriksaan"
    )
    for row in (plain, named):
        exports.store(row, exports.keep([b"x"]), file_name="x.xlsx", rows=1)
    now = timezone.now()
    assert named.expires_at - now <= timedelta(hours=24)
    assert plain.expires_at - now > timedelta(days=364)


def test_a_file_whose_time_is_over_is_deleted(built, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert exports.expire(timezone.now() + timedelta(days=400), QUIET) == 1
    built.refresh_from_db()
    assert (built.status, built.stored_as) == (BuiltFile.Status.EXPIRED, "")
    assert list(exports.shelf().iterdir()) == []


def test_a_file_that_is_still_wanted_stays(built):
    assert exports.expire(timezone.now(), QUIET) == 0
    assert len(list(exports.shelf().iterdir())) == 1


def test_a_file_that_no_row_names_goes_after_a_day(built):
    exports.keep([b"yatim"])
    assert exports.expire(timezone.now(), QUIET) == 0
    assert exports.expire(timezone.now() + timedelta(days=2), QUIET) == 1
    assert [path.name for path in exports.shelf().iterdir()] == [built.stored_as]


def test_the_sweep_of_uploads_does_not_touch_built_files(built):
    from agencies.importing.retention import drop_strays

    drop_strays(timezone.now() + timedelta(days=30))
    assert b"".join(exports.download(built, by=built.requested_by)) == b"isi berkas"


def test_a_job_that_failed_for_good_fails_its_file():
    row = exports.request(slug="koordinasi", title="Laporan", parameters={}, by=UserFactory())
    exports.fail(Job.objects.get())
    row.refresh_from_db()
    assert row.status == BuiltFile.Status.FAILED
