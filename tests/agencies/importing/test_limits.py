from dataclasses import FrozenInstanceError

import pytest

from agencies.importing.limits import Limits


def test_the_limits_are_those_that_were_decided():
    limits = Limits()
    assert limits.file_bytes == 100 * 2**20
    assert limits.unpacked_bytes == 800 * 2**20
    assert (limits.ratio, limits.rows, limits.columns, limits.cells) == (150, 300_000, 256, 8_000_000)
    assert (limits.token_bytes, limits.memory_bytes) == (2**20, 2**31)
    assert (limits.preview_seconds, limits.job_seconds) == (40, 600)


def test_nobody_changes_limits_on_the_way():
    with pytest.raises(FrozenInstanceError):
        Limits().rows = 10**9
