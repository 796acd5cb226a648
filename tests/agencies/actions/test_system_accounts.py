import pytest

from agencies.actions.system_accounts import approval_account, command_account
from agencies.models import User

pytestmark = pytest.mark.django_db


def test_the_two_accounts_are_made_once_and_are_not_one():
    first, second = command_account(), approval_account()

    assert (command_account(), approval_account()) == (first, second)
    assert first != second
    assert User.objects.filter(is_system=True).count() == 2


@pytest.mark.parametrize("account", [command_account, approval_account])
def test_nobody_signs_in_with_them(account):
    user = account()

    assert not user.has_usable_password()
    assert not user.role_assignments.exists()
