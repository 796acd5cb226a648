"""A queue made of rows (SECURITY 6.3): the job row is queue entry, fence and record.

Who works on a job holds a session advisory lock. A killed process loses its session and with it the lock, so
the next worker takes the job up with a higher attempt number. The transaction that stores the result also
stores the final state, and only under the attempt number it began with: nothing is lost, nothing done twice.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pghistory
from django.db import Error, connections, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies import sql
from agencies.jobs import failures, presence
from agencies.models import Job, User

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3  # of a job that ends its process or its database each time
COLLISION_TRIALS = 3
SECONDS_BETWEEN_REPORTS = 0.5


class Cancelled(Exception):
    """Somebody pressed Batalkan."""


class Released(Exception):
    """The worker is being stopped; the job goes back to the queue."""


class Outrun(Exception):
    """Another worker has taken the job over; nothing of this attempt may be stored."""


@dataclass(frozen=True, slots=True)
class Task:
    run: Callable[[Job, "Progress"], None]
    queue: str
    title: str  # in Indonesian, for the list of jobs


_tasks: dict[str, Task] = {}
failure_listeners: list[Callable[[Job], None]] = []  # called with a job that has failed for good


def task(name: str, *, queue: str = "default", title: str = ""):
    """Register `function(job, progress)` as the task `name`; jobs of the queue "import" run one at a time per agency."""

    def register(function):
        _tasks[name] = Task(function, queue, title or name)
        function.task_name = name
        return function

    return register


def title_of(name: str) -> str:
    return _tasks[name].title if name in _tasks else name


def enqueue(name: str, subject_id: int | None = None, *, by: User | None = None, **parameters) -> Job:
    """Queue the task; asking again while it waits returns the same job, with the parameters it was first given."""
    job, _ = Job.objects.get_or_create(
        task=name,
        subject_id=subject_id,
        status=Job.Status.QUEUED,
        defaults={"queue": _tasks[name].queue, "queued_by": by, "parameters": parameters},
    )
    return job


def run_now(name: str, subject_id: int | None = None, *, by: User | None = None, **parameters) -> Job:
    """Queue the task and run it here, or wait for the worker that was faster. Raises what the task raised."""
    job = enqueue(name, subject_id, by=by, **parameters)
    while job.status in Job.PENDING:
        if _lock(job):
            if _start(job):
                if error := run(job):
                    raise error
                return job
            _unlock(job)
        time.sleep(0.2)
        job.refresh_from_db()
    if job.status != Job.Status.DONE:
        raise failures.Failure(job.words)
    return job


def claim(queues: tuple[str, ...] = ()) -> Job | None:
    """Take the oldest job that nobody works on; two workers never take the same one."""
    waiting = Job.objects.pending().filter(Q(run_after=None) | Q(run_after__lte=Now()), task__in=_tasks)
    if queues:
        waiting = waiting.filter(queue__in=queues)
    for job in waiting.order_by("queued_at", "pk"):
        if _lock(job):
            if _start(job):
                return job
            _unlock(job)
    return None


def run(job: Job, stopping: Callable[[], bool] = lambda: False) -> Exception | None:
    """Work on a claimed job to its end and give it free; the error that ended it. Raises only when the database is gone."""
    error = _work(job, stopping)
    try:
        if error and failures.connection_lost(error):
            raise error
        if error:
            _write_down(job, error, stopping)
        _unlock(job)
    except Error:
        connections["default"].close()  # and with it our locks: the job is anybody's
        raise
    return error


@contextmanager
def finish(job: Job) -> Iterator[None]:
    """Store a task's result and its final state in one transaction, or nothing when the job was taken over.

    The row is not locked meanwhile: progress and Batalkan still reach it. The fence is the update at the end.
    """
    with transaction.atomic():
        if not _mine(job).exists():
            raise Outrun
        yield
        _close(job, Job.Status.DONE)
    job.status = Job.Status.DONE


class Progress:
    """Tells the page how far a job is, and the job that it was cancelled or must make room.

    Rows are committed at once, also while the task's own transaction is open.
    """

    def __init__(self, job: Job, stopping: Callable[[], bool]):
        self._job, self._stopping, self._told_at = job, stopping, 0.0

    def __call__(self, done: int | None = None, total: int | None = None, words: str | None = None) -> None:
        """Raises Cancelled, Released or Outrun."""
        job = self._job
        new_step = words is not None and words != job.words
        job.done = job.done if done is None else done
        job.total = job.total if total is None else total
        job.words = job.words if words is None else words[:120]
        if self._stopping():
            raise Released
        if new_step or time.monotonic() - self._told_at >= SECONDS_BETWEEN_REPORTS:
            self._told_at = time.monotonic()
            self._tell(job)

    def _tell(self, job: Job) -> None:
        inside = transaction.get_connection().in_atomic_block
        cancelled = (sql.aside if inside else sql.select)(
            bool,
            """
            UPDATE agencies_job SET done = %(done)s, total = %(total)s, words = %(words)s, moved_at = clock_timestamp()
            WHERE id = %(id)s AND attempt = %(attempt)s AND status = 'running'
            RETURNING cancel_asked
            """,
            id=job.pk, attempt=job.attempt, done=job.done, total=job.total, words=job.words,
        )  # fmt: skip
        if cancelled == [True]:
            raise Cancelled
        if not cancelled and not inside:  # a job begun inside a transaction is not seen from beside it
            raise Outrun


def _lock(job: Job) -> bool:
    if not sql.advisory_lock(presence.SUBJECT, presence.lock_key(job.task, job.subject_id)):
        return False
    agency = _agency(job)
    if agency is None or sql.advisory_lock(presence.AGENCY, agency):
        return True
    sql.advisory_unlock(presence.SUBJECT, presence.lock_key(job.task, job.subject_id))
    return False


def _unlock(job: Job) -> None:
    if (agency := _agency(job)) is not None:
        sql.advisory_unlock(presence.AGENCY, agency)
    sql.advisory_unlock(presence.SUBJECT, presence.lock_key(job.task, job.subject_id))


def _agency(job: Job) -> int | None:
    return job.parameters.get("agency") if job.queue == "import" else None


def _start(job: Job) -> bool:
    """Count the attempt and commit it before any work; False when the job is no longer there to be done."""
    seen = Job.objects.filter(pk=job.pk, attempt=job.attempt, status=job.status)
    if job.cancel_asked:
        seen.update(status=Job.Status.CANCELLED, finished_at=Now())
        return False
    if job.status == Job.Status.RUNNING and job.attempt >= MAX_ATTEMPTS:
        _give_up(
            job, failures.CRASHED.format(job.attempt), f"process ended {job.attempt} times; step {job.words}"
        )
        return False
    started = seen.update(
        status=Job.Status.RUNNING, attempt=F("attempt") + 1, started_at=Now(), moved_at=Now(), done=0, total=0
    )
    if started:
        job.refresh_from_db()
    return bool(started)


def _work(job: Job, stopping: Callable[[], bool]) -> Exception | None:
    """Run the task, again when it collided with somebody else's; the error that ended it."""
    progress = Progress(job, stopping)
    with pghistory.context(user=job.queued_by_id, job=job.pk, task=job.task):
        for trial in range(1, COLLISION_TRIALS + 1):
            try:
                _tasks[job.task].run(job, progress)
                if job.status == Job.Status.RUNNING:  # a task that stores nothing needs no `finish`
                    _close(job, Job.Status.DONE)
                    job.status = Job.Status.DONE
            except Exception as error:
                if trial < COLLISION_TRIALS and failures.sqlstate(error) in failures.COLLISIONS:
                    continue
                return error
            return None
    return None


