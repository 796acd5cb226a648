"""A page as the secretariat asks for it, and the time its queries take in the database."""

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.actions.session import FACTOR_SEEN
from agencies.models import RoleAssignment
from reports.management.bench.bars import timed

PAGES = 11


def secretary() -> Client:
    """Signed in, past the second factor."""
    client = Client()
    user = RoleAssignment.objects.filter(role="secretariat").select_related("user").first().user
    user.password_changed_at = timezone.now()  # else the page is the one that asks for a new password
    user.save()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[FACTOR_SEEN] = True
    session.save()
    return client


def database_seconds(client: Client, address: str) -> list[float]:
    """Request by request, after one that warms up."""
    client.get(address, secure=True)
    return [_once(client, address) for _ in range(PAGES)]


def _once(client: Client, address: str) -> float:
    spent = []

    def clock(execute, statement, params, many, context):
        result = None

        def work():
            nonlocal result
            result = execute(statement, params, many, context)

        spent.append(timed(work))
        return result

    with connections["default"].execute_wrapper(clock):
        response = client.get(address, secure=True)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return sum(spent)


def queries(client: Client, address: str) -> int:
    """How many statements the page asks, when it is asked for the second time."""
    client.get(address, secure=True)
    with CaptureQueriesContext(connections["default"]) as seen:
        response = client.get(address, secure=True)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return len(seen)
