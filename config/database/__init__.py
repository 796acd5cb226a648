"""Where the data live: DATABASE_URL, or else the embedded PostgreSQL of server.py."""

import os
from pathlib import Path

from psycopg2 import ProgrammingError
from psycopg2.extensions import parse_dsn

from config.env import BadEnvironment

# A worker or a page that lost its server should notice (SECURITY 6.2 F5, F15).
OPTIONS = {"connect_timeout": 2, "keepalives_idle": 20, "keepalives_interval": 10, "keepalives_count": 3}


def settings(data: Path) -> dict:
    """Django's settings of the one database; importing this starts nothing."""
    if not (url := os.environ.get("DATABASE_URL")):
        from config.database.server import SOCKETS

        return {
            "ENGINE": "config.database",
            "NAME": "app",
            "USER": "app",
            "HOST": str(SOCKETS),
            "OPTIONS": OPTIONS,
        }
    try:
        dsn = parse_dsn(url)
    except ProgrammingError:
        raise BadEnvironment(
            "DATABASE_URL", "must look like postgresql://user:password@host:5432/name"
        ) from None
    known = {key.upper(): dsn.pop(key) for key in ("user", "password", "host", "port") if key in dsn}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": dsn.pop("dbname"),
        **known,
        "OPTIONS": OPTIONS | dsn,
    }
