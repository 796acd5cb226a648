"""Typed readers of environment variables. A value that cannot be read stops the start with one sentence."""

import os
import sys
from pathlib import Path


class BadEnvironment(SystemExit):
    def __init__(self, name: str, problem: str):
        super().__init__(f"sinergi: environment variable {name}: {problem}")


def told(name: str, what: str) -> None:
    """Say on stderr what stands in for an unset variable, once per process and for all those that it starts."""
    known = os.environ.get("SINERGI_TOLD", "").split()
    if name not in known and "PYTEST_VERSION" not in os.environ:
        os.environ["SINERGI_TOLD"] = " ".join([*known, name])
        print(f"sinergi: {name} is not set: {what}", file=sys.stderr)


def text(name: str, default: str) -> str:
    return os.environ.get(name) or default


def flag(name: str) -> bool:
    value = os.environ.get(name, "0")
    if value not in {"0", "1"}:
        raise BadEnvironment(name, "must be 0 or 1")
    return value == "1"


def whole(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdecimal():
        raise BadEnvironment(name, "must be a whole number")
    return int(value)


def words(name: str, default: list[str]) -> list[str]:
    value = os.environ.get(name)
    if not value:
        return default
    parts = [part.strip() for part in value.split(",")]
    if not all(parts):
        raise BadEnvironment(name, "must be names separated by commas")
    return parts


def folder(name: str, default: Path) -> Path:
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise BadEnvironment(name, "must be a folder")
    return path
