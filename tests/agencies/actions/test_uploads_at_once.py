"""Faults F8 and F10: the same file, and the same click, from many sides at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from agencies.access.roles import Role
from agencies.actions import uploads as actions
from agencies.models import Job, Upload
from tests.agencies.road import CONTEXT
from tests.factories import AgencyFactory, UploadFactory

pytestmark = pytest.mark.django_db(transaction=True)
SIDES = 8


def from_all_sides(act) -> list[bool]:
    """Do it in as many threads at once; which of them had their way."""

    def one(_):
        try:
            act()
        except (actions.NotNow, actions.AlreadyUploaded):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(SIDES) as threads:
        return list(threads.map(one, range(SIDES)))


def test_of_equal_files_handed_in_at_once_one_is_taken(holder):
    agency = AgencyFactory()
    sender = holder(Role.OPERATOR, agency=agency)
    paper = actions.Paper("penerima.xlsx", "0" * 32, 10, "a" * 64)
    taken = from_all_sides(
        lambda: actions.receive(paper, kind="penerima", agency=agency, by=sender, context=CONTEXT)
    )

    assert taken.count(True) == 1
    assert (Upload.objects.count(), Job.objects.filter(task="uploads.stage").count()) == (1, 1)


def test_of_many_clicks_on_approve_at_once_one_counts(holder):
    agency = AgencyFactory()
    upload = UploadFactory(
        agency=agency, sender=holder(Role.OPERATOR, agency=agency), status=Upload.Status.CONFIRMED
    )
    approver = holder(Role.SECRETARIAT)
    counted = from_all_sides(lambda: actions.approve(Upload.objects.get(pk=upload.pk), by=approver))

    assert counted.count(True) == 1
    assert Job.objects.filter(task="uploads.merge").count() == 1
