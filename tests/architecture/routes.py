"""Every route of the site, found by walking the resolver; nobody has to list a new one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

from agencies.access.middleware import FOREIGN


@dataclass(frozen=True, slots=True)
class Route:
    """One route: full name ('agencies:user-list'), names of its arguments, view."""

    name: str
    arguments: tuple[str, ...]
    view: Callable
    pattern: str

    @property
    def is_foreign(self) -> bool:
        return self.view.__module__.startswith(tuple(FOREIGN))

    @property
    def permissions(self):
        """What the view itself declares; None when it declares nothing."""
        return vars(self.view).get("required_permissions")


def routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, "", ""))


def own_routes() -> list[Route]:
    """All but the admin's, which has a rule of its own."""
    return [route for route in routes() if not route.name.startswith("admin:")]


def _walk(patterns, namespace: str, path: str) -> Iterator[Route]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name or here}"
            yield Route(name, tuple(pattern.pattern.regex.groupindex), pattern.callback, here)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, here)
