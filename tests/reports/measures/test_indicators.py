import pytest

from agencies.access.roles import Role
from programs.actions import standings
from programs.models import Attainment
from reports.measures.indicators import MET
from reports.queries.scope import scope_of
from tests.factories import IndicatorFactory, OfficeFactory, TargetFactory

pytestmark = pytest.mark.django_db


def reached(year: int, *values):
    for value in values:
        indicator = IndicatorFactory()
        TargetFactory(indicator=indicator, year=year, value=80)
        if value is not None:
            Attainment.objects.create(indicator=indicator, year=year, quarter=4, value=value)
        standings.refresh([indicator.pk], [year])


@pytest.fixture
def compute(viewer_of):
    OfficeFactory()
    viewer = viewer_of(Role.LEADER)
    return lambda: MET.compute(scope_of(viewer, {}, 2026))


def test_met_is_counted_of_those_that_can_be_judged(compute):
    reached(2026, 90, 80, 10, None)
    figure = compute()
    assert (figure.value, figure.of, figure.note) == (2, 3, "66,67 %; 1 belum dapat dinilai")


def test_a_running_year_tells_of_the_year_before(compute):
    reached(2025, 90, 10)
    reached(2026, None)
    figure = compute()
    assert (figure.value, figure.of) == (1, 2)
    assert "tahun 2025" in figure.note
    assert "tahun=2025" in figure.url


def test_nothing_judged_at_all_is_unknown_and_not_zero(compute):
    reached(2026, None)
    figure = compute()
    assert (figure.value, figure.note) == (None, "1 belum dapat dinilai")


def test_without_indicators_the_tile_says_so(compute):
    assert compute().note == "Belum ada indikator"
