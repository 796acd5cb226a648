"""The background work of the reports: figures after each merge, files on demand."""

from agencies.importing.pipeline import after_merge
from agencies.jobs.queue import finish, task
from agencies.models import Job
from beneficiaries.models import Assistance
from reports.actions import rollups


def refresh_figures(job: Job, progress) -> None:
    """Count the years that a merge or an undo touched."""
    years = job.parameters.get("years") or sorted(set(Assistance.objects.values_list("year", flat=True)))
    programs = set(job.parameters.get("programs") or ()) or None
    with finish(job):
        for done, year in enumerate(years):
            progress(done, len(years), f"Menghitung angka tahun {year}")
            rollups.refresh(year, programs)


task("rollups.refresh", title="Menghitung angka dasbor")(refresh_figures)
after_merge("rollups.refresh")
