from dataclasses import dataclass, field

import pytest
from django.db import connection

from agencies.jobs import queue


@dataclass
class Toy:
    """A task whose behaviour a test decides; `seen` notes what it was called with."""

    name: str
    seen: list = field(default_factory=list)

    def does(self, function):
        queue._tasks[self.name] = queue.Task(function, queue._tasks[self.name].queue, "Contoh pekerjaan")
        return function


@pytest.fixture
def no_locks_left(db):
    """A test that leaves a job claimed must not keep its locks: a closed session's last a moment longer than the test."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


@pytest.fixture
def toy(monkeypatch, no_locks_left):
    """A registered task, forgotten after the test."""
    monkeypatch.setattr(queue, "_tasks", {})
    toy = Toy("toy.play")
    queue.task(toy.name, title="Contoh pekerjaan")(lambda job, progress: toy.seen.append(job.subject_id))
    return toy


@pytest.fixture
def toy_import(monkeypatch, no_locks_left):
    """The same in the queue of imports."""
    monkeypatch.setattr(queue, "_tasks", {})
    toy = Toy("toy.import")
    queue.task(toy.name, queue="import")(lambda job, progress: toy.seen.append(job.subject_id))
    return toy
