"""An official moves: the successor gets grants, unfinished uploads and tasks; the old account ends."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.actions import audit
from agencies.actions.accounts import check_not_last, end_grant, grant, last_day, shut
from agencies.models import User
from agencies.queries.handovers import open_uploads, waiting_tasks


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many rows of each kind moved."""

    grants: int
    uploads: int
    tasks: int


@transaction.atomic
def hand_over(*, by: User, old: User, new: User, day: date) -> HandedOver:
    """Move everything of `old` to `new` as of `day` (today or earlier) and close the old account."""
    _check(old, new, day)
    grants = list(old.role_assignments.not_ended(timezone.localdate()).select_related("agency", "region"))
    moved = {"day": day.isoformat(), "new": new.pk, "old": old.pk}
    for held in grants:
        check_not_last(held)
        _pass_on(by, held, new)
        end_grant(held, timezone.localdate())
    shut(old)
    uploads = open_uploads(old).exclude(approver=new)
    moved["uploads"] = list(uploads.values_list("pk", flat=True))
    tasks = waiting_tasks(old)
    result = HandedOver(len(grants), uploads.update(sender=new), tasks.update(user=new))
    audit.record("account.handed_over", old, by=by, grants=result.grants, tasks=result.tasks, **moved)
    return result


def _pass_on(by: User, held, new: User) -> None:
    today = timezone.localdate()
    same = new.role_assignments.not_ended(today).filter(
        role=held.role, agency=held.agency, region=held.region
    )
    if same.exists():
        return
    valid_to = min(held.valid_to or last_day(), last_day())
    grant(
        by=by, user=new, role=held.role, agency=held.agency, region=held.region, valid_to=valid_to,
        valid_from=max(held.valid_from, today), acting=held.acting,
    )  # fmt: skip


def _check(old: User, new: User, day: date) -> None:
    if old == new:
        raise ValidationError("Pilih orang lain sebagai penerima.")
    if not old.is_active or not new.is_active or old.is_system or new.is_system:
        raise ValidationError("Kedua akun harus masih aktif.")
    if day > timezone.localdate():
        raise ValidationError("Serah terima dicatat pada harinya, tidak sebelumnya.")
