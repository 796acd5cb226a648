import json

import pytest
from django.db import OperationalError

from agencies import sql
from agencies.jobs import presence

URL = "/sehat/"


def answer(client):
    response = client.get(URL)
    return response.status_code, json.loads(response.content)


@pytest.mark.django_db
def test_without_a_worker_it_is_not_well(client):
    status, found = answer(client)
    assert status == 503
    assert (found["sehat"], found["basis_data"], found["pekerja"]) == (False, True, False)


@pytest.mark.django_db
def test_with_database_and_worker_it_is_well(client):
    sql.advisory_lock(presence.WORKER, 1)
    try:
        status, found = answer(client)
    finally:
        sql.advisory_unlock(presence.WORKER, 1)
    assert (status, found["sehat"], found["pekerja"]) == (200, True, True)


def test_without_a_database_it_still_answers(client, monkeypatch):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr("agencies.views.health.workers_alive", gone)
    status, found = answer(client)
    assert status == 503
    assert (found["basis_data"], found["pekerja"]) == (False, False)


@pytest.mark.django_db
def test_old_interpreters_and_full_disks_warn_without_alarm(client, monkeypatch):
    monkeypatch.setattr("agencies.views.health.workers_alive", lambda: 1)
    for floor, value in (("PYTHON_FLOOR", (99,)), ("EXPAT_FLOOR", (99,)), ("FULL_DISK", 0.0)):
        monkeypatch.setattr(f"agencies.views.health.{floor}", value)
    status, found = answer(client)
    assert status == 200
    assert (found["python"], found["expat"], found["ruang_penyimpanan"]) == (False, False, False)


@pytest.mark.django_db
def test_it_tells_strangers_yes_and_no_only(client):
    _, found = answer(client)
    assert {type(value) for value in found.values()} == {bool}
