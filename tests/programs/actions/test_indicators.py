from decimal import Decimal

import pytest

from programs.actions.indicators import needs_cause, save, set_targets
from programs.actions.reviews import report
from programs.models import Attainment, Indicator
from tests.factories import AgencyFactory, IndicatorFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_targets_are_written_where_they_differ_and_removed_when_empty():
    indicator, user = TargetFactory(year=2026, value=80).indicator, UserFactory()
    assert (
        set_targets(indicator, {2026: (Decimal(80), ""), 2027: (None, "WTP"), 2028: (None, "")}, by=user) == 1
    )
    assert set_targets(indicator, {2026: (None, "")}, by=user) == 1
    assert list(indicator.targets.values_list("year", "text")) == [(2027, "WTP")]


@pytest.mark.parametrize(("value", "needed"), [("60.79", True), ("60.8", False), ("90", False)])
def test_a_cause_is_needed_below_the_limit_of_the_setting(value, needed):
    indicator = TargetFactory(year=2026, value=80).indicator
    row = Attainment(indicator=indicator, year=2026, quarter=4)
    assert needs_cause(row, {"value": Decimal(value)}) is needed  # 76 % of 80 = 60,8


def test_before_the_last_quarter_no_cause_is_asked():
    row = Attainment(indicator=TargetFactory(year=2026).indicator, year=2026, quarter=3)
    assert needs_cause(row, {"value": Decimal(1)}) is False


def test_flows_are_judged_with_their_earlier_quarters():
    indicator = TargetFactory(year=2026, value=80, indicator__formula="sum").indicator
    Attainment.objects.create(indicator=indicator, year=2026, quarter=1, value=70)
    assert needs_cause(Attainment(indicator=indicator, year=2026, quarter=4), {"value": Decimal(5)}) is False


def test_a_report_and_an_indicator_are_stored():
    user = UserFactory()
    indicator = save(Indicator(code="X", name="X", unit="%", agency=AgencyFactory()), by=user)
    report([Attainment(indicator=indicator, year=2026, quarter=1, value=3)], by=user)
    assert IndicatorFactory._meta.model.objects.get().attainments.get().value == 3
