import pytest
from django.urls import reverse

from agencies.access.roles import Role
from tests.factories import OfficeFactory, UserFactory

PAGES = [
    "account_login", "account_reset_password", "account_reset_password_done", "account_reset_password_from_key_done",
    "account_inactive",
]  # fmt: skip
OWN_PAGES = [
    "account_logout", "account_change_password", "account_reauthenticate", "mfa_index", "usersessions_list",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages_before_sign_in_are_ours_and_in_indonesian(client, db, name):
    OfficeFactory()
    text = client.get(reverse(name)).content.decode()
    assert "entrance-top" in text
    assert "Kabupaten Tirta Kencana" in text
    assert not any(word in text for word in ("Sign In", "Password", "Forgot"))


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_of_the_own_account_are_ours_and_in_indonesian(sign_in, name):
    OfficeFactory(is_demo=True)
    text = sign_in(Role.OPERATOR).get(reverse(name)).content.decode()
    assert 'class="side"' in text
    assert not any(word in text for word in ("Sign Out", "Password", "Sessions"))


def test_the_sign_in_page_offers_demo_accounts_only_with_demo_data(client, db, holder):
    office = OfficeFactory(is_demo=False)
    holder(Role.LEADER)
    assert "Akun contoh" not in client.get(reverse("account_login")).content.decode()
    type(office).objects.update(is_demo=True)
    text = client.get(reverse("account_login")).content.decode()
    assert "Akun contoh" in text
    assert "Pimpinan daerah" in text


def test_a_wrong_password_is_told_once_and_the_name_is_kept(client, db):
    UserFactory(username="kadek")
    text = client.post(reverse("account_login"), {"login": "kadek", "password": "salah"}).content.decode()
    assert 'role="alert"' in text
    assert 'value="kadek"' in text
    assert "salah" not in text.split("<main")[1]


def test_the_page_wanted_before_signing_in_is_kept(client, db):
    text = client.get(reverse("account_login"), {"next": "/unggahan/"}).content.decode()
    assert 'name="next" value="/unggahan/"' in text
