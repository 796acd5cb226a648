import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from agencies.access.guards import public
from agencies.access.middleware import ViewerMiddleware


def through(view):
    return ViewerMiddleware(HttpResponse).process_view(RequestFactory().get("/"), view, (), {})


def test_a_view_that_declares_nothing_is_refused():
    def undeclared(request):
        return HttpResponse()

    with pytest.raises(PermissionDenied):
        through(undeclared)


def test_a_declaration_inherited_from_a_class_does_not_count():
    class Parent:
        required_permissions = ()
        __module__ = "agencies.views.somewhere"

        def __call__(self, request):
            return HttpResponse()

    class Child(Parent):
        pass

    with pytest.raises(PermissionDenied):
        through(Child())


def test_a_declared_view_passes():
    assert through(public(lambda request: HttpResponse())) is None
