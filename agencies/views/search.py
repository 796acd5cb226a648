from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions import audit
from agencies.models import ReadEvent
from agencies.queries.search import SHORTEST, Found, found

LONGEST = 100


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_SITE)
def search(request):
    """By POST, so that neither a name nor a number of a person ever stands in an address or a log."""
    text = request.POST.get("cari", "").strip()[:LONGEST]
    groups = [
        (heading, [hit for hit in map(_linked, hits) if hit]) for heading, hits in found(request.viewer, text)
    ]
    if text and request.viewer.may(Permission.VIEW_PEOPLE):
        hits = sum(len(rows) for _, rows in groups)
        audit.saw(request.user, ReadEvent.What.SEARCH, label="search", rows=hits)
    context = {
        "text": text,
        "groups": [(heading, hits) for heading, hits in groups if hits],
        "too_short": 0 < len(text) < SHORTEST,
    }
    return render(request, "agencies/search/list.html", context)


def _linked(hit: Found) -> dict | None:
    """The hit with its address; a page that is not installed leads nowhere and is left out."""
    try:
        return {
            "name": hit.name,
            "about": hit.about,
            "url": reverse(hit.url_name, args=hit.arguments),
        }
    except NoReverseMatch:
        return None
