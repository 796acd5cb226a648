from datetime import date, timedelta

import pytest
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.access.roles import Role
from agencies.access.viewer import Grant, Viewer
from agencies.models import RoleAssignment, Upload
from beneficiaries.models import Person
from programs.models import Program
from tests.factories import (
    AgencyFactory,
    DistrictFactory,
    PersonFactory,
    ProgramFactory,
    UploadFactory,
    UserFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db


def grant(user, role, **over):
    return RoleAssignment.objects.create(user=user, role=role, valid_from=date(2020, 1, 1), **over)


def test_an_unlimited_grant_is_not_narrowed_by_a_second_one():
    """An empty Q or-ed with another is the other: the trap that a naive union falls into."""
    user, agency = UserFactory(), AgencyFactory()
    grant(user, Role.OPERATOR, agency=agency)
    grant(user, Role.AUDITOR)
    UploadFactory(agency=agency)
    UploadFactory()
    assert Upload.objects.visible_to(Viewer.of(user)).count() == 2


def test_reaches_of_several_grants_are_added():
    user, one, other = UserFactory(), AgencyFactory(), AgencyFactory()
    for agency in (one, other):
        grant(user, Role.OPERATOR, agency=agency)
        UploadFactory(agency=agency)
    UploadFactory()
    assert Upload.objects.visible_to(Viewer.of(user)).count() == 2


def test_a_permission_counts_only_as_far_as_its_own_grant():
    """May view in A and edit in B never becomes may edit in A."""
    user, viewed, edited = UserFactory(), AgencyFactory(), AgencyFactory()
    grant(user, Role.AGENCY_HEAD, agency=viewed)
    grant(user, Role.OPERATOR, agency=edited)
    for agency in (viewed, edited):
        ProgramFactory(agency=agency)
    editable = Program.objects.visible_to(Viewer.of(user), Permission.EDIT_PROGRAMS)
    assert {program.agency for program in editable} == {edited}


def test_a_region_covers_what_lies_below_it_and_not_its_namesake_by_digits():
    district = DistrictFactory(code="35.99.01")
    PersonFactory(name="DI DALAM", village=VillageFactory(parent=district, code="35.99.01.2001"))
    PersonFactory(
        name="DI LUAR",
        village=VillageFactory(parent=DistrictFactory(code="35.99.02"), code="35.99.02.2001"),
    )
    camat = Viewer(1, (Grant(Role.DISTRICT, None, "35.99.01"),))
    assert [person.name for person in Person.objects.visible_to(camat)] == ["DI DALAM"]


def test_rows_without_a_region_are_out_of_reach_for_a_region():
    UploadFactory()
    camat = Viewer(1, (Grant(Role.DISTRICT, None, "35.99.01"),))
    assert not Upload.objects.visible_to(camat, Permission.VIEW_PEOPLE).exists()


@pytest.mark.parametrize(
    ("starts", "ends", "counts"), [(-10, 10, True), (1, 10, False), (-10, -1, False), (0, 0, True)]
)
def test_a_grant_counts_from_its_first_to_its_last_day(starts, ends, counts):
    user, today = UserFactory(), timezone.localdate()
    RoleAssignment.objects.create(
        user=user, role=Role.AUDITOR, valid_from=today + timedelta(days=starts), valid_to=today + timedelta(days=ends)
    )  # fmt: skip
    assert Viewer.of(user).may(Permission.VIEW_TRAIL) is counts


def test_a_closed_account_holds_nothing():
    user = UserFactory(is_active=False)
    grant(user, Role.SECRETARIAT)
    assert Viewer.of(user).grants == ()


def test_a_powerful_role_opens_nothing_before_the_second_holder_agrees():
    user, proposer, second = UserFactory(), UserFactory(), UserFactory()
    waiting = grant(user, Role.SECRETARIAT, granted_by=proposer)
    assert Viewer.of(user).grants == ()
    waiting.approved_by = second
    waiting.save()
    assert Viewer.of(user).holds(Role.SECRETARIAT)
