"""Every answer, whatever its status, carries the policy headers (SECURITY 8d, 9)."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.access.roles import Role
from tests.architecture.routes import own_routes

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
MAY_BE_KEPT = {
    "agencies:office-crest",
    "agencies:region-boundaries",
    "agencies:boundaries",
}  # nothing of anybody


def missing(response) -> list[str]:
    policy = {part.strip() for part in response.get("Content-Security-Policy", "").split(";") if part.strip()}
    wrong = [name for name, value in HEADERS.items() if response.get(name) != value]
    wrong += [] if policy == POLICY else ["Content-Security-Policy"]
    return wrong + (
        [] if "geolocation=()" in response.get("Permissions-Policy", "") else ["Permissions-Policy"]
    )


def test_every_route_answers_with_the_headers_signed_in_and_out(sign_in):
    """Without arguments: 200, 302, 403, 405 and 422; the objects' 404 is tried below."""
    signed_in = sign_in(Role.SECRETARIAT)
    wrong = []
    for route in own_routes():
        if route.arguments:
            continue
        for client in (Client(), signed_in):
            for method in (client.get, client.post, client.delete):
                response = method(reverse(route.name))
                wrong += [f"{route.name} {response.status_code}: {name}" for name in missing(response)]
                if response.status_code == 302 and "masuk" in response.get("Location", ""):
                    sign_in(user=signed_in.user)  # a POST to the sign-out page has ended the session
    assert wrong == []


def test_what_was_shown_to_somebody_is_kept_by_no_cache(sign_in):
    client = sign_in(Role.SECRETARIAT)
    kept = [
        route.name
        for route in own_routes()
        if not route.arguments
        and route.name not in MAY_BE_KEPT
        and "no-store" not in client.get(reverse(route.name)).get("Cache-Control", "")
    ]
    assert kept == []


def test_pages_that_do_not_exist_and_pages_that_broke_carry_them_too(sign_in, monkeypatch):
    client = sign_in(Role.SECRETARIAT)
    client.raise_request_exception = False
    assert missing(client.get("/tidak-ada/")) == []

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("agencies.views.notices.render", broken)
    response = client.get(reverse("agencies:notices"))
    assert response.status_code == 500
    assert missing(response) == []


def test_a_form_of_another_site_is_refused(sign_in):
    user = sign_in(Role.SECRETARIAT).user
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = strict.post(reverse("agencies:notices-read"))
    assert response.status_code == 403
    assert missing(response) == []
