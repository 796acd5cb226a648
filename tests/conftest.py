import os
from datetime import date

import pytest

from agencies.access.viewer import Viewer
from agencies.actions.session import FACTOR_SEEN
from agencies.models import RoleAssignment
from tests.factories import UserFactory

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # Playwright's sync API keeps an event loop in this thread


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
