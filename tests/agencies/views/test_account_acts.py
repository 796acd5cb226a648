import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.access.roles import Role
from agencies.access.viewer import Viewer
from agencies.models import AuditEvent
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "Rahasia-Sekali-99"


def url(name, *args):
    return reverse(f"agencies:{name}", args=args)


def test_closing_asks_first_and_wants_a_reason(sign_in):
    user = UserFactory()
    client = sign_in(Role.SECRETARIAT)
    assert "Tutup akun" in client.get(url("user-close", user.pk)).content.decode()
    assert client.post(url("user-close", user.pk)).status_code == 422
    assert client.post(url("user-close", user.pk), {"reason": "pensiun"}).status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    assert AuditEvent.objects.get(action="account.closed").reason == "pensiun"


def test_nobody_acts_on_the_own_account_here(sign_in):
    client = sign_in(Role.SECRETARIAT)
    for name in ("user-close", "user-second-factor", "user-unlock", "user-handover"):
        assert client.post(url(name, client.user.pk), {"reason": "x"}).status_code == 404


def test_an_unlocked_account_enters_again(sign_in):
    user = UserFactory()
    locked = Client()
    for _ in range(5):
        locked.post("/masuk/", {"login": user.username, "password": "salah"})
    assert locked.post("/masuk/", {"login": user.username, "password": PASSWORD}).status_code != 302
    assert sign_in(Role.SECRETARIAT).post(url("user-unlock", user.pk)).status_code == 302
    assert locked.post("/masuk/", {"login": user.username, "password": PASSWORD}).status_code == 302
    cache.clear()


def test_a_revoked_role_is_gone(sign_in, holder):
    user = holder(Role.OPERATOR, agency=AgencyFactory())
    client = sign_in(Role.SECRETARIAT)
    answer = client.post(url("grant-revoke", user.role_assignments.get().pk), {"reason": "pindah"})
    assert answer.status_code == 302
    assert Viewer.of(user).grants == ()


def test_a_hand_over_shows_what_moves_and_then_does_it(sign_in, holder):
    agency = AgencyFactory(name="Dinas Tirta")
    old, new = holder(Role.OPERATOR, agency=agency), UserFactory()
    client = sign_in(Role.SECRETARIAT)
    assert "Dinas Tirta" in client.get(url("user-handover", old.pk)).content.decode()
    typed = {"new": new.pk, "day": timezone.localdate().isoformat()}
    assert client.post(url("user-handover", old.pk), typed).url == url("user-detail", new.pk)
    assert Viewer.of(new).holds(Role.OPERATOR)


def test_a_head_hands_over_to_people_of_the_own_agency_only(sign_in, holder):
    agency = AgencyFactory()
    old, stranger = holder(Role.OPERATOR, agency=agency), UserFactory()
    client = sign_in(Role.AGENCY_HEAD, agency=agency)
    typed = {"new": stranger.pk, "day": timezone.localdate().isoformat()}
    assert client.post(url("user-handover", old.pk), typed).status_code == 422


def test_the_second_of_two_people_takes_off_a_lost_second_factor(sign_in):
    user = UserFactory()
    reason = {"reason": "ponsel hilang"}
    sign_in(Role.SECRETARIAT).post(url("user-second-factor", user.pk), reason)
    client = sign_in(Role.ADMINISTRATOR)
    assert "sudah meminta" in client.get(url("user-second-factor", user.pk)).content.decode()
    client.post(url("user-second-factor", user.pk), reason)
    assert AuditEvent.objects.filter(action="account.factor_reset", subject_id=str(user.pk)).exists()
