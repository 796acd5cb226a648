import time

import pytest
from django.urls import reverse

from agencies.models import AuditEvent, Notice, ReadEvent, Setting
from tests.factories import AgencyFactory, AssistanceFactory, FamilyFactory, PersonFactory

pytestmark = pytest.mark.django_db
NIK = "3599010101800042"
REASON = {"alasan": "Menindaklanjuti pengaduan", "keterangan": "Surat 12/2026"}


@pytest.fixture
def person():
    return AssistanceFactory(person=PersonFactory(nik=NIK)).person


def just_signed_in(client, seconds_ago=10):
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - seconds_ago}]
    session["account_authentication_methods_user"] = str(client.user.pk)
    session.save()
    return client


def recent(client, monkeypatch, yes=True):
    monkeypatch.setattr("beneficiaries.views.reveals.signed_in_recently", lambda request: yes)
    return client


def test_a_number_is_shown_after_a_reason_and_written_down_first(sign_in, person, monkeypatch):
    client = recent(sign_in("secretariat"), monkeypatch)
    answer = client.post(reverse("beneficiaries:person-reveal", args=[person.pk]), REASON)
    assert "3599 0101 0180 0042" in answer.content.decode()
    assert answer["Refresh"].startswith("60; url=/orang/")
    assert "no-store" in answer["Cache-Control"]
    event = ReadEvent.objects.get(what="reveal")
    assert (event.actor_id, event.subject_id) == (client.user.pk, str(person.pk))
    assert event.reason == "Menindaklanjuti pengaduan: Surat 12/2026"


def test_a_card_number_is_opened_the_same_way(sign_in, monkeypatch):
    family = FamilyFactory(kk="3599020101100099")
    client = recent(sign_in("secretariat"), monkeypatch)
    answer = client.post(reverse("beneficiaries:family-reveal", args=[family.pk]), REASON)
    assert "3599 0201 0110 0099" in answer.content.decode()
    assert ReadEvent.objects.filter(what="reveal").count() == 1


def test_looking_at_the_question_opens_nothing(sign_in, person, monkeypatch):
    client = recent(sign_in("secretariat"), monkeypatch)
    answer = client.get(reverse("beneficiaries:person-reveal", args=[person.pk]))
    assert "Sisa jatah Anda: 30 kali." in answer.content.decode()
    assert ReadEvent.objects.count() == 0


def test_without_a_reason_nothing_is_opened(sign_in, person, monkeypatch):
    client = recent(sign_in("secretariat"), monkeypatch)
    answer = client.post(
        reverse("beneficiaries:person-reveal", args=[person.pk]), {"alasan": REASON["alasan"]}
    )
    assert b"3599 0101" not in answer.content
    assert ReadEvent.objects.count() == 0


def test_who_signed_in_long_ago_signs_in_again_first(sign_in, person):
    client = just_signed_in(sign_in("secretariat"), seconds_ago=301)
    address = reverse("beneficiaries:person-reveal", args=[person.pk])
    assert "Masuk lagi" in client.get(address).content.decode()
    answer = client.post(address, REASON)
    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_reauthenticate')}?next={address}"
    assert ReadEvent.objects.count() == 0


def test_the_quota_ends_it_and_is_told(sign_in, holder, person, monkeypatch):
    auditor = holder("auditor")
    client = recent(sign_in("secretariat"), monkeypatch)
    Setting.objects.create(
        key="reveals_per_hour", value=1, valid_from="2020-01-01", changed_by=client.user, reason="uji"
    )
    address = reverse("beneficiaries:person-reveal", args=[person.pk])
    client.post(address, REASON)
    answer = client.post(address, REASON)
    assert "Jatah Anda habis" in answer.content.decode()
    assert ReadEvent.objects.filter(what="reveal").count() == 1
    assert AuditEvent.objects.filter(action="identity.quota_used_up").exists()
    assert Notice.objects.filter(user=auditor, subject=f"quota:{client.user.pk}").exists()


@pytest.mark.parametrize(
    ("role", "status"), [("leader", 403), ("district", 403), ("administrator", 403), ("operator", 404)]
)
def test_who_may_not_open_numbers(sign_in, person, role, status):
    reach = {"agency": AgencyFactory()} if role == "operator" else {}
    assert (
        sign_in(role, **reach).get(reverse("beneficiaries:person-reveal", args=[person.pk])).status_code
        == status
    )
