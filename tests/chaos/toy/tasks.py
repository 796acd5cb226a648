"""Tasks that are made to be killed: the first works as an import does, staging in chunks and one merge."""

import os
import signal
import time

from agencies import sql
from agencies.jobs import queue
from agencies.jobs.queue import finish, task

CHUNK = 100
queue.MAX_ATTEMPTS = int(os.environ.get("TOY_ATTEMPTS", queue.MAX_ATTEMPTS))


@task("toy.rows", queue="import")
def rows(job, progress):
    sql.execute("DELETE FROM toy_staging WHERE job = %(job)s", job=job.subject_id)
    total = job.parameters["rows"]
    for start in range(0, total, CHUNK):
        sql.execute(
            "INSERT INTO toy_staging SELECT %(job)s, n FROM generate_series(%(first)s, %(last)s) n",
            job=job.subject_id, first=start, last=min(start + CHUNK, total) - 1,
        )  # fmt: skip
        progress(start + CHUNK, total, words="Membaca baris")
        time.sleep(0.01)
    progress(total, words="Menyimpan")
    with finish(job):
        sql.execute(
            "INSERT INTO toy_live SELECT job, n FROM toy_staging WHERE job = %(job)s", job=job.subject_id
        )
        sql.execute("SELECT pg_sleep(%(seconds)s)", seconds=job.parameters.get("merge_seconds", 0.05))
        sql.execute("DELETE FROM toy_staging WHERE job = %(job)s", job=job.subject_id)


@task("toy.crash")
def crash(job, progress):
    os.kill(os.getpid(), signal.SIGKILL)


@task("toy.hold")
def hold(job, progress):
    progress(0, words="Menahan")
    sql.execute("SELECT pg_sleep(%(seconds)s)", seconds=job.parameters["seconds"])
