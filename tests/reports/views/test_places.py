import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from agencies.models import Setting
from programs.models import Finding, FocusRegion
from reports.actions.rollups import refresh
from tests.factories import StatisticFactory, StatisticValueFactory

pytestmark = pytest.mark.django_db
PLACES = reverse("reports:poverty-places")


@pytest.fixture(autouse=True)
def every_village_counts(db):
    """The random regency has villages with a handful of families."""
    Setting.objects.create(key="small_cell", value=1, valid_from="2020-01-01")


def decide(village) -> str:
    return reverse("reports:focus-decide", args=[village.code])


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(PLACES)
    return len(asked)


def test_before_any_figure_the_page_says_what_to_do(sign_in):
    assertContains(sign_in(Role.LEADER).get(PLACES), "Unggah register keluarga")


def test_kecamatan_stand_in_quadrants_and_villages_are_proposed(sign_in, regency):
    refresh(2026)
    response = sign_in(Role.LEADER).get(PLACES)
    assert len(response.context["told"].rows) == 2
    assert "BPS tidak menerbitkan tingkat kemiskinan kecamatan" in response.content.decode()
    assert all(one.row.target and one.is_proposed for one in response.context["focus"])


def test_what_is_asked_is_compared_and_anything_else_is_ignored(sign_in, regency):
    refresh(2026)
    _, _, villages = regency
    statistic = StatisticFactory(code="APS", name="Angka partisipasi sekolah", direction="+")
    for area in ("35.99.01", "35.99.02", "35.99.03"):
        StatisticValueFactory(statistic=statistic, area=area, year=2025)
    client = sign_in(Role.LEADER)
    told = client.get(PLACES, {"x": "APS", "y": "belum", "acuan": "median"}).context["told"]
    assert (told.x.code, told.y.code) == ("APS", "belum")
    told = client.get(PLACES, {"x": "tiada", "n": "x"}).context["told"]
    assert (told.x.code, told.y.code) == ("belum", "sasaran")


def test_a_camat_sees_only_the_own_kecamatan(sign_in, regency):
    refresh(2026)
    _, _, villages = regency
    own = villages[0].parent
    response = sign_in(Role.DISTRICT, region=own).get(PLACES)
    assert {row.code for row in response.context["told"].rows} <= {own.code}
    assert {one.row.code[: len(own.code)] for one in response.context["focus"]} <= {own.code}


def test_the_finding_belongs_to_the_measures_it_was_written_for(sign_in, regency):
    refresh(2026)
    client = sign_in(Role.SECRETARIAT)
    write = reverse("reports:finding-write", args=["wilayah"])
    query = {"x": "sasaran", "y": "belum", "acuan": "median"}
    assertContains(client.get(PLACES, query), "Ukuran pertama Keluarga sasaran.")
    client.post(f"{write}?x=sasaran&y=belum&acuan=median", {"text": "Dahulukan yang di barat."})
    finding = Finding.objects.get()
    assert (finding.kind, finding.period, finding.year) == ("wilayah", "sasaran belum median", 2026)
    assertContains(client.get(PLACES, query), "Dahulukan yang di barat.")
    assertNotContains(client.get(PLACES), "Dahulukan yang di barat.")


def test_a_proposed_village_is_taken_out_only_with_a_reason(sign_in, regency):
    refresh(2026)
    client = sign_in(Role.SECRETARIAT)
    first = client.get(PLACES).context["focus"][0].row
    address = reverse("reports:focus-decide", args=[first.code])
    response = client.post(address, {"is_focus": "tidak", "reason": ""})
    assert response.status_code == 422
    assertContains(response, "Tulis alasan: keputusan ini berbeda dari hitungan.", status_code=422)
    client.post(address, {"is_focus": "tidak", "reason": "Sudah ditangani provinsi."})
    row = FocusRegion.objects.get()
    assert (row.is_focus, row.was_proposed, row.decided_by, row.year) == (False, True, client.user, 2026)
    assert row.score == round(client.get(PLACES).context["focus"][0].score.value, 2)
    for words in (
        "Dikeluarkan",
        "Berbeda dari hitungan",
        "Sudah ditangani provinsi.",
        "Belum ada nomor keputusan.",
    ):
        assertContains(client.get(PLACES), words)


def test_a_village_beyond_the_proposal_is_added_with_a_decree(sign_in, regency):
    refresh(2026)
    client = sign_in(Role.SECRETARIAT)
    query = "?cara=semua&n=3"
    proposed = {one.row.code for one in client.get(PLACES + query).context["focus"]}
    other = next(village for village in regency[2] if village.code not in proposed)
    picked = client.post(reverse("reports:focus-add") + query, {"tempat": other.code})
    assert picked.url.startswith(decide(other))
    told = {"is_focus": "ya", "reason": "Usul musrenbang.", "decree": "460/12/2026"}
    assert client.post(decide(other) + query, told).status_code == 422
    client.post(decide(other) + query, told | {"decree_date": "2026-03-01"})
    assertContains(client.get(PLACES + query), "460/12/2026")
    assert client.get(PLACES + query).context["many"] == len(proposed) + 1


def test_a_kecamatan_can_be_decided_on_and_the_decision_taken_back(sign_in, regency):
    refresh(2026)
    client, district = sign_in(Role.SECRETARIAT), regency[2][0].parent
    client.post(decide(district), {"is_focus": "ya", "reason": "Daerah pesisir."})
    assertContains(client.get(PLACES), "Daerah pesisir.")
    withdraw = reverse("reports:focus-withdraw", args=[district.code])
    assertContains(client.get(withdraw), "Hitungan berlaku lagi")
    client.post(withdraw)
    assert not FocusRegion.objects.exists()
    assert client.get(withdraw).status_code == 404


def test_one_decree_fixes_the_whole_list(sign_in, regency):
    refresh(2026)
    client = sign_in(Role.SECRETARIAT)
    proposed = [one.row.code for one in client.get(PLACES).context["focus"]]
    adopt = reverse("reports:focus-adopt")
    assert client.post(adopt, {"decree": "460/12/2026"}).status_code == 422
    client.post(adopt, {"decree": "460/12/2026", "decree_date": "2026-03-01"})
    assert set(FocusRegion.objects.values_list("region__code", flat=True)) == set(proposed)
    assert set(FocusRegion.objects.values_list("decree", flat=True)) == {"460/12/2026"}
    assertContains(client.get(PLACES), "Ditetapkan")


def test_readers_see_decisions_and_change_none(sign_in, regency):
    refresh(2026)
    village = regency[2][0]
    sign_in(Role.SECRETARIAT).post(decide(village), {"is_focus": "ya", "reason": "Usul."})
    leader = sign_in(Role.LEADER)
    assertContains(leader.get(PLACES), "Ditetapkan")
    assertNotContains(leader.get(PLACES), "Putuskan")
    assert leader.post(decide(village), {"is_focus": "tidak"}).status_code == 403


def test_the_page_asks_as_often_with_many_decisions_as_with_few(sign_in, regency):
    refresh(2026)
    client = sign_in(Role.LEADER)

    def put(village):
        FocusRegion.objects.create(
            region=village, year=2026, is_focus=True, was_proposed=True, decided_by=client.user
        )

    put(regency[2][0])
    client.get(PLACES)
    before = queries_of(client)
    for village in regency[2][1:]:
        put(village)
    assert queries_of(client) == before
