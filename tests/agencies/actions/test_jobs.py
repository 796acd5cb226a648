import pytest
from django.utils import timezone

from agencies.access.roles import Role
from agencies.actions import jobs
from agencies.models import AuditEvent, Job, Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def a_job(**fields):
    return Job.objects.create(**{"task": "uploads.stage", "subject_id": 1} | fields)


def test_a_waiting_job_is_cancelled_at_once_and_noted():
    job, user = a_job(), UserFactory()
    jobs.cancel(job, by=user)
    job.refresh_from_db()
    assert job.status == Job.Status.CANCELLED
    assert job.finished_at is not None
    assert AuditEvent.objects.get(action="job.cancelled").actor_id == user.pk


def test_a_running_job_is_asked_to_stop_and_noted_once():
    job, user = a_job(status=Job.Status.RUNNING), UserFactory()
    jobs.cancel(job, by=user)
    jobs.cancel(job, by=user)
    job.refresh_from_db()
    assert (job.status, job.cancel_asked) == (Job.Status.RUNNING, True)
    assert AuditEvent.objects.filter(action="job.cancelled").count() == 1


def test_what_has_ended_stays_as_it_is():
    job = a_job(status=Job.Status.DONE, finished_at=timezone.now())
    jobs.cancel(job, by=UserFactory())
    job.refresh_from_db()
    assert (job.status, job.cancel_asked) == (Job.Status.DONE, False)
    assert not AuditEvent.objects.exists()


def test_work_done_again_is_a_new_job_and_the_old_one_stays():
    job, user = a_job(status=Job.Status.FAILED, parameters={"agency": 3}), UserFactory()
    again = jobs.retry(job, by=user)
    assert (again.queued_by, again.parameters, again.status) == (user, {"agency": 3}, Job.Status.QUEUED)
    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    assert AuditEvent.objects.get(action="job.retried").detail["again"] == again.pk


def test_a_failure_is_told_to_those_who_watch_over_jobs(holder):
    watching, working = holder(Role.ADMINISTRATOR), holder(Role.OPERATOR)
    jobs.tell_about_failure(a_job(status=Job.Status.FAILED, words="Ruang penyimpanan server penuh."))
    notice = Notice.objects.get()
    assert notice.user == watching != working
    assert notice.text == "Membaca unggahan gagal. Ruang penyimpanan server penuh."
    assert notice.url == "/pekerjaan/"
