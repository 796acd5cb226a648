from collections.abc import Iterable

from django.utils import timezone

from agencies.models import Notice, User


def tell(users: Iterable[User], text: str, url: str = "", *, subject: str = "", waits: bool = False) -> None:
    """Put one line under the bell of each; `waits` also lists it as a task until the subject is settled."""
    Notice.objects.bulk_create(
        [Notice(user=user, text=text, url=url, subject=subject, waits=waits) for user in users]
    )


def settle(subject: str) -> None:
    """Whatever waited for somebody about this subject waits no longer."""
    Notice.objects.filter(subject=subject, done_at__isnull=True).update(done_at=timezone.now())
