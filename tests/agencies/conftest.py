import pytest

from agencies.access.roles import Role
from tests.agencies.road import ground
from tests.factories import AgencyFactory


@pytest.fixture
def agency():
    """An agency with the village and the programme that the lists of tests.agencies.road name."""
    ground()
    return AgencyFactory()


@pytest.fixture
def operator(sign_in, agency):
    """A browser in which the agency's operator is signed in."""
    return sign_in(Role.OPERATOR, agency=agency)


@pytest.fixture
def sender(holder, agency):
    """The agency's operator, without a browser."""
    return holder(Role.OPERATOR, agency=agency)


@pytest.fixture
def approver(holder):
    return holder(Role.SECRETARIAT)
