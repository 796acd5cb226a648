from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.utils import timezone

from agencies.models import Setting
from agencies.settings_catalogue import CATALOGUE, Declared

_kept: ContextVar[dict[str, Any] | None] = ContextVar("settings_read_in_this_request", default=None)


def setting(key: str, on: date | None = None) -> Any:
    """The value in force on that day (today), or the declared default. Raises KeyError for an undeclared key."""
    return (_today() if on is None else _values(on))[key]


def settings_of(*keys: str) -> dict[str, Any]:
    """The values of several settings in force today, in one query. Raises KeyError for an undeclared key."""
    values = _today()
    return {key: values[key] for key in keys}


@contextmanager
def read_once() -> Iterator[None]:
    """While this lasts, what is in force today is read once: a request asks for half a dozen settings."""
    before = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(before)


def read_again() -> None:
    """A setting has changed."""
    if kept := _kept.get():
        kept.clear()


def _today() -> dict[str, Any]:
    kept = _kept.get()
    if kept:
        return kept
    values = _values(timezone.localdate())
    if kept is not None:
        kept.update(values)
    return values


def _values(day: date) -> dict[str, Any]:
    """Every declared setting with its value on that day, in one query."""
    values = {key: declared.default for key, declared in CATALOGUE.items()}
    rows = Setting.objects.filter(valid_from__lte=day).order_by("valid_from", "changed_at")
    values.update((key, value) for key, value in rows.values_list("key", "value") if key in CATALOGUE)
    return values


def shown(declared: Declared, value: Any) -> str:
    """A value as an officer reads it: '15 menit', 'Ya', 'dtsen, dtks'."""
    if declared.kind == "flag":
        return "Ya" if value else "Tidak"
    if declared.kind == "choice":
        return dict(declared.choices).get(value, str(value))
    words = ", ".join(value) if declared.kind == "list" else str(value)
    return f"{words} {declared.unit}".strip()


def in_force() -> list[tuple[Declared, Setting | None, str]]:
    """Every declared setting, the row that decides it (None where the default does), and the value in words."""
    latest = {}
    rows = Setting.objects.filter(valid_from__lte=timezone.localdate()).select_related("changed_by")
    for row in rows.order_by("valid_from", "changed_at"):
        latest[row.key] = row
    return [
        (declared, row, shown(declared, row.value if row else declared.default))
        for key, declared in CATALOGUE.items()
        for row in [latest.get(key)]
    ]
