import gzip
import json

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateNotUsed

from agencies.access.roles import Role
from agencies.models import Boundary, Region
from tests.factories import DistrictFactory, OfficeFactory, VillageFactory

pytestmark = pytest.mark.django_db
LIST = reverse("agencies:region-list")
SQUARE = {"type": "Polygon", "coordinates": [[[115.0, -8.0], [115.1, -8.0], [115.1, -8.1], [115.0, -8.0]]]}


@pytest.fixture
def village():
    OfficeFactory()
    return VillageFactory(
        parent=DistrictFactory(code="35.99.01", name="Sumberagung"), code="35.99.01.2001", name="Sukamaju"
    )


def test_the_list_stays_within_the_regency_and_filters(sign_in, village):
    VillageFactory(parent=DistrictFactory(code="35.99.02", name="Karangrejo"), name="Pule")
    Region.objects.create(code="36.01.01", name="Di luar", level="district", kind="kecamatan")
    client = sign_in(Role.LEADER)

    assertNotContains(client.get(LIST), "Di luar")
    page = client.get(LIST, {"kecamatan": "35.99.01"}, headers={"HX-Request-Type": "partial"})
    assertTemplateNotUsed(page, "base.html")
    assertContains(page, "Sukamaju")
    assertNotContains(page, "Pule")
    assertContains(client.get(LIST, {"cari": "suka"}), "Sukamaju")


def test_the_queries_of_the_list_do_not_grow(sign_in, village, queries_of):
    client = sign_in(Role.SECRETARIAT)
    before = queries_of(client, LIST)
    for _ in range(20):
        VillageFactory(parent=village.parent)
    assert queries_of(client, LIST) == before


def test_a_place_that_changed_status_keeps_its_page_and_points_on(sign_in, village):
    client = sign_in(Role.SECRETARIAT)
    url = reverse("agencies:region-recode", args=[village.code])
    data = {"code": "35.99.01.1001", "name": "Sukamaju", "kind": "kelurahan", "start": "2026-07-01"}

    assert client.post(url, data).url == reverse("agencies:region-detail", args=["35.99.01.1001"])
    old = client.get(reverse("agencies:region-detail", args=[village.code]))
    assertContains(old, "35.99.01.1001")
    assertContains(old, "30 Juni 2026")
    assert client.get(url).status_code == 404  # it has a successor already


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("35.99.02.1001", "diawali 35.99.01"),
        ("35.99.01.2001", "sudah dipakai"),
        ("35990120", "kode bertitik"),
    ],
)
def test_a_wrong_new_code_is_refused_in_words(sign_in, village, code, words):
    data = {"code": code, "name": "Sukamaju", "kind": "kelurahan", "start": "2026-07-01"}
    page = sign_in(Role.SECRETARIAT).post(reverse("agencies:region-recode", args=[village.code]), data)
    assertContains(page, words, status_code=422)


def test_only_bappeda_changes_codes(sign_in, village):
    assert sign_in(Role.LEADER).get(reverse("agencies:region-recode", args=[village.code])).status_code == 403
    assert sign_in(Role.LEADER).get(reverse("agencies:region-detail", args=["99.99"])).status_code == 404


def test_outlines_come_as_geojson_and_unchanged_ones_as_304(sign_in, village):
    Boundary.objects.create(region=village, geometry=SQUARE, source="contoh")
    client = sign_in(Role.LEADER)
    url = reverse("agencies:region-boundaries", args=["35.99", "village"])

    first = client.get(url)
    [feature] = json.loads(first.content)["features"]
    assert (feature["id"], feature["properties"]["parent"], feature["geometry"]) == (
        village.code,
        "Sumberagung",
        SQUARE,
    )
    assert client.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304

    Boundary.objects.all().delete()
    Boundary.objects.create(region=village, geometry=SQUARE, source="lain")
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"], "Accept-Encoding": "gzip"})
    assert again.status_code == 200
    assert json.loads(gzip.decompress(again.content))["features"]
