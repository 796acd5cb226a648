"""What one official leaves to the next. Apps above add their own kinds of belongings by `@belonging`."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.models import Notice, Upload, User

_SOURCES: list[Callable[[User], "Belonging"]] = []


@dataclass(frozen=True, slots=True)
class Belonging:
    """One line of the preview: what it is, how many, and up to `SHOWN` by name for those with the permission."""

    label: str
    count: int
    names: tuple[str, ...]
    permission: Permission


SHOWN = 10


def belonging(source: Callable[[User], Belonging]):
    """Register what else moves with an official, or stays with the agency for the successor to know."""
    _SOURCES.append(source)
    return source


def belongings(user: User, viewer: Viewer) -> list[Belonging]:
    """What moves; only counts of what this viewer may not open."""
    found = [source(user) for source in _SOURCES]
    return [one if viewer.may(one.permission) else replace(one, names=()) for one in found]


def open_uploads(user: User):
    return Upload.objects.filter(sender=user, status__in=Upload.OPEN).order_by("-received_at", "-pk")


def waiting_tasks(user: User):
    return Notice.objects.filter(user=user, waits=True, done_at__isnull=True).order_by("-created_at", "-pk")


def listed(label: str, rows, permission: Permission, name=str) -> Belonging:
    return Belonging(label, rows.count(), tuple(name(row) for row in rows[:SHOWN]), permission)


@belonging
def _uploads(user: User) -> Belonging:
    return listed(
        "Unggahan yang belum selesai", open_uploads(user), Permission.VIEW_UPLOADS, lambda upload: upload.name
    )


@belonging
def _tasks(user: User) -> Belonging:
    return listed("Tugas yang menunggu", waiting_tasks(user), Permission.VIEW_UPLOADS)
