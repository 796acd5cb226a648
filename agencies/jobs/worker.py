"""The loop of `manage.py work`."""

import logging
import os
import secrets
import signal
import threading
import time

from django.db import Error, connections
from django.db.backends.signals import connection_created

from agencies import sql
from agencies.jobs import failures, presence, queue, schedule

logger = logging.getLogger(__name__)

IDLE_SECONDS = 0.5
SCHEDULE_SECONDS = 30
LONGEST_BACK_OFF = 5.0  # seconds


class Worker:
    """Takes jobs until it is told to stop; survives the database going away and coming back."""

    def __init__(self, queues: tuple[str, ...] = (), *, once: bool = False, parent: int | None = None):
        """`once`: stop when the queue is empty. `parent`: stop when this process is no longer ours."""
        self._queues, self._once, self._parent = queues, once, parent
        self._told_to_stop = False
        self._back_off = 0.0
        self._looked_at_clock = float("-inf")

    def run(self) -> None:
        self._listen()
        connection_created.connect(self._announce, dispatch_uid="worker")
        connections["default"].close()  # the next one carries our sign
        while not self.stopping():
            try:
                worked = self._turn()
                self._back_off = 0.0
            except Error as error:
                if not failures.connection_lost(error):
                    raise
                worked = False
                self._wait_for_database(error)
            if not worked and not self._back_off:
                if self._once:
                    return
                time.sleep(IDLE_SECONDS)

    def stopping(self) -> bool:
        return self._told_to_stop or (self._parent is not None and os.getppid() != self._parent)

    def _turn(self) -> bool:
        if time.monotonic() - self._looked_at_clock > SCHEDULE_SECONDS:
            schedule.queue_due()
            self._looked_at_clock = time.monotonic()
        job = queue.claim(self._queues)
        if job:
            logger.info("job %s (%s), attempt %s", job.pk, job.task, job.attempt)
            queue.run(job, self.stopping)
        return job is not None

    def _wait_for_database(self, error: Error) -> None:
        connections["default"].close()
        self._back_off = min(max(self._back_off * 2, 0.2), LONGEST_BACK_OFF)
        logger.warning("no database (%s), next try in %.1f s", type(error).__name__, self._back_off)
        time.sleep(self._back_off)

    def _announce(self, connection, **kwargs) -> None:
        """A session of a living worker holds a lock of its own; it is gone with the process."""
        if connection is connections["default"]:
            sql.advisory_lock(presence.WORKER, secrets.randbelow(2**31))

    def _listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        ear, mouth = os.pipe()
        os.set_blocking(mouth, False)
        signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
        threading.Thread(target=self._interrupt, args=(ear, connections["default"]), daemon=True).start()

    def _stop(self, number, frame) -> None:
        self._told_to_stop = True

    @staticmethod
    def _interrupt(ear: int, database) -> None:
        """Python handles a signal only after the running statement: end that statement, from beside it."""
        while os.read(ear, 1):
            if database.connection is not None:
                database.connection.cancel()
