import shutil
import tempfile
from pathlib import Path

import pytest

from tests.chaos.house import House


@pytest.fixture(scope="session")
def built_house():
    # Not in pytest's folder: each session of pytest bars it to others, PostgreSQL's account among them.
    place = Path(tempfile.mkdtemp(prefix="sinergi-"))
    house = House(place / "data")
    try:
        house.build()
        yield house
    finally:
        house.end_all()
        house.stop_database()
        shutil.rmtree(place)
    assert house.processes() == []


@pytest.fixture
def house(built_house):
    """The house, empty of jobs; what a test started ends with it."""
    built_house.clear()
    yield built_house
    built_house.end_all()
