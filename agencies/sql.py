"""Hand-written SQL over rows a person may see, and the few statements the ORM has no word for."""

import io

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def select(row_type, sql: str, *, source: QuerySet | None = None, **params) -> list:
    """Run `sql` with `source` available as the table `source`, one `row_type` per row.

    `source` carries the viewer's scope and the screen's filters, so the SQL
    itself never mentions either.
    """
    with connection.cursor() as cursor:
        body = cursor.mogrify(sql, params).decode()
        if source is not None:
            try:
                scope = cursor.mogrify(*source.query.sql_with_params()).decode()
            except EmptyResultSet:
                return []
            body = f"WITH source AS ({scope}) {body}"
        cursor.execute(body.replace("%", "%%"), [])
        return [row_type(*row) for row in cursor.fetchall()]


def execute(sql: str, **params) -> int:
    """Run one statement; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


def aside(row_type, sql: str, **params) -> list:
    """Run one statement that is committed at once, whatever transaction is open here: on a connection of its own."""
    beside = connection.copy()
    try:
        with beside.cursor() as cursor:
            cursor.execute(sql, params)
            return [row_type(*row) for row in cursor.fetchall()]
    finally:
        beside.close()


def copy_in(table: str, columns: list[str], lines: io.TextIOBase) -> None:
    """COPY csv lines into a staging table; nothing else may be filled this way (DECISIONS 6.4)."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN WITH (FORMAT csv)', lines, size=2**20)


def advisory_lock(space: int, key: int) -> bool:
    """Try to take a lock that lives as long as this database session."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [space, key])
        return cursor.fetchone()[0]


def advisory_unlock(space: int, key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [space, key])
