import pytest

from agencies.access.roles import Role
from reports.actions.rollups import refresh
from reports.measures.overlaps import TO_CHECK, pairs, total_meeting
from reports.queries.scope import scope_of

pytestmark = pytest.mark.django_db


def test_families_are_counted_once_however_many_programmes_meet(regency, viewer_of):
    refresh(2026)
    scope = scope_of(viewer_of(Role.LEADER), {}, 2026)
    found = TO_CHECK.compute(scope)
    assert found.value == (total_meeting(scope).families if total_meeting(scope) else 0)
    assert sum(pair.families for pair in pairs(scope)) >= found.value
    assert all(pair.first_id for pair in pairs(scope))


def test_before_the_count_nothing_is_known(regency, viewer_of):
    assert TO_CHECK.compute(scope_of(viewer_of(Role.LEADER), {}, 2026)).value is None
