"""A town hall of its own: data folder, database server, worker and web as real processes."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import cached_property
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import psutil
import psycopg2

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds; a limit against hanging, no measure of the product
TABLES = """
    CREATE TABLE toy_staging (job bigint, n integer);
    CREATE TABLE toy_live (job bigint, n integer, PRIMARY KEY (job, n));
"""
open_url = build_opener(ProxyHandler({})).open


class House:
    def __init__(self, data: Path):
        self.data = data
        self.environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if name not in {"DATABASE_URL", "PYTEST_VERSION"}
            },
            "SINERGI_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "tests.chaos.settings",
            "PYTHONUNBUFFERED": "1",
        }
        self._started: list[subprocess.Popen] = []

    # processes

    def manage(self, *arguments, **environment) -> subprocess.Popen:
        with (self.data.parent / "log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", *arguments],
                cwd=ROOT, env=self.environment | environment, stdout=log, stderr=log,
            )  # fmt: skip
        self._started.append(process)
        return process

    def build(self) -> None:
        assert self.manage("migrate", "-v0").wait(PATIENCE) == 0, self.log()
        assert self.manage("createcachetable").wait(PATIENCE) == 0, self.log()
        self.ask(TABLES)

    def clear(self) -> None:
        self.start_database()
        self.ask("TRUNCATE agencies_job, toy_staging, toy_live")

    def log(self) -> str:
        return (self.data.parent / "log").read_text()

    def start_database(self) -> None:
        self._python("-c", "from config.database.server import start; start()")

    def stop_database(self) -> None:
        self._python("-m", "config.database.stop")

    def _python(self, *arguments) -> str:
        told = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return told.stdout.strip()

    def kill_database(self) -> None:
        os.kill(self.postmaster(), signal.SIGKILL)

    def postmaster(self) -> int:
        return int((self.data / "postgres/postmaster.pid").read_text().split()[0])

    def end_all(self) -> None:
        for process in self._started:
            if process.poll() is None:
                process.terminate()
        for process in self._started:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._started = []

    def processes(self) -> list[str]:
        """Whatever still runs for this house: its data folder stands in the environment or is the working directory."""
        found = []
        for process in psutil.process_iter(["name", "cmdline"]):
            try:
                ours = process.environ().get("SINERGI_DATA") == str(self.data)
                ours = ours or process.cwd() == str(self.data / "postgres")
                if ours and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(" ".join(process.info["cmdline"])[-120:])
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return found

    # the database, seen from outside

    @cached_property
    def sockets(self) -> str:
        return self._python("-c", "from config.database.server import SOCKETS; print(SOCKETS)")

    def ask(self, statement: str, *parameters, user: str = "app", name: str = "app") -> list[tuple]:
        """Run one statement, waiting for a server that is being started again."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                connection = psycopg2.connect(host=self.sockets, user=user, dbname=name)
                break
            except psycopg2.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement, parameters or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    # jobs

    def queue(self, task: str, subject: int, queue: str = "default", **parameters) -> None:
        self.ask(
            """
            INSERT INTO agencies_job
                (task, subject_id, queue, parameters, status, attempt, done, total, words, cancel_asked, error, queued_at)
            VALUES (%s, %s, %s, %s, 'queued', 0, 0, 0, '', false, '', now())
            """,
            task, subject, queue, json.dumps(parameters),
        )  # fmt: skip

    def jobs(self) -> list[tuple]:
        """(task, status, attempt, words) of every job that a test queued."""
        return self.ask(
            "SELECT task, status, attempt, words FROM agencies_job WHERE task LIKE 'toy.%' ORDER BY id"
        )

    def statuses(self) -> set[str]:
        return {status for _, status, _, _ in self.jobs()}

    def until(self, happened, what: str):
        limit = time.monotonic() + PATIENCE
        while not (result := happened()):
            assert time.monotonic() < limit, f"waited in vain: {what}\n{self.jobs()}\n{self.log()[-3000:]}"
            time.sleep(0.05)
        return result

    # the web

    def get(self, address: str) -> tuple[int, str]:
        """Status and body, (0, "") where nobody listens."""
        try:
            with open_url(address, timeout=30) as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""
