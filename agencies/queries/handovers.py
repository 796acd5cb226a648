"""What one official leaves to the next. Apps above add their own kinds of belongings by `@belonging`."""

from collections.abc import Callable
from dataclasses import dataclass

from agencies.models import Agency, Notice, Upload, User

_SOURCES: list[Callable[[User], "Belonging"]] = []


@dataclass(frozen=True, slots=True)
class Belonging:
    """One line of the preview: what it is, and up to `SHOWN` of its rows by name; `count` of all."""

    label: str
    count: int
    names: tuple[str, ...]


SHOWN = 10


def belonging(source: Callable[[User], Belonging]):
    """Register what else moves with an official, or stays with the agency for the successor to know."""
    _SOURCES.append(source)
    return source


def belongings(user: User) -> list[Belonging]:
    return [source(user) for source in _SOURCES]


def open_uploads(user: User):
    return Upload.objects.filter(sender=user, status__in=Upload.OPEN).order_by("-received_at", "-pk")


def waiting_tasks(user: User):
    return Notice.objects.filter(user=user, waits=True, done_at__isnull=True).order_by("-created_at", "-pk")


def listed(label: str, rows, name=str) -> Belonging:
    return Belonging(label, rows.count(), tuple(name(row) for row in rows[:SHOWN]))


@belonging
def _uploads(user: User) -> Belonging:
    return listed("Unggahan yang belum selesai", open_uploads(user), lambda upload: upload.name)


@belonging
def _tasks(user: User) -> Belonging:
    return listed("Tugas yang menunggu", waiting_tasks(user))


def agencies_of(user: User, day):
    held = user.role_assignments.not_ended(day).exclude(agency=None)
    return Agency.objects.filter(pk__in=held.values("agency")).order_by("sort_key")
