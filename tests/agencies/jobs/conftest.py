from dataclasses import dataclass, field

import pytest

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
def toy(monkeypatch):
    """A registered task, forgotten after the test."""
    monkeypatch.setattr(queue, "_tasks", {})
    toy = Toy("toy.play")
    queue.task(toy.name, title="Contoh pekerjaan")(lambda job, progress: toy.seen.append(job.subject_id))
    return toy


@pytest.fixture
def toy_import(monkeypatch):
    """The same in the queue of imports."""
    monkeypatch.setattr(queue, "_tasks", {})
    toy = Toy("toy.import")
    queue.task(toy.name, queue="import")(lambda job, progress: toy.seen.append(job.subject_id))
    return toy
