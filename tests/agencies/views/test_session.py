from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.access.roles import Role
from agencies.actions.session import FACTOR_SEEN
from agencies.models import Notice, RoleAssignment, Setting, User
from tests.factories import AgencyFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "Rahasia-Sekali-99"


def enter(user):
    client = Client()
    return client, client.post("/masuk/", {"login": user.username, "password": PASSWORD})


def test_the_way_in_is_the_user_name_or_the_e_mail(holder):
    user = holder(Role.LEADER)
    for login in (user.username, user.username.upper(), user.email):
        client = Client()
        assert client.post("/masuk/", {"login": login, "password": PASSWORD}).url == "/"


def test_the_sign_in_page_is_a_page_with_a_password_field(client):
    body = client.get("/", follow=True).content.decode()
    assert 'type="password"' in body
    assert "Masuk ke Sinergi" in body


def test_there_is_no_way_to_sign_up(client):
    for path in ("/akun/daftar/", "/accounts/signup/", "/masuk/daftar/"):
        assert client.get(path).status_code == 404


def test_a_session_ends_after_the_set_time_without_requests(sign_in):
    client = sign_in(Role.LEADER)
    assert client.get("/akun/").status_code == 200
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=31))
    answer = client.get("/akun/")
    assert answer.url == "/masuk/?next=%2Fakun%2F"
    assert answer["Clear-Site-Data"]
    assert client.get("/akun/").status_code == 302


def test_who_opens_identity_numbers_is_signed_out_sooner(sign_in):
    client = sign_in(Role.AUDITOR)
    client.get("/akun/")
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=16))
    assert client.get("/akun/").status_code == 302


def test_the_time_is_a_setting_and_the_page_knows_it(sign_in):
    Setting.objects.create(key="idle_minutes", value=5, valid_from=timezone.localdate())
    client = sign_in(Role.LEADER)
    client.get("/akun/")
    assert 'data-timeout="300"' in client.get("/akun/").content.decode()


def test_no_session_lasts_longer_than_ten_hours(sign_in):
    client = sign_in(Role.LEADER)
    client.get("/akun/")
    UserSession.objects.update(created_at=timezone.now() - timedelta(hours=10, minutes=1))
    assert client.get("/akun/").status_code == 302


def test_a_live_part_of_a_page_sends_the_whole_window_to_the_sign_in_page(sign_in):
    client = sign_in(Role.SECRETARIAT)
    client.get("/pengguna/")
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(hours=1))
    answer = client.get("/pengguna/", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert answer["HX-Redirect"].startswith("/masuk/")


def test_signing_out_clears_what_the_browser_kept(sign_in):
    assert '"cache"' in sign_in(Role.LEADER).post("/keluar/")["Clear-Site-Data"]


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_sees_names_or_keeps_accounts_must_set_up_a_second_factor_first(holder, role):
    OfficeFactory(is_demo=False)
    client, _ = enter(holder(role))
    assert client.get("/pemberitahuan/").url == "/akun/kode-pengaman/pasang/"
    assert client.post("/pemberitahuan/terbaca/").url == "/akun/kode-pengaman/pasang/"
    assert client.get("/akun/").status_code == 200


def test_in_the_demo_and_for_figures_alone_it_is_only_offered(holder):
    office = OfficeFactory(is_demo=False)
    assert enter(holder(Role.LEADER))[0].get("/pemberitahuan/").status_code == 200
    office.is_demo = True
    office.save()
    assert enter(holder(Role.AUDITOR))[0].get("/pemberitahuan/").status_code == 200


def test_with_a_second_factor_the_password_alone_opens_nothing(holder):
    OfficeFactory(is_demo=False)
    user = holder(Role.AUDITOR)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client, answer = enter(user)
    assert answer.url == "/masuk/kode/"
    assert client.get("/akun/").url.startswith("/masuk/")
    assert FACTOR_SEEN not in client.session


def test_a_permission_taken_away_counts_for_the_next_request(sign_in):
    client = sign_in(Role.SECRETARIAT)
    assert client.get("/pengguna/").status_code == 200
    RoleAssignment.objects.filter(user=client.user).update(valid_to=timezone.localdate() - timedelta(days=1))
    assert client.get("/pengguna/").status_code == 403


def test_a_disabled_account_is_out_with_the_next_request(sign_in):
    client = sign_in(Role.SECRETARIAT)
    client.user.is_active = False
    client.user.save()
    assert client.get("/pengguna/").url.startswith("/masuk/")


def test_times_are_shown_in_the_offices_zone(sign_in):
    OfficeFactory(zone="Asia/Jayapura")
    client = sign_in(Role.LEADER)
    Notice.objects.create(user=client.user, text="halo")
    assert "WIT<" in client.get("/pemberitahuan/").content.decode().replace(" ", "").replace("\n", "")


def test_my_account_shows_roles_password_factor_and_devices(sign_in):
    agency = AgencyFactory(name="Dinas Tirta")
    body = sign_in(Role.OPERATOR, agency=agency).get("/akun/").content.decode()
    assert "Dinas Tirta" in body
    assert "Belum terpasang" in body


def test_asking_for_a_new_password_answers_the_same_for_known_and_unknown_addresses(client):
    user = UserFactory()
    known = client.post("/akun/kata-sandi/lupa/", {"email": user.email})
    unknown = client.post("/akun/kata-sandi/lupa/", {"email": "tidak.ada@contoh.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_an_own_second_factor_taken_off_is_asked_for_again(sign_in):
    client = sign_in(Role.AUDITOR)
    TOTP.activate(client.user, "JBSWY3DPEHPK3PXP")
    client.post("/masuk/lagi/", {"password": PASSWORD})
    client.post("/akun/kode-pengaman/lepas/")
    assert not Authenticator.objects.filter(user=client.user, type="totp").exists()
    assert FACTOR_SEEN not in client.session


def test_a_password_given_by_others_is_changed_before_anything_else(sign_in):
    client = sign_in(Role.LEADER)
    User.objects.filter(pk=client.user.pk).update(password_changed_at=None)
    response = client.get("/beranda/")
    assert (response.status_code, response.url) == (302, reverse("account_change_password"))
    assert client.get(response.url).status_code == 200


def test_a_password_older_than_the_profile_allows_is_changed_first(sign_in):
    client = sign_in(Role.LEADER)
    long_ago = timezone.now() - timedelta(days=366)
    User.objects.filter(pk=client.user.pk).update(password_changed_at=long_ago)
    assert client.get("/beranda/").url == reverse("account_change_password")
