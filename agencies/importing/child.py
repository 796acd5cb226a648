"""Runs one function in a fresh process with little memory and time, and brings back its result.

A hostile workbook can make a parser abort or hang. Then only this child dies: the caller gets a
FileRefused and goes on. The child starts without Django and without the secrets of the environment,
and it dies with its parent. It may share long work with a second process like itself (`in_two`), under the same limits.
"""

import ctypes
import gc
import importlib
import json
import os
import pickle
import re
import resource
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from typing import BinaryIO

from agencies.importing.book import FileRefused
from agencies.importing.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
START = "from agencies.importing.child import main; main()"
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")
# Every thread of a numerical library reserves address space of its own.
SPARING = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}
PROGRESS, RESULT = b"P", b"R"
AHEAD = 16  # messages received before earlier ones are done with: some twenty megabytes
LINES, REFUSAL = b"L", b"F"
BETWEEN_LINES = "\0"  # PostgreSQL takes none, so no line holds one
PR_SET_PDEATHSIG = 1
PROGRESS_ROWS = 10_000  # how often a reader tells how far it is
HARMLESS = re.compile(r"datetime|decimal|_?collections|(?:agencies|programs|beneficiaries)\.importing\..+")
HARMLESS_BUILTINS = {"set", "frozenset", "complex", "bytearray", "range", "slice"}

_reply: BinaryIO | None = None  # in the child: where progress and the result go


def run_limited(
    target: str,
    payload: dict,
    *,
    limits: Limits,
    seconds: int,
    progress: Callable[..., None] | None = None,
):
    """The result of `target` ("package.module:function") called with `payload` as keyword arguments.

    `progress` receives what the function tells by `tell_progress`. Raises FileRefused: the one that the
    function raised, or file_unreadable with the reason memory, time or crash.
    """
    reading, writing = os.pipe()
    process = _start(writing, limits, seconds)
    os.close(writing)
    late = threading.Event()
    alarm = threading.Timer(seconds, lambda: (late.set(), process.kill()))
    alarm.daemon = True
    alarm.start()
    try:
        with os.fdopen(reading, "rb") as reply:
            _hand_over(process, target, payload)
            outcome = _listen(process, reply, progress)
    except (EOFError, pickle.UnpicklingError, struct.error) as error:
        ending = -process.wait()
        raise FileRefused("file_unreadable", reason="time" if late.is_set() else _cause(ending)) from error
    finally:
        alarm.cancel()
        process.kill()
        process.wait()
    if isinstance(outcome, FileRefused):
        raise outcome
    return outcome


def tell_progress(lines: str = "", **numbers) -> None:
    """Tell the parent how far the work is, with `lines` it asked for; outside a child nothing happens."""
    if _reply is not None:
        message, text = json.dumps(numbers).encode(), lines.encode()
        _reply.write(PROGRESS + struct.pack("<II", len(message), len(text)) + message)
        _reply.write(text)
        _reply.flush()


