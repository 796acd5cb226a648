from datetime import date

import pytest

from agencies.actions.settings import change_setting
from agencies.models import Setting
from agencies.queries.settings import read_once, setting, settings_of
from agencies.settings_catalogue import CATALOGUE
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
KINDS = {"whole": int, "flag": bool, "choice": str, "list": list, "decimal": (str, float)}


def test_without_a_row_the_default_counts():
    assert setting("coverage_deciles") == CATALOGUE["coverage_deciles"].default


def test_the_latest_value_in_force_on_the_day_counts():
    for value, day in ((1, date(2024, 1, 1)), (2, date(2025, 1, 1)), (3, date(2025, 1, 1))):
        Setting.objects.create(key="coverage_deciles", value=value, valid_from=day)
    assert setting("coverage_deciles", date(2024, 6, 1)) == 1
    assert setting("coverage_deciles", date(2025, 6, 1)) == 3


def test_several_settings_take_one_query(django_assert_num_queries):
    for value, day in ((1, date(2024, 1, 1)), (3, date(2025, 1, 1)), (9, date(2999, 1, 1))):
        Setting.objects.create(key="coverage_deciles", value=value, valid_from=day)
    with django_assert_num_queries(1):
        assert settings_of("coverage_deciles", "attainment_cap") == {
            "coverage_deciles": 3,
            "attainment_cap": 100,
        }
    with pytest.raises(KeyError):
        settings_of("no_such_setting")


def test_while_they_are_read_once_no_setting_asks_again(django_assert_num_queries):
    with read_once():
        with django_assert_num_queries(1):
            assert setting("coverage_deciles") == settings_of("coverage_deciles")["coverage_deciles"] == 4
        change_setting(by=UserFactory(), key="coverage_deciles", value=3, reason="Rapat")
        assert setting("coverage_deciles") == 3
        assert setting("coverage_deciles", date(2020, 1, 1)) == 4


def test_outside_every_question_sees_what_others_have_changed():
    with read_once():
        assert setting("coverage_deciles") == 4
    Setting.objects.create(key="coverage_deciles", value=2, valid_from=date(2024, 1, 1))
    assert setting("coverage_deciles") == 2


@pytest.mark.parametrize("declared", CATALOGUE.values(), ids=CATALOGUE)
def test_every_default_is_of_its_declared_kind_and_explained(declared):
    assert isinstance(declared.default, KINDS[declared.kind])
    assert declared.sentence.endswith(".")
    assert declared.kind != "choice" or declared.default in dict(declared.choices)
