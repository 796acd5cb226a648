from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from agencies.models import AuditEvent
from programs.models import Statistic, StatisticValue
from tests.factories import OfficeFactory, StatisticFactory, StatisticValueFactory

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("reports:statistic-list"), reverse("reports:statistic-add")
SERIES = {
    "name": "Prevalensi stunting", "code": "stunting", "unit": "persen", "direction": "-", "field": "kesehatan", "decimals": "1",
    "highest": "100", "spellings": "Stunting\nBalita pendek",
}  # fmt: skip


@pytest.fixture
def p0():
    return StatisticFactory(code="P0", name="Tingkat kemiskinan", lowest=0, highest=100)


@pytest.fixture
def office():
    return OfficeFactory()


def told(office, **more) -> dict:
    return {
        "area": office.region.code, "year": "2024", "period": "Maret", "value": "5,39", "source": "BPS", "vintage": "Juli 2024",
        "population_basis": "Proyeksi SP2020", **more,
    }  # fmt: skip


def add(statistic) -> str:
    return reverse("reports:value-add", args=[statistic.code])


def test_a_series_is_added_and_corrected_but_keeps_its_code(sign_in, office):
    client = sign_in(Role.SECRETARIAT)
    client.post(ADD, SERIES)
    row = Statistic.objects.get()
    assert (row.code, row.spellings, row.highest) == ("STUNTING", ["Stunting", "Balita pendek"], 100)
    client.post(
        reverse("reports:statistic-edit", args=["STUNTING"]),
        SERIES | {"code": "LAIN", "name": "Stunting balita"},
    )
    row.refresh_from_db()
    assert (row.code, row.name) == ("STUNTING", "Stunting balita")


@pytest.mark.parametrize("wrong", [{"code": "1 a"}, {"lowest": "200"}, {"field": "kemiskinan", "main": "on"}])
def test_a_series_that_cannot_be_is_refused(sign_in, office, wrong):
    StatisticFactory(code="P0", field="kemiskinan", main=True)
    assert sign_in(Role.SECRETARIAT).post(ADD, SERIES | wrong).status_code == 422
    assert Statistic.objects.count() == 1


def test_a_series_that_a_file_made_counts_as_reviewed_once_saved(sign_in, office):
    StatisticFactory(code="STUNTING", is_reviewed=False)
    client = sign_in(Role.SECRETARIAT)
    assertContains(client.get(LIST), "Perlu diperiksa")
    client.post(reverse("reports:statistic-edit", args=["STUNTING"]), SERIES)
    assert Statistic.objects.get().is_reviewed


def test_a_series_without_values_leaves_with_a_reason_and_one_in_use_stays(sign_in, office, p0):
    client, address = sign_in(Role.SECRETARIAT), reverse("reports:statistic-remove", args=["P0"])
    StatisticValueFactory(statistic=p0)
    response = client.post(address, {"reason": "Salah baca"}, follow=True)
    assertContains(response, "Indikator ini masih dipakai.")
    StatisticValue.objects.all().delete()
    assertContains(client.get(reverse("reports:statistic-values", args=["P0"])), "Hapus indikator")
    assertContains(client.get(address), "Hapus indikator Tingkat kemiskinan?")
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Salah baca"})
    assert not Statistic.objects.exists()


def test_a_value_is_entered_with_source_release_and_population(sign_in, office, p0):
    client = sign_in(Role.PLANNER)
    client.post(add(p0), told(office))
    row = StatisticValue.objects.get()
    assert (row.value, row.area_name, row.vintage) == (
        Decimal("5.39"),
        office.region.full_name,
        "Juli 2024",
    )
    assert (row.entered_by, row.entered_at.date() >= date(2026, 1, 1)) == (client.user, True)
    page = client.get(reverse("reports:statistic-values", args=["P0"]))
    for words in ("5,39", "Rilis Juli 2024", "Proyeksi SP2020", str(client.user)):
        assertContains(page, words)


def test_what_is_there_already_is_not_written_over(sign_in, office, p0):
    StatisticValueFactory(statistic=p0, area=office.region.code, year=2024, value=6)
    response = sign_in(Role.SECRETARIAT).post(add(p0), told(office))
    assertContains(response, "sudah ada. Ubah nilai itu.", status_code=422)
    assert StatisticValue.objects.get().value == 6


