"""Secrets that the operator did not give: made once in the data folder, readable by its owner only."""

import os
import secrets
from pathlib import Path

from config.env import told


def kept(path: Path, make) -> Path:
    """The file at `path`, written by `make(path)` when it is missing; two starters at once make one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = path.with_name(f".{path.name}.{os.getpid()}")
        make(new)
        try:
            os.link(new, path)
        except FileExistsError:  # another process was first, its file counts
            pass
        finally:
            new.unlink()
    return path


def secret_key(data: Path) -> str:
    if given := os.environ.get("DJANGO_SECRET_KEY"):
        return given
    path = data / "secret_key"
    if not path.exists():
        told("DJANGO_SECRET_KEY", f"a random one is kept in {path}")
    return kept(path, _write_random).read_text()


def _write_random(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))


def identity_keys(data: Path) -> Path:
    """Where the keys of NIK and No. KK are: the file named by SINERGI_KEYS, or one of our own in the data folder."""
    if given := os.environ.get("SINERGI_KEYS"):
        return Path(given)
    path = data / "identity_keys.json"
    if not path.exists():
        told("SINERGI_KEYS", f"new keys are kept in {path}; back them up apart from the database")
        from agencies.identity import Keys

        kept(path, Keys.create)
    return path
