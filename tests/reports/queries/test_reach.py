import pytest

from agencies.access.roles import Role
from beneficiaries.models import Assistance
from reports.actions.rollups import refresh
from reports.queries.reach import by_place, programs_in
from reports.queries.scope import scope_of

pytestmark = pytest.mark.django_db


def test_programmes_of_the_regency_hold_every_record(regency, viewer_of):
    refresh(2026)
    scope = scope_of(viewer_of(Role.LEADER), {}, 2026)
    rows = Assistance.objects.filter(year=2026, status="diterima")
    assert sum(row.records for row in programs_in(scope)) == rows.count()
    assert sum(row.amount for row in programs_in(scope)) == sum(row.amount for row in rows)


def test_villages_below_a_kecamatan_are_told_and_nothing_beyond(regency, viewer_of):
    _, _, villages = regency
    refresh(2026)
    district = villages[0].parent
    rows = by_place(scope_of(viewer_of(Role.LEADER), {"kecamatan": district.code}, 2026))
    assert rows
    assert all(row.region_code.startswith(f"{district.code}.") for row in rows)


def test_an_agency_is_told_of_its_own_programmes_alone(regency, viewer_of):
    refresh(2026)
    viewer = viewer_of(Role.LEADER)
    every = programs_in(scope_of(viewer, {}, 2026))
    agency = every[0].program.agency
    own = programs_in(scope_of(viewer, {"perangkat": str(agency.pk)}, 2026))
    assert {row.program.agency for row in own} == {agency}