def _start(writing: int, limits: Limits, seconds: int) -> subprocess.Popen:
    known = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    numbers = (writing, os.getpid(), limits.memory_bytes, seconds, limits.unpacked_bytes)
    return subprocess.Popen(
        [sys.executable, "-c", START, *map(str, numbers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=known | SPARING,
        pass_fds=(writing,),
        start_new_session=True,
    )


def _hand_over(process: subprocess.Popen, target: str, payload: dict) -> None:
    try:
        with process.stdin as stdin:
            pickle.dump((target, payload), stdin)
    except BrokenPipeError as error:
        raise EOFError from error


def _listen(process: subprocess.Popen, reply: BinaryIO, progress: Callable[..., None] | None):
    """Pass progress on and give back the result. Messages are received while earlier ones are worked on."""
    messages = Queue(AHEAD)
    receiver = threading.Thread(target=_receive, args=(reply, messages), daemon=True)
    receiver.start()
    try:
        while (message := messages.get())[0] == PROGRESS:
            if progress:
                progress(**message[1])
    except BaseException:
        process.kill()  # then the receiver meets the end of the pipe, whatever it still holds
        while receiver.is_alive():
            with suppress(Empty):
                messages.get(timeout=0.02)
        raise
    receiver.join()  # that was its last message
    kind, outcome = message
    if kind != RESULT:
        raise outcome
    return outcome


def _receive(reply: BinaryIO, messages: Queue) -> None:
    """Put every message as (kind, content); in the place of one that cannot be read why it cannot."""
    try:
        while (kind := reply.read(1)) == PROGRESS:
            length, size = struct.unpack("<II", reply.read(8))
            numbers, lines = json.loads(reply.read(length)), reply.read(size).decode()
            messages.put((PROGRESS, numbers | ({"lines": lines} if lines else {})))
        if kind != RESULT:
            raise EOFError
        messages.put((RESULT, Harmless(reply).load()))
    except Exception as error:  # noqa: BLE001 - raised where the caller listens
        messages.put((None, error))


def _cause(ending: int) -> str:
    """What the end of a process without a result means; `ending` is the signal."""
    if ending == signal.SIGXCPU:
        return "time"
    if ending in (signal.SIGABRT, signal.SIGKILL):  # a failed reservation aborts; the system's killer kills
        return "memory"
    return "crash"


def in_two(tasks: Sequence[Callable[[], list[str]]]) -> Iterator[list[str]]:
    """The lines that each task makes, in order; a second process, which dies with this one, does every other task.

    No other thread may run here. What a task raises, this raises; of the second process as FileRefused.
    Where the system allows no second process this one does it all.
    """
    reading, writing = os.pipe()
    first = os.getpid()
    try:
        second = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        yield from (task() for task in tasks)
        return
    if not second:
        os.close(reading)
        _be_the_second(first, writing, tasks[1::2])
    os.close(writing)
    ending = None
    try:
        with os.fdopen(reading, "rb") as answer:
            for number, task in enumerate(tasks):
                yield _lines_from(answer) if number % 2 else task()
    except EOFError as error:
        ending = os.waitstatus_to_exitcode(os.waitpid(second, 0)[1])
        raise FileRefused("file_unreadable", reason=_cause(-ending)) from error
    finally:
        if ending is None:
            os.kill(second, signal.SIGKILL)
            os.waitpid(second, 0)


def _be_the_second(first: int, writing: int, tasks: Sequence[Callable[[], list[str]]]) -> None:
    try:
        _die_with(first)
        if _reply is not None:
            os.close(_reply.fileno())  # the parent listens to the first only
        with os.fdopen(writing, "wb") as answer:
            for task in tasks:
                made = _outcome(task)
                refused = isinstance(made, FileRefused)
                text = json.dumps([made.code, made.facts]) if refused else BETWEEN_LINES.join(made)
                content = text.encode()
                answer.write((REFUSAL if refused else LINES) + struct.pack("<I", len(content)) + content)
                answer.flush()
    finally:
        os._exit(0)


def _lines_from(answer: BinaryIO) -> list[str]:
    """Raises EOFError when the second process has died, and the FileRefused it tells."""
    kind, size = answer.read(1), answer.read(4)
    length = struct.unpack("<I", size)[0] if len(size) == 4 else -1
    content = answer.read(max(0, length))
    if len(content) != length:
        raise EOFError
    if kind == REFUSAL:
        code, facts = json.loads(content)
        raise FileRefused(code, **facts)
    return content.decode().split(BETWEEN_LINES)


class Harmless(pickle.Unpickler):
    """Takes plain values and the classes of the import only: a child led astray can send no instruction."""

    def find_class(self, module: str, name: str):
        if module == "builtins" and name not in HARMLESS_BUILTINS:
            raise pickle.UnpicklingError(name)
        if module != "builtins" and not HARMLESS.fullmatch(module):
            raise pickle.UnpicklingError(module)
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(name)
        return found


def main() -> None:
    """The child itself: limits first, then the work, then one answer."""
    global _reply
    writing, parent, memory, seconds, file_size = map(int, sys.argv[1:])
    _die_with(parent)
    _limit(memory, seconds, file_size)
    gc.disable()  # millions of cells and hardly a circle among them: looking for some took a fifth of the time
    with os.fdopen(writing, "wb") as _reply:
        target, payload = pickle.load(sys.stdin.buffer)  # noqa: S301 (from our own parent)
        outcome = _work(target, payload)
        _reply.write(RESULT)
        pickle.dump(outcome, _reply, protocol=5)
        _reply.flush()
    os._exit(0)  # taking a large book apart costs time and serves nobody


def _work(target: str, payload: dict):
    module, _, function = target.partition(":")
    return _outcome(lambda: getattr(importlib.import_module(module), function)(**payload))


def _outcome(work: Callable):
    """What the work gives back, or why it cannot."""
    try:
        return work()
    except FileRefused as refusal:
        return FileRefused(refusal.code, **refusal.facts)
    except MemoryError:
        return FileRefused("file_unreadable", reason="memory")
    except Exception as error:  # noqa: BLE001 (whatever went wrong ends here, without its message)
        # The place, never the message: messages quote cells, and cells hold identity numbers.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
        return FileRefused("file_unreadable", reason="crash", place=place)


def _limit(memory: int, seconds: int, file_size: int) -> None:
    bounds = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: file_size,
    }
    for which, most in bounds.items():
        try:
            resource.setrlimit(which, (most, most + 5 if which == resource.RLIMIT_CPU else most))
        except (ValueError, OSError):  # macOS knows no limit on address space
            continue


def _die_with(parent: int) -> None:
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    except AttributeError:  # not Linux
        pass
    if os.getppid() != parent:
        os._exit(1)
