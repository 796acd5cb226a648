from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies.access.roles import Role
from agencies.access.viewer import Viewer
from agencies.actions import accounts
from agencies.models import AuditEvent, Notice, RoleAssignment, User
from agencies.queries.office import fiscal_year
from tests.factories import AgencyFactory, OfficeFactory, UserFactory, VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(holder):
    OfficeFactory()
    return holder(Role.SECRETARIAT)


def until() -> date:
    return date(fiscal_year() + 1, 12, 31)


def give(by, user, role, **over):
    return accounts.grant(by=by, user=user, role=role, valid_to=over.pop("valid_to", until()), **over)


def test_an_invited_person_has_a_role_and_no_password(secretary):
    user = accounts.invite(
        by=secretary, username="baru", name="Orang Baru", email="",
        first_grant={"role": Role.AUDITOR, "agency": None, "region": None, "valid_to": until(), "acting": False},
    )  # fmt: skip
    assert not user.has_usable_password()
    assert Viewer.of(user).holds(Role.AUDITOR)
    assert AuditEvent.objects.filter(action="account.invited", actor_id=secretary.pk).exists()


def test_an_invitation_with_a_refused_role_leaves_no_account(secretary):
    grant = {"role": Role.OPERATOR, "agency": None, "region": None, "valid_to": until()}
    with pytest.raises(ValidationError):
        accounts.invite(by=secretary, username="baru", name="Orang Baru", first_grant=grant)
    assert not User.objects.filter(username="baru").exists()


def test_a_role_ends_at_the_latest_with_the_next_fiscal_year(secretary):
    with pytest.raises(ValidationError):
        give(secretary, UserFactory(), Role.AUDITOR, valid_to=until() + timedelta(days=1))


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        (Role.ADMINISTRATOR, Role.LEADER),
        (Role.AUDITOR, Role.SECRETARIAT),
        (Role.SECRETARIAT, Role.ADMINISTRATOR),
    ],
)
def test_pairs_that_control_each_other_are_refused(secretary, holder, held, asked):
    with pytest.raises(ValidationError, match="tidak boleh dipegang bersama"):
        give(secretary, holder(held), asked)


def test_who_enters_for_an_agency_does_not_also_approve(secretary, holder):
    agency = AgencyFactory()
    with pytest.raises(ValidationError, match="tidak boleh dipegang bersama"):
        give(secretary, holder(Role.OPERATOR, agency=agency), Role.PLANNER, agency=agency)


def test_nobody_gives_a_role_to_oneself(secretary):
    with pytest.raises(ValidationError):
        give(secretary, secretary, Role.LEADER)


def test_a_head_gives_roles_in_the_own_agency_only(holder):
    agency, other = AgencyFactory(), AgencyFactory()
    head = holder(Role.AGENCY_HEAD, agency=agency)
    assert give(head, UserFactory(), Role.OPERATOR, agency=agency).pk
    for role, over in (
        (Role.OPERATOR, {"agency": other}),
        (Role.PLANNER, {"agency": agency}),
        (Role.REGISTER_OFFICE, {"agency": agency}),
        (Role.SECRETARIAT, {}),
        (Role.VILLAGE, {"region": VillageFactory()}),
    ):
        with pytest.raises(ValidationError, match="tidak boleh mengatur"):
            give(head, UserFactory(), role, **over)


def test_a_powerful_role_waits_for_another_holder(secretary, holder):
    user, second = UserFactory(), holder(Role.SECRETARIAT)
    waiting = give(secretary, user, Role.SECRETARIAT)
    assert not Viewer.of(user).grants
    assert [notice.user for notice in Notice.objects.filter(waits=True)] == [second]
    accounts.approve_grant(by=second, assignment=waiting)
    assert Viewer.of(user).holds(Role.SECRETARIAT)
    assert not Notice.objects.filter(done_at__isnull=True).exists()


def test_neither_the_proposer_nor_the_receiver_nor_another_role_approves(secretary, holder):
    user = holder(Role.LEADER)
    waiting = give(secretary, user, Role.SECRETARIAT)
    for by in (secretary, user, holder(Role.ADMINISTRATOR)):
        with pytest.raises(ValidationError):
            accounts.approve_grant(by=by, assignment=waiting)
    waiting.refresh_from_db()
    assert waiting.is_pending


def test_a_revoked_role_ends_at_once(secretary, holder):
    user = holder(Role.AUDITOR)
    accounts.revoke(by=secretary, assignment=user.role_assignments.get(), reason="pindah")
    assert Viewer.of(user).grants == ()
    assert AuditEvent.objects.get(action="role.revoked").reason == "pindah"


def test_a_role_given_and_revoked_on_the_same_day_leaves_only_the_trail(secretary):
    user = UserFactory()
    accounts.revoke(by=secretary, assignment=give(secretary, user, Role.AUDITOR))
    assert not user.role_assignments.exists()
    assert AuditEvent.objects.filter(action__in=["role.granted", "role.revoked"]).count() == 2


def test_the_last_holder_of_a_powerful_role_stays(secretary, holder):
    administrator = holder(Role.ADMINISTRATOR)
    with pytest.raises(ValidationError, match="pemegang terakhir"):
        accounts.revoke(by=administrator, assignment=secretary.role_assignments.get())
    with pytest.raises(ValidationError, match="pemegang terakhir"):
        accounts.close(by=administrator, user=secretary, reason="pensiun")
    secretary.refresh_from_db()
    assert secretary.is_active


def test_a_closed_account_holds_nothing_and_cannot_be_closed_by_its_owner(secretary, holder):
    user = holder(Role.AUDITOR)
    with pytest.raises(ValidationError):
        accounts.close(by=user, user=user, reason="x")
    accounts.close(by=secretary, user=user, reason="pensiun")
    user.refresh_from_db()
    assert not user.is_active
    assert user.closed_at is not None
    assert not RoleAssignment.objects.in_force(timezone.localdate()).filter(user=user).exists()


def test_a_link_for_a_powerful_account_is_made_by_a_holder_of_its_role_only(secretary, holder):
    administrator, other = holder(Role.ADMINISTRATOR), holder(Role.SECRETARIAT)
    other.last_login = timezone.now()
    other.save()
    with pytest.raises(ValidationError):
        accounts.one_time_path(by=administrator, user=other)
    assert accounts.one_time_path(by=secretary, user=other).startswith("/akun/kata-sandi/baru/")


def test_a_second_factor_is_given_up_by_two_people(secretary, holder):
    user, second = UserFactory(), holder(Role.ADMINISTRATOR)
    Authenticator.objects.create(user=user, type="totp", data={})
    assert accounts.reset_second_factor(by=secretary, user=user) is False
    assert accounts.reset_second_factor(by=secretary, user=user) is False
    assert Authenticator.objects.filter(user=user).exists()
    assert accounts.reset_second_factor(by=second, user=user) is True
    assert not Authenticator.objects.filter(user=user).exists()
