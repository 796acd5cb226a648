"""The background work of the reports: figures after each merge, files on demand, the daily clearing of old files."""

from django.db import transaction
from django.utils import timezone

from agencies.access.viewer import Viewer
from agencies.importing.pipeline import after_merge
from agencies.jobs.queue import failure_listeners, finish, task
from agencies.jobs.schedule import daily
from agencies.models import Job
from beneficiaries.models import Assistance
from reports.actions import exports, rollups
from reports.models import BuiltFile
from reports.queries.covers import zone
from reports.render.files import content_of


@daily("03.20")
@task("rollups.refresh", title="Menghitung angka dasbor")
def refresh_figures(job: Job, progress) -> None:
    """Count the years that a merge or an undo touched; every night all of them, for a place may have got another code."""
    years = job.parameters.get("years") or sorted(set(Assistance.objects.values_list("year", flat=True)))
    programs = set(job.parameters.get("programs") or ()) or None
    with finish(job):
        for done, year in enumerate(years):
            progress(done, len(years), f"Menghitung angka tahun {year}")
            rollups.refresh(year, programs)


@task(exports.TASK, title="Membuat unduhan")
def build_export(job: Job, progress) -> None:
    """Build a file with the rights its reader has now: a role that was revoked since gives nothing (CVE-2026-9712)."""
    built = BuiltFile.objects.select_related("requested_by").get(pk=job.subject_id)
    if built.status == BuiltFile.Status.READY:
        return
    with timezone.override(zone()), transaction.atomic():
        made = content_of(built, Viewer.of(built.requested_by), progress)
        kept = exports.keep(made.chunks)
    with finish(job):
        exports.store(built, kept, file_name=made.file_name, rows=made.seen.rows, ids=made.seen.ids)


@daily("03.40")
@task("exports.expire", title="Menghapus unduhan lama")
def expire_exports(job: Job, progress) -> None:
    exports.expire(timezone.now(), progress)


after_merge("rollups.refresh")
failure_listeners.append(exports.fail)
