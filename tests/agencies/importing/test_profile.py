import pytest

from agencies.access.roles import Role
from tests.agencies.road import HEADINGS, ground, line, merged, staged, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    ground()
    return AgencyFactory()


@pytest.fixture
def sender(holder, agency):
    return holder(Role.OPERATOR, agency=agency)


def test_lists_with_the_same_headings_in_another_order_are_the_same_list(agency, sender):
    turned = workbook(line(1)[::-1], headings=HEADINGS[::-1])
    first = staged(workbook(line(1)), agency=agency, by=sender)
    second = staged(turned, agency=agency, by=sender)
    third = staged(
        workbook([*line(1), "x"], headings=(*HEADINGS, "Catatan Petugas")), agency=agency, by=sender
    )

    assert first.profile["headings"] == second.profile["headings"]
    assert third.profile["headings"] != first.profile["headings"]


def test_what_a_complete_list_ends_is_counted_before_anybody_decides(agency, sender, holder):
    merged(workbook(*map(line, range(1, 5))), agency=agency, by=sender, approver=holder(Role.SECRETARIAT))
    assert staged(workbook(line(1)), agency=agency, by=sender, mode="replace").rows_ended == 3
    assert staged(workbook(line(1), line(2)), agency=agency, by=sender, mode="update").rows_ended == 0


def test_a_file_that_could_not_be_read_has_no_score(agency, sender):
    upload = staged(b"%PDF-1.7", agency=agency, by=sender)
    assert (upload.quality, upload.profile) == (None, {})
