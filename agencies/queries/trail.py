"""The trail as its pages and their exports filter it."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date

from agencies.access.viewer import Viewer
from agencies.models import AuditEvent, ReadEvent

Params = Mapping[str, str]


def changes(viewer: Viewer, params: Params) -> QuerySet[AuditEvent]:
    """Who changed what, newest first: by `tindakan` (words on screen or beginning of the code), `alamat`, and as `reads`."""
    events = _narrowed(AuditEvent.objects.readable_by(viewer), params)
    if typed := params.get("tindakan", "").strip().lower():
        codes = [code for code, words in AuditEvent.WORDS.items() if typed in words.lower()]
        events = events.filter(Q(action__startswith=typed) | Q(action__in=codes))
    if address := params.get("alamat", "").strip():
        events = events.filter(address__startswith=address)
    return events


def reads(viewer: Viewer, params: Params) -> QuerySet[ReadEvent]:
    """Who looked at whom, newest first: by `perbuatan`, name of the actor (`cari`), days `sejak` to `sampai`, both included."""
    events = _narrowed(ReadEvent.objects.visible_to(viewer), params)
    if params.get("perbuatan") in ReadEvent.What.values:
        events = events.filter(what=params["perbuatan"])
    return events


def _narrowed(events: QuerySet, params: Params) -> QuerySet:
    if name := params.get("cari", "").strip():
        events = events.filter(actor__icontains=name)
    if since := _day(params.get("sejak", "")):
        events = events.filter(happened_at__date__gte=since)
    if until := _day(params.get("sampai", "")):
        events = events.filter(happened_at__date__lte=until)
    return events.order_by("-happened_at", "-pk")


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # the 31st of February
        return None
