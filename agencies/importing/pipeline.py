"""The one road of an upload: stage, check, (people decide), merge, and back by undo. Each step can be started anew.

A step's results and the end of its job are one transaction (agencies.jobs.queue.finish): a worker that was
believed dead can finish nothing. A killed reading goes on behind the last chunk it staged; a killed merge or undo
has written nothing and begins again.
"""

from collections.abc import Callable
from time import perf_counter

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from agencies.actions import audit, notices, uploads as actions
from agencies.importing import answering
from agencies.importing.book import FileRefused
from agencies.importing.layouts import Layout, Overtaken, Touched, layout_of, stores
from agencies.importing.limits import Limits
from agencies.importing.outline import balance, masked
from agencies.importing.profile import describe
from agencies.importing.staging import digest_of, order_for, read_into_staging, staged_so_far
from agencies.jobs.failures import Failure
from agencies.jobs.queue import enqueue, finish
from agencies.models import Job, StagedLine, Upload

Status = Upload.Status
TO_BE_MAPPED = {"required_column_missing", "sheet_not_found"}  # the mapping screen can answer these
UNBALANCED = "Hitungan tidak seimbang. Tidak ada yang disimpan. Kami sudah diberi tahu."
_after_merge: list[str] = []


def after_merge(task_name: str) -> str:
    """Have this task queued whenever facts changed, in the same transaction, with what was touched."""
    if task_name not in _after_merge:
        _after_merge.append(task_name)
    return task_name


def follow_ups() -> tuple[str, ...]:
    """The tasks that count anew what a merge or an undo touched."""
    return tuple(_after_merge)


def stage(job: Job, progress: Callable[..., None]) -> None:
    """Read the stored file into staging and check it against the register. Nothing the public sees changes."""
    upload = _begin(job, [Status.RECEIVED, Status.READING], Status.READING)
    if upload is None:
        return
    layout, limits, clock = layout_of(upload.kind), Limits(), Clock()
    try:
        outline = _read(job, upload, layout, limits, progress)
        if answering.inherit(upload, outline["answers"]):
            outline = _read(job, upload, layout, limits, progress)
    except FileRefused as refusal:
        _refuse(job, refusal)
        return
    clock.lap("baca")
    with finish(job):
        if upload := _locked(job, Status.READING):
            _keep_outline(upload, outline, layout, clock)


def _read(job: Job, upload: Upload, layout: Layout, limits: Limits, progress) -> dict:
    """Fill staging from the file; its outline. Raises FileRefused."""
    order = order_for(upload, layout, limits)
    staged = _resumed(job, upload, layout, digest_of(order))
    return read_into_staging(order, layout, limits.job_seconds, progress, staged)


def _resumed(job: Job, upload: Upload, layout: Layout, digest: str) -> dict[str, int]:
    """Rows per table that a killed attempt of this very job has staged under the same order; else staging is emptied."""
    newer = Job.objects.filter(task=job.task, subject_id=job.subject_id, pk__gt=job.pk)
    again = job.parameters.get("order") == digest and not newer.exists()
    if not again:
        layout.discard(upload)
    staged = staged_so_far(upload, layout) if again else {}
    job.parameters |= {"order": digest, "resumed": max(staged.values(), default=0)}
    Job.objects.filter(pk=job.pk).update(parameters=job.parameters)
    return staged


def _keep_outline(upload: Upload, outline: dict, layout: Layout, clock: "Clock") -> None:
    """Check the staged lines, count them, and open the next screen."""
    _take_answer(upload, outline.pop("answers", None))
    upload.outline, upload.container, upload.refusal = (
        outline,
        outline["container"],
        outline.get("file_error") or {},
    )
    if outline["accept"]:
        layout.check(upload)
        clock.lap("periksa")
        _ask(upload, layout.questions(upload, outline))
    _count(upload, layout)
    describe(upload, layout)
    upload.seconds |= clock.laps
    upload.staged_at = timezone.now()
    upload.status = _next_status(upload)
    upload.save()
    audit.record("upload.read", upload, by=None, status=upload.status, **actions.counts(upload))
    _tell_read(upload)


