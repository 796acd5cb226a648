import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from agencies.actions.session import MOST_SESSIONS, end_sessions
from agencies.jobs.queue import claim, run
from agencies.models import AuditEvent, Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "Rahasia-Sekali-99"


def enter(user, password=PASSWORD, client=None):
    client = client or Client()
    client.post("/masuk/", {"login": user.username, "password": password})
    return client


def actions():
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_signing_in_and_out_stand_in_the_trail_with_the_address():
    user = UserFactory()
    enter(user).post("/keluar/")
    assert actions() == ["session.opened", "session.closed"]
    assert AuditEvent.objects.filter(address="127.0.0.1", actor_id=user.pk).count() == 2


def test_a_refused_sign_in_names_the_account_and_not_what_was_typed():
    user = UserFactory()
    enter(user, "salah-sekali-1")
    Client().post("/masuk/", {"login": "kata-sandi-saya", "password": "x"})
    known, unknown = AuditEvent.objects.filter(action="session.failed").order_by("pk")
    assert known.subject_id == str(user.pk)
    assert unknown.subject_id == ""
    assert "kata-sandi-saya" not in str(vars(unknown))


def test_after_five_wrong_attempts_the_right_password_is_refused_too():
    user, client = UserFactory(), Client()
    for _ in range(5):
        enter(user, "salah-sekali-1", client)
    answer = client.post("/masuk/", {"login": user.username, "password": PASSWORD})
    assert answer.status_code != 302
    assert "session.locked" in actions()


def test_the_oldest_session_ends_when_one_too_many_begins():
    user = UserFactory()
    clients = [enter(user) for _ in range(MOST_SESSIONS + 1)]
    assert UserSession.objects.filter(user=user).count() == MOST_SESSIONS
    assert clients[0].get("/akun/").url.startswith("/masuk/")
    assert clients[-1].get("/akun/").status_code == 403  # signed in, without a role


def test_a_new_password_ends_every_other_session():
    user = UserFactory()
    other, own = enter(user), enter(user)
    changed = {"oldpassword": PASSWORD, "password1": "Kopi-Tubruk-77", "password2": "Kopi-Tubruk-77"}
    assert own.post("/akun/kata-sandi/ganti/", changed).status_code == 302
    assert other.get("/akun/").url.startswith("/masuk/")
    assert own.get("/akun/").status_code == 403
    user.refresh_from_db()
    assert user.password_changed_at is not None


def test_sessions_are_ended_everywhere_but_here():
    user = UserFactory()
    kept = enter(user)
    enter(user)
    assert end_sessions(user, keep=kept.session.session_key) == 1
    assert kept.get("/akun/").status_code == 403


def test_a_closed_account_does_not_enter():
    user = UserFactory(is_active=False)
    client = enter(user)
    assert "_auth_user_id" not in client.session


def enter_from(user, browser: str):
    client = Client(headers={"user-agent": browser})
    client.post("/masuk/", {"login": user.username, "password": PASSWORD})


def test_a_device_never_seen_before_is_told_to_its_owner_by_bell_and_letter():
    user = UserFactory()
    for browser in ("Firefox/140 (Windows)", "Firefox/141 (Windows)"):
        enter_from(user, browser)
    assert not Notice.objects.filter(user=user).exists()
    enter_from(user, "Chrome/142 (Android)")
    run(claim())
    (letter,) = mail.outbox
    assert letter.to == [user.email]
    assert "Chrome di Android, alamat 127.0.0.1" in letter.body
    assert "Chrome di Android" in Notice.objects.get(user=user).text
