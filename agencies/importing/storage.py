"""Keeps uploaded files encrypted in the data folder, outside any web root, under names that say nothing.

A file is MAGIC, the key's id and a random prefix, then pieces of one megabyte, each sealed with AES-256-GCM.
The number of the piece and whether it is the last are part of what is sealed, so none can be cut off or moved.
"""

import hashlib
import os
import secrets
import struct
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from agencies.identity import Keys

MAGIC = b"SNG1"
PIECE = 2**20
SEALED_PIECE = PIECE + 16
FOLDER = "unggahan"


class Damaged(Exception):
    """A stored file is not what was once kept: cut short, changed, or sealed with another key."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that now lies in the data folder: its name there, its size in bytes, the digest of its content."""

    name: str
    size: int
    sha256: str


def folder() -> Path:
    from django.conf import settings  # the limited child has no settings and is given whole paths

    path = Path(settings.MEDIA_ROOT) / FOLDER
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def path_of(name: str) -> Path:
    return folder() / Path(name).name


def keep(chunks: Iterable[bytes], keys: Keys) -> Kept:
    """Encrypt and store; on return the bytes are on the disk. A failure leaves nothing behind."""
    name = secrets.token_hex(16)
    target, half = path_of(name), path_of(f"{name}.baru")
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece, sealed in _sealed(chunks, keys):
                digest.update(piece)
                size += len(piece)
                file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        half.rename(target)
        _sync_folder(target.parent)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    return Kept(name, size, digest.hexdigest())


def _sealed(chunks: Iterable[bytes], keys: Keys) -> Iterator[tuple[bytes, bytes]]:
    prefix, cipher = os.urandom(8), AESGCM(keys.encryption[keys.current])
    yield b"", MAGIC + bytes([keys.current]) + prefix
    waiting = b""
    number = count()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > PIECE:
            piece, waiting = waiting[:PIECE], waiting[PIECE:]
            yield piece, _seal_piece(cipher, prefix, next(number), piece, last=False)
    yield waiting, _seal_piece(cipher, prefix, next(number), waiting, last=True)


def _seal_piece(cipher: AESGCM, prefix: bytes, number: int, piece: bytes, *, last: bool) -> bytes:
    return cipher.encrypt(prefix + struct.pack(">I", number), piece, b"last" if last else b"more")


def pieces(path: Path | str, keys: Keys) -> Iterator[bytes]:
    """The content of a stored file. Raises Damaged, also for a missing file."""
    try:
        with Path(path).open("rb") as file:
            yield from _opened(file, keys)
    except (OSError, InvalidTag, KeyError) as error:
        raise Damaged(type(error).__name__) from None


def _opened(file: BinaryIO, keys: Keys) -> Iterator[bytes]:
    head = file.read(len(MAGIC) + 9)
    if len(head) != len(MAGIC) + 9 or not head.startswith(MAGIC):
        raise Damaged("head")
    cipher, prefix = AESGCM(keys.encryption[head[len(MAGIC)]]), head[-8:]
    sealed = file.read(SEALED_PIECE)
    for number in count():
        following = file.read(SEALED_PIECE)
        nonce = prefix + struct.pack(">I", number)
        yield cipher.decrypt(nonce, sealed, b"more" if following else b"last")
        if not following:
            return
        sealed = following


@contextmanager
def in_clear(path: Path | str, keys: Keys) -> Iterator[str]:
    """The path of a plain copy that has no name on the disk and vanishes with the process."""
    with tempfile.TemporaryFile() as plain:
        for piece in pieces(path, keys):
            plain.write(piece)
        plain.flush()
        plain.seek(0)
        yield f"/dev/fd/{plain.fileno()}"


def drop(name: str) -> None:
    if name:
        path_of(name).unlink(missing_ok=True)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
