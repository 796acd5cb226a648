"""An old workbook with a password, as Excel 97 writes it (RC4, [MS-XLS] 2.2.10): no library writes one."""

import hashlib
import io
import struct

import olefile

FILE_PASS, USER_NAME, SHEET = 0x2F, 0x5C, 0x85
NEVER_ENCRYPTED = {0x809, 0xE1, FILE_PASS}  # beginning of a part, interface header, the lock itself
SALT, VERIFIER = bytes(range(16)), bytes(range(16, 32))


def lock_xls(content: bytes, password: str) -> bytes:
    """The same workbook, locked. The record of the user's name gives the room for the lock."""
    file = io.BytesIO(content)
    compound = olefile.OleFileIO(file, write_mode=True)
    stream = bytearray(compound.openstream("Workbook").read())
    _place_lock(stream, password)
    key_stream = _rc4_blocks(password, bytes(len(stream)))
    for kind, start, end in _bodies(stream):
        if kind not in NEVER_ENCRYPTED:
            for position in range(start + (4 if kind == SHEET else 0), end):
                stream[position] ^= key_stream[position]
    compound.write_stream("Workbook", bytes(stream))
    return file.getvalue()


def _place_lock(stream: bytearray, password: str) -> None:
    start, end = next((start, end) for kind, start, end in _bodies(stream) if kind == USER_NAME)
    verifier = _rc4_blocks(password, VERIFIER + hashlib.md5(VERIFIER).digest())
    lock = struct.pack("<HHHHH", FILE_PASS, 54, 1, 1, 1) + SALT + verifier
    rest = struct.pack("<HH", USER_NAME, end - start - len(lock))
    stream[start - 4 : end] = lock + rest + bytes(end - start - len(lock))
    *_, (_kind, _start, last) = _bodies(stream)
    # The slack behind the last record becomes a record: the unlocking library wants whole ones.
    struct.pack_into("<HH", stream, last, USER_NAME, len(stream) - last - 4)


def _bodies(stream: bytearray):
    """Type, beginning and end of the body of every record."""
    offset = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        if not kind:
            return
        yield kind, offset + 4, offset + 4 + length
        offset += 4 + length


def _rc4_blocks(password: str, content: bytes) -> bytes:
    first = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    middle = hashlib.md5((first + SALT) * 16).digest()[:5]
    blocks = (content[start : start + 1024] for start in range(0, len(content), 1024))
    return b"".join(
        _rc4(hashlib.md5(middle + struct.pack("<I", number)).digest(), block)
        for number, block in enumerate(blocks)
    )


def _rc4(key: bytes, content: bytes) -> bytes:
    state, other = list(range(256)), 0
    for index in range(256):
        other = (other + state[index] + key[index % len(key)]) % 256
        state[index], state[other] = state[other], state[index]
    index = other = 0
    result = bytearray()
    for byte in content:
        index = (index + 1) % 256
        other = (other + state[index]) % 256
        state[index], state[other] = state[other], state[index]
        result.append(byte ^ state[(state[index] + state[other]) % 256])
    return bytes(result)
