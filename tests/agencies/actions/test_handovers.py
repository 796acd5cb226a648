from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies.access.roles import Role
from agencies.access.viewer import Viewer
from agencies.actions.handovers import hand_over
from agencies.models import AuditEvent, Notice, Upload
from tests.factories import AgencyFactory, UploadFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def old(holder, agency):
    return holder(Role.OPERATOR, agency=agency)


def today():
    return timezone.localdate()


def test_everything_moves_at_once_and_the_old_account_ends(holder, old, agency):
    new = UserFactory()
    open_upload = UploadFactory(agency=agency, sender=old, status=Upload.Status.PREVIEWED)
    merged = UploadFactory(agency=agency, sender=old, status=Upload.Status.WITHDRAWN)
    task = Notice.objects.create(user=old, text="Isi capaian", waits=True)
    result = hand_over(by=holder(Role.SECRETARIAT), old=old, new=new, day=today())
    for row in (open_upload, merged, task, old):
        row.refresh_from_db()
    assert (result.grants, result.uploads, result.tasks) == (1, 1, 1)
    assert open_upload.sender == new
    assert merged.sender == old
    assert task.user == new
    assert Viewer.of(new).holds(Role.OPERATOR)
    assert not old.is_active
    assert AuditEvent.objects.get(action="account.handed_over").detail["uploads"] == [open_upload.pk]


def test_a_head_may_hand_over_the_own_work(holder, agency):
    head = holder(Role.AGENCY_HEAD, agency=agency)
    new = UserFactory()
    hand_over(by=head, old=head, new=new, day=today())
    assert Viewer.of(new).holds(Role.AGENCY_HEAD)


def test_nothing_moves_when_one_grant_may_not_be_passed_on(holder, agency):
    head = holder(Role.AGENCY_HEAD, agency=agency)
    planner, new = holder(Role.PLANNER, agency=agency), UserFactory()
    with pytest.raises(ValidationError):
        hand_over(by=head, old=planner, new=new, day=today())
    planner.refresh_from_db()
    assert planner.is_active
    assert not new.role_assignments.exists()


def test_a_hand_over_to_oneself_or_ahead_of_its_day_is_refused(holder, old):
    secretary = holder(Role.SECRETARIAT)
    with pytest.raises(ValidationError):
        hand_over(by=secretary, old=old, new=old, day=today())
    with pytest.raises(ValidationError):
        hand_over(by=secretary, old=old, new=UserFactory(), day=today() + timedelta(days=1))


def test_a_closed_account_receives_nothing(holder, old):
    with pytest.raises(ValidationError):
        hand_over(by=holder(Role.SECRETARIAT), old=old, new=UserFactory(is_active=False), day=today())
