import pytest

from agencies.access.roles import Role
from agencies.models import Upload
from reports.queries.first_hour import first_steps
from tests.factories import AgencyFactory, UploadFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_new_installation_is_led_through_its_first_hour(viewer_of):
    viewer = viewer_of(Role.SECRETARIAT)
    assert [(step.words, step.done) for step in first_steps(viewer)] == [
        ("Muat perangkat daerah", False), ("Undang pengguna", False), ("Unggah daftar pertama", False),
    ]  # fmt: skip


def test_what_is_done_is_ticked(viewer_of):
    viewer = viewer_of(Role.SECRETARIAT)
    AgencyFactory.create_batch(2)
    UserFactory.create_batch(2)
    assert [step.done for step in first_steps(viewer)] == [True, True, False]


def test_with_a_stored_list_the_first_hour_is_over(viewer_of):
    UploadFactory(status=Upload.Status.MERGED, approver=UserFactory(), merged_at="2026-01-02T00:00Z")
    assert first_steps(viewer_of(Role.SECRETARIAT)) == []


def test_who_may_only_look_is_asked_for_nothing(viewer_of):
    assert first_steps(viewer_of(Role.LEADER)) == []
