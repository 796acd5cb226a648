import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from agencies.models import Reopening, Schedule
from tests.factories import AgencyFactory, OfficeFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
LIST = reverse("agencies:schedule-list")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


def at(name, schedule):
    return reverse(f"agencies:schedule-{name}", args=[schedule.pk])


def test_everybody_reads_the_calendar_and_only_the_secretariat_changes_it(sign_in):
    schedule = ScheduleFactory(title="Capaian triwulan II", period=2)
    page = sign_in(Role.OPERATOR, agency=AgencyFactory()).get(LIST)
    assertContains(page, "Capaian triwulan II")
    assertNotContains(page, at("lock", schedule))
    assertContains(sign_in(Role.SECRETARIAT).get(LIST), at("lock", schedule))


def test_the_usual_stages_of_a_year_come_at_once(sign_in):
    client = sign_in(Role.SECRETARIAT)
    page = client.post(reverse("agencies:schedule-start", args=[2026]), follow=True)
    assertContains(page, "tahap dimasukkan")
    many = Schedule.objects.count()
    assertContains(
        client.post(reverse("agencies:schedule-start", args=[2026]), follow=True), "Semua tahap sudah ada."
    )
    assert Schedule.objects.count() == many


def test_a_stage_is_added_and_changed(sign_in):
    client = sign_in(Role.SECRETARIAT)
    told = {
        "document": "capaian",
        "title": "Capaian triwulan I",
        "fiscal_year": 2026,
        "period": 1,
        "closes": "2026-04-15",
    }
    client.post(reverse("agencies:schedule-add"), told)
    schedule = Schedule.objects.get()
    client.post(at("edit", schedule), told | {"closes": "2026-04-20"})
    schedule.refresh_from_db()
    assert str(schedule.closes) == "2026-04-20"
    wrong = client.post(at("edit", schedule), told | {"opens": "2026-05-01"})
    assertContains(wrong, "Tanggal tutup tidak boleh sebelum tanggal buka.", status_code=422)


def test_a_lock_is_opened_with_a_reason_only(sign_in):
    schedule = ScheduleFactory(period=2)
    client = sign_in(Role.SECRETARIAT)
    assertContains(client.post(at("lock", schedule), follow=True), "dikunci.")
    assert client.post(at("unlock", schedule), {"alasan": ""}).status_code == 422 or client.get(LIST)
    client.post(at("unlock", schedule), {"alasan": "Salah triwulan"})
    schedule.refresh_from_db()
    assert schedule.locked_at is None


def test_more_time_is_given_for_days_to_come(sign_in):
    agency, schedule = AgencyFactory(), ScheduleFactory(period=2)
    client = sign_in(Role.SECRETARIAT)
    told = {"perangkat": agency.pk, "sampai": "2020-01-01", "alasan": "Listrik padam"}
    assertContains(
        client.post(at("reopen", schedule), told), "Pilih hari ini atau sesudahnya.", status_code=422
    )
    client.post(at("reopen", schedule), told | {"sampai": str(timezone.localdate())})
    assert Reopening.objects.get().agency == agency
