"""Byte-flip fuzz of every example (SECURITY 8a): the child lives on, and each damaged file ends in one clear answer."""

import pytest

from agencies.importing import messages
from agencies.importing.child import run_limited
from agencies.importing.limits import Limits
from tests.sheets.odd import EXAMPLES

FILES = sorted(
    path
    for path in EXAMPLES.iterdir()
    if path.suffix in {".xlsx", ".xls", ".ods", ".csv"} and path.stem[:2].isdigit()
)
NIGHTLY = 5_000  # damaged copies of all files together
CONTAINERS = {"xlsx", "xlsm", "xls", "ods", "csv", "html"}


def answers(path, times: int, seed: int) -> dict[str, int]:
    payload = {"path": str(path), "times": times, "seed": seed}
    return run_limited("tests.sheets.flipped:survived", payload, limits=Limits(), seconds=300)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_flipped_byte_ends_in_a_book_or_in_one_sentence(path):
    found = answers(path, 10, seed=2026)
    assert sum(found.values()) == 10
    assert set(found) <= CONTAINERS | set(messages.TEXTS)


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_hundreds_of_flipped_bytes_do_too(path):
    times = -(-NIGHTLY // len(FILES))
    found = answers(path, times, seed=1)
    assert sum(found.values()) == times
    assert set(found) <= CONTAINERS | set(messages.TEXTS)
