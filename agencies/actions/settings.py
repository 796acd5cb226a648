"""Settings and the office profile: every change keeps the old value and says who and why."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.actions import audit
from agencies.models import OfficeProfile, Setting, Signatory, User
from agencies.queries.settings import read_again
from agencies.settings_catalogue import CATALOGUE

_followers: dict[str, list[Callable[[User], None]]] = defaultdict(list)


def when_changed(*keys: str):
    """Register `function(by)` for settings and fields of the office: called in the transaction that changes one of them.

    Not for a value that holds from a later day on: whoever depends on it looks again each night.
    """

    def register(function: Callable[[User], None]):
        for key in keys:
            _followers[key].append(function)
        return function

    return register


@transaction.atomic
def change_setting(*, by: User, key: str, value: Any, reason: str, valid_from: date | None = None) -> Setting:
    """A new value from a day on (today). Raises KeyError for an undeclared key."""
    declared = CATALOGUE[key]
    row = Setting.objects.create(
        key=declared.key, value=value, valid_from=valid_from or timezone.localdate(), changed_by=by, reason=reason
    )  # fmt: skip
    read_again()
    audit.record(
        "setting.changed", row, by=by, reason=reason, key=key, value=value, valid_from=str(row.valid_from)
    )
    if row.valid_from <= timezone.localdate():
        _follow([key], by)
    return row


@transaction.atomic
def change_office(*, by: User, office: OfficeProfile, changed: list[str]) -> None:
    office.save()
    audit.record("setting.office_changed", office, by=by, fields=changed)
    _follow(changed, by)


@transaction.atomic
def keep_signatory(*, by: User, signatory: Signatory) -> None:
    added = signatory.pk is None
    signatory.save()
    audit.record("setting.signatory_added" if added else "setting.signatory_changed", signatory, by=by)


def _follow(changed: list[str], by: User) -> None:
    """Each follower once, however many of its settings have changed."""
    for function in dict.fromkeys(one for key in changed for one in _followers[key]):
        function(by)
