import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from agencies.access.roles import Role
from config.ui import errors
from tests.factories import OfficeFactory


@pytest.fixture
def request_of(holder):
    """A request as it reaches an error page, with viewer and session as the middleware leaves them."""

    def request_of(user=None):
        from django.contrib.auth.models import AnonymousUser

        from agencies.access.viewer import Viewer

        request = RequestFactory().get("/unggahan/12/")
        request.user = user or AnonymousUser()
        request.viewer = Viewer.of(request.user)
        request.resolver_match = None
        return request

    return request_of


def test_a_closed_door_names_the_role_and_whom_to_ask(request_of, holder):
    user = holder(Role.COUNCILLOR)
    text = errors.forbidden(request_of(user)).content.decode()
    assert "Halaman ini bukan untuk peran Anda." in text
    assert "Peran Anda: Anggota DPRD. Minta akses kepada Bappeda." in text


def test_a_missing_page_looks_the_same_as_one_out_of_reach(request_of, db):
    response = errors.not_found(request_of())
    assert response.status_code == 404
    assert "Halaman tidak ditemukan, atau bukan wilayah Anda." in response.content.decode()


def test_a_conflict_says_who_changed_it_and_when(request_of, db):
    with timezone.override("Asia/Makassar"):
        response = errors.conflict(
            request_of(),
            who="Ketut Ariani",
            when=datetime(2026, 11, 21, 2, 20, tzinfo=UTC),
            url="/program/4/",
        )
    assert response.status_code == 409
    assert "Ketut Ariani mengubah data ini pukul 10.20 WITA." in response.content.decode()


def test_too_many_attempts_say_when_to_come_back(request_of, db):
    with timezone.override("Asia/Makassar"):
        response = errors.too_many(request_of(), until=datetime(2026, 11, 21, 2, 25, tzinfo=UTC))
    assert response.status_code == 429
    assert "Coba lagi pukul 10.25 WITA." in response.content.decode()


def test_a_fault_gives_a_number_to_quote_and_asks_nothing_of_the_database(
    request_of, db, django_assert_num_queries
):
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        response = errors.server_error(request)
    number = request.META["SINERGI_ERROR_NUMBER"]
    assert response.status_code == 500
    assert re.fullmatch(r"\d{6}-[0-9A-F]{6}", number)
    assert number in response.content.decode()


def test_an_old_form_is_explained(request_of, db):
    response = errors.csrf_failure(request_of(), reason="CSRF token missing.")
    assert response.status_code == 403
    assert "Formulir ini sudah kedaluwarsa." in response.content.decode()


def test_the_page_for_a_lost_database_is_a_plain_file():
    text = Path(settings.BASE_DIR, "templates/errors/503.html").read_text()
    assert "{%" not in text
    assert "{{" not in text
    assert "Coba lagi" in text


def test_the_address_of_a_button_opened_as_a_page_says_that_nothing_changed(sign_in):
    OfficeFactory()
    response = sign_in(Role.SECRETARIAT).get(reverse("agencies:notices-read"))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Tidak ada yang berubah" in response.content.decode()
