"""Problems and strategic issues (permasalahan dan isu strategis) of a year."""

from agencies.access.viewer import Viewer
from programs.models import Issue


def listing(viewer: Viewer, year: int):
    """The issues of a year that the viewer may see, with owner and what they are linked to: problems first, each by its number."""
    rows = Issue.objects.visible_to(viewer).filter(year=year).select_related("agency")
    return rows.prefetch_related("indicators", "programs").order_by("-kind", "number", "pk")


def next_number(year: int, kind: str) -> int:
    last = (
        Issue.objects.filter(year=year, kind=kind)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return (last or 0) + 1
