"""Versions below which known holes are open (SECURITY 2.5), and what must not be installed."""

from importlib.metadata import version
from importlib.util import find_spec

import pytest
from django.conf import settings

FLOORS = {
    "django": (5, 2, 19),
    "django-import-export": (4, 4, 3),
    "django-allauth": (65, 21),
    "cryptography": (50,),
}
FORBIDDEN_APPS = ("django.contrib.gis", "django.contrib.sites", "debug_toolbar")


def _numbers(package: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version(package).split(".") if part.isdecimal())


@pytest.mark.parametrize("package", FLOORS)
def test_a_package_is_not_older_than_its_floor(package):
    assert _numbers(package) >= FLOORS[package]


def test_psycopg_3_is_absent():
    """Django would prefer it silently, and COPY is written for psycopg2."""
    assert find_spec("psycopg") is None


def test_no_application_with_a_record_of_holes_is_installed():
    assert not set(FORBIDDEN_APPS) & set(settings.INSTALLED_APPS)


def test_no_middleware_stores_pages():
    assert not [name for name in settings.MIDDLEWARE if "CacheMiddleware" in name]
