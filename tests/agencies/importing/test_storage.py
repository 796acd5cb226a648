import stat

import pytest

from agencies import identity
from agencies.importing import storage

KEYS = identity.Keys({1: b"k" * 32, 2: b"m" * 32}, 1, b"i" * 32)


def whole(name, keys=KEYS):
    return b"".join(storage.pieces(storage.path_of(name), keys))


@pytest.mark.parametrize(
    "size", [0, 1, storage.PIECE - 1, storage.PIECE, storage.PIECE + 1, 3 * storage.PIECE]
)
def test_what_is_kept_comes_back_whole(size):
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    kept = storage.keep([content[: size // 3], content[size // 3 :]], KEYS)
    assert whole(kept.name) == content
    assert kept.size == size


def test_nothing_readable_lies_on_the_disk_and_only_the_owner_may_open_it():
    kept = storage.keep([b"3299010101900001 SITI" * 100], KEYS)
    path = storage.path_of(kept.name)
    assert b"SITI" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("cut", [1, 20, storage.SEALED_PIECE, storage.SEALED_PIECE + 100])
def test_a_file_cut_short_is_noticed(cut):
    kept = storage.keep([b"a" * (2 * storage.PIECE + 50)], KEYS)
    path = storage.path_of(kept.name)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(storage.Damaged):
        whole(kept.name)


def test_a_changed_byte_is_noticed():
    kept = storage.keep([b"a" * 100], KEYS)
    path = storage.path_of(kept.name)
    content = bytearray(path.read_bytes())
    content[30] ^= 1
    path.write_bytes(content)
    with pytest.raises(storage.Damaged):
        whole(kept.name)


def test_a_missing_file_is_damaged_and_not_an_unknown_error():
    with pytest.raises(storage.Damaged):
        whole("0" * 32)


def test_after_the_key_was_changed_older_files_still_open():
    kept = storage.keep([b"lama"], KEYS)
    assert whole(kept.name, identity.Keys(KEYS.encryption, 2, KEYS.index)) == b"lama"


def test_a_failure_while_writing_leaves_no_half_file():
    def breaks():
        yield b"a" * 10
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        storage.keep(breaks(), KEYS)
    assert list(storage.folder().iterdir()) == []


def test_a_name_cannot_lead_out_of_the_folder():
    assert storage.path_of("../../etc/passwd").parent == storage.folder()


def test_the_plain_copy_can_be_opened_by_path_and_has_no_name():
    kept = storage.keep([b"isi"], KEYS)
    with storage.in_clear(storage.path_of(kept.name), KEYS) as path, open(path, "rb") as file:
        assert file.read() == b"isi"
