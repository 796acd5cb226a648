"""NIK and No. KK: validate, encrypt, index, tag, mask. With */importing the only code that sees them in clear.

Stored are ciphertext (AES-256-GCM), blind index (HMAC-SHA256, equal for equal numbers) and a short tag
(SECURITY 4, DECISIONS 1.3). The additional data of the cipher is the column and the blind index, so a
ciphertext fits no other number and may move from staging to the register.
"""

import base64
import hmac
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MASK = "••••••••••••"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
NONCE = 12


class KeysMissing(Exception):
    """The key file is missing, unreadable or not of the expected form; nothing may start without it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`encryption` maps key ids (1 to 255) to keys of 32 bytes; `current` encrypts, the others still decrypt."""

    encryption: dict[int, bytes]
    current: int
    index: bytes

    @classmethod
    def load(cls, path: str | Path) -> "Keys":
        try:
            stored = json.loads(Path(path).read_text())
            encryption = {int(number): base64.b64decode(key) for number, key in stored["encryption"].items()}
            keys = cls(encryption, int(stored["current"]), base64.b64decode(stored["index"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeysMissing(f"key file {path} cannot be used: {type(error).__name__}") from None
        if keys.current not in encryption or {len(key) for key in encryption.values()} | {
            len(keys.index)
        } != {32}:
            raise KeysMissing(f"key file {path} cannot be used: wrong length or no current key")
        return keys

    @classmethod
    def create(cls, path: str | Path) -> "Keys":
        """Write a new key file, readable by its owner only; never over an existing one."""
        stored = {"current": 1, "encryption": {"1": _fresh()}, "index": _fresh()}
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(stored, file)
        return cls.load(path)

    @classmethod
    def add(cls, path: str | Path) -> "Keys":
        """Put a new current key beside the old ones, which still open what they sealed. The file changes in one step."""
        cls.load(path)  # a file that cannot be used is not touched
        stored = json.loads(Path(path).read_text())
        stored["current"] = max(map(int, stored["encryption"])) + 1
        stored["encryption"][str(stored["current"])] = _fresh()
        new = Path(f"{path}.{os.getpid()}")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(stored, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        _loaded.cache_clear()
        return cls.load(path)


def _fresh() -> str:
    return base64.b64encode(os.urandom(32)).decode()


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    """Made once per key: it costs more than sealing a number."""
    return AESGCM(key)


@lru_cache(maxsize=16)
def _indexer(key: bytes) -> hmac.HMAC:
    return hmac.new(key, digestmod="sha256")


@lru_cache(maxsize=4)
def _loaded(path: str) -> Keys:
    return Keys.load(path)


def keys() -> Keys:
    from django.conf import (
        settings,  # the limited child process passes its keys explicitly and has no settings
    )

    return _loaded(str(settings.SINERGI_KEYS))


class Sealed(NamedTuple):
    """One number as it is stored."""

    ct: bytes
    bi: bytes
    tag: str


def blind_index(number: str, with_keys: Keys | None = None) -> bytes:
    """Equal for equal numbers, useless without the key. NIK and No. KK share one index space."""
    return _index(number.encode(), _indexer((with_keys or keys()).index))


def _index(number: bytes, indexer: hmac.HMAC) -> bytes:
    made = indexer.copy()
    made.update(number)
    return made.digest()


def tag_of(index: bytes) -> str:
    """Four letters, 20 bits of the blind index: people compare numbers by eye with it."""
    bits = int.from_bytes(index[:3], "big")
    return BASE32[bits >> 19] + BASE32[bits >> 14 & 31] + BASE32[bits >> 9 & 31] + BASE32[bits >> 4 & 31]


def seal(number: str, column: str, with_keys: Keys | None = None) -> Sealed:
    """Encrypt a number of 16 digits for `column` ('nik' or 'kk')."""
    return next(seal_all([number], column, with_keys))


def seal_all(numbers: Sequence[str], column: str, with_keys: Keys | None = None) -> Iterator[Sealed]:
    """`seal` for each of them, step by step for all, with one question to the system for all nonces."""
    used = with_keys or keys()
    indexer, encrypt = _indexer(used.index), _cipher(used.encryption[used.current]).encrypt
    key_id, purpose, fresh = bytes([used.current]), column.encode(), os.urandom(NONCE * len(numbers))
    nonces = [fresh[first : first + NONCE] for first in range(0, len(fresh), NONCE)]
    plain = [number.encode() for number in numbers]
    indexes = [_index(one, indexer) for one in plain]
    cts = [
        key_id + nonce + encrypt(nonce, one, purpose + index)
        for nonce, one, index in zip(nonces, plain, indexes, strict=True)
    ]
    tags = [number[:4] + tag_of(index) for number, index in zip(numbers, indexes, strict=True)]
    return map(Sealed, cts, indexes, tags)


def unseal(ct: bytes, index: bytes, column: str, with_keys: Keys | None = None) -> str:
    """The number in clear; only for reveal, the answer workbook and the offline matching pass."""
    used, ct = with_keys or keys(), bytes(ct)
    return _cipher(used.encryption[ct[0]]).decrypt(ct[1:13], ct[13:], column.encode() + bytes(index)).decode()


def mask(tag: str) -> str:
    """'5199K7QF' -> '5199•••••••••••• #K7QF': region digits and keyed tag, never the last digits."""
    return f"{tag[:4]}{MASK} #{tag[4:]}" if tag else ""


def seal_text(text: str, purpose: str, with_keys: Keys | None = None) -> bytes:
    """Encrypt any short text, such as a corrected cell."""
    used, nonce = with_keys or keys(), os.urandom(12)
    return (
        bytes([used.current])
        + nonce
        + _cipher(used.encryption[used.current]).encrypt(nonce, text.encode(), purpose.encode())
    )


def unseal_text(ct: bytes, purpose: str, with_keys: Keys | None = None) -> str:
    used, ct = with_keys or keys(), bytes(ct)
    return _cipher(used.encryption[ct[0]]).decrypt(ct[1:13], ct[13:], purpose.encode()).decode()


def opens(ct: bytes, purpose: bytes, with_keys: Keys | None = None) -> bool:
    """Do our keys open this ciphertext? `purpose` is the additional data it was sealed with."""
    try:
        _opened(bytes(ct), purpose, with_keys or keys())
    except (InvalidTag, KeyError):
        return False
    return True


def resealed(ct: bytes, purpose: bytes, with_keys: Keys | None = None) -> bytes:
    """The same content under the current key."""
    used, nonce = with_keys or keys(), os.urandom(12)
    content = _opened(bytes(ct), purpose, used)
    return (
        bytes([used.current])
        + nonce
        + _cipher(used.encryption[used.current]).encrypt(nonce, content, purpose)
    )


def _opened(ct: bytes, purpose: bytes, used: Keys) -> bytes:
    return _cipher(used.encryption[ct[0]]).decrypt(ct[1:13], ct[13:], purpose)
