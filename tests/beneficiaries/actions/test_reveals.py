from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import ReadEvent, Setting
from beneficiaries.actions.reveals import QuotaUsedUp, quota_of, reveal
from tests.factories import FamilyFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def limit(key, value):
    Setting.objects.create(
        key=key, value=value, valid_from="2020-01-01", changed_by=UserFactory(), reason="uji"
    )


def test_one_number_is_given_and_counted():
    user, person, family = (
        UserFactory(),
        PersonFactory(nik="3599010101800042"),
        FamilyFactory(kk="3599020101100099"),
    )
    assert reveal(person, by=user, reason="uji") == "3599010101800042"
    assert reveal(family, by=user, reason="uji") == "3599020101100099"
    assert quota_of(user).left == 28
    assert ReadEvent.objects.filter(actor_id=user.pk, what="reveal", reason="uji").count() == 2


def test_the_hour_and_the_day_each_have_their_limit():
    limit("reveals_per_hour", 2)
    limit("reveals_per_day", 3)
    user, person = UserFactory(), PersonFactory()
    earlier = timezone.now() - timedelta(hours=2)
    event = ReadEvent(actor_id=user.pk, actor="x", what="reveal", subject="x")
    ReadEvent.objects.bulk_create([event])
    assert (quota_of(user).hour, quota_of(user).day) == (1, 2)
    assert earlier < timezone.now()
    reveal(person, by=user, reason="uji")
    with pytest.raises(QuotaUsedUp):
        reveal(person, by=user, reason="uji")
    assert ReadEvent.objects.filter(what="reveal").count() == 2


def test_the_quota_of_one_account_is_not_that_of_another():
    limit("reveals_per_hour", 1)
    person = PersonFactory()
    reveal(person, by=UserFactory(), reason="uji")
    assert reveal(person, by=UserFactory(), reason="uji")
