"""Has the answer workbook built, keeps it sealed beside the original, and finds it again."""

from collections.abc import Callable

from django.utils import timezone

from agencies import identity
from agencies.importing import storage
from agencies.importing.child import run_limited
from agencies.importing.layouts import layout_of
from agencies.importing.limits import Limits
from agencies.importing.messages import TEXTS, explain_code
from agencies.importing.order import Answer
from agencies.importing.staging import order_for
from agencies.jobs.queue import finish
from agencies.models import Job, Upload
from agencies.queries.uploads import lines_with, staged_lines

KNOWN_TO_THE_REGISTER = ("identity_conflict", "duplicate_existing")


def ready(upload: Upload) -> str:
    """The stored name of the answer to the upload as it stands now, or nothing."""
    return upload.outline.get("answer", {}).get("stored_as", "")


def mark(job: Job, progress: Callable[..., None]) -> None:
    """The job behind `Unduh berkas bertanda` for long files."""
    upload = Upload.objects.select_related("agency").filter(pk=job.subject_id).exclude(stored_as="").first()
    if upload is None:
        return
    progress(0, None, "Menandai berkas")
    kept = build(upload)
    with finish(job):
        remember(upload, kept)


def build(upload: Upload) -> storage.Kept:
    """Build and store it. Raises FileRefused when the original cannot be read any more."""
    answer = Answer(upload.pk, upload.sha256, upload.name, f"{timezone.localtime():%d-%m-%Y %H.%M}")
    payload = {
        "order": order_for(upload, None, Limits()),
        "answer": answer,
        "database": from_register(upload),
    }
    content = run_limited(
        "agencies.importing.answers:build", payload, limits=Limits(), seconds=Limits().job_seconds
    )
    return storage.keep([content], identity.keys())


def remember(upload: Upload, kept: storage.Kept) -> None:
    """Only for the reading it was made from: a later reading has a later `staged_at`."""
    answer = {"stored_as": kept.name, "at": timezone.now().isoformat()}
    rows = Upload.objects.filter(pk=upload.pk, staged_at=upload.staged_at)
    rows.update(outline=upload.outline | {"answer": answer})


def from_register(upload: Upload) -> dict[tuple[str, int], list[str]]:
    """The remarks that only the database could make: (sheet, row) -> sentences."""
    layout = layout_of(upload.kind)
    found: dict[tuple[str, int], list[str]] = {}
    for code in KNOWN_TO_THE_REGISTER if layout else ():
        for line in lines_with(staged_lines(layout.staged, upload), code).iterator():
            for problem in line.problems:
                if problem["code"] == code and code in TEXTS:
                    sentence = " ".join(explain_code(code, problem.get("facts", {})))
                    found.setdefault((line.sheet, line.row), []).append(sentence)
    return found
