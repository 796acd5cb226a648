import pytest
from django.utils import timezone

from agencies.actions.settings import change_setting
from agencies.jobs import queue
from agencies.models import Job, Setting
from beneficiaries.actions import shown
from beneficiaries.models import Family, Membership, Person
from tests.beneficiaries.lists import kk, line, merged, nik
from tests.factories import MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def refreshed(person, **options):
    shown.refresh(str(person.pk), "NULL::bigint", **options)
    person.refresh_from_db()
    return person


def test_another_ranking_of_sources_shows_other_values():
    merged([line("Wayan", nik=nik(1), desil=4)], kind="individu", sumber="p3ke")
    merged([line("Wayan", nik=nik(1), desil=1)], kind="individu", sumber="dtsen", triwulan=2)
    person = Person.objects.get()
    assert person.decile == 1
    Setting.objects.create(
        key="source_ranking",
        value=["p3ke", "dtsen"],
        valid_from="2020-01-01",
        changed_by=UserFactory(),
        reason="uji",
    )
    assert shown.ranking() == ["p3ke", "dtsen", "dtks", "agency"]
    assert refreshed(person).decile == 4


def test_a_changed_ranking_reaches_everybody_at_once_and_the_figures(monkeypatch):
    for number in (1, 2):
        merged([line("Wayan", nik=nik(number), no_kk=kk(number), desil=4)], kind="keluarga", sumber="p3ke")
        merged([line("Wayan", nik=nik(number), no_kk=kk(number), desil=1)], kind="keluarga", sumber="dtsen")
    assert set(Family.objects.values_list("decile", flat=True)) == {1}
    last = max(Person.objects.latest("pk").pk, Family.objects.latest("pk").pk)
    # In two parts, not more: a test is one transaction and keeps the locks of all of them.
    monkeypatch.setattr(shown, "CHUNK", last - 1)
    change_setting(by=UserFactory(), key="source_ranking", value=["p3ke", "dtsen"], reason="uji")
    queue.run_now("register.show")  # the one that waits
    assert Job.objects.filter(task="register.show").count() == 1
    assert set(Family.objects.values_list("decile", flat=True)) == {4}
    assert set(Person.objects.values_list("decile", flat=True)) == {4}
    assert Job.objects.filter(task="rollups.refresh", status=Job.Status.QUEUED).exists()


def test_at_night_the_register_is_computed_only_where_a_ranking_begins():
    merged([line("Wayan", nik=nik(1), desil=4)], kind="individu", sumber="p3ke")
    Person.objects.update(decile=9)
    queue.run_now("register.show")
    assert Person.objects.get().decile == 9
    Setting.objects.create(
        key="source_ranking", value=["p3ke"], valid_from=timezone.localdate(), changed_by=UserFactory(), reason="uji"
    )  # fmt: skip
    queue.run_now("register.show")
    assert Person.objects.get().decile == 4


def test_facts_without_any_source_are_kept_only_when_asked():
    person = PersonFactory(name="Wayan", birth_place="Singaraja", nik=nik(1))
    merged([line("WARGA", nik=nik(1), tanggal_lahir=person.birth_date)], kind="individu")
    person.refresh_from_db()
    assert person.birth_place == "Singaraja"
    assert refreshed(person).birth_place == ""
    assert person.name == "WARGA"


def test_a_membership_older_than_the_lists_ends_where_they_begin():
    stay = MembershipFactory(person=PersonFactory(nik=nik(1)))
    merged(
        [line(stay.person.name, nik=nik(1), no_kk=kk(5), tanggal_lahir=stay.person.birth_date)],
        kind="individu",
    )
    stay.refresh_from_db()
    assert stay.valid_to is not None
    assert Membership.objects.get(valid_to=None).family != stay.family


def test_coming_back_to_a_family_is_a_stay_of_its_own():
    for number, card in ((1, 1), (2, 2), (3, 1)):
        merged([line("Wayan", nik=nik(1), no_kk=kk(card))], kind="individu", sumber="dtsen", triwulan=number)
    stays = Membership.objects.order_by("valid_from").values_list("valid_from", "valid_to")
    assert {(str(start), str(end)) for start, end in stays} == {
        ("None", "2026-04-01"), ("2026-04-01", "2026-07-01"), ("2026-07-01", "None"),
    }  # fmt: skip
    assert Membership.objects.values("family").distinct().count() == 2


def test_a_list_of_an_earlier_vintage_that_comes_late_finds_its_place_in_time():
    merged([line("Wayan", nik=nik(1), no_kk=kk(2))], kind="individu", sumber="dtsen", triwulan=3)
    merged([line("Wayan", nik=nik(1), no_kk=kk(1))], kind="individu", sumber="dtsen", triwulan=1)
    now = Membership.objects.get(valid_to=None)
    assert str(now.valid_from) == "2026-07-01"
    assert Membership.objects.exclude(pk=now.pk).get().valid_from is None
