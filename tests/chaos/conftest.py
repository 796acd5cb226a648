import pytest

from tests.chaos.house import House


@pytest.fixture(scope="session")
def built_house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("house") / "data")
    house.build()
    yield house
    house.end_all()
    house.stop_database()
    assert house.processes() == []


@pytest.fixture
def house(built_house):
    """The house, empty of jobs; what a test started ends with it."""
    built_house.clear()
    yield built_house
    built_house.end_all()
