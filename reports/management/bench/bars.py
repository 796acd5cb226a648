"""One line of JSON per bar: what was measured, on both sides, and whether the bound holds."""

import json
import statistics
import sys
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager

import psutil


def say(words: str) -> None:
    print(f"[{time.monotonic():.1f}] {words}", file=sys.stderr, flush=True)


def timed(work: Callable[[], object]) -> float:
    """Seconds on the wall that the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def tell(
    bar: str,
    ratio: float | None,
    bound: float,
    sides: dict[str, list[float]],
    *,
    at_least: bool = False,
    rows: int,
    mb=None,
):
    """Print one bar. `ratio` (or `mb`) is the figure the bound is about; `at_least` turns the bound round."""
    figure = mb if ratio is None else ratio
    holds = figure >= bound if at_least else figure <= bound
    line = {
        "bar": bar, "holds": bool(holds), "ratio": None if ratio is None else round(ratio, 2), "bound": bound,
        "mb": None if mb is None else round(mb, 1), "sides": {name: [round(one, 4) for one in many] for name, many in sides.items()},
        "rows": rows, "repeats": max(len(many) for many in sides.values()),
    }  # fmt: skip
    print(json.dumps(line), flush=True)


class ChildMemory:
    """The most memory in MB that a child process held while the `with` lasted, looked at twenty times a second.

    What a child has started counts with it, all in the same moment; a page that they share counts once.
    The system's own record will not do: a child that is started inherits the highest mark of its parent.
    """

    def __init__(self, of: psutil.Process | None = None):
        """`of`: whose children; without it this process's."""
        self.of = of or psutil.Process()
        self.mb = 0.0

    def __enter__(self) -> "ChildMemory":
        self.over = threading.Event()
        self.watcher = threading.Thread(target=self._watch, daemon=True)
        self.watcher.start()
        return self

    def __exit__(self, *failure) -> None:
        self.over.set()
        self.watcher.join()

    def _watch(self) -> None:
        while not self.over.wait(0.05):
            for child in self.of.children():
                self.mb = max(self.mb, held(child) / 2**20)


def held(process: psutil.Process) -> int:
    """Bytes of memory of a process and all it has started; 0 for one that is gone."""
    try:
        family = [process, *process.children(recursive=True)]
        if len(family) == 1:
            return process.memory_info().rss
        return sum(one.memory_full_info().pss for one in family)
    except psutil.NoSuchProcess:
        return 0


def median(values: list[float]) -> float:
    return statistics.median(values)


@contextmanager
def own_database(connection):
    """A database of its own, migrated, and gone afterwards."""
    import tempfile

    from django.test.utils import override_settings

    name = f"{connection.settings_dict['NAME']}_ukur"
    connection.settings_dict.setdefault("TEST", {})["NAME"] = name
    before = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
