import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from agencies.access.roles import Role
from agencies.actions import audit
from agencies.models import AuditEvent, ReadEvent
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail():
    by = UserFactory(name="Ketut Ariani")
    audit.record("setting.changed", None, by=by, reason="rapat")
    audit.record("upload.approved", None, by=by, reason="=HYPERLINK(1)")
    audit.saw(by, ReadEvent.What.REVEAL, by, reason="cek lapangan")


def body(client, name, query=""):
    return client.get(reverse(f"agencies:{name}") + query).content.decode()


def test_the_auditor_reads_everything_the_administrator_settings_and_sign_ins_only(trail, sign_in):
    seen = body(sign_in(Role.AUDITOR), "trail-list")
    assert "Unggahan disetujui" in seen
    assert "Pengaturan diubah" in seen
    seen = body(sign_in(Role.ADMINISTRATOR), "trail-list")
    assert "Unggahan disetujui" not in seen
    assert "Pengaturan diubah" in seen


def test_who_saw_whom_is_the_auditors_alone(trail, sign_in):
    assert "cek lapangan" in body(sign_in(Role.AUDITOR), "read-list")
    assert sign_in(Role.ADMINISTRATOR).get(reverse("agencies:read-list")).status_code == 403


@pytest.mark.parametrize(
    ("query", "rows"),
    [("?tindakan=unggahan", 1), ("?tindakan=setting.", 1), ("?cari=ketut", 2), ("?sejak=2999-01-01", 0)],
)
def test_the_trail_is_filtered_by_the_address(trail, sign_in, query, rows):
    assert body(sign_in(Role.AUDITOR), "trail-list", query).count('<td data-l="Pelaku">Ketut Ariani') == rows


@pytest.mark.parametrize("model", [AuditEvent, ReadEvent])
def test_the_database_refuses_to_change_or_delete_the_trail(trail, model):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(reason="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()
