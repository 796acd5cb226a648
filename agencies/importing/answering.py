"""Has the answer workbook built, keeps it sealed beside the original, and finds it again."""

from collections.abc import Callable

from django.utils import timezone

from agencies import identity
from agencies.importing import answer_cells, storage
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


def answered(upload: Upload, stamp: dict | None) -> Upload | None:
    """The upload that an answer workbook was made from, when it is the same agency's and of the same kind."""
    if not stamp:
        return None
    rows = Upload.objects.filter(pk=stamp["upload"], agency=upload.agency, kind=upload.kind)
    return rows.exclude(pk=upload.pk).filter(sha256__startswith=stamp["sha256"]).first()


def inherit(upload: Upload, stamp: dict | None) -> bool:
    """Let an answer that came back be read as the upload it was made from, unless somebody decided anew.

    True when that changes how it must be read: columns and words chosen then, values that hold for all lines.
    """
    earlier = answered(upload, stamp)
    if earlier is None or upload.choices:
        return False
    choices = _choices_for_answer(earlier.choices, whole=stamp["whole"])
    context = earlier.context | upload.context
    if (choices, context) == (upload.choices, upload.context):
        return False
    upload.choices, upload.context = choices, context
    return bool(Upload.objects.filter(pk=upload.pk, choices={}).update(choices=choices, context=context))


def _choices_for_answer(choices: dict, *, whole: bool) -> dict:
    """As decided for the original; an answer with some lines only has its heading on other lines."""
    sheets = {
        answer_cells.title(name, []): {
            key: value for key, value in choice.items() if whole or key != "header_rows"
        }
        for name, choice in choices.get("sheets", {}).items()
    }
    kept = {"sheets": sheets, "values": choices.get("values")}
    return {name: value for name, value in kept.items() if value}


def from_register(upload: Upload) -> dict[tuple[str, int], list[str]]:
    """The remarks that only the database could make: (sheet, row) -> sentences."""
    layout = layout_of(upload.kind)
    found: dict[tuple[str, int], list[str]] = {}
    for code in KNOWN_TO_THE_REGISTER:
        for line in lines_with(staged_lines(layout.staged, upload), code).iterator():
            for problem in line.problems:
                if problem["code"] == code and code in TEXTS:
                    sentence = " ".join(explain_code(code, problem.get("facts", {})))
                    found.setdefault((line.sheet, line.row), []).append(sentence)
    return found
