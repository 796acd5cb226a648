import pytest

from agencies.access.roles import Role
from config.ui.found import pages

pytestmark = pytest.mark.django_db


def test_a_page_is_found_by_a_part_of_its_name(viewer_of):
    assert [hit.name for hit in pages(viewer_of(Role.SECRETARIAT), "laporan")] == ["Laporan"]


def test_a_page_behind_a_shut_door_is_not(viewer_of):
    assert pages(viewer_of(Role.LEADER), "pengaturan") == []
