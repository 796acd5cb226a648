import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.access.roles import Role
from agencies.queries.settings import setting
from agencies.settings_catalogue import CATALOGUE
from tests.factories import OfficeFactory

pytestmark = pytest.mark.django_db


def test_every_setting_stands_on_the_page_with_its_sentence(sign_in):
    OfficeFactory()
    body = sign_in(Role.SECRETARIAT).get(reverse("agencies:settings")).content.decode()
    assert all(declared.label in body and declared.sentence in body for declared in CATALOGUE.values())


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_setting_has_a_form(sign_in, key):
    answer = sign_in(Role.SECRETARIAT).get(reverse("agencies:setting-edit", args=[key]))
    assert answer.status_code == 200


def test_a_change_needs_a_reason(sign_in):
    client, page = sign_in(Role.SECRETARIAT), reverse("agencies:setting-edit", args=["coverage_deciles"])
    typed = {"value": "3", "valid_from": timezone.localdate().isoformat(), "reason": ""}
    assert client.post(page, typed).status_code == 422
    assert setting("coverage_deciles") == 4
    assert client.post(page, typed | {"reason": "rapat TKPK"}).status_code == 302
    assert setting("coverage_deciles") == 3
    assert "rapat TKPK" in client.get(page).content.decode()


def test_an_order_is_kept_as_a_list_of_the_same_words(sign_in):
    client, page = sign_in(Role.SECRETARIAT), reverse("agencies:setting-edit", args=["source_ranking"])
    typed = {"valid_from": timezone.localdate().isoformat(), "reason": "x"}
    words = CATALOGUE["source_ranking"].default
    assert client.post(page, typed | {"value": "dtsen, lainnya"}).status_code == 422
    assert client.post(page, typed | {"value": ", ".join(reversed(words))}).status_code == 302
    assert setting("source_ranking") == list(reversed(words))


def test_an_unknown_setting_does_not_exist(sign_in):
    assert sign_in(Role.SECRETARIAT).get(reverse("agencies:setting-edit", args=["x"])).status_code == 404
