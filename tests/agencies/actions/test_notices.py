import pytest

from agencies.actions import notices
from agencies.models import Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_each_is_told_once_and_a_task_waits_until_its_subject_is_settled():
    people = UserFactory.create_batch(2)
    notices.tell(people, "Unggahan menunggu", "/unggahan/17/", subject="upload:17", waits=True)
    notices.tell(people, "Unggahan lain", subject="upload:18", waits=True)
    notices.settle("upload:17")
    assert Notice.objects.count() == 4
    assert set(Notice.objects.filter(done_at=None).values_list("subject", flat=True)) == {"upload:18"}


def test_settling_again_changes_nothing():
    notices.tell([UserFactory()], "x", subject="upload:17", waits=True)
    notices.settle("upload:17")
    first = Notice.objects.get().done_at
    notices.settle("upload:17")
    assert Notice.objects.get().done_at == first
