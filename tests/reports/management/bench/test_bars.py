import os
import subprocess
import sys
import time

import psutil
import pytest

from reports.management.bench.bars import ChildMemory, held

MEGABYTE = 2**20
SHARING = """
import os, sys
mine = os.urandom(64 * 2**20)
if os.fork() == 0:
    own = os.urandom(32 * 2**20)
    print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def family():
    """A process with 64 MB, shared with one that it has started and that holds 32 MB more."""
    with subprocess.Popen(
        [sys.executable, "-c", SHARING], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout.readline() == b"ready\n"
        yield first
        first.stdin.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what processes share")
def test_what_a_child_has_started_counts_and_what_they_share_counts_once(family):
    assert 96 * MEGABYTE < held(psutil.Process(family.pid)) < 140 * MEGABYTE


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what processes share")
def test_the_most_that_was_held_is_remembered():
    with ChildMemory() as child:
        program = f"mine = {os.urandom(1)!r} * {64 * MEGABYTE}; print('ready', flush=True); input()"
        with subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            process.stdout.readline()
            while child.mb < 64:
                time.sleep(0.01)
            process.stdin.close()
    assert child.mb >= 64  # what others hold that this run of tests has started may be more


def test_a_process_that_is_gone_holds_nothing():
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        process = psutil.Process(gone.pid)
    assert held(process) == 0
