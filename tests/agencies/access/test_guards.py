import pytest
from django.core.exceptions import PermissionDenied

from agencies.access.guards import public, requires
from agencies.access.permissions import Permission
from agencies.access.roles import PERMISSIONS, Role
from agencies.access.viewer import Grant, Viewer


class Request:
    def __init__(self, role=None):
        self.viewer = Viewer(1, (Grant(role, None, None),) if role else ())


@requires(Permission.VIEW_TRAIL, Permission.MANAGE_SETTINGS)
def guarded(request):
    return "inside"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SECRETARIAT, Role.ADMINISTRATOR])
def test_one_of_the_permissions_is_enough(role):
    assert guarded(Request(role)) == "inside"


@pytest.mark.parametrize("role", [None, Role.OPERATOR, Role.LEADER])
def test_without_any_of_them_the_door_stays_shut(role):
    with pytest.raises(PermissionDenied):
        guarded(Request(role))


def test_the_declaration_is_left_on_the_view_for_the_route_test():
    assert guarded.required_permissions == (Permission.VIEW_TRAIL, Permission.MANAGE_SETTINGS)
    assert public(lambda request: None).required_permissions == ()


def test_the_administrator_holds_no_permission_on_people():
    people = {
        Permission.VIEW_PEOPLE, Permission.VIEW_SPECIAL, Permission.REVEAL_IDENTITY, Permission.EXPORT_PEOPLE,
        Permission.VIEW_UPLOADS, Permission.VIEW_TRAIL,
    }  # fmt: skip
    assert not people & PERMISSIONS[Role.ADMINISTRATOR]


def test_only_the_auditor_reads_the_trail_about_people():
    assert [role for role in Role if Permission.VIEW_TRAIL in PERMISSIONS[role]] == [Role.AUDITOR]
