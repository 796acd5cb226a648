"""Keep Bappeda's own dialects. They count from the next reading on."""

from django.db import transaction

from agencies.actions import audit
from agencies.models import Dialect, User


@transaction.atomic
def save(dialect: Dialect, *, by: User) -> Dialect:
    """Store it as typed; a dialect of the same code is replaced."""
    known = Dialect.objects.filter(name=dialect.name).first()
    if dialect.pk is None and known:
        dialect.pk = known.pk
    dialect.saved_by = by
    dialect.save()
    audit.record("dialect.changed" if known else "dialect.added", dialect, by=by, name=dialect.name)
    return dialect


@transaction.atomic
def remove(dialect: Dialect, *, by: User) -> None:
    audit.record("dialect.removed", dialect, by=by, name=dialect.name)
    dialect.delete()
