"""Remember, change, share and forget how an agency's lists are to be read. Each change is a new version."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.actions import audit, notices
from agencies.models import Agency, MappingShare, SavedMapping, Upload, User
from agencies.queries.accounts import who_may
from agencies.queries.arrangements import in_use, same_list, versions


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is to be remembered for the next file with these headings: key of a heading -> field, typed word -> meaning."""

    headings: str  # fingerprint of the set of headings
    mapping: dict[str, str | None]
    values: dict[str, dict[str, str]]
    labels: list[list[str]] = field(
        default_factory=list
    )  # [key of a heading, heading as typed], as in the file
    from_file: str = ""
    fill: list[str] = field(default_factory=list)  # keys of headings whose blank cells take the value above


@transaction.atomic
def remember(arrangement: Arrangement, *, agency: Agency, kind: str, by: User) -> SavedMapping:
    """Save it as the newest version for this agency, kind and set of headings; the older ones stay as history."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)  # one version after the other
    same = SavedMapping.objects.filter(agency=agency, kind=kind, headings=arrangement.headings)
    latest = same.order_by("-version").first()
    unchanged = latest and says_the_same(latest, arrangement)
    if latest and latest.removed_at:
        same.update(removed_at=None, removed_by=None)
    if latest and unchanged:
        return latest
    saved = SavedMapping.objects.create(
        agency=agency, kind=kind, headings=arrangement.headings, mapping=arrangement.mapping, values=arrangement.values,
        labels=arrangement.labels or (latest.labels if latest else []), from_file=arrangement.from_file[:255],
        fill=arrangement.fill, version=latest.version + 1 if latest else 1, saved_by=by,
    )  # fmt: skip
    audit.record("arrangement.saved", saved, by=by, version=saved.version)
    _propose_names(saved, latest, by)
    return saved


def says_the_same(saved: SavedMapping, arrangement: Arrangement) -> bool:
    told = (arrangement.mapping, arrangement.values, arrangement.fill)
    return (saved.mapping, saved.values, saved.fill) == told


def _propose_names(saved: SavedMapping, before: SavedMapping | None, by: User) -> None:
    """Tell Bappeda of an agency's own names for programmes: it may make them known to everybody."""
    known = before.values.get("program", {}) if before else {}
    fresh = [text for text in saved.values.get("program", {}) if text not in known]
    if fresh:
        words = f"{saved.agency} memakai nama program lain: {', '.join(fresh)}"
        keepers = who_may(Permission.MANAGE_REFERENCE).exclude(pk=by.pk)
        notices.tell(keepers, words[:300], reverse("agencies:arrangement-detail", args=[saved.pk]))


def learn(upload: Upload, headings: Iterable[str], *, field: str, text: str, meaning: str, by: User) -> None:
    """Let the arrangements that this upload uses know one more word of the agency's own."""
    known = in_use(upload.agency, upload.kind)
    for key in headings:
        if key in known:
            values = {name: dict(words) for name, words in known[key].values.items()}
            values.setdefault(field, {})[text] = meaning
            remember(_changed(known[key], values), agency=upload.agency, kind=upload.kind, by=by)


def unlearn(mapping: SavedMapping, *, field: str, text: str, by: User) -> SavedMapping:
    """Forget one word; the newest version without it counts from now on."""
    values = {name: dict(words) for name, words in mapping.values.items()}
    values.get(field, {}).pop(text, None)
    values = {name: words for name, words in values.items() if words}
    return remember(_changed(mapping, values), agency=mapping.agency, kind=mapping.kind, by=by)


def go_back(mapping: SavedMapping, *, by: User) -> SavedMapping:
    """An older version counts again, as the newest one."""
    return remember(_changed(mapping, mapping.values), agency=mapping.agency, kind=mapping.kind, by=by)


@transaction.atomic
def forget(mapping: SavedMapping, *, by: User) -> None:
    """The list is read as if it had never been seen; nothing is deleted, so that this can be taken back."""
    if versions(mapping).filter(removed_at=None).update(removed_at=timezone.now(), removed_by=by):
        audit.record("arrangement.forgotten", mapping, by=by)


@transaction.atomic
def bring_back(mapping: SavedMapping, *, by: User) -> None:
    if versions(mapping).exclude(removed_at=None).update(removed_at=None, removed_by=None):
        audit.record("arrangement.brought_back", mapping, by=by)


@transaction.atomic
def share(mapping: SavedMapping, *, shared_with: Agency | None, by: User) -> MappingShare:
    """Let another agency, or with None every one, use it too."""
    row, created = MappingShare.objects.get_or_create(
        agency=mapping.agency, kind=mapping.kind, headings=mapping.headings, shared_with=shared_with, defaults={"shared_by": by}
    )  # fmt: skip
    if created:
        audit.record(
            "arrangement.shared", mapping, by=by, shared_with=shared_with.pk if shared_with else "all"
        )
    return row


@transaction.atomic
def unshare(mapping: SavedMapping, *, share: int, by: User) -> None:
    if MappingShare.objects.filter(pk=share, **same_list(mapping)).delete()[0]:
        audit.record("arrangement.unshared", mapping, by=by)


def _changed(mapping: SavedMapping, values: dict) -> Arrangement:
    return Arrangement(
        mapping.headings, mapping.mapping, values, mapping.labels, mapping.from_file, mapping.fill
    )
