import pytest

from agencies.access.roles import Role
from agencies.actions import dialects as actions
from agencies.importing.masters_source import dialects
from agencies.models import AuditEvent, Dialect

pytestmark = pytest.mark.django_db


def test_a_dialect_of_the_same_code_is_replaced_and_both_are_in_the_trail(holder):
    by = holder(Role.SECRETARIAT)
    actions.save(Dialect(name="dapodik", label="Dapodik", headings={"nama": ["Nm PD"]}), by=by)
    actions.save(Dialect(name="dapodik", label="Dapodik 2026", headings={"nama": ["Nm Siswa PD"]}), by=by)

    assert [content["label"] for content in dialects()] == ["Dapodik 2026"]
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "dialect.added",
        "dialect.changed",
    ]


def test_a_removed_dialect_is_spoken_no_more(holder):
    by = holder(Role.SECRETARIAT)
    row = actions.save(Dialect(name="dapodik", label="Dapodik", headings={"nama": ["Nm PD"]}), by=by)
    actions.remove(row, by=by)

    assert dialects() == ()
