import io
import json

import pytest
from django.core.management import CommandError, call_command

from agencies import identity
from agencies.models import AuditEvent
from beneficiaries.models import Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
NIK = "3299010101010001"


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    settings.TRYING_OUT = True  # as under `make demo`, or `work` would refuse the embedded server first
    settings.SINERGI_KEYS = tmp_path / "keys.json"
    identity.Keys.create(settings.SINERGI_KEYS)
    return settings.SINERGI_KEYS


@pytest.fixture
def person(key_file):
    sealed = identity.seal(NIK, "nik")
    return PersonFactory(nik_ct=sealed.ct, nik_bi=sealed.bi, nik_tag=sealed.tag)


def told(*arguments):
    out = io.StringIO()
    call_command("keys", *arguments, stdout=out)
    return out.getvalue()


def test_fitting_keys_are_said_to_fit(person):
    assert "beneficiaries_person.nik_ct: 1 sealed values" in told("check")


def test_a_missing_key_file_refuses_the_start_and_is_not_made_up(key_file):
    key_file.unlink()
    identity._loaded.cache_clear()
    for command in ("keys", "work"):
        with pytest.raises(CommandError, match="cannot be used"):
            call_command(command, *(["check"] if command == "keys" else ["--once"]))
    assert not key_file.exists()


def test_another_key_file_refuses_the_start_and_is_left_as_it_is(person, settings, tmp_path):
    settings.SINERGI_KEYS = tmp_path / "other.json"
    identity.Keys.create(settings.SINERGI_KEYS)
    before = settings.SINERGI_KEYS.read_bytes()
    for arguments in (["keys", "check"], ["keys", "rotate"], ["work", "--once"]):
        with pytest.raises(CommandError, match=r"do not open beneficiaries_person\.nik_ct"):
            call_command(*arguments)
    assert settings.SINERGI_KEYS.read_bytes() == before


def test_rotation_seals_everything_under_a_new_key(person, key_file):
    old_ct, old_bi = bytes(person.nik_ct), bytes(person.nik_bi)
    Person.objects.update(name="Sebelumnya")  # leaves the old number in row history too

    told("rotate")

    person.refresh_from_db()
    assert bytes(person.nik_ct) != old_ct
    assert (bytes(person.nik_ct)[0], bytes(person.nik_bi)) == (2, old_bi)
    assert identity.unseal(person.nik_ct, person.nik_bi, "nik") == NIK
    history = person.events.all()
    assert {bytes(event.nik_ct)[0] for event in history} == {2}
    assert AuditEvent.objects.get().action == "system.keys_rotated"


def test_rotation_adds_no_row_history(person):
    told("rotate")
    assert person.events.count() == 0


def test_the_old_keys_stay_and_the_file_remains_private(person, key_file):
    told("rotate")
    stored = json.loads(key_file.read_text())
    assert (stored["current"], set(stored["encryption"])) == (2, {"1", "2"})
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key_file.parent.iterdir()] == [key_file.name]


def test_rotation_is_refused_while_a_worker_lives(person, monkeypatch):
    monkeypatch.setattr("agencies.management.commands.keys.workers_alive", lambda: 1)
    with pytest.raises(CommandError, match="stop it first"):
        told("rotate")
    assert identity.keys().current == 1
