import pytest
from django.core.management import CommandError, call_command

from agencies.actions.scrub import scrub
from agencies.models import AuditEvent, User
from beneficiaries.models import Family, Person
from tests.factories import AssistanceFactory, FamilyFactory, MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_no_name_and_no_number_is_left_and_the_structure_stays():
    village_person = PersonFactory(name="KETUT RAHASIA", address="Jalan Rahasia 1")
    family = FamilyFactory(head_name="KETUT RAHASIA", village=village_person.village)
    MembershipFactory(person=village_person, family=family)
    AssistanceFactory(person=village_person)
    UserFactory(username="ketut.rahasia", name="Ketut Rahasia", email="ketut@contoh.example")
    scrub()
    person = Person.objects.get(pk=village_person.pk)
    assert "RAHASIA" not in f"{person.name} {person.name_key} {person.address}".upper()
    assert (person.nik_bi, person.nik_ct, person.nik_tag) == (None, None, "")
    assert (person.birth_date.month, person.birth_date.day) == (1, 1)
    assert person.village == village_person.village
    assert "RAHASIA" not in Family.objects.get(pk=family.pk).head_name
    assert not User.objects.filter(username__icontains="rahasia").exists()
    assert not User.objects.exclude(email="").exists()
    assert not AuditEvent.objects.exists()


def test_without_being_told_that_this_is_a_copy_nothing_happens(settings):
    settings.TRYING_OUT = True
    PersonFactory(name="KETUT RAHASIA")
    with pytest.raises(CommandError):
        call_command("scrub")
    settings.TRYING_OUT = False
    with pytest.raises(CommandError):
        call_command("scrub", this_is_a_copy=True)
    assert Person.objects.filter(name="KETUT RAHASIA").exists()
