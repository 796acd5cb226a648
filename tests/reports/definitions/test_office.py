import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.access.roles import Role
from agencies.actions import audit, notices
from agencies.models import AuditEvent, User
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db


def exported(client, key: str, query: str = "") -> list[tuple]:
    """The lines under the headings."""
    answer = client.get(reverse("reports:export-list", args=[key]) + query)
    page = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return [row for row in page.iter_rows(min_row=2, values_only=True) if any(row)]


@pytest.fixture
def trail():
    audit.record("upload.approved", None, by=UserFactory(name="Ketut Ariani"), reason="=HYPERLINK(1)")
    audit.record("setting.changed", None, by=UserFactory(name="Wayan Sudana"))


def test_the_exported_trail_has_the_filters_of_its_page_and_formulas_as_text(trail, sign_in):
    rows = exported(sign_in(Role.AUDITOR), "trail", "?cari=ketut")
    assert [(row[1], row[4]) for row in rows] == [("Ketut Ariani", "=HYPERLINK(1)")]


def test_the_exported_trail_of_the_administrator_is_as_narrow_as_the_page(trail, sign_in):
    rows = exported(sign_in(Role.ADMINISTRATOR), "trail")
    assert "Wayan Sudana" in {row[1] for row in rows}
    assert "Ketut Ariani" not in {row[1] for row in rows}


def test_the_moments_in_a_list_are_those_of_the_office(trail, sign_in):
    event = AuditEvent.objects.get(actor="Ketut Ariani")
    (row,) = exported(sign_in(Role.AUDITOR), "trail", "?cari=ketut")
    local = timezone.localtime(event.happened_at).replace(tzinfo=None)
    assert abs(row[0] - local) < timedelta(seconds=1)


def test_users_leave_with_the_filters_of_their_page(sign_in):
    User.objects.filter(pk=sign_in(Role.LEADER).user.pk).update(name="Nyoman Sari")
    client = sign_in(Role.SECRETARIAT)
    assert {row[1] for row in exported(client, "users", "?cari=nyoman")} == {"Nyoman Sari"}


def test_nobody_exports_what_others_were_told(sign_in):
    notices.tell([UserFactory()], "Untuk orang lain", "/")
    client = sign_in(Role.SECRETARIAT)
    notices.tell([client.user], "Untuk saya", "/", waits=True)
    for key in ("notices", "tasks"):
        assert [row[1] for row in exported(client, key)] == ["Untuk saya"]
