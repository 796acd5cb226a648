import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.management.base import BaseCommand

from agencies.management.commands.work import refuse_embedded_server

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
        if self.process is not None and self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        if self.process is not None:
            self.pause = 0.0 if lived > SOON else min(max(self.pause * 2, 0.2), LONGEST_PAUSE)
        if self.process is None or lived > self.pause:
            # A session of its own: Ctrl-C reaches us alone, and we end the children in order.
            self.process = subprocess.Popen(self.command, start_new_session=True)
            self.started = time.monotonic()

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
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
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=2, help="processes that answer requests")

    def handle(self, *, host, port, workers, **options):
        refuse_embedded_server()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        children = [Child(_web(host, port, workers)), Child(_worker())]
        self.stdout.write(f"Sinergi: http://{host}:{port}")
        self.stdout.flush()
        while not self.stopping:
            for child in children:
                child.keep()
            time.sleep(LOOK_SECONDS)
        for child in children:
            child.end()
        for child in children:
            child.gone()

    def _stop(self, number, frame):
        self.stopping = True


def _web(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "python:config.gunicorn",
        "--bind", f"{host}:{port}", "--workers", str(workers), "--chdir", str(settings.BASE_DIR),
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--parent", str(os.getpid())]
