from collections import defaultdict
from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.actions import settings as actions
from agencies.actions.settings import change_office, change_setting, when_changed
from agencies.models import AuditEvent, Setting
from agencies.queries.settings import in_force, setting, shown
from agencies.settings_catalogue import CATALOGUE
from tests.factories import OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db


def change(key, value, day=None):
    return change_setting(by=UserFactory(), key=key, value=value, reason="keputusan rapat", valid_from=day)


def test_a_change_keeps_the_old_value_and_says_who_and_why():
    change("coverage_deciles", 3)
    change("coverage_deciles", 5)
    assert setting("coverage_deciles") == 5
    assert Setting.objects.filter(key="coverage_deciles").count() == 2
    event = AuditEvent.objects.filter(action="setting.changed").latest("pk")
    assert (event.reason, event.detail["value"]) == ("keputusan rapat", 5)


def test_a_value_of_tomorrow_does_not_count_today():
    tomorrow = timezone.localdate() + timedelta(days=1)
    change("coverage_deciles", 2, tomorrow)
    assert setting("coverage_deciles") == CATALOGUE["coverage_deciles"].default
    assert setting("coverage_deciles", tomorrow) == 2


@pytest.fixture
def told(monkeypatch):
    """Who was told of a change of the target deciles or of the fiscal year."""
    monkeypatch.setattr(actions, "_followers", defaultdict(list))
    found = []
    when_changed("coverage_deciles", "fiscal_year")(found.append)
    return found


def test_who_depends_on_a_setting_is_told_of_its_change_and_of_no_other(told):
    row = change("coverage_deciles", 3)
    change("attainment_cap", 110)
    assert told == [row.changed_by]


def test_nobody_is_told_of_what_holds_from_tomorrow_on(told):
    change("coverage_deciles", 3, timezone.localdate() + timedelta(days=1))
    assert told == []


def test_the_year_of_the_office_is_followed_too(told):
    office, user = OfficeFactory(), UserFactory()
    change_office(by=user, office=office, changed=["address"])
    assert told == []
    change_office(by=user, office=office, changed=["fiscal_year", "zone"])
    assert told == [user]


def test_an_undeclared_setting_cannot_be_written():
    with pytest.raises(KeyError):
        change("unknown", 1)


def test_every_setting_has_its_row_in_the_list_and_words_for_its_value():
    rows = in_force()
    assert [declared.key for declared, _, _ in rows] == list(CATALOGUE)
    assert all(words for _, _, words in rows)


def test_values_are_shown_in_words():
    assert shown(CATALOGUE["idle_minutes"], 15) == "15 menit"
    assert shown(CATALOGUE["second_factor_forced"], False) == "Tidak"
    assert shown(CATALOGUE["falling_formula"], "A").startswith("A: ")
