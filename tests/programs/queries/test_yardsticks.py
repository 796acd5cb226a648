from datetime import date
from decimal import Decimal

import pytest

from agencies.actions.settings import change_setting
from programs.queries.yardsticks import Yardstick, yardsticks
from tests.factories import PlanFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_without_anything_decided_the_shipped_values_are_in_force():
    assert yardsticks([2025]) == {2025: Yardstick("A", 100, Decimal("0.9"), Decimal("0.7"))}


def test_the_plan_in_force_chooses_the_falling_formula_of_its_years():
    PlanFactory(falling_formula="B", in_force_from=date(2025, 8, 1), name="RPJMD 2025-2029")
    found = yardsticks([2024, 2025, 2029])
    assert {year: one.falling for year, one in found.items()} == {2024: "A", 2025: "B", 2029: "B"}
    assert (found[2024].plan, found[2025].plan) == ("", "RPJMD 2025-2029")


def test_a_draft_of_a_plan_decides_nothing_and_the_latest_version_goes_first():
    PlanFactory(falling_formula="B", in_force_from=None)
    assert yardsticks([2025])[2025].falling == "A"
    PlanFactory(falling_formula="B", in_force_from=date(2025, 8, 1))
    PlanFactory(falling_formula="A", in_force_from=date(2026, 8, 1))
    assert yardsticks([2026])[2026].falling == "A"


def test_the_settings_are_read_as_exact_numbers():
    user = UserFactory()
    change_setting(by=user, key="on_track_share", value="0.85", reason="Kesepakatan")
    change_setting(by=user, key="board_counts", value="verified", reason="Kesepakatan")
    found = yardsticks([2025])[2025]
    assert (found.on_track, found.verified_only) == (Decimal("0.85"), True)


def test_two_queries_answer_any_number_of_years(django_assert_num_queries):
    with django_assert_num_queries(2):
        yardsticks(range(2000, 2040))
