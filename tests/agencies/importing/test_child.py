import os
import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from agencies.importing.book import FileRefused
from agencies.importing.child import ROOT, in_two, run_limited
from agencies.importing.limits import Limits


def run(function, limits: Limits = Limits(), seconds: int = 60, progress=None, **payload):  # noqa: B008 (frozen)
    return run_limited(
        f"{__name__}:{function.__name__}", payload, limits=limits, seconds=seconds, progress=progress
    )


def reason(function, **options) -> str:
    with pytest.raises(FileRefused) as caught:
        run(function, **options)
    assert caught.value.code == "file_unreadable"
    return caught.value.facts["reason"]


# What the children do:


def add(first, second):
    return first + second


def refuse():
    raise FileRefused("too_many_rows", found=2, limit=1)


def fail():
    raise ValueError("3299010101900001")


def devour():
    return [bytes(2**20) for _ in range(10_000)]


def sleep():
    time.sleep(600)


def spin():
    while True:
        pass


def abort():
    os.abort()


def crash():
    os.kill(os.getpid(), signal.SIGSEGV)


def count():
    from agencies.importing.child import tell_progress

    for rows in (10, 20, 30):
        tell_progress(rows_read=rows)
    return "done"


def environment():
    return dict(os.environ)


def frameworks():
    return [name for name in ("django", "psycopg2") if name in sys.modules]


def say_pid(path):
    Path(path).write_text(str(os.getpid()))
    time.sleep(600)


def lines_of(number: int) -> list[str]:
    return [f"{number}:{place}\nü" for place in range(number + 1)]


def together(count):
    return list(in_two([partial(lines_of, number) for number in range(count)]))


def processes(count):
    """The process that does each task, and the one that asks."""
    return [list(map(int, lines)) for lines in in_two([lambda: [str(os.getpid())]] * count)], os.getpid()


def in_the_second(ending, *arguments):
    """The second process does every second task, and this one comes to its end."""
    return list(in_two([lambda: ["1"], partial(ending, *arguments), lambda: ["3"]]))


def in_the_first(ending):
    return list(in_two([lambda: ["1"], lambda: ["2"], ending, lambda: ["4"]]))


def burst():
    raise MemoryError


def starve():
    resource.setrlimit(resource.RLIMIT_AS, (300 * 2**20, 300 * 2**20))
    devour()


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def leave():
    os._exit(0)


class Instruction:
    def __reduce__(self):
        return os.system, ("false",)


def instruct():
    return Instruction()


def test_the_result_comes_back():
    assert run(add, first={"a": [1]}["a"], second=[None, 2.5]) == [1, None, 2.5]


def test_a_large_payload_and_a_large_result_pass():
    assert len(run(add, first="x" * 3_000_000, second="y" * 3_000_000)) == 6_000_000


def test_a_refusal_comes_back_as_a_refusal():
    with pytest.raises(FileRefused) as caught:
        run(refuse)
    assert (caught.value.code, caught.value.facts) == ("too_many_rows", {"found": 2, "limit": 1})


def test_a_failure_tells_its_place_and_never_its_words():
    with pytest.raises(FileRefused) as caught:
        run(fail)
    assert caught.value.facts["reason"] == "crash"
    assert caught.value.facts["place"].startswith("ValueError in test_child.py:")
    assert "3299" not in str(caught.value.facts)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space")
def test_a_child_that_devours_memory_is_refused():
    assert reason(devour, limits=Limits(memory_bytes=300 * 2**20)) == "memory"


def test_an_aborted_child_is_refused():
    assert reason(abort) == "memory"


def test_a_crashed_child_is_refused():
    assert reason(crash) == "crash"


def test_a_child_that_hangs_is_ended():
    assert reason(sleep, seconds=2) == "time"


def test_a_child_that_spins_is_ended():
    assert reason(spin, seconds=2) == "time"


def test_an_instruction_instead_of_a_result_is_not_followed():
    assert reason(instruct) == "crash"


