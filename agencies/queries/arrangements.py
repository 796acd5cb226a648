"""Which saved arrangement of columns holds for whom: the newest version of one's own list, else a shared one."""

from django.db.models import Q, QuerySet

from agencies.models import Agency, MappingShare, SavedMapping


def newest(rows: QuerySet[SavedMapping]) -> QuerySet[SavedMapping]:
    """Of each list (agency, kind, set of headings) the newest version, unless the list was removed."""
    return _latest(rows).filter(removed_at=None)


def removed(rows: QuerySet[SavedMapping]) -> QuerySet[SavedMapping]:
    """The newest version of each list that was removed and can be brought back."""
    return _latest(rows).exclude(removed_at=None)


def _latest(rows: QuerySet[SavedMapping]) -> QuerySet[SavedMapping]:
    latest = rows.order_by("agency", "kind", "headings", "-version").distinct("agency", "kind", "headings")
    return SavedMapping.objects.filter(pk__in=latest.values("pk"))


def in_use(agency: Agency, kind: str) -> dict[str, SavedMapping]:
    """Set of headings -> the arrangement that is applied to a file of this agency."""
    found: dict[str, SavedMapping] = {}
    shared = newest(SavedMapping.objects.filter(shared_to(agency), kind=kind)).order_by("-saved_at")
    own = newest(SavedMapping.objects.filter(agency=agency, kind=kind))
    for row in (*own, *shared):
        found.setdefault(row.headings, row)
    return found


def newest_of(mapping: SavedMapping) -> SavedMapping | None:
    """The version that counts; None when the list was removed."""
    return newest(SavedMapping.objects.filter(**same_list(mapping))).first()


def offered_to(agencies) -> QuerySet[SavedMapping]:
    """What others share with these agencies."""
    return newest(SavedMapping.objects.filter(shared_to(*agencies)))


def shared_to(*agencies: Agency) -> Q:
    """The lists of other agencies that these may use."""
    wanted = Q(pk__in=[])
    shares = MappingShare.objects.filter(Q(shared_with=None) | Q(shared_with__in=agencies))
    for agency, kind, headings in shares.values_list("agency", "kind", "headings").distinct():
        wanted |= Q(agency=agency, kind=kind, headings=headings)
    return wanted & ~Q(agency__in=agencies)


def versions(mapping: SavedMapping) -> QuerySet[SavedMapping]:
    """All versions of one list, newest first."""
    return SavedMapping.objects.filter(**same_list(mapping)).select_related("saved_by").order_by("-version")


def shares_of(mapping: SavedMapping) -> QuerySet[MappingShare]:
    rows = MappingShare.objects.filter(**same_list(mapping))
    return rows.select_related("shared_with").order_by("shared_with__sort_key", "pk")


def same_list(mapping: SavedMapping | MappingShare) -> dict:
    return {"agency": mapping.agency_id, "kind": mapping.kind, "headings": mapping.headings}