@pytest.mark.parametrize(
    "wrong", [{"year": "1899"}, {"year": "2999"}, {"value": "lima"}, {"source": ""}, {"area": "99"}]
)
def test_a_value_that_cannot_be_is_refused(sign_in, office, p0, wrong):
    assert sign_in(Role.SECRETARIAT).post(add(p0), told(office) | wrong).status_code == 422
    assert not StatisticValue.objects.exists()


def test_an_implausible_value_is_kept_with_a_warning(sign_in, office, p0):
    StatisticValueFactory(statistic=p0, area=office.region.code, year=2023, value=5)
    response = sign_in(Role.SECRETARIAT).post(add(p0), told(office, value="539"), follow=True)
    assertContains(response, "Nilai tersimpan. Periksa lagi: Di luar kisaran wajar. Berubah lebih dari 30 %")
    assert StatisticValue.objects.count() == 2


def test_a_correction_leaves_the_upload_and_the_old_row_in_the_history(sign_in, office, p0):
    row = StatisticValueFactory(
        statistic=p0, area=office.region.code, year=2024, source_sheet="S", source_row=3
    )
    client = sign_in(Role.SECRETARIAT)
    edit = reverse("reports:value-edit", args=[row.pk])
    assertContains(client.get(edit), "Simpan nilai")
    client.post(edit, told(office))
    row.refresh_from_db()
    assert (float(row.value), row.source_row, row.entered_by) == (5.39, None, client.user)
    assert [float(old.value) for old in StatisticValue.pgh_event_model.objects.all()] == [10]


def test_a_value_leaves_only_with_a_reason(sign_in, office, p0):
    row = StatisticValueFactory(statistic=p0)
    client, address = sign_in(Role.SECRETARIAT), reverse("reports:value-remove", args=[row.pk])
    assertContains(client.get(address), "Hapus nilai Kabupaten Tirta Kencana Maret 2026?")
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Salah ketik"})
    assert not StatisticValue.objects.exists()
    assert AuditEvent.objects.get(action="statistic.unvalued").reason == "Salah ketik"


def test_readers_see_the_figures_and_no_buttons(sign_in, office, p0):
    row = StatisticValueFactory(statistic=p0)
    client = sign_in(Role.LEADER)
    assertContains(client.get(LIST), "Tingkat kemiskinan")
    page = client.get(reverse("reports:statistic-values", args=["P0"]))
    assertContains(page, "Rilis belum dicatat")
    assertNotContains(page, "Tambah nilai")
    assert client.post(add(p0), told(office)).status_code == 403
    assert client.post(reverse("reports:value-remove", args=[row.pk]), {"reason": "x"}).status_code == 403


def test_lists_are_narrowed_by_what_the_address_says(sign_in, office, p0):
    StatisticFactory(code="TPT", name="Pengangguran", field="ketenagakerjaan")
    for area, period in (("35.99", "Maret"), ("00", "Maret"), ("00", "September")):
        StatisticValueFactory(statistic=p0, area=area, period=period)
    client = sign_in(Role.LEADER)
    assert [row.code for row in client.get(LIST, {"bidang": "ketenagakerjaan"}).context["page"]] == ["TPT"]
    assert [row.code for row in client.get(LIST, {"cari": "tingkat"}).context["page"]] == ["P0"]
    values = reverse("reports:statistic-values", args=["P0"])
    assert len(client.get(values, {"wilayah": "00"}).context["page"]) == 2
    assert len(client.get(values, {"wilayah": "00", "periode": "September"}).context["page"]) == 1
    assert client.get(reverse("reports:statistic-values", args=["TIADA"])).status_code == 404


@pytest.mark.parametrize("page", [LIST, reverse("reports:statistic-values", args=["P0"])])
def test_a_page_asks_as_often_for_many_rows_as_for_one(sign_in, office, p0, page):
    client = sign_in(Role.SECRETARIAT)
    StatisticValueFactory(statistic=p0, entered_by=client.user)
    client.get(page)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    before = asked()
    for year in range(2010, 2025):
        StatisticValueFactory(statistic=p0, year=year, entered_by=client.user)
        StatisticValueFactory(statistic=StatisticFactory(), year=year)
    assert asked() == before
