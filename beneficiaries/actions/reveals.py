"""Opening one number: counted, written down, and only then shown (SECURITY 3.3)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agencies import identity
from agencies.access.permissions import Permission
from agencies.actions import audit, notices
from agencies.models import ReadEvent, User
from agencies.queries.accounts import who_may
from agencies.queries.settings import setting
from beneficiaries.models import Family, Person


class QuotaUsedUp(Exception):
    """So many numbers were opened by this account in the last hour or day that no more may be."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many numbers an account may still open within the hour and the day that end now."""

    hour: int
    day: int

    @property
    def left(self) -> int:
        return max(min(self.hour, self.day), 0)


def quota_of(user: User) -> Quota:
    opened = ReadEvent.objects.filter(actor_id=user.pk, what=ReadEvent.What.REVEAL)
    now = timezone.now()
    return Quota(
        setting("reveals_per_hour") - opened.filter(happened_at__gt=now - timedelta(hours=1)).count(),
        setting("reveals_per_day") - opened.filter(happened_at__gt=now - timedelta(days=1)).count(),
    )


@transaction.atomic
def reveal(subject: Person | Family, *, by: User, reason: str) -> str:
    """The NIK of a person or the No. KK of a family. Raises QuotaUsedUp, which Bappeda is told of."""
    User.objects.select_for_update().get(pk=by.pk)  # two clicks at once count as two
    if quota_of(by).left == 0:
        raise QuotaUsedUp
    audit.saw(by, ReadEvent.What.REVEAL, subject, reason=reason)
    if isinstance(subject, Person):
        return identity.unseal(subject.nik_ct, subject.nik_bi, "nik")
    return identity.unseal(subject.kk_ct, subject.kk_bi, "kk")


def tell_of_breach(user: User) -> None:
    """Those who read the trail are told that an account has used its quota up."""
    audit.record("identity.quota_used_up", user, by=user)
    notices.tell(
        who_may(Permission.VIEW_TRAIL),
        f"Jatah buka NIK habis: {user}"[:300],
        "/jejak/",
        subject=f"quota:{user.pk}",
    )
