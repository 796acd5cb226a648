"""Write the trail. Ids and counts only; what people are called or own stays out of it."""

import pghistory
from django.db.models import Model

from agencies.models import AuditEvent, ReadEvent, User


def record(
    action: str,
    subject: Model | None,
    /,
    *,
    by: User | None,
    reason: str = "",
    address: str | None = None,
    **detail,
) -> AuditEvent:
    """Note that `by` did `action` ('upload.approved') to `subject`, inside the caller's transaction."""
    return AuditEvent.objects.create(
        actor_id=by.pk if by else None,
        actor=str(by) if by else "sistem",
        action=action,
        subject=subject._meta.label if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        reason=reason,
        detail=detail,
        address=address,
    )


def saw(
    by: User,
    what: ReadEvent.What,
    subject: Model | None = None,
    *,
    label: str = "",
    reason: str = "",
    rows: int = 1,
) -> ReadEvent:
    """Note that `by` looked at a person's page, opened a number, searched or exported `rows` rows."""
    return ReadEvent.objects.create(
        actor_id=by.pk,
        actor=str(by),
        what=what,
        subject=subject._meta.label if subject is not None else label,
        subject_id=str(subject.pk) if subject is not None else "",
        reason=reason,
        rows=rows,
    )


def acting(by: User | None, **ids):
    """Context for row history: who changed the rows, in which job or upload."""
    return pghistory.context(user=by.pk if by else None, **ids)
