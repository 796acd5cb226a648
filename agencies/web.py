"""The few helpers every view uses."""

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

PAGE_SIZES = (25, 50, 100)
COUNT_LIMIT = 10_000


class CappedPaginator(Paginator):
    """Counts no further than COUNT_LIMIT + 1: an exact count of a million rows costs more than the page."""

    @property
    def count(self):
        if not hasattr(self, "_count"):
            rows = self.object_list
            self._count = rows[: COUNT_LIMIT + 1].count() if hasattr(rows, "query") else len(rows)
        return self._count

    @property
    def is_capped(self) -> bool:
        return self.count > COUNT_LIMIT


def paginate(rows, request) -> Page:
    wanted = request.GET.get("per", "")
    size = int(wanted) if wanted.isdecimal() and int(wanted) in PAGE_SIZES else settings.PAGE_SIZE
    return CappedPaginator(rows, size).get_page(request.GET.get("halaman"))


def wants_fragment(request) -> bool:
    return request.headers.get("HX-Request-Type") == "partial"


def render_page(request, template: str, context: dict, *, fragment: str, status: int = 200):
    """Render the whole page, or only its live part when htmx asks for it."""
    response = render(request, fragment if wants_fragment(request) else template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response
