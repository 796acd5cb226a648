from functools import wraps

from django.core.exceptions import PermissionDenied

from agencies.access.permissions import Permission


def requires(*permissions: Permission):
    """Open a view only to people holding one of `permissions` somewhere.

    Which rows they then see is `visible_to`'s business. The declaration is left
    on the view itself so that the middleware can refuse views without one and
    tests can prove that every route has one.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not any(request.viewer.may(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_permissions = permissions
        return guarded

    return decorate


def public(view):
    """Open a view to everybody, signed in or not; the routes test lists these by name."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    opened.required_permissions = ()
    opened.login_required = False  # read by Django's LoginRequiredMiddleware
    return opened
