import pytest

from agencies.access.permissions import Permission
from agencies.access.roles import Role
from agencies.access.viewer import Viewer
from agencies.actions import audit
from agencies.models import User
from agencies.queries.accounts import demo_accounts, events_of, holders_of, listing, who_may
from tests.factories import AgencyFactory, DistrictFactory, OfficeFactory, UserFactory, VillageFactory

pytestmark = pytest.mark.django_db


def test_who_may_do_something_for_an_agency(holder):
    agency, other = AgencyFactory(), AgencyFactory()
    secretary = holder(Role.SECRETARIAT)
    planner = holder(Role.PLANNER, agency=agency)
    holder(Role.PLANNER, agency=other)
    holder(Role.OPERATOR, agency=agency)
    assert set(who_may(Permission.APPROVE_UPLOADS, agency=agency)) == {secretary, planner}


def test_who_may_see_people_of_a_village(holder):
    village = VillageFactory(parent=DistrictFactory(code="35.99.01"), code="35.99.01.2001")
    camat = holder(Role.DISTRICT, region=village.parent)
    holder(Role.DISTRICT, region=DistrictFactory(code="35.99.02"))
    found = set(who_may(Permission.VIEW_PEOPLE, region=village))
    assert camat in found
    assert len(found) == 1


def test_a_closed_account_may_nothing(holder):
    user = holder(Role.SECRETARIAT)
    user.is_active = False
    user.save()
    assert user not in who_may(Permission.MANAGE_USERS)
    assert holders_of(Role.SECRETARIAT) == 0


def test_the_sign_in_page_offers_accounts_in_the_demo_only(holder):
    holder(Role.AUDITOR)
    assert demo_accounts() == []
    OfficeFactory(is_demo=True)
    assert [account.role for account in demo_accounts()] == ["Inspektorat"]


def test_a_head_manages_nobody_who_holds_more_than_a_head_may_grant(holder):
    """Else a head could make a password link for Bappeda's planner of the own agency and act in that name."""
    agency = AgencyFactory()
    head = holder(Role.AGENCY_HEAD, agency=agency)
    operator = holder(Role.OPERATOR, agency=agency)
    planner = holder(Role.PLANNER, agency=agency)
    both = holder(Role.OPERATOR, agency=agency)
    both.role_assignments.create(role=Role.LEADER, valid_from=both.role_assignments.get().valid_from)
    viewer = Viewer.of(head)
    assert set(User.objects.visible_to(viewer)) == {head, operator, planner, both}
    assert set(User.objects.manageable_by(viewer)) == {head, operator}


def test_the_history_of_an_account_is_about_that_account_only():
    user, other = UserFactory(), UserFactory()
    for person in (user, other):
        audit.record("account.changed", person, by=None)
    audit.record("person.changed", user, by=None)
    assert [event.subject_id for event in events_of(user)] == [str(user.pk)]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"cari": "sari"}, {"Nyoman Sari"}),
        ({"peran": Role.PLANNER}, {"Nyoman Sari"}),
        ({"peran": "tidak-ada", "opd": "x"}, {"Nyoman Sari", "Made Rai", "Pemilik"}),
        ({"keadaan": "ditutup"}, {"Made Rai"}),
        ({"keadaan": "diundang", "cari": "nyoman"}, {"Nyoman Sari"}),
    ],
)
def test_accounts_are_narrowed_by_the_address(holder, params, found):
    User.objects.filter(pk=holder(Role.PLANNER, agency=AgencyFactory()).pk).update(name="Nyoman Sari")
    User.objects.filter(pk=holder(Role.LEADER).pk).update(name="Made Rai", is_active=False)
    owner = holder(Role.SECRETARIAT)
    User.objects.filter(pk=owner.pk).update(name="Pemilik")
    assert {user.name for user in listing(Viewer.of(owner), params)} == found
