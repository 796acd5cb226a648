import pytest

from agencies.access.roles import Role
from agencies.models import Job
from agencies.queries.jobs import listing

pytestmark = pytest.mark.django_db


def test_jobs_are_narrowed_by_their_state(viewer_of):
    waiting = Job.objects.create(task="a", subject_id=1)
    failed = Job.objects.create(task="a", subject_id=2, status=Job.Status.FAILED)
    viewer = viewer_of(Role.SECRETARIAT)
    assert list(listing(viewer, {"keadaan": "failed"})) == [failed]
    assert set(listing(viewer, {"keadaan": "tidak-ada"})) == {waiting, failed}
