import subprocess
import sys

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
# Starts a child that holds 64 MB for half a second, and goes on living without it.
PARENT = """
import subprocess, sys
sys.stdin.readline()
holder = "import time; mine = b'x' * (64 * 2**20); time.sleep(0.5)"
subprocess.run([sys.executable, "-c", holder])
print("ended", flush=True)
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
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        with ChildMemory(psutil.Process(parent.pid)) as child:
            parent.stdin.write(b"begin\n")
            parent.stdin.flush()
            assert parent.stdout.readline() == b"ended\n"
        assert 64 < child.mb < 140


def test_a_process_that_is_gone_holds_nothing():
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        process = psutil.Process(gone.pid)
    assert held(process) == 0
