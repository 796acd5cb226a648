"""The database as workers meet it: another session beside the test's own, and its errors."""

import threading
import time

import psycopg2
from django.db import OperationalError, connection, connections


def elsewhere(function):
    """Run it in another session, as another worker would; back when the server has let that session go."""
    result, sessions = [], []

    def body():
        try:
            result.append(function())
        finally:
            if connection.connection is not None:
                sessions.append(connection.connection.get_backend_pid())
            connections.close_all()

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    gone(sessions)
    return result[0]


def gone(sessions):
    """A closed session ends, and its locks with it, a moment after its client has left."""
    watch = connection.copy()
    try:
        for _ in range(1_000):
            with watch.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE pid = ANY(%s)", [sessions])
                if cursor.fetchone() == (0,):
                    return
            time.sleep(0.01)
    finally:
        watch.close()
    raise AssertionError("the other session does not end")


def database_error(sqlstate, kind=OperationalError):
    class Cause(psycopg2.Error):
        pgcode = sqlstate

    error = kind("a message with 3299010101010001 in it")
    error.__cause__ = Cause()
    return error
