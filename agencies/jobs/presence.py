"""Who is alive, told by the advisory locks that PostgreSQL drops with the session of a dead process. No clocks."""

from zlib import crc32

from agencies import sql

# Spaces of advisory locks, the first of their two keys
SUBJECT, AGENCY, WORKER, SCHEDULE = 77, 78, 79, 80


def lock_key(task_name: str, subject_id: int | None) -> int:
    """Of two jobs with one task and subject only one runs at a time; strangers that share a key merely wait."""
    return crc32(f"{task_name}:{subject_id}".encode()) & 0x7FFFFFFF


def subjects_at_work() -> set[int]:
    """The lock keys of the jobs that a living process works on."""
    return set(_held(SUBJECT))


def workers_alive() -> int:
    return len(_held(WORKER))


def _held(space: int) -> list[int]:
    return sql.select(
        int,
        """
        SELECT objid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE locktype = 'advisory' AND classid = %(space)s AND objsubid = 2 AND granted
          AND datname = current_database()
        """,
        space=space,
    )
