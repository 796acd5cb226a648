"""The daily cleaning: originals, staged lines and stray files go when their time is over (DECISIONS 4.9)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agencies.actions import audit, uploads as actions
from agencies.importing import storage
from agencies.importing.layouts import layout_of
from agencies.models import Job, Upload
from agencies.queries.settings import setting

Status = Upload.Status
STRAY_HOURS = 24  # a stored file that no upload names: its request failed, or its sender never answered


def clean(job: Job, progress: Callable[..., None]) -> None:
    """Delete what may no longer be kept; starting over after a crash does no harm."""
    now = timezone.now()
    progress(0, None, "Menghapus berkas lama")
    for upload in lines_over(now):
        _drop_lines(upload)
    for upload in originals_over(now):
        storage.drop(upload.stored_as)
        Upload.objects.filter(pk=upload.pk).update(stored_as="")
        audit.record("upload.file_deleted", upload, by=None, sha256=upload.sha256)
    for upload in answers_over(now):
        storage.drop(upload.outline.pop("answer")["stored_as"])
        Upload.objects.filter(pk=upload.pk).update(outline=upload.outline)
    drop_strays(now)


@transaction.atomic
def _drop_lines(upload: Upload) -> None:
    """Nobody decided on it in time: without its lines it cannot be decided on any more."""
    layout_of(upload.kind).discard(upload)
    if upload.status in actions.UNDECIDED or upload.status == Status.CONFIRMED:
        actions.withdraw(upload, by=None, reason="Tidak diputuskan sampai batas waktu simpan")
    Upload.objects.filter(pk=upload.pk).update(staged_at=None)


def originals_over(now: datetime):
    """Files whose decision lies longer back than the setting allows; undecided ones count from receipt."""
    before = now - timedelta(days=setting("original_days"))
    decided = Q(merged_at__lt=before) | Q(merged_at=None, received_at__lt=before) & ~Q(status=Status.APPROVED)
    return Upload.objects.filter(decided).exclude(stored_as="").order_by("pk")


def answers_over(now: datetime):
    """Uploads whose answer workbook has lain long enough; it can be built again while the original is kept."""
    before = (now - timedelta(days=setting("answer_days"))).isoformat()
    return Upload.objects.filter(outline__answer__at__lt=before).order_by("pk")


def lines_over(now: datetime):
    """Uploads whose staged lines are over: decided ones after `held_days`, undecided ones after `staged_days`."""
    held = now - timedelta(days=setting("held_days"))
    staged = now - timedelta(days=setting("staged_days"))
    given_up = Q(status__in=[Status.WITHDRAWN, Status.REFUSED, Status.UNDONE], received_at__lt=held)
    decided = Q(status=Status.MERGED, merged_at__lt=held)
    forgotten = Q(merged_at=None, received_at__lt=staged) & ~Q(status=Status.APPROVED)
    return Upload.objects.filter(given_up | decided | forgotten, staged_at__isnull=False).order_by("pk")


def drop_strays(now: datetime) -> int:
    """Files on the disk that no upload knows; how many were dropped."""
    known = set(Upload.objects.exclude(stored_as="").values_list("stored_as", flat=True))
    known |= set(
        Upload.objects.filter(outline__has_key="answer").values_list("outline__answer__stored_as", flat=True)
    )
    oldest = (now - timedelta(hours=STRAY_HOURS)).timestamp()
    strays = [
        path
        for path in storage.folder().iterdir()
        if path.name not in known and path.stat().st_mtime < oldest
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
