"""The background work of the register."""

from django.utils import timezone

from agencies.actions import audit
from agencies.actions.settings import when_changed
from agencies.importing.pipeline import follow_ups
from agencies.jobs.failures import Failure
from agencies.jobs.queue import enqueue, finish, task
from agencies.jobs.schedule import daily
from agencies.models import Job, Setting, User
from beneficiaries.actions import shown
from beneficiaries.queries.soundness import dangling


@daily("02.50")
@task("register.check", title="Memeriksa keutuhan register")
def check_register(job: Job, progress) -> None:
    """Fails, and so stands in the list of jobs, when a key that no constraint guards names nobody."""
    with finish(job):
        if lost := dangling():
            told = ", ".join(f"{key} {rows} baris" for key, rows in lost.items())
            raise Failure(f"Register tidak utuh: {told}. Hubungi admin sistem.")


@daily("00.20")
@task("register.show", title="Menampilkan data menurut urutan sumber")
def show_anew(job: Job, progress) -> None:
    """Compute what the register shows once the order of sources has changed; at night only where an order begins to hold.

    Every part is stored for itself, and computing twice changes nothing: it needs no `finish`.
    """
    begins = Setting.objects.filter(key="source_ranking", valid_from=timezone.localdate()).exists()
    if job.queued_by is None and not begins:
        return
    with audit.acting(job.queued_by, job=job.pk):
        shown.refresh_all(progress)
    for name in follow_ups():
        enqueue(name)


@when_changed("source_ranking")
def rank_anew(by: User) -> None:
    enqueue("register.show", by=by)
