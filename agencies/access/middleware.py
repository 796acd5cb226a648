from django.core.exceptions import PermissionDenied
from django.utils.functional import SimpleLazyObject

from agencies.access.viewer import Viewer

# Views of other packages carry no declaration of ours. Each is named with the reason it may run.
FOREIGN = {
    "allauth.account": "sign-in, password and sessions: their own rules, signed-out pages included",
    "allauth.mfa": "the second factor of the person signed in",
    "allauth.usersessions": "the person's own sessions",
    "django.contrib.admin": "reference tables, superusers only, second factor demanded at sign-in",
    "import_export.admin": "reference tables in the admin",
    "django.contrib.staticfiles": "files without secrets, in development only",
    "django.views.static": "files without secrets, in development only",
}


class ViewerMiddleware:
    """Give every request a `viewer`, and refuse every view that declares no permission of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = SimpleLazyObject(lambda: Viewer.of(request.user))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        declared = "required_permissions" in vars(view) if hasattr(view, "__dict__") else False
        if not declared and not view.__module__.startswith(tuple(FOREIGN)):
            raise PermissionDenied
