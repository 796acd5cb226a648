import pytest
from django.urls import reverse

from agencies.access.roles import Role
from agencies.models import ReadEvent
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def test_what_is_looked_for_stands_in_no_address(sign_in):
    client = sign_in(Role.LEADER)
    assert "Dinas Tirta" not in client.get(reverse("search") + "?cari=Tirta").content.decode()


def test_hits_stand_under_their_headings(sign_in):
    AgencyFactory(name="Dinas Tirta")
    body = sign_in(Role.LEADER).post(reverse("search"), {"cari": "tirta"}).content.decode()
    assert "Perangkat daerah" in body
    assert "Dinas Tirta" in body


def test_a_search_that_may_find_people_is_noted_without_its_words(sign_in):
    client = sign_in(Role.AUDITOR)
    client.post(reverse("search"), {"cari": "ketut"})
    event = ReadEvent.objects.get()
    assert (event.what, event.actor_id) == ("search", client.user.pk)
    assert "ketut" not in str(vars(event))


def test_nothing_found_and_too_little_typed_are_told_apart(sign_in):
    client = sign_in(Role.LEADER)
    assert "Tidak ada yang cocok" in client.post(reverse("search"), {"cari": "zzzzz"}).content.decode()
    assert "paling sedikit dua huruf" in client.post(reverse("search"), {"cari": "z"}).content.decode()
