import pytest

from agencies.access.permissions import Permission
from agencies.access.roles import PERMISSIONS, Role
from agencies.access.viewer import Grant, Viewer
from config.ui import menu


def viewer(*roles) -> Viewer:
    return Viewer(user_id=1, grants=tuple(Grant(role, None, None) for role in roles))


@pytest.fixture(autouse=True)
def _every_page_exists(monkeypatch):
    """Which pages are offered is asked here, not where they lie."""
    monkeypatch.setattr(menu, "url_or_none", lambda name, *args: f"/{name}/" if name != "home" else "/")


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_menu_that_begins_at_home(role):
    groups = menu.menu_for(viewer(role), "/", {})
    assert groups[0][1][0].url == "/"


@pytest.mark.parametrize("role", Role)
def test_nobody_is_offered_a_page_without_the_permission(role):
    offered = {item.url_name: item for _, items in menu.MENU[role] for item in items} | {
        item.url_name: item for item in menu.TABS[role]
    }
    shown = {link.url for _, links in menu.menu_for(viewer(role), "/", {}) for link in links}
    for name, item in offered.items():
        if item.permission not in PERMISSIONS[role]:
            assert f"/{name}/" not in shown


@pytest.mark.parametrize("role", Role)
def test_the_order_of_a_role_names_no_page_in_vain(role):
    """A page that its own role may never open would be a line nobody ever sees."""
    for _, items in menu.MENU[role]:
        for item in items:
            assert item.permission in PERMISSIONS[role], f"{role}: {item.label}"


@pytest.mark.parametrize("role", Role)
def test_a_phone_has_at_most_four_targets(role):
    assert 1 <= len(menu.tabs_for(viewer(role), "/", {})) <= 4


def test_the_administrator_sees_no_people():
    urls = {link.url for _, links in menu.menu_for(viewer(Role.ADMINISTRATOR), "/", {}) for link in links}
    assert not any("beneficiaries" in url for url in urls)


def test_of_two_roles_the_first_in_the_order_gives_the_menu():
    assert menu.main_role(viewer(Role.VILLAGE, Role.OPERATOR)) == Role.OPERATOR


def test_without_a_role_there_is_no_menu():
    assert menu.menu_for(viewer(), "/", {}) == []
    assert menu.tabs_for(viewer(), "/", {}) == []


def test_only_the_page_one_is_on_is_current():
    links = [
        link
        for _, links in menu.menu_for(viewer(Role.OPERATOR), "/agencies:upload-list/12/", {})
        for link in links
    ]
    assert [link.label for link in links if link.current] == ["Unggahan"]


def test_a_number_stands_only_where_something_waits():
    links = {
        link.label: link.count
        for _, links in menu.menu_for(viewer(Role.OPERATOR), "/", {"tasks": 4, "unread": 9})
        for link in links
    }
    assert links["Tugas saya"] == 4
    assert sum(links.values()) == 4


def test_labels_are_short_on_a_phone():
    labels = [link.label for link in menu.tabs_for(viewer(Role.SECRETARIAT), "/", {})]
    assert labels == ["Beranda", "Tugas", "Penerima", "Indikator"]


@pytest.mark.parametrize(
    ("view", "page"),
    [
        ("agencies:upload-list", "unggahan"),
        ("programs:indicator-list", "indikator"),
        ("home", "beranda"),
        ("x", None),
    ],
)
def test_help_opens_at_the_page_of_the_screen(view, page):
    assert menu.help_page(view) == page


def test_every_permission_of_the_menu_exists():
    items = [item for groups in menu.MENU.values() for _, items in groups for item in items]
    assert {item.permission for item in items} <= set(Permission)


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/beranda/", "Beranda"),
        ("/anggaran/", "Program & anggaran"),
        ("/keluarga/7/", "Penerima"),
        ("/wilayah/", "Perangkat daerah"),
    ],
)
def test_a_page_of_no_entry_of_its_own_marks_the_one_it_belongs_to(path, label):
    links = [link for _, links in menu.menu_for(viewer(Role.SECRETARIAT), path, {}) for link in links]
    assert [link.label for link in links if link.current] == [label]
