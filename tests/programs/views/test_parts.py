import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.models import Attainment, AttainmentPart
from tests.factories import AgencyFactory, DistrictFactory, IndicatorFactory, OfficeFactory
from tests.factories.programs import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


@pytest.fixture
def report():
    UnitFactory(name="orang", recipient="person")
    return Attainment.objects.create(
        indicator=IndicatorFactory(unit="orang", formula="sum"), year=2026, quarter=2, value=100
    )


def url(report, dimension="jenis_kelamin"):
    base = reverse("programs:attainment-parts", args=[report.indicator_id, report.year, report.quarter])
    return f"{base}?menurut={dimension}"


def detail(report):
    return reverse("programs:indicator-detail", args=[report.indicator_id])


def operator(sign_in, report):
    return sign_in(Role.OPERATOR, agency=report.indicator.agency)


def test_what_does_not_add_up_is_stored_and_told(sign_in, report):
    client = operator(sign_in, report)
    page = client.post(url(report), {"nilai_0": "40", "nilai_1": "55"}, follow=True)
    assertContains(page, "2 rincian tersimpan.")
    assertContains(page, "Jumlah rincian 95, seharusnya 100.")
    page = client.get(detail(report))
    for words in ("Rincian menurut jenis kelamin", "Perempuan", "Jumlah rincian 95"):
        assertContains(page, words)


def test_small_groups_are_hidden_from_everybody_else(sign_in, report):
    for label, value in (("Laki-laki", 97), ("Perempuan", 3)):
        AttainmentPart.objects.create(attainment=report, dimension="jenis_kelamin", label=label, value=value)
    page = sign_in(Role.LEADER).get(detail(report))
    assertContains(page, "disembunyikan</span>", count=2)
    assertNotContains(page, ">97,")
    assertNotContains(page, "Jumlah rincian")


def test_the_kecamatan_of_the_region_are_the_rows(sign_in, report, office):
    district = DistrictFactory(parent=office.region, name="Tejakula")
    client = operator(sign_in, report)
    assertContains(client.get(url(report, "kecamatan")), "Tejakula")
    client.post(url(report, "kecamatan"), {"nilai_0": "12"})
    assert AttainmentPart.objects.get().area == district.code


def test_other_groups_are_named_by_whoever_enters_them(sign_in, report):
    client = operator(sign_in, report)
    client.post(url(report, "lain"), {"nama_0": "Pesisir", "nilai_0": "30"})
    assert AttainmentPart.objects.get().label == "Pesisir"
    page = client.post(url(report, "lain"), {"nama_0": "Pesisir", "nilai_1": "30"})
    assertContains(page, "Tulis nama kelompoknya.", status_code=422)


def test_a_fraction_makes_its_percentage_and_needs_both_halves(sign_in):
    report = Attainment.objects.create(
        indicator=IndicatorFactory(unit="persen", formula="share"), year=2026, quarter=1, value=50
    )
    client = operator(sign_in, report)
    page = client.post(url(report), {"pembilang_0": "30"})
    assertContains(page, "Isi pembilang dan penyebut", status_code=422)
    client.post(url(report), {"pembilang_0": "30", "penyebut_0": "40"})
    assert AttainmentPart.objects.get().value == 75


def test_without_a_report_or_in_an_unknown_dimension_there_is_nothing(sign_in, report):
    client = operator(sign_in, report)
    assert client.get(url(report, "warna")).status_code == 404
    report.quarter = 3
    assert client.get(url(report)).status_code == 404


def test_strangers_find_nothing_and_a_submitted_report_is_closed(sign_in, report):
    assert sign_in(Role.OPERATOR, agency=AgencyFactory()).get(url(report)).status_code == 404
    assert sign_in(Role.AUDITOR).get(url(report)).status_code == 403
    Attainment.objects.update(status="submitted")
    page = operator(sign_in, report).post(url(report), {"nilai_0": "1"}, follow=True)
    assertContains(page, "Sudah diajukan.")
    assert not AttainmentPart.objects.exists()
