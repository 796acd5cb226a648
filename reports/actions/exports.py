"""Built files: asked for, kept sealed, downloaded by whoever asked, deleted when their time is over."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from agencies import identity
from agencies.actions import audit, notices
from agencies.importing import storage
from agencies.jobs.queue import enqueue
from agencies.models import Job, ReadEvent, User
from agencies.queries.settings import setting
from reports.models import BuiltFile

TASK = "exports.build"
FOLDER = "unduhan"


@transaction.atomic
def request(
    *,
    slug: str,
    title: str,
    parameters: dict,
    by: User,
    has_names: bool = False,
    purpose: str = "",
    recipient: str = "",
) -> BuiltFile:
    """Ask for a file; a worker builds it."""
    built = BuiltFile.objects.create(
        slug=slug, title=title, parameters=parameters, requested_by=by, has_names=has_names, purpose=purpose, recipient=recipient,
    )  # fmt: skip
    audit.record("export.requested", built, by=by, reason=purpose, slug=slug, has_names=has_names)
    enqueue(TASK, built.pk, by=by)
    return built


def keep(chunks: Iterable[bytes]) -> storage.Kept:
    """Seal a file on the shelf of built files, apart from uploads: those are swept by another rule."""
    kept = storage.keep(chunks, identity.keys())
    storage.path_of(kept.name).rename(shelf() / kept.name)
    return kept


@transaction.atomic
def store(
    built: BuiltFile, kept: storage.Kept, *, file_name: str, rows: int, ids: list[int] | None = None
) -> None:
    """The file is ready; `ids` of the persons or families named in it go into the trail, so that a leak can be traced."""
    now = timezone.now()
    lasts = (
        timedelta(hours=setting("named_file_hours"))
        if built.has_names
        else timedelta(days=setting("report_days"))
    )
    built.status, built.stored_as, built.file_name = BuiltFile.Status.READY, kept.name, file_name
    built.size, built.rows, built.built_at, built.expires_at = kept.size, rows, now, now + lasts
    built.save()
    audit.record("export.built", built, by=built.requested_by, rows=rows, sha256=kept.sha256, ids=ids or [])
    notices.tell(
        [built.requested_by],
        f"{built.title} siap diunduh.",
        reverse("reports:export-mine"),
        subject=f"export:{built.pk}",
    )


def fail(job: Job) -> None:
    """A job that ended for good without a file."""
    if job.task == TASK:
        BuiltFile.objects.filter(pk=job.subject_id).update(status=BuiltFile.Status.FAILED)


@transaction.atomic
def download(built: BuiltFile, *, by: User) -> Iterator[bytes]:
    """The content, piece by piece; noted before the first piece leaves. Raises storage.Damaged."""
    BuiltFile.objects.filter(pk=built.pk).update(downloads=F("downloads") + 1)
    audit.record("export.downloaded", built, by=by, reason=built.purpose, slug=built.slug, rows=built.rows)
    if built.has_names:
        audit.saw(by, ReadEvent.What.EXPORT, built, reason=built.purpose, rows=built.rows)
    return storage.pieces(shelf() / built.stored_as, identity.keys())


@transaction.atomic
def remove(built: BuiltFile, *, by: User | None) -> None:
    """The file goes; the row stays and says that there was one."""
    name, built.stored_as, built.status = built.stored_as, "", BuiltFile.Status.EXPIRED
    built.save(update_fields=["stored_as", "status"])
    audit.record("export.removed", built, by=by, slug=built.slug)
    if name:
        transaction.on_commit(lambda: (shelf() / name).unlink(missing_ok=True))


def expire(now: datetime, progress: Callable[..., None]) -> int:
    """Delete the files whose time is over, and those that no row names; how many went."""
    over = list(BuiltFile.objects.filter(expires_at__lt=now, status=BuiltFile.Status.READY).order_by("pk"))
    known = set(BuiltFile.objects.exclude(stored_as="").values_list("stored_as", flat=True))
    for number, built in enumerate(over):
        progress(number, None, "Menghapus unduhan lama")
        remove(built, by=None)
    oldest = (now - timedelta(days=1)).timestamp()
    strays = [path for path in shelf().iterdir() if path.name not in known and path.stat().st_mtime < oldest]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(over) + len(strays)


def shelf() -> Path:
    path = Path(settings.MEDIA_ROOT) / FOLDER
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
