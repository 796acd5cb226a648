"""Files that prove a reported figure (bukti): kept sealed on a shelf of their own, apart from uploads."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from agencies import identity
from agencies.actions import audit
from agencies.importing import storage
from agencies.models import Attachment, User
from programs.models import Attainment

FOLDER = "bukti"
LARGEST = 10 * 2**20  # bytes: a scanned letter of some pages
KINDS = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"PK\x03\x04": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}
SUBJECT = Attainment._meta.label_lower


class Unfit(Exception):
    """The file cannot be evidence; the sentence says why and what to do."""


@transaction.atomic
def add(attainment: Attainment, *, name: str, content: bytes, by: User) -> Attachment:
    """Keep a file beside a report. Its kind is read from its first bytes, never believed. Raises Unfit."""
    content_type = kind_of(name, content)
    kept = storage.keep([content], identity.keys())
    storage.path_of(kept.name).rename(shelf() / kept.name)
    row = Attachment.objects.create(
        subject=SUBJECT, subject_id=attainment.pk, agency=attainment.indicator.agency, name=name[-200:], stored_as=kept.name,
        size=kept.size, sha256=kept.sha256, content_type=content_type, added_by=by,
    )  # fmt: skip
    audit.record("attachment.added", row, by=by, sha256=kept.sha256, size=kept.size)
    return row


@transaction.atomic
def remove(row: Attachment, *, by: User) -> None:
    """The row goes with its file; the trail keeps the digest."""
    audit.record("attachment.removed", row, by=by, sha256=row.sha256)
    path = shelf() / Path(row.stored_as).name
    row.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def content_of(row: Attachment) -> Iterator[bytes]:
    """Raises storage.Damaged where the file is not what was kept."""
    return storage.pieces(shelf() / Path(row.stored_as).name, identity.keys())


def shelf() -> Path:
    path = Path(settings.MEDIA_ROOT) / FOLDER
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def kind_of(name: str, content: bytes) -> str:
    """The content type of a file that may be evidence; name and content must tell the same."""
    if len(content) > LARGEST:
        raise Unfit("Berkas lebih dari 10 MB. Kecilkan, lalu pilih lagi.")
    found = next((kind for start, kind in KINDS.items() if content.startswith(start)), None)
    ending = Path(name).suffix.lower().replace(".jpeg", ".jpg")
    if found is None or found[1] != ending:
        raise Unfit("Pilih berkas PDF, JPG, PNG, atau XLSX.")
    return found[0]
