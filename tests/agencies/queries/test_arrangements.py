import pytest

from agencies.access.roles import Role
from agencies.actions import arrangements as actions
from agencies.models import SavedMapping
from agencies.queries import arrangements as queries
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def saved(agency, by, headings="a" * 64, field="nik"):
    wanted = actions.Arrangement(headings, {"nik": field}, {})
    return actions.remember(wanted, agency=agency, kind="penerima", by=by)


def test_of_each_list_the_newest_version_counts(holder):
    agency, by = AgencyFactory(), holder(Role.SECRETARIAT)
    saved(agency, by)
    newest, other = saved(agency, by, field="no_kk"), saved(agency, by, "b" * 64)

    assert set(queries.newest(SavedMapping.objects.all())) == {newest, other}


def test_an_older_version_does_not_come_forward_when_the_list_is_forgotten(holder):
    agency, by = AgencyFactory(), holder(Role.SECRETARIAT)
    saved(agency, by)
    actions.forget(saved(agency, by, field="no_kk"), by=by)

    assert not queries.newest(SavedMapping.objects.all()).exists()
    assert [row.version for row in queries.removed(SavedMapping.objects.all())] == [2]


def test_ones_own_list_is_never_a_shared_one(holder):
    agency, by = AgencyFactory(), holder(Role.SECRETARIAT)
    row = saved(agency, by)
    actions.share(row, shared_with=None, by=by)

    assert not SavedMapping.objects.filter(queries.shared_to(agency)).exists()
    assert SavedMapping.objects.filter(queries.shared_to(AgencyFactory())).get() == row
    assert [share.shared_with for share in queries.shares_of(row)] == [None]
