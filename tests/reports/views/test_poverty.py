import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.actions.reference import load_reference
from programs.models import Finding, StatisticValue
from tests.factories import OfficeFactory, RegencyFactory, StatisticFactory, StatisticValueFactory

pytestmark = pytest.mark.django_db
LIST = reverse("reports:poverty-list")


@pytest.fixture
def buleleng(db):
    """The shipped series, seen from Kabupaten Buleleng."""
    load_reference()
    return OfficeFactory(region=RegencyFactory(code="51.08", name="Kabupaten Buleleng"))


def rows_of(response) -> dict:
    return {row.year: row for row in response.context["picture"].told.rows}


def shown(value, decimals=2) -> str:
    return "–" if value is None else f"{value:.{decimals}f}".replace(".", ",")


def test_buleleng_stands_beside_bali_and_indonesia(sign_in, buleleng):
    response = sign_in(Role.LEADER).get(LIST)
    march = rows_of(response)[2024]
    assert [shown(value) for value in (march.own, march.province, march.nation)] == ["5,39", "4,00", "9,03"]
    assert [shown(value) for value in (march.gap_province, march.gap_nation)] == ["1,39", "-3,64"]
    assert march.words == "Lebih buruk dari provinsi"
    for text in ("5,39", "4,00", "9,03", "+1,39", "−3,64", "Lebih buruk dari provinsi"):
        assertContains(response, text)


def test_the_year_2021_is_judged_by_its_own_figures(sign_in, buleleng):
    row = rows_of(sign_in(Role.LEADER).get(LIST))[2021]
    assert [shown(value) for value in (row.gap_province, row.gap_nation)] == ["1,59", "-4,02"]
    assert row.words == "Lebih buruk dari provinsi"


def test_a_year_without_figure_is_a_dash_and_a_hole_in_the_line(sign_in, buleleng):
    response = sign_in(Role.LEADER).get(LIST)
    assert rows_of(response)[2022].own is None
    assertContains(response, "Belum ada angka Buleleng tahun 2022")
    points = response.context["chart"]["layer"][0]["data"]["values"]
    own = {point["year"]: point["value"] for point in points if point["area"] == "Buleleng"}
    assert {year: value for year, value in own.items() if value is not None} == {
        2021: 6.12,
        2023: 5.85,
        2024: 5.39,
    }
    assert own[2022] is None
    assert set(own) == set(range(2015, 2026))
    assert "NaN" not in json.dumps(response.context["chart"])


def test_yearly_figures_never_mix_with_those_of_march(sign_in, buleleng):
    client = sign_in(Role.LEADER)
    assert 2018 not in {year for year, row in rows_of(client.get(LIST)).items() if row.own is not None}
    yearly = rows_of(client.get(LIST, {"statistik": "P0", "periode": "Tahun"}))
    assert {year for year, row in yearly.items() if row.own is not None} == {2004, 2012, 2018}


def test_three_values_are_no_trend_and_nine_are(sign_in, buleleng):
    pictures = {
        one.told.macro.statistic.code: one for one in sign_in(Role.LEADER).get(LIST).context["pictures"]
    }
    assert pictures["P0"].by_kind["perkembangan"].words == "Data belum cukup"
    assert pictures["P0"].by_kind["efektivitas"].words == "Data belum cukup"
    assert pictures["P1"].by_kind["efektivitas"].words == "Cukup efektif"


def test_a_reference_that_is_not_published_is_named_not_drawn(sign_in, buleleng):
    response = sign_in(Role.LEADER).get(reverse("reports:poverty-statistic", args=["P1"]))
    assertContains(response, "Bali belum ada di basis data")
    assert {point["area"] for point in response.context["chart"]["layer"][0]["data"]["values"]} == {
        "Buleleng"
    }


def test_a_number_of_people_is_not_compared_with_the_province(sign_in, buleleng):
    response = sign_in(Role.LEADER).get(reverse("reports:poverty-statistic", args=["JUMLAH_MISKIN"]))
    assert response.context["picture"].by_kind.keys() == {"perkembangan", "efektivitas"}
    assert all(row.verdict is None for row in response.context["picture"].told.rows)


