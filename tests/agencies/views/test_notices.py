import pytest
from django.urls import reverse

from agencies.access.roles import Role
from agencies.models import Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_bell_counts_and_lists_what_is_mine(sign_in):
    client = sign_in(Role.LEADER)
    Notice.objects.create(user=client.user, text="Punya saya")
    Notice.objects.create(user=UserFactory(), text="Punya orang")
    body = client.get(reverse("agencies:notices")).content.decode()
    assert "Punya saya" in body
    assert "Punya orang" not in body
    assert "1 belum dibaca" in body


def test_opening_a_notice_marks_it_and_leads_to_its_place(sign_in):
    client = sign_in(Role.LEADER)
    notice = Notice.objects.create(user=client.user, text="x", url="/program/")
    assert client.post(reverse("agencies:notice-open", args=[notice.pk])).url == "/program/"
    notice.refresh_from_db()
    assert notice.read_at is not None


@pytest.mark.parametrize("url", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", ""])
def test_a_notice_never_leads_off_the_site(sign_in, url):
    client = sign_in(Role.LEADER)
    notice = Notice.objects.create(user=client.user, text="x", url=url)
    assert client.post(reverse("agencies:notice-open", args=[notice.pk])).url == "/pemberitahuan/"


def test_all_can_be_marked_and_only_mine_are(sign_in):
    client, other = sign_in(Role.LEADER), UserFactory()
    for user in (client.user, other):
        Notice.objects.create(user=user, text="x")
    client.post(reverse("agencies:notices-read"))
    assert [notice.user for notice in Notice.objects.filter(read_at=None)] == [other]


def test_tasks_are_what_waits_and_is_not_done(sign_in):
    client = sign_in(Role.LEADER)
    Notice.objects.create(user=client.user, text="Menunggu", waits=True)
    Notice.objects.create(user=client.user, text="Sekadar kabar")
    body = client.get(reverse("agencies:task-list")).content.decode()
    assert "Menunggu" in body
    assert "Sekadar kabar" not in body


def test_an_empty_task_list_says_when_it_was_looked_at(sign_in):
    body = sign_in(Role.LEADER).get(reverse("agencies:task-list")).content.decode()
    assert "Tidak ada tugas. Terakhir dicek" in body
