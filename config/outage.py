"""When PostgreSQL does not answer, visitors get a plain 503 with Retry-After, never a stack trace (SECURITY 6.2 F4, F5, F24)."""

from pathlib import Path

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse

PAGE = Path(__file__).parent.parent / "templates/errors/503.html"


class OutageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return outage()

    def process_exception(self, request, exception):
        return outage() if isinstance(exception, (OperationalError, InterfaceError)) else None


def outage() -> HttpResponse:
    # The page is a file without context: rendering the shell would ask the database again.
    body = (
        PAGE.read_text()
        if PAGE.exists()
        else "Sistem sedang tidak tersambung ke basis data. Coba lagi sebentar lagi."
    )
    return HttpResponse(body, status=503, headers={"Retry-After": "10"})