def test_progress_reaches_the_parent():
    told = []
    assert run(count, progress=lambda **numbers: told.append(numbers)) == "done"
    assert told == [{"rows_read": 10}, {"rows_read": 20}, {"rows_read": 30}]


def test_a_parent_that_gives_up_at_a_progress_report_leaves_no_child():
    def cancel(**_numbers):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(count, progress=cancel)


def test_the_child_sees_no_secret_of_the_environment(monkeypatch):
    monkeypatch.setenv("DJANGO_SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    seen = run(environment)
    assert "secret" not in str(seen)


def test_the_child_starts_without_the_application():
    assert run_limited(f"{__name__}:frameworks", {}, limits=Limits(), seconds=60) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_no_child_outlives_a_killed_parent(tmp_path):
    pid_file = tmp_path / "pid"
    parent_program = (
        "from tests.agencies.importing.test_child import run, say_pid;"
        f"run(say_pid, path={str(pid_file)!r}, seconds=600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", parent_program], cwd=ROOT)
    try:
        wait_until(lambda: pid_file.exists() and pid_file.read_text())
        child = int(pid_file.read_text())
        assert alive(child)
    finally:
        parent.kill()
        parent.wait()
    wait_until(lambda: not alive(child))


def test_two_processes_make_the_lines_that_one_would_make_in_their_order():
    assert run(together, count=7) == [lines_of(number) for number in range(7)]
    assert run(together, count=1) == [lines_of(0)]


def test_the_second_process_does_every_other_task():
    made, first = run(processes, count=6)
    pids = [pid for (pid,) in made]
    assert set(pids[0::2]) == {first}
    assert len(set(pids[1::2])) == 1
    assert first not in pids[1::2]


@pytest.mark.parametrize("where", [in_the_first, in_the_second], ids=["first", "second"])
def test_what_goes_wrong_in_either_process_is_told_alike(where):
    with pytest.raises(FileRefused) as caught:
        run(where, ending=refuse)
    assert (caught.value.code, caught.value.facts) == ("too_many_rows", {"found": 2, "limit": 1})
    with pytest.raises(FileRefused) as caught:
        run(where, ending=fail)
    assert caught.value.facts["place"].startswith("ValueError in test_child.py:")
    assert "3299" not in str(caught.value.facts)
    assert reason(where, ending=burst) == "memory"
    assert reason(where, ending=crash) == "crash"
    assert reason(where, ending=abort) == "memory"
    assert reason(where, ending=killed) == "memory"
    assert reason(where, ending=leave) == "crash"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space")
def test_a_second_process_that_devours_memory_is_refused():
    assert reason(in_the_second, ending=starve) == "memory"


def test_a_second_process_that_hangs_is_ended_with_the_first(tmp_path):
    pid_file = tmp_path / "pid"
    with pytest.raises(FileRefused) as caught:
        run_limited(f"{__name__}:hang_in_the_second", {"path": str(pid_file)}, limits=Limits(), seconds=3)
    assert caught.value.facts["reason"] == "time"
    wait_until(lambda: not alive(int(pid_file.read_text())))


def hang_in_the_second(path):
    return in_the_second(say_pid, path)


def test_a_first_process_that_gives_up_ends_the_second(tmp_path):
    pid_file = tmp_path / "pid"
    assert run(give_up, path=str(pid_file)) == ["1"]
    wait_until(lambda: not alive(int(pid_file.read_text())))


def give_up(path):
    made = in_two([lambda: ["1"], partial(say_pid, path)])
    first = next(made)
    wait_until(lambda: Path(path).exists() and Path(path).read_text())
    made.close()
    assert not alive(int(Path(path).read_text()))
    return first


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it never happened")


def test_where_no_second_process_may_begin_the_first_does_all(monkeypatch):
    def refused():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert list(in_two([lambda: ["1"], lambda: ["2"], lambda: ["3"]])) == [["1"], ["2"], ["3"]]
