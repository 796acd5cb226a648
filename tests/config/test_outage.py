import psycopg2
import pytest
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.db import InterfaceError, OperationalError
from django.test import Client

from agencies.access.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(sign_in):
    client = sign_in(Role.SECRETARIAT)
    client.raise_request_exception = False
    return client


def broken(error):
    def fail(*args, **kwargs):
        raise error

    return fail


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("gone")])
def test_a_database_that_is_gone_is_a_plain_503(visitor, monkeypatch, error):
    monkeypatch.setattr("agencies.views.jobs.presence.subjects_at_work", broken(error))
    response = visitor.get("/pekerjaan/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert "tidak tersambung" in response.content.decode()


def test_it_is_one_too_when_middleware_notices_first(visitor, monkeypatch):
    monkeypatch.setattr(AuthenticationMiddleware, "process_request", broken(OperationalError("gone")))
    response = visitor.get("/pekerjaan/")
    assert response.status_code == 503
    assert "tidak tersambung" in response.content.decode()


def test_losing_a_race_is_a_409_that_says_so(visitor, monkeypatch):
    class Deadlock(psycopg2.Error):
        pgcode = "40P01"

    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    monkeypatch.setattr("agencies.views.jobs.presence.subjects_at_work", broken(error))
    response = visitor.get("/pekerjaan/")
    assert response.status_code == 409
    assert "baru saja berubah" in response.content.decode()


def test_an_error_of_our_own_stays_a_500(visitor, monkeypatch):
    monkeypatch.setattr("agencies.views.jobs.presence.subjects_at_work", broken(ValueError()))
    assert visitor.get("/pekerjaan/").status_code == 500


def test_without_error_nothing_changes(db):
    assert Client().get("/masuk/").status_code == 200