def _write_down(job: Job, error: Exception, stopping: Callable[[], bool]) -> None:
    """How the task ended, unless another attempt has begun."""
    interrupted = stopping() and failures.sqlstate(error) == failures.INTERRUPTED
    if isinstance(error, Released) or interrupted:
        _mine(job).update(attempt=F("attempt") - 1)  # running without a lock: the next worker's, and no crash
    elif isinstance(error, Cancelled):
        with suppress(Outrun):
            _close(job, Job.Status.CANCELLED)
    elif not isinstance(error, Outrun):
        described = failures.described(error, job.words)
        logger.error("job %s (%s) failed: %s", job.pk, job.task, described)
        with suppress(Outrun):
            _give_up(job, failures.reason(error), described)


def _give_up(job: Job, reason: str, described: str) -> None:
    job.words = reason[: Job._meta.get_field("words").max_length]
    _close(job, Job.Status.FAILED, error=described)
    for listener in failure_listeners:
        try:
            with transaction.atomic():
                listener(job)
        except Exception as error:  # the job has failed all the same, and the next one must have its turn
            if failures.connection_lost(error):
                raise
            logger.error("job %s: failure not told: %s", job.pk, failures.described(error, job.words))


def _mine(job: Job):
    return Job.objects.filter(pk=job.pk, attempt=job.attempt, status=Job.Status.RUNNING)


def _close(job: Job, status: Job.Status, error: str = "") -> None:
    if status == Job.Status.DONE and job.total:
        job.done = job.total  # the last report may have come before the last piece of work
    written = _mine(job).update(
        status=status, done=job.done, total=job.total, words=job.words, error=error, finished_at=Now()
    )
    if not written:
        raise Outrun
    if status != Job.Status.DONE:  # which is final only once its transaction is committed
        job.status = status
