import pytest

from agencies.access.permissions import Permission
from agencies.access.roles import Role
from reports.measures.base import Figure, Measure, computed, list_url, people_url
from reports.queries.scope import scope_of
from tests.factories import OfficeFactory, VillageFactory

pytestmark = pytest.mark.django_db


def measure(permission):
    return Measure("x", "X", "Arti.", "a", "b", "keluarga", permission, lambda scope: Figure(7))


def test_a_measure_is_left_out_for_those_who_may_not_see_it(viewer_of):
    OfficeFactory()
    scope = scope_of(viewer_of(Role.LEADER), {}, 2026)
    shown = computed((measure(Permission.VIEW_DASHBOARD), measure(Permission.MANAGE_USERS)), scope)
    assert [tile.figure.value for tile in shown] == [7]


def test_a_link_carries_the_filters_the_list_knows(viewer_of):
    office = OfficeFactory()
    village = VillageFactory(parent__parent=office.region)
    scope = scope_of(viewer_of(Role.SECRETARIAT), {"kecamatan": village.parent.code}, 2026)
    assert list_url("programs:program-list", scope, "kecamatan") == "/program/?tahun=2026"
    assert list_url("programs:program-list", scope, keadaan="met").endswith(
        f"kecamatan={village.parent.code}&keadaan=met"
    )


def test_a_page_that_does_not_exist_is_no_link(viewer_of):
    OfficeFactory()
    assert list_url("reports:no-such-page", scope_of(viewer_of(Role.LEADER), {}, 2026)) == ""


@pytest.mark.parametrize(
    ("role", "path"),
    [(Role.SECRETARIAT, "/penerima/"), (Role.AUDITOR, "/penerima/"), (Role.LEADER, "/desa/")],
)
def test_names_are_linked_only_for_those_who_see_them_all(viewer_of, role, path):
    OfficeFactory()
    assert people_url("beneficiaries:person-list", scope_of(viewer_of(role), {}, 2026)).startswith(path)


def test_a_camat_is_led_to_the_names_of_the_own_kecamatan(viewer_of):
    office = OfficeFactory()
    district = VillageFactory(parent__parent=office.region).parent
    scope = scope_of(viewer_of(Role.DISTRICT, region=district), {}, 2026)
    assert (
        people_url("beneficiaries:person-list", scope) == f"/penerima/?tahun=2026&kecamatan={district.code}"
    )
