"""How clean the lists of each agency are: lines read, stored and held."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from agencies.access.permissions import Permission
from agencies.models import Upload
from reports.queries.scope import Scope


@dataclass(frozen=True, slots=True)
class Quality:
    """The uploads of one agency received in one year; counts of lines, without headings and empty ones."""

    agency: str
    uploads: int
    read: int
    new: int
    changed: int
    held: int
    unfinished: int

    @property
    def held_share(self) -> float | None:
        """Held lines in per cent of the lines read; None where nothing was read."""
        return 100 * self.held / self.read if self.read else None


def quality_by_agency(scope: Scope) -> list[Quality]:
    """Most held lines first. Counts carry no names: they are seen as far as reports reach, not as uploads do."""
    uploads = Upload.objects.visible_to(scope.viewer, Permission.VIEW_REPORTS).filter(
        received_at__year=scope.year
    )
    if scope.agency:
        uploads = uploads.filter(agency=scope.agency)
    counted = uploads.exclude(status__in=(Upload.Status.WITHDRAWN, Upload.Status.UNDONE)).values(
        "agency__name"
    )
    rows = counted.annotate(
        uploads=Count("pk"),
        read=Sum("rows_read") - Sum("rows_skipped"),
        new=Sum("rows_new"),
        changed=Sum("rows_changed"),
        held=Sum("rows_held"),
        unfinished=Count("pk", filter=~Q(status=Upload.Status.MERGED)),
    )
    found = [
        Quality(
            row["agency__name"],
            row["uploads"],
            row["read"],
            row["new"],
            row["changed"],
            row["held"],
            row["unfinished"],
        )
        for row in rows.order_by("agency__name")
    ]
    return sorted(found, key=lambda one: -one.held)
