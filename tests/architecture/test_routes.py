"""Who may come in is declared on every view; what is open to all stands here, by name."""

from agencies.access.middleware import FOREIGN
from tests.architecture.routes import own_routes, routes

PUBLIC = {
    "account_login",  # the sign-in page itself
    "agencies:health",  # asked by the machine's supervisor
    "agencies:office-crest",  # the coat of arms, also on the sign-in page
    "components",
    "components-question",
    "glossary",
    "help",
    "help-page",
}
# Which of another package's views exist here at all; a package that brings new ones makes this fail.
OF_ALLAUTH = {
    "account_change_password",
    "account_inactive",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "usersessions_list",
}


def test_every_view_of_ours_declares_its_permission_itself():
    undeclared = [route.name for route in own_routes() if route.permissions is None and not route.is_foreign]
    assert undeclared == []


def test_only_the_listed_routes_are_open_to_everybody():
    assert {route.name for route in routes() if route.permissions == ()} == PUBLIC


def test_views_of_other_packages_are_the_listed_ones_and_the_admin():
    foreign = {route.name for route in routes() if route.is_foreign and not route.name.startswith("admin:")}
    assert foreign == OF_ALLAUTH


def test_every_package_whose_views_are_let_through_is_named_with_a_reason():
    assert all(reason for reason in FOREIGN.values())


def test_every_route_has_a_name_of_its_own():
    names = [route.name for route in routes() if not route.name.startswith("admin:")]
    assert sorted(names) == sorted(set(names))