def _ask(upload: Upload, questions: list[dict]) -> None:
    """Add what only the database can ask to the questions and names of the mapping screen."""
    upload.outline["questions"] = [*upload.outline.get("questions", []), *questions]
    for question in questions:
        for text, lines in question.get("values", {}).items():
            name = {
                "field": "program",
                "text": text,
                "code": question["code"],
                "lines": lines,
                "proposals": [],
            }
            upload.outline["names"].append(name)


def _next_status(upload: Upload) -> str:
    code = upload.refusal.get("code")
    if code and code not in TO_BE_MAPPED:
        return Status.REFUSED
    return Status.MAPPING if code or upload.outline.get("questions") else Status.PREVIEWED


def _count(upload: Upload, layout: Layout) -> None:
    """The balance of lines: what was read from the outline, what becomes of it from staging."""
    lines = balance(upload.outline)
    upload.rows_read, upload.rows_skipped = lines["read"], lines["skipped"]
    counted = outcomes(upload, layout)
    if counted["all"] != lines["data"]:
        raise Failure(UNBALANCED)
    upload.rows_new, upload.rows_changed, upload.rows_same = (
        counted["new"],
        counted["changed"],
        counted["same"],
    )
    upload.rows_held, upload.rows_warned = counted["held"], counted["warned"]


def outcomes(upload: Upload, layout: Layout) -> dict[str, int]:
    """How many staged lines have which outcome."""
    outcome = StagedLine.Outcome
    parts = {name: Count("pk", filter=Q(outcome=name)) for name in outcome.values}
    warned = Count("pk", filter=~Q(problems=[]) & ~Q(outcome=outcome.HELD))
    return layout.staged.objects.filter(upload=upload).aggregate(all=Count("pk"), warned=warned, **parts)


def _refuse(job: Job, refusal: FileRefused) -> None:
    with finish(job):
        if not (upload := _locked(job, Status.READING)):
            return
        upload.refusal = {"code": refusal.code, "facts": masked(refusal.facts)}
        upload.status = Status.REFUSED
        upload.save(update_fields=["refusal", "status"])
        audit.record("upload.refused", upload, by=None, code=refusal.code)
        actions.tell_sender(
            upload, f"{upload.name} tidak terbaca. Lihat apa yang perlu dilakukan.", waits=True
        )


def _take_answer(upload: Upload, stamp: dict | None) -> None:
    """An answer workbook of ours came back: it takes the place of the upload it was made from."""
    earlier = None if upload.answers_id else answering.answered(upload, stamp)
    if earlier is None:
        return
    upload.answers = earlier
    audit.record("upload.answers", upload, by=None, earlier=earlier.pk, whole=stamp["whole"])
    if stamp["whole"] and earlier.status in (*actions.UNDECIDED, Status.CONFIRMED):
        actions.withdraw(earlier, by=upload.sender, reason=f"Diganti unggahan nomor {upload.pk}")


def _tell_read(upload: Upload) -> None:
    notices.settle(f"upload:{upload.pk}")
    words = {
        Status.MAPPING: f"{upload.name} sudah dibaca. Pastikan kolomnya.",
        Status.PREVIEWED: f"{upload.name} sudah dibaca. {'Periksa, lalu ajukan.' if stores(upload.kind) else 'Periksa isinya.'}",
        Status.REFUSED: f"{upload.name} tidak terbaca. Lihat apa yang perlu dilakukan.",
    }[upload.status]
    actions.tell_sender(upload, words, waits=True)
    if upload.status == Status.PREVIEWED and upload.agency.head_confirms and stores(upload.kind):
        actions.tell_heads(upload)


def merge(job: Job, progress: Callable[..., None]) -> None:
    """Write every line that is not held, in one transaction with all that follows from it."""
    upload = _begin(job, [Status.APPROVED], Status.APPROVED)
    if upload is None:
        return
    layout, clock = layout_of(upload.kind), Clock()
    progress(0, upload.rows_new + upload.rows_changed, "Menyimpan perubahan")
    with finish(job):
        if upload := _locked(job, Status.APPROVED):
            _write(upload, layout, job, clock)


