"""gunicorn's own settings, given by `manage.py serve`, under which it runs."""

import os
import signal
import threading
import time

preload_app = True  # one start, shared memory
timeout = 60  # a request that takes longer should have been a job
graceful_timeout = 15
max_requests = 2_000  # a process that leaks is replaced
max_requests_jitter = 200
accesslog = None  # addresses hold ids of people's pages; the trail knows who saw what
errorlog = "-"
loglevel = "warning"


def on_starting(server):
    """A supervisor killed without a word must not leave us holding its port."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
