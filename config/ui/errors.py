"""Error pages: what happened, that nothing is lost, what to do. `config.urls` names them as handlers."""

import secrets

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from config.ui.formats import waktu


def forbidden(request, exception=None):
    """403: the door is not for this person's role."""
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    """404: no such page, or rows outside this person's reach; the two look the same on purpose."""
    return render(request, "errors/404.html", status=404)


class NotAllowedMiddleware:
    """405: whoever opens the address of a button, such as after a sign-in in between, reads where to go."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or request.method not in ("GET", "HEAD"):
            return response
        page = render(request, "errors/405.html", status=405)
        page["Allow"] = response["Allow"]
        return page


def conflict(request, *, who: str = "", when=None, url: str = ""):
    """409: somebody else changed this meanwhile; called by views."""
    changed = (
        f"{who} mengubah data ini pukul {waktu(when)}." if who and when else "Data ini baru saja berubah."
    )
    return render(
        request,
        "errors/409.html",
        {"changed": changed, "url": url or request.path},
        status=409,
    )


def too_many(request, exception=None, *, until=None):
    """429: a limit on attempts was reached; allauth uses the template by its own name 429.html."""
    return render(request, "errors/429.html", {"until": until}, status=429)


def server_error(request):
    """500: rendered without the shell, which might be what failed; the number is found again in the log."""
    number = f"{timezone.now():%y%m%d}-{secrets.token_hex(3).upper()}"
    request.META["SINERGI_ERROR_NUMBER"] = number
    return HttpResponse(render_to_string("errors/500.html", {"number": number}), status=500)


def csrf_failure(request, reason=""):
    """The form is older than the sign-in it was made under, or cookies are switched off."""
    return render(request, "errors/csrf.html", status=403)
