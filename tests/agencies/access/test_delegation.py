import pytest

from agencies.access.delegation import grantable_roles, keeps_all_accounts, may_grant, reach_problem
from agencies.access.roles import Role
from agencies.access.viewer import Grant, Viewer


def viewer(role, agency=None, region=None):
    return Viewer(1, (Grant(role, agency, region),))


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR])
def test_bappeda_and_the_administrator_hand_out_every_role(role):
    assert keeps_all_accounts(viewer(role))
    assert grantable_roles(viewer(role)) == frozenset(Role)


def test_a_head_hands_out_two_roles_and_only_in_the_own_agency():
    head = viewer(Role.AGENCY_HEAD, agency=7)
    assert grantable_roles(head) == {Role.OPERATOR, Role.AGENCY_HEAD}
    assert may_grant(head, Role.OPERATOR, 7)
    assert not may_grant(head, Role.OPERATOR, 8)
    assert not may_grant(head, Role.OPERATOR, None)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR, Role.AGENCY_HEAD}))
def test_a_head_hands_out_no_other_role_even_in_the_own_agency(role):
    assert not may_grant(viewer(Role.AGENCY_HEAD, agency=7), role, 7)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT, Role.ADMINISTRATOR, Role.AGENCY_HEAD}))
def test_nobody_else_hands_out_anything(role):
    assert grantable_roles(viewer(role, agency=7)) == frozenset()


@pytest.mark.parametrize(
    ("role", "agency", "region", "fits"),
    [
        (Role.OPERATOR, object(), None, True),
        (Role.OPERATOR, None, None, False),
        (Role.OPERATOR, object(), object(), False),
        (Role.DISTRICT, None, object(), True),
        (Role.DISTRICT, object(), None, False),
        (Role.AUDITOR, None, None, True),
        (Role.AUDITOR, object(), None, False),
    ],
)
def test_a_role_is_held_over_what_suits_it(role, agency, region, fits):
    assert (reach_problem(role, agency, region) == "") is fits
