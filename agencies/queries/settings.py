from datetime import date
from typing import Any

from django.utils import timezone

from agencies.models import Setting
from agencies.settings_catalogue import CATALOGUE


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


def in_force() -> list[tuple]:
    """Every declared setting with the row that decides it, or None where the default does."""
    latest = {}
    rows = Setting.objects.filter(valid_from__lte=timezone.localdate()).select_related("changed_by")
    for row in rows.order_by("valid_from", "changed_at"):
        latest[row.key] = row
    return [(declared, latest.get(key)) for key, declared in CATALOGUE.items()]
