"""Imported when the site starts: the daily judgement, and what programmes add to the ground floor (words, preparation)."""

from agencies.jobs.queue import finish, task
from agencies.jobs.schedule import daily
from agencies.models import Job
from programs.actions import reference, standings
from programs.importing import plan_lines, programs

__all__ = ["plan_lines", "programs", "reference", "refresh_standings"]


@daily("03.10")
@task("standings.refresh", title="Menilai indikator")
def refresh_standings(job: Job, progress) -> None:
    """Judge everything anew: a setting, a plan or the year at work may have changed since."""
    with finish(job):
        progress(0, 1, "Menilai indikator")
        standings.refresh_all()
