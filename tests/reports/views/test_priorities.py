import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.actions.reference import load_reference
from programs.models import Finding, StatisticValue
from tests.factories import OfficeFactory, RegencyFactory

pytestmark = pytest.mark.django_db
FIELDS = reverse("reports:poverty-fields")


@pytest.fixture
def buleleng(db):
    load_reference()
    return OfficeFactory(region=RegencyFactory(code="51.08", name="Kabupaten Buleleng"))


def test_fields_of_buleleng_are_ranked_by_known_flags_only(sign_in, buleleng):
    response = sign_in(Role.LEADER).get(FIELDS)
    rows = {one.row.label: one.row for one in response.context["fields"]}
    assert rows["Kemiskinan"].flags.worse_province is True
    assert rows["Kemiskinan"].flags.worse_nation is False
    assert rows["Kemiskinan"].flags.worsening is None
    assert rows["Ketahanan pangan"].picture is None
    assertContains(response, "Belum ada angka indikator utama")


def test_before_any_figure_the_page_says_what_to_do(sign_in):
    assertContains(sign_in(Role.LEADER).get(FIELDS), "Unggah daftar statistik")


def test_each_known_field_has_a_draft_that_can_be_kept_and_grows_old(sign_in, buleleng):
    client = sign_in(Role.SECRETARIAT)
    assertContains(
        client.get(FIELDS), "Prioritas bidang Kemiskinan belum pasti. Skornya 1 dan masih dapat menjadi"
    )
    client.post(
        reverse("reports:finding-edit", args=["bidang", "P0"]), {"text": "Kemiskinan tetap yang pertama."}
    )
    finding = Finding.objects.get()
    assert (finding.kind, finding.statistic.code, finding.figures["skor"]) == ("bidang", "P0", "1")
    assertContains(client.get(FIELDS), "Kemiskinan tetap yang pertama.")
    assertNotContains(client.get(FIELDS), "Angka berubah")
    StatisticValue.objects.filter(statistic__code="P0", area="51", year=2024).update(value=6)
    assertContains(client.get(FIELDS), "Angka berubah")
