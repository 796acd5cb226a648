"""The background work of the register."""

from agencies.jobs.failures import Failure
from agencies.jobs.queue import finish, task
from agencies.jobs.schedule import daily
from agencies.models import Job
from beneficiaries.queries.soundness import dangling


@daily("02.50")
@task("register.check", title="Memeriksa keutuhan register")
def check_register(job: Job, progress) -> None:
    """Fails, and so stands in the list of jobs, when a key that no constraint guards names nobody."""
    with finish(job):
        if lost := dangling():
            told = ", ".join(f"{key} {rows} baris" for key, rows in lost.items())
            raise Failure(f"Register tidak utuh: {told}. Hubungi admin sistem.")