def _write(upload: Upload, layout: Layout, job: Job, clock: "Clock") -> None:
    if outcomes(upload, layout)["all"] != upload.rows_read - upload.rows_skipped:
        raise Failure(UNBALANCED)
    try:
        with transaction.atomic(), audit.acting(upload.approver, upload=upload.pk, job=job.pk):
            touched = layout.merge(upload)
    except Overtaken:
        actions.look_again(upload)
        return
    clock.lap("simpan")
    _end(upload, Status.MERGED, clock, merged_at=timezone.now())
    _follow(upload, touched)
    audit.record("upload.merged", upload, by=upload.approver, people=touched.people, **actions.counts(upload))
    actions.tell_sender(upload, f"{actions.written(upload)} perubahan dari {upload.name} tersimpan.")


def undo(job: Job, progress: Callable[..., None]) -> None:
    """Take back what an upload wrote, as far as nothing later changed it."""
    upload = _begin(job, [Status.UNDOING], Status.UNDOING)
    if upload is None:
        return
    layout, clock = layout_of(upload.kind), Clock()
    progress(0, upload.rows_new + upload.rows_changed + upload.rows_ended, "Mengembalikan perubahan")
    with finish(job):
        if upload := _locked(job, Status.UNDOING):
            _take_back(upload, layout, job, clock)


def _take_back(upload: Upload, layout: Layout, job: Job, clock: "Clock") -> None:
    with audit.acting(job.queued_by, upload=upload.pk, job=job.pk):
        result = layout.undo(upload)
    clock.lap("urungkan")
    kept = {
        "restored": result.restored,
        "kept": result.kept,
        "kept_rows": [list(row) for row in result.kept_rows],
    }
    _end(upload, Status.UNDONE, clock, undone_at=timezone.now(), undo_result=upload.undo_result | kept)
    _follow(upload, result.touched)
    audit.record("upload.undone", upload, by=job.queued_by, restored=result.restored, kept=result.kept)
    actions.tell_sender(upload, f"{result.restored} perubahan dari {upload.name} diurungkan.")


def tell_failure(job: Job) -> None:
    """The sender learns that reading, saving or undoing has ended without a result."""
    if job.task.startswith("uploads.") and job.subject_id:
        for upload in Upload.objects.filter(pk=job.subject_id).select_related("sender"):
            actions.tell_sender(upload, f"{upload.name}: {job.words}", waits=True)


def _follow(upload: Upload, touched: Touched) -> None:
    """Queue what must be computed anew; it waits in the same transaction, so no change goes unnoticed."""
    if touched == Touched():
        return  # every line was held: no fact has changed
    parameters = {
        "years": sorted(touched.years), "programs": sorted(touched.programs), "regions": sorted(touched.regions),
        "people": touched.people,
    }  # fmt: skip
    for name in _after_merge:
        enqueue(name, upload.pk, by=None, **parameters)


def _end(upload: Upload, status: str, clock: "Clock", **fields) -> None:
    upload.status, upload.seconds = status, upload.seconds | clock.laps
    for name, value in fields.items():
        setattr(upload, name, value)
    upload.save(update_fields=["status", "seconds", *fields])
    notices.settle(f"upload:{upload.pk}")


def _begin(job: Job, origins: list[str], target: str) -> Upload | None:
    """The upload of the job, marked as under way; None when somebody moved it on meanwhile."""
    rows = Upload.objects.filter(pk=job.subject_id, status__in=origins)
    if not rows.update(status=target):
        return None
    return Upload.objects.select_related("agency", "sender", "approver").get(pk=job.subject_id)


def _locked(job: Job, state: str) -> Upload | None:
    """The upload's row, held until the transaction ends; None when people moved it on meanwhile."""
    rows = Upload.objects.select_for_update(of=["self"]).select_related("agency", "sender", "approver")
    return rows.filter(pk=job.subject_id, status=state).first()


class Clock:
    """Seconds per step, for the record of the upload."""

    def __init__(self):
        self.laps: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, step: str) -> None:
        now = perf_counter()
        self.laps[step] = round(now - self._last, 3)
        self._last = now
