"""Faults F8 and F10: the same file, and the same click, from many sides at once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from agencies.access.roles import Role
from agencies.actions import uploads as actions
from agencies.jobs import queue
from agencies.models import Job, Upload
from beneficiaries.models import Assistance, Person
from tests.agencies.road import CONTEXT, ground, line, merged, staged, workbook
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


def workers(count: int) -> list:
    """So many workers until nothing waits any more; the errors that ended jobs."""
    errors = []

    def one(_):
        try:
            while Job.objects.pending().exists():
                if job := queue.claim():
                    errors.append(queue.run(job))
                else:
                    time.sleep(0.02)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        list(threads.map(one, range(count)))
    return [error for error in errors if error]


@pytest.mark.parametrize("shared", [True, False], ids=["one agency", "two agencies"])
def test_two_complete_lists_of_one_programme_saved_at_once_both_end_well(holder, shared):
    ground()
    approver, first = holder(Role.SECRETARIAT), AgencyFactory()
    agencies = [first, first if shared else AgencyFactory()]
    senders = [holder(Role.OPERATOR, agency=agency) for agency in agencies]
    merged(workbook(*map(line, range(1, 7))), agency=first, by=senders[0], approver=approver)
    lists = [
        staged(workbook(*map(line, numbers)), agency=agency, by=sender, mode="replace")
        for numbers, agency, sender in zip(((1, 2, 3, 4), (3, 4, 5, 6)), agencies, senders, strict=True)
    ]
    for upload, sender in zip(lists, senders, strict=True):
        actions.confirm(upload, by=sender)
        actions.approve(upload, by=approver)

    assert workers(2) == []
    for upload in lists:
        upload.refresh_from_db()
        assert upload.status == Upload.Status.MERGED
    assert Person.objects.count() == Assistance.objects.count() == 6
    active = set(Assistance.objects.exclude(status="diakhiri").values_list("person__name", flat=True))
    last = max(lists, key=lambda upload: upload.merged_at)
    named = (1, 2, 3, 4) if last == lists[0] or not shared else (3, 4, 5, 6)
    assert active == {f"Warga {number}" for number in named}
