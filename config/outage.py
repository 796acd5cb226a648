"""When PostgreSQL does not answer, visitors get a plain 503 with Retry-After, never a stack trace (SECURITY 6.2 F4, F5, F24)."""

import sys
from pathlib import Path

from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.dispatch import receiver
from django.http import HttpResponse

PAGE = Path(__file__).parent.parent / "templates/errors/503.html"
COLLIDED = {"40P01", "40001"}  # deadlock, serialization: somebody else was faster


class OutageMiddleware:
    """Stands outermost: also what other middleware asks of the database may fail."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        return getattr(request, "outage", None) or response

    def process_exception(self, request, exception):
        return answer(request, exception)


@receiver(got_request_exception, dispatch_uid="outage")
def note(sender, request=None, **kwargs):
    """Django makes a page 500 of what middleware raises; this one replaces it."""
    if request is not None:
        request.outage = answer(request, sys.exc_info()[1])


def answer(request, error: BaseException | None) -> HttpResponse | None:
    """The page for an error of the database that passes; None for any other error."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return None
    if getattr(error.__cause__, "pgcode", None) in COLLIDED:
        from config.ui.errors import conflict  # loads the shell, which no outage may need

        return conflict(request)
    # The page is a file without context: rendering the shell would ask the database again.
    return HttpResponse(PAGE.read_text(), status=503, headers={"Retry-After": "10"})
