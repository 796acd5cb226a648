from datetime import date

import pytest

from agencies.access.roles import Role
from agencies.models import Boundary, Region
from beneficiaries.queries.coverage import coverage_by_village, target_families
from reports.actions.rollups import refresh
from reports.queries.scope import scope_of
from reports.queries.villages import (
    district_rows,
    elsewhere,
    largest_gaps,
    narrowed,
    outline_ratio,
    total_row,
    village_rows,
)
from tests.factories import VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(regency, viewer_of):
    refresh(2026)
    return scope_of(viewer_of(Role.SECRETARIAT), {}, 2026)


def test_every_village_tells_what_the_live_query_tells(scope):
    live = {row.code: row for row in coverage_by_village(target_families(scope.viewer), 2026)}
    rows = village_rows(scope)
    assert {row.code: (row.target, row.served) for row in rows if row.target} == {
        code: (row.target, row.served) for code, row in live.items() if code
    }
    assert (total_row(scope).target, total_row(scope).served) == (live[None].target, live[None].served)


def test_kecamatan_are_counted_by_themselves(scope):
    villages = village_rows(scope)
    for district in district_rows(scope):
        inside = [row for row in villages if row.code.startswith(f"{district.code}.")]
        assert district.target == sum(row.target for row in inside)


def test_what_stands_in_no_village_completes_the_total(scope):
    rows, total = village_rows(scope), total_row(scope)
    left = elsewhere(rows, total)
    assert sum(row.target for row in rows) + (left.target if left else 0) == total.target
    assert elsewhere(rows, _sum(rows)) is None


def test_a_village_that_ended_without_figures_is_not_listed(scope):
    gone = VillageFactory(parent=Region.objects.districts().first(), valid_to=date(2020, 1, 1))
    assert gone.code not in {row.code for row in village_rows(scope)}


def test_largest_gaps_come_first_and_villages_without_a_gap_not_at_all(scope):
    gaps = largest_gaps(village_rows(scope), 3)
    assert [row.unserved for row in gaps] == sorted((row.unserved for row in gaps), reverse=True)
    assert all(row.unserved for row in gaps)


@pytest.mark.parametrize("order", ["desa", "-desa", "kecamatan", "-belum", "bagian", "nonsense", ""])
def test_any_order_keeps_every_row(scope, order):
    rows = village_rows(scope)
    assert sorted(row.code for row in narrowed(rows, {"urut": order})) == sorted(row.code for row in rows)


def test_the_map_keeps_the_shape_of_the_outlines(scope):
    assert outline_ratio(scope) is None
    village = Region.objects.villages().first()
    square = {
        "type": "MultiPolygon",
        "coordinates": [[[[115.0, -8.0], [115.3, -8.0], [115.3, -8.2], [115.0, -8.2], [115.0, -8.0]]]],
    }
    Boundary.objects.create(region=village, geometry=square, source="uji")
    assert outline_ratio(scope) == pytest.approx(1.5)


def _sum(rows):
    from dataclasses import replace

    names = ("target", "served", "unserved", "families", "persons", "overlaps")
    return replace(rows[0], **{name: sum(getattr(row, name) for row in rows) for name in names})
