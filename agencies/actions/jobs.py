"""What people do to jobs: stop one, have one done again, learn that one failed."""

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from agencies.access.permissions import Permission
from agencies.actions import audit, notices
from agencies.jobs.queue import enqueue, title_of
from agencies.models import Job, User
from agencies.queries.accounts import who_may


@transaction.atomic
def cancel(job: Job, *, by: User) -> None:
    """A waiting job is over at once, a running one at its next report; what has ended stays as it is."""
    waiting = Job.objects.filter(pk=job.pk, status=Job.Status.QUEUED)
    ended = waiting.update(status=Job.Status.CANCELLED, cancel_asked=True, finished_at=Now())
    if ended or Job.objects.pending().filter(pk=job.pk, cancel_asked=False).update(cancel_asked=True):
        audit.record("job.cancelled", job, by=by, task=job.task, subject=job.subject_id)


@transaction.atomic
def retry(job: Job, *, by: User) -> Job:
    """The same work as a new job; the old one remains as the record of what happened."""
    again = enqueue(job.task, job.subject_id, by=by, **job.parameters)
    audit.record("job.retried", job, by=by, task=job.task, subject=job.subject_id, again=again.pk)
    return again


def tell_about_failure(job: Job) -> None:
    """One line under the bell of those who watch over jobs."""
    text = f"{title_of(job.task)} gagal. {job.words}"
    notices.tell(
        who_may(Permission.VIEW_JOBS), text[:300], reverse("agencies:job-list"), subject=f"job:{job.pk}"
    )
