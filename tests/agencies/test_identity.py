import hashlib
import hmac

import pytest
from cryptography.exceptions import InvalidTag

from agencies import identity
from agencies.identity import Keys, blind_index, seal, seal_all, tag_of, unseal

KEYS = Keys({1: b"k" * 32, 2: b"K" * 32}, 2, b"i" * 32)
NUMBERS = [f"359901420380{number:04}" for number in range(1, 50)]


def test_what_an_earlier_version_stored_is_found_and_opened():
    index = bytes.fromhex("02061b9e786e899ab347a8e83bb996c26aa1bae9d9a0482fb951218af139982d")
    ct = bytes.fromhex(
        "01000102030405060708090a0b59e8cd1734e1b24773a86bba54f538697f9ff84d0f59e0a7af7854701bc122d6"
    )
    assert blind_index(NUMBERS[0], KEYS) == index
    assert tag_of(index) == "AIDB"
    assert unseal(ct, index, "nik", KEYS) == NUMBERS[0]


@pytest.mark.parametrize("key", [b"i" * 32, bytes(range(32)), b"\xff" * 32])
def test_a_blind_index_is_the_keyed_hash_of_the_number(key):
    for number in NUMBERS:
        wanted = hmac.new(key, number.encode(), hashlib.sha256).digest()
        assert blind_index(number, Keys({1: b"k" * 32}, 1, key)) == wanted


def test_a_tag_is_the_first_twenty_bits_of_the_index_in_letters():
    for number in NUMBERS:
        index = blind_index(number, KEYS)
        bits = f"{int.from_bytes(index, 'big'):0256b}"
        letters = [identity.BASE32[int(bits[first : first + 5], 2)] for first in (0, 5, 10, 15)]
        assert tag_of(index) == "".join(letters)


def test_many_are_sealed_as_one_is_each_with_a_nonce_of_its_own():
    sealed = list(seal_all(NUMBERS, "nik", KEYS))
    assert [(one.bi, one.tag) for one in sealed] == [seal(number, "nik", KEYS)[1:] for number in NUMBERS]
    assert [unseal(one.ct, one.bi, "nik", KEYS) for one in sealed] == NUMBERS
    assert len({one.ct[1:13] for one in sealed}) == len(NUMBERS)
    assert {one.ct[0] for one in sealed} == {2}
    assert {len(one.ct) for one in sealed} == {1 + 12 + 16 + 16}


def test_a_ciphertext_fits_its_column_and_number_only():
    ct, index, _ = seal(NUMBERS[0], "nik", KEYS)
    for other, column in ((index, "kk"), (blind_index(NUMBERS[1], KEYS), "nik")):
        with pytest.raises(InvalidTag):
            unseal(ct, other, column, KEYS)