def test_a_line_that_nobody_judges_has_no_verdict(sign_in, buleleng):
    response = sign_in(Role.LEADER).get(reverse("reports:poverty-statistic", args=["LUAS"]))
    assertContains(response, "Angka ini tidak dinilai")


def test_every_value_shows_its_source(sign_in, buleleng):
    response = sign_in(Role.LEADER).get(reverse("reports:poverty-statistic", args=["P0"]))
    source = StatisticValue.objects.get(statistic__code="P0", area="51.08", year=2024).source
    assertContains(response, escape(source))


def test_what_does_not_exist_is_not_found(sign_in, buleleng):
    client = sign_in(Role.SECRETARIAT)
    assert client.get(reverse("reports:poverty-statistic", args=["TIADA"])).status_code == 404
    assert client.get(reverse("reports:finding-edit", args=["posisi", "TIADA"])).status_code == 404
    assert client.get(reverse("reports:finding-edit", args=["posisi", "LUAS"])).status_code == 404


def test_before_any_figure_the_page_says_what_to_do(sign_in):
    assertContains(sign_in(Role.LEADER).get(LIST), "Unggah daftar statistik")
    OfficeFactory()
    assertContains(sign_in(Role.LEADER).get(LIST), "Unggah daftar statistik")


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)
    return len(asked)


def test_the_page_asks_as_often_for_many_values_as_for_few(sign_in):
    office = OfficeFactory()
    client = sign_in(Role.LEADER)
    few = StatisticFactory(code="P0", name="Tingkat kemiskinan")
    StatisticValueFactory(statistic=few, area=office.region.code, year=2024)
    client.get(LIST)
    before = queries_of(client)
    for statistic in StatisticFactory.create_batch(4):
        for year in range(2015, 2025):
            StatisticValueFactory(statistic=statistic, area=office.region.code, year=year, value=year - 2000)
    assert queries_of(client) == before


def test_a_finding_begins_as_the_draft_and_keeps_its_figures(sign_in, buleleng):
    client = sign_in(Role.SECRETARIAT)
    address = reverse("reports:finding-edit", args=["posisi", "P0"])
    assertContains(
        client.get(address),
        "Tingkat kemiskinan Buleleng 5,39 % pada Maret 2024. Itu 1,39 poin lebih tinggi daripada Bali.",
    )
    client.post(address, {"text": "Kita masih di atas Bali."})
    finding = Finding.objects.get()
    assert (finding.kind, finding.area, finding.year, finding.period) == ("posisi", "51.08", 2024, "Maret")
    assert finding.figures == {
        "nilai": "5.39",
        "selisih_provinsi": "1.39",
        "selisih_nasional": "-3.64",
        "tahun": "2024",
    }
    assert finding.written_by == client.user
    assertContains(client.get(LIST), "Kita masih di atas Bali.")
    assertNotContains(client.get(LIST), "Angka berubah")


def test_a_finding_tells_when_its_figures_have_changed(sign_in, buleleng):
    client = sign_in(Role.SECRETARIAT)
    address = reverse("reports:finding-edit", args=["posisi", "P0"])
    client.post(address, {"text": "Kita masih di atas Bali."})
    StatisticValue.objects.filter(statistic__code="P0", area="51", year=2024).update(value="4.10")
    assertContains(client.get(LIST), "Angka berubah")
    assertContains(client.get(address), "Angka berubah sejak temuan ditulis")
    client.post(address, {"text": "Kita tetap di atas Bali."})
    assert Finding.objects.get().text == "Kita tetap di atas Bali."
    assertNotContains(client.get(LIST), "Angka berubah")


def test_an_empty_finding_is_refused(sign_in, buleleng):
    client = sign_in(Role.SECRETARIAT)
    assert (
        client.post(reverse("reports:finding-edit", args=["posisi", "P0"]), {"text": " "}).status_code == 422
    )
    assert not Finding.objects.exists()


def test_only_who_analyses_may_write(sign_in, buleleng):
    address = reverse("reports:finding-edit", args=["posisi", "P0"])
    client = sign_in(Role.LEADER)
    assert client.post(address, {"text": "x"}).status_code == 403
    assertNotContains(client.get(LIST), "Tulis temuan")
