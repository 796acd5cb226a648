import logging
import os
import re
from datetime import date

import pytest
from django.db import connection

from agencies.access.viewer import Viewer
from agencies.actions.session import FACTOR_SEEN
from agencies.models import RoleAssignment
from tests.factories import UserFactory

pytest_plugins = ["tests.chromium"]
os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # Playwright's sync API keeps an event loop in this thread


LONG_NUMBER = re.compile(r"(?<!\d)\d{16}(?!\d)")
_NUMBERS_IN_LOGS: list[str] = []


class _NumberWatch(logging.Handler):
    """Sees every record of the run as the log files would get it, before any masking: none may carry a NIK."""

    def emit(self, record):
        words = (
            f"{record.getMessage()} {record.exc_text or ''} {record.exc_info[1] if record.exc_info else ''}"
        )
        if LONG_NUMBER.search(words):
            _NUMBERS_IN_LOGS.append(f"{record.name} at {record.pathname}:{record.lineno}")


def pytest_configure(config):
    logging.getLogger().addHandler(_NumberWatch())


@pytest.fixture(autouse=True)
def _no_number_of_a_person_in_any_log():
    """A test whose code logs sixteen digits fails, whatever else it proves; the digits are not repeated here."""
    _NUMBERS_IN_LOGS.clear()
    yield
    assert _NUMBERS_IN_LOGS == []


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End what is still connected when the run is over (a page the browser left half-way): the database is dropped next."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Files, static storage and cache of their own for every test."""
    settings.MEDIA_ROOT = tmp_path
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def _holder(role, agency, region):
    user = UserFactory()
    if role:
        RoleAssignment.objects.create(
            user=user, role=role, agency=agency, region=region, valid_from=date(2020, 1, 1)
        )
    return user


@pytest.fixture
def holder(db):
    """A person holding `role` over `agency` and `region`."""

    def holder(role=None, *, agency=None, region=None):
        return _holder(role, agency, region)

    return holder


@pytest.fixture
def sign_in(client, db):
    """Sign the test client in as someone holding `role` over `agency` and `region`; the user is `client.user`."""

    def sign_in(role=None, *, agency=None, region=None, user=None):
        client.user = user or _holder(role, agency, region)
        client.force_login(client.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[FACTOR_SEEN] = True  # as after signing in with the second factor
        session.save()
        return client

    return sign_in


@pytest.fixture
def viewer_of(db):
    def viewer_of(role, *, agency=None, region=None):
        return Viewer.of(_holder(role, agency, region))

    return viewer_of
