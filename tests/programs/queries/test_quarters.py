import pytest

from programs.models import Attainment, Indicator
from programs.queries.quarters import before_review, counts, due, lines, waiting
from tests.factories import AttainmentFactory, IndicatorFactory, TargetFactory

pytestmark = pytest.mark.django_db


def targeted(**fields):
    indicator = IndicatorFactory(**fields)
    TargetFactory(indicator=indicator, year=2026)
    return indicator


def test_an_indicator_is_due_when_its_turn_comes():
    for frequency in Indicator.Frequency.values:
        targeted(frequency=frequency)
    IndicatorFactory()  # without a target nobody owes a report
    due_in = {n: {one.frequency for one in due(Indicator.objects.all(), 2026, n)} for n in (1, 2, 3, 4)}
    assert due_in == {
        1: {"triwulan"},
        2: {"triwulan", "semester"},
        3: {"triwulan"},
        4: {"triwulan", "semester", "tahunan"},
    }


def test_what_was_reported_out_of_turn_stays_in_the_list():
    row = AttainmentFactory(year=2026, quarter=1)
    assert list(due(Indicator.objects.all(), 2026, 1)) == [row.indicator]


def test_a_line_holds_target_report_and_the_quarters_before(django_assert_num_queries):
    indicator = targeted()
    for quarter in (1, 2, 3):
        AttainmentFactory(indicator=indicator, year=2026, quarter=quarter, value=quarter)
    targeted()
    indicators = list(due(Indicator.objects.all(), 2026, 2))
    with django_assert_num_queries(2):
        found = {one.indicator.pk: one for one in lines(indicators, 2026, 2)}
    one = found.pop(indicator.pk)
    assert (one.target.value, one.report.value, [row.value for row in one.earlier]) == (80, 2, [1])
    [other] = found.values()
    assert (other.report, other.earlier) == (None, [])


def test_a_figure_is_held_against_the_quarter_before_or_the_year_before():
    first, second = targeted(), targeted()
    for year, quarter, value in ((2025, 3, 10), (2025, 4, 100), (2026, 2, 40)):
        AttainmentFactory(indicator=first, year=year, quarter=quarter, value=value)
    AttainmentFactory(indicator=second, year=2026, quarter=1, value=None, text="WTP")
    found = {one.indicator.pk: one for one in lines([first, second], 2026, 2)}
    assert [(one.code, one.before, one.change) for one in found[first.pk].remarks] == [("sudden", 100, 60)]
    assert found[second.pk].remarks == []
    AttainmentFactory(indicator=first, year=2026, quarter=1, value=41)
    [one] = lines([first], 2026, 2)
    assert one.remarks == []


def test_reports_are_counted_by_status():
    for status in ("draft", "draft", "submitted", "verified"):
        AttainmentFactory(indicator=targeted(), year=2026, quarter=2, status=status)
    AttainmentFactory(indicator=targeted(), year=2026, quarter=2, status="returned", note="x")
    AttainmentFactory(indicator=targeted(), year=2026, quarter=1)
    found = counts(Indicator.objects.all(), 2026, 2)
    assert found == {"due": 6, "draft": 2, "submitted": 1, "verified": 1, "returned": 1, "ready": 3}


def test_only_what_was_submitted_waits():
    for status in ("draft", "submitted", "verified"):
        AttainmentFactory(indicator=targeted(), year=2026, quarter=2, status=status)
    assert [row.status for row in waiting(Attainment.objects.all(), 2026, 2)] == ["submitted"]


def test_the_value_at_the_last_return_is_remembered():
    row = AttainmentFactory(value=10, status="submitted")
    assert before_review([row]) == {}
    row.status, row.note = "returned", "Periksa lagi"
    row.save()
    row.value, row.status = 20, "draft"
    row.save()
    row.value = 30
    row.save()
    assert before_review([row])[row.pk].value == 10
