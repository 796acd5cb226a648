from collections.abc import Mapping

from agencies.access.viewer import Viewer
from agencies.models import Job
from agencies.models.jobs import JobQuerySet


def listing(viewer: Viewer, params: Mapping[str, str]) -> JobQuerySet:
    """The rows of the list of jobs and of its export, filtered by `keadaan`."""
    jobs = Job.objects.visible_to(viewer)
    if params.get("keadaan") in Job.Status.values:
        jobs = jobs.filter(status=params["keadaan"])
    return jobs.for_listing()
