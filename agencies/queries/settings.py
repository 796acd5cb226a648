from datetime import date
from typing import Any

from django.utils import timezone

from agencies.models import Setting
from agencies.settings_catalogue import CATALOGUE, Declared


def setting(key: str, on: date | None = None) -> Any:
    """The value in force on that day (today), or the declared default. Raises KeyError for an undeclared key."""
    declared = CATALOGUE[key]
    day = on or timezone.localdate()
    row = (
        Setting.objects.filter(key=key, valid_from__lte=day)
        .order_by("-valid_from", "-changed_at")
        .values_list("value", flat=True)
        .first()
    )
    return declared.default if row is None else row


def settings_of(*keys: str) -> dict[str, Any]:
    """The values of several settings in force today, in one query. Raises KeyError for an undeclared key."""
    values = {key: CATALOGUE[key].default for key in keys}
    rows = Setting.objects.filter(key__in=keys, valid_from__lte=timezone.localdate())
    return values | dict(rows.order_by("valid_from", "changed_at").values_list("key", "value"))


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
