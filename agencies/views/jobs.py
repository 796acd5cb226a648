from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions import jobs as actions
from agencies.forms.job_filters import JobFilter
from agencies.jobs import presence
from agencies.jobs.queue import title_of
from agencies.models import Job
from agencies.queries.jobs import listing
from agencies.web import paginate, render_page


@require_safe
@requires(Permission.VIEW_JOBS)
def job_list(request):
    jobs = listing(request.viewer, request.GET)
    page = paginate(jobs, request)
    at_work = presence.subjects_at_work()
    rows = [Row(job, at_work) for job in page]
    context = {
        "filterset": JobFilter(request.GET, jobs),
        "page": page,
        "rows": rows,
        "workers": presence.workers_alive(),
        "under_way": any(row.job.status in Job.PENDING for row in rows),
    }
    return render_page(request, "agencies/jobs/list.html", context, fragment="agencies/jobs/_results.html")


class Row:
    """One line of the list: the job, its Indonesian title, and whether somebody still works on it."""

    def __init__(self, job: Job, at_work: set[int]):
        self.job = job
        self.title = title_of(job.task)
        held = presence.lock_key(job.task, job.subject_id) in at_work
        self.stopped = job.status == Job.Status.RUNNING and not held
        self.state = "Terhenti" if self.stopped else job.get_status_display()
        self.can_stop = job.status in Job.PENDING and not job.cancel_asked
        self.can_retry = job.status in (Job.Status.FAILED, Job.Status.CANCELLED)


@require_safe
@requires(Permission.USE_SITE)
def job_progress(request, pk):
    """The progress component alone, for whoever queued the job and for those who watch over jobs."""
    job = get_object_or_404(Job.objects.visible_to(request.viewer), pk=pk)
    response = render(request, "agencies/jobs/_progress.html", {"job": job})
    if job.finished_at:
        response.headers["HX-Refresh"] = "true"  # the page around it has something new to show
    return response


@require_POST
@requires(Permission.USE_SITE)
def job_cancel(request, pk):
    job = get_object_or_404(Job.objects.visible_to(request.viewer), pk=pk)
    actions.cancel(job, by=request.user)
    messages.success(request, f"{title_of(job.task)} dihentikan. Tidak ada data yang berubah.")
    return redirect(_page_before(request))


@require_POST
@requires(Permission.VIEW_JOBS)
def job_retry(request, pk):
    job = get_object_or_404(Job.objects.visible_to(request.viewer), pk=pk)
    actions.retry(job, by=request.user)
    messages.success(request, f"{title_of(job.task)} dilanjutkan.")
    return redirect("agencies:job-list")


def _page_before(request) -> str:
    """The page whose button was pressed, when it is one of ours."""
    page = request.headers.get("Referer", "")
    return page if url_has_allowed_host_and_scheme(page, {request.get_host()}) else "/"
