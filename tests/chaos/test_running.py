"""`manage.py serve`, the process behind `make demo`: killed part by part, started again, stopped."""

import json
import os
import signal
import socket

import psutil
import pytest

pytestmark = pytest.mark.xdist_group("chaos")


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serve(house, port):
    """Start the application; returns once web and worker answer."""

    def serve(**environment):
        process = house.manage("serve", "--port", str(port), **environment)
        healthy(house, port)
        return process

    return serve


def health(house, port):
    status, body = house.get(f"http://127.0.0.1:{port}/sehat/")
    return status, json.loads(body) if body.startswith("{") else {}


def healthy(house, port):
    house.until(lambda: health(house, port)[0] == 200, "web, worker and database alive")


def child(process, word):
    """The pid of the child whose command line holds `word`."""
    return next(one.pid for one in psutil.Process(process.pid).children() if word in one.cmdline())


def kill(pid):
    os.kill(pid, signal.SIGKILL)
    psutil.Process(pid).wait(30) if psutil.pid_exists(pid) else None


def test_every_part_is_killed_and_nothing_is_lost(house, port, serve):
    process = serve()
    house.queue("toy.rows", 1, "import", rows=4_000)
    house.until(lambda: house.ask("SELECT 1 FROM toy_staging LIMIT 1"), "a worker at work")

    kill(child(process, "work"))
    house.until(lambda: house.jobs()[0][2] == 2, "the second attempt")
    kill(child(process, "config.wsgi"))
    healthy(house, port)
    house.kill_database()
    house.until(lambda: house.statuses() == {"done"}, "the job done")
    healthy(house, port)
    assert house.ask("SELECT count(*), count(DISTINCT n) FROM toy_live") == [(4_000, 4_000)]
    assert process.poll() is None

    process.terminate()
    assert process.wait(60) == 0
    assert house.processes() == []

    again = serve()
    assert house.get(f"http://127.0.0.1:{port}/masuk/")[0] == 200
    assert house.ask("SELECT count(*) FROM toy_live") == [(4_000,)]
    again.send_signal(signal.SIGINT)  # Ctrl-C
    assert again.wait(60) == 0
    assert house.processes() == []


def test_a_killed_supervisor_leaves_nobody_holding_the_port(house, port, serve):
    kill(serve().pid)
    house.until(
        lambda: not any("gunicorn" in one or " work" in one for one in house.processes()),
        "the children's end",
    )
    process = serve()
    process.terminate()
    assert process.wait(60) == 0
    assert house.processes() == []


def test_visitors_of_a_stopped_database_are_told_so_until_it_is_back(house, port, serve):
    """F5, F24. Where DATABASE_URL names the server nobody of ours starts it."""
    url = f"postgresql://app@/app?host={house.sockets}"
    process = serve(DATABASE_URL=url)
    page = f"http://127.0.0.1:{port}/masuk/"

    house.ask("ALTER ROLE app CONNECTION LIMIT 0", user="postgres")
    house.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'", user="postgres")
    status, body = house.get(page)
    assert (status, "tidak tersambung" in body) == (503, True)
    house.ask("ALTER ROLE app CONNECTION LIMIT -1", user="postgres")
    healthy(house, port)

    house.stop_database()
    status, body = house.get(page)
    assert (status, "tidak tersambung" in body) == (503, True)
    assert health(house, port) == (
        503,
        health(house, port)[1] | {"sehat": False, "basis_data": False, "pekerja": False},
    )
    house.start_database()
    healthy(house, port)
    assert house.get(page)[0] == 200
    process.terminate()
    assert process.wait(60) == 0
