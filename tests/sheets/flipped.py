"""Workbooks with single bytes turned round: whatever comes of it, the reader answers with a book or a refusal."""

import random
import tempfile
from pathlib import Path

from agencies.importing.book import FileRefused
from agencies.importing.limits import Limits
from agencies.importing.reader import read


def survived(path: str, times: int, seed: int) -> dict[str, int]:
    """How often each answer came for `times` copies of a file with one to four flipped bytes; runs in the limited child."""
    whole, chance, answers = Path(path).read_bytes(), random.Random(seed), {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times):
            damaged = bytearray(whole)
            for place in chance.sample(range(len(whole)), chance.randint(1, 4)):
                damaged[place] ^= 1 << chance.randrange(8)
            copy = Path(folder) / "berkas"
            copy.write_bytes(damaged)
            answer = _answer(copy)
            answers[answer] = answers.get(answer, 0) + 1
    return answers


def _answer(path: Path) -> str:
    try:
        return read(path, limits=Limits()).container
    except FileRefused as refusal:
        return refusal.code
