"""What happens to the work when processes are killed under it (SECURITY 6.2)."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.xdist_group("chaos")


def live(house):
    return house.ask("SELECT count(*), count(DISTINCT (job, n)) FROM toy_live")[0]


def staged(house):
    return house.ask("SELECT count(*) FROM toy_staging")[0][0]


def torture(house, *, jobs, rows, kills, restarts):
    """F1, F4: two workers, killed at random moments, and now and then the database server under them."""
    for number in range(jobs):
        house.queue("toy.rows", number, "import", rows=rows, agency=number)
    workers = [house.manage("work", TOY_ATTEMPTS="1000") for _ in range(2)]
    for kill in range(kills):
        house.until(lambda: alive(house) == 2, "two workers alive")  # else they die before they do anything
        if restarts and kill and kill % (kills // (restarts + 1)) == 0:
            house.kill_database()
        time.sleep(random.uniform(0, 1.5))
        victim = random.randrange(2)
        workers[victim].kill()
        workers[victim] = house.manage("work", TOY_ATTEMPTS="1000")
    house.until(lambda: house.statuses() == {"done"}, "every job done")
    assert live(house) == (jobs * rows, jobs * rows)
    assert staged(house) == 0
    assert sum(attempt for _, _, attempt, _ in house.jobs()) > jobs, "no kill met a job at work"


def test_killed_workers_lose_and_double_nothing(house):
    torture(house, jobs=10, rows=15_000, kills=4, restarts=1)


@pytest.mark.long
def test_many_killed_workers_lose_and_double_nothing(house):
    torture(house, jobs=50, rows=20_000, kills=22, restarts=2)


def test_a_kill_inside_the_merge_stores_nothing_and_the_next_worker_everything(house):
    house.queue("toy.rows", 1, "import", rows=300, merge_seconds=600)
    worker = house.manage("work")
    house.until(
        lambda: house.ask(
            "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%%pg_sleep%%' AND pid <> pg_backend_pid()"
        ),
        "the merge",
    )
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    # The server notices a client's death only when it next writes to it: end the statement as it would.
    house.ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%%pg_sleep%%' AND pid <> pg_backend_pid()"
    )
    assert live(house) == (0, 0)

    house.ask("UPDATE agencies_job SET parameters = '{\"rows\": 300}'")
    house.manage("work")
    house.until(lambda: house.statuses() == {"done"}, "the job done")
    assert live(house) == (300, 300)
    assert house.jobs()[0][2] == 2  # the second attempt


def test_a_job_that_kills_its_worker_is_given_up_and_the_next_one_has_its_turn(house):
    house.queue("toy.crash", 1)
    house.queue("toy.rows", 2, "import", rows=100)
    for _ in range(3):
        assert house.manage("work", "--once").wait() == -signal.SIGKILL
    assert house.manage("work", "--once").wait() == 0
    (_, crashed, attempts, words), (_, other, _, _) = house.jobs()
    assert (crashed, attempts, other) == ("failed", 3, "done")
    assert words.startswith("Berhenti mendadak 3 kali.")


def test_a_worker_outlives_its_database_server(house):
    house.queue("toy.rows", 1, "import", rows=3_000)
    worker = house.manage("work")
    house.until(lambda: staged(house) > 0, "staged rows")
    house.kill_database()
    house.until(lambda: house.statuses() == {"done"}, "the job done")
    assert worker.poll() is None
    assert live(house) == (3_000, 3_000)


def test_a_stopped_worker_gives_its_job_back_at_once_and_uncounted(house):
    house.queue("toy.hold", 1, seconds=600)
    worker = house.manage("work")
    house.until(lambda: house.jobs()[0][3] == "Menahan", "the long statement")
    time.sleep(0.3)
    worker.terminate()
    assert worker.wait(60) == 0  # ten minutes early
    assert house.jobs()[0][1:3] == ("running", 0)

    house.ask("UPDATE agencies_job SET parameters = '{\"seconds\": 0}'")
    assert house.manage("work", "--once").wait() == 0
    assert house.jobs()[0][1:3] == ("done", 1)


def test_a_worker_without_its_supervisor_ends(house):
    worker = house.manage("work", "--parent", str(os.getpid()))
    house.until(lambda: alive(house) == 1, "a worker alive")
    worker.terminate()
    worker.wait()
    orphan = house.manage("work", "--parent", "1")
    assert orphan.wait(60) == 0


def alive(house):
    return house.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 79")[0][0]


def test_in_production_the_embedded_server_is_refused(house):
    environment = house.environment | {"DJANGO_SETTINGS_MODULE": "config.settings", "DJANGO_DEBUG": "0"}
    for command in ("work", "serve"):
        told = subprocess.run(
            [sys.executable, "manage.py", command], env=environment, capture_output=True, text=True
        )
        assert told.returncode == 1
        assert "DATABASE_URL is not set" in told.stderr
