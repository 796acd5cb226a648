import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections

from agencies.management.commands.keys import refuse_wrong_keys
from agencies.management.commands.work import refuse_embedded_server
from agencies.models import OfficeProfile

LOOK_SECONDS = 0.2
GRACE_SECONDS = 20  # for a request or a statement under way
SOON = 5.0  # a child that ended earlier than this is started again with a pause
LONGEST_PAUSE = 10.0


@dataclass
class Child:
    """One process we keep alive."""

    command: list[str]
    process: subprocess.Popen | None = None
    started: float = 0.0
    pause: float = 0.0

    def keep(self) -> None:
        """Start it, or start it again when it has ended."""
        if self.alive():
            return
        lived = time.monotonic() - self.started
        if self.process is not None:
            self.pause = 0.0 if lived > SOON else min(max(self.pause * 2, 0.2), LONGEST_PAUSE)
        if self.process is None or lived > self.pause:
            # A session of its own: Ctrl-C reaches us alone, and we end the children in order.
            self.process = subprocess.Popen(self.command, start_new_session=True)
            self.started = time.monotonic()

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def end(self) -> None:
        if self.alive():
            self.process.terminate()

    def gone(self) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Command(BaseCommand):
    help = "Serve the whole application on one machine: web, worker and daily work, each started again when it dies."
    requires_system_checks = []
    stopping = False

    def add_arguments(self, parser):
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT") or 0), help="default: first free from 8000"
        )
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=2, help="processes that answer requests")
        parser.add_argument(
            "--demo", action="store_true", help="prepare the database and fill it when it is empty"
        )

    def handle(self, *, host, port, workers, demo, **options):
        refuse_embedded_server()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            if demo:
                self._prepare()
            self._check_keys()
            self._keep_alive(host, port or _first_free(host), workers)
        finally:
            if settings.DATABASES["default"]["ENGINE"] == "config.database":
                subprocess.run([sys.executable, "-m", "config.database.stop"], check=False)

    def _check_keys(self) -> None:
        """A database that does not answer yet stops nobody: the worker asks again."""
        with suppress(DatabaseError):
            refuse_wrong_keys()
        connections["default"].close()

    def _prepare(self) -> None:
        """The demo regency in an empty database, and anew in one whose filling was interrupted."""
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        unfinished = settings.DATA / "demo_unfinished"
        if unfinished.exists():
            call_command("flush", interactive=False, verbosity=0)
        if not OfficeProfile.objects.exists():
            unfinished.touch()
            if self._seeded():
                unfinished.unlink()
            elif not self.stopping:
                self.stderr.write("The demo regency could not be loaded; the next start tries again.")
        connections["default"].close()

    def _seeded(self) -> bool:
        seeding = Child([sys.executable, str(settings.BASE_DIR / "manage.py"), "seed_demo"])
        seeding.keep()
        while seeding.alive() and not self.stopping:
            time.sleep(LOOK_SECONDS)
        seeding.end()
        seeding.gone()
        return seeding.process.returncode == 0

    def _keep_alive(self, host: str, port: int, workers: int) -> None:
        children = [Child(_web(host, port, workers)), Child(_worker())]
        told = False
        while not self.stopping:
            for child in children:
                child.keep()
            if not told and _answers(host, port):
                self._tell(host, port)
                told = True
            time.sleep(LOOK_SECONDS)
        for child in children:
            child.end()
        for child in children:
            child.gone()

    def _tell(self, host: str, port: int) -> None:
        self.stdout.write(f"Sinergi: http://{host}:{port}")
        accounts = settings.DATA / "demo_accounts.txt"
        if accounts.exists():
            self.stdout.write(accounts.read_text())
        self.stdout.flush()

    def _stop(self, number, frame):
        self.stopping = True


def _first_free(host: str) -> int:
    for port in range(8000, 8100):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return port
    raise CommandError("no free port between 8000 and 8099; name one: PORT=9000 make demo")


def _answers(host: str, port: int) -> bool:
    asked = HTTPConnection(host, port, timeout=2)
    try:
        asked.request("GET", "/sehat/")
        return bool(asked.getresponse().status)
    except OSError:
        return False
    finally:
        asked.close()


def _web(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "python:config.gunicorn",
        "--bind", f"{host}:{port}", "--workers", str(workers), "--chdir", str(settings.BASE_DIR),
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--parent", str(os.getpid())]
