import re
from dataclasses import astuple
from datetime import date
from html import unescape
from random import Random

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateNotUsed

from agencies.access.roles import Role
from programs.actions import standings
from programs.models import Attainment, Indicator, Scorecard
from programs.queries.indicators import Score
from tests.factories import (
    AgencyFactory,
    IndicatorFactory,
    OfficeFactory,
    PlanFactory,
    ProgramFactory,
    ScorecardFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db
BOARD, TABLE = reverse("programs:indicator-list"), reverse("programs:indicator-table")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


def reached(value, *, year=2026, **fields):
    indicator = IndicatorFactory(**fields)
    TargetFactory(indicator=indicator, year=year, value=80)
    if value is not None:
        Attainment.objects.create(indicator=indicator, year=year, quarter=4, value=value)
    standings.refresh([indicator.pk], [year])
    return indicator


def test_the_board_counts_with_one_square_per_indicator(sign_in):
    agency = AgencyFactory()
    for value in (90, 85, 10, None):
        reached(value, agency=agency)

    page = sign_in(Role.LEADER).get(BOARD)

    assertContains(page, "<strong>2</strong><em>dari 3 indikator tercapai</em>", html=False)
    assertContains(page, "66,67 %")
    assertContains(page, 'class="dot dot-bad"', count=2)  # its square and the key


def card(met, not_met, open_ones, **more):
    return ScorecardFactory(met=met, not_met=not_met, open=open_ones, **more)


def test_the_board_shows_193_of_270_as_71_48_per_cent_beside_14_that_cannot_be_judged(sign_in):
    card(100, 40, 4, verified=40)
    card(93, 37, 10, verified=14, running=0)

    page = sign_in(Role.LEADER).get(BOARD)

    assertContains(page, "<strong>193</strong><em>dari 270 indikator tercapai</em>", html=False)
    for words in (
        "71,48 %",
        "14 belum dapat dinilai",
        "77 belum tercapai",
        "20 % dari laporan sudah diverifikasi",
    ):
        assertContains(page, words)


def test_more_indicators_than_the_eye_tells_apart_are_bars(sign_in):
    card(300, 90, 10)
    assertContains(sign_in(Role.LEADER).get(BOARD), "Satu kotak, satu indikator")
    card(1, 0, 0)
    page = sign_in(Role.LEADER).get(BOARD)
    assertNotContains(page, "Satu kotak, satu indikator")
    assertContains(page, "Tercapai, belum tercapai, belum dapat dinilai: 300, 90, 10")


def test_a_year_of_which_nothing_is_known_does_not_pretend_to_an_empty_installation(sign_in):
    reached(80)
    page = sign_in(Role.LEADER).get(BOARD, {"tahun": "1999"})
    assertContains(page, "Belum ada target maupun laporan tahun ini")


def test_the_board_names_the_formula_of_the_planning_period(sign_in):
    PlanFactory(falling_formula="B", in_force_from=date(2025, 8, 1), name="RPJMD 2025-2029")
    reached(80)
    assertContains(
        sign_in(Role.LEADER).get(BOARD), "rumus B: (2 × target − realisasi) ÷ target, menurut RPJMD 2025-2029"
    )


def test_the_lowest_of_the_missed_stand_first(sign_in):
    for value, name in ((70, "Tujuh puluh"), (10, "Sepuluh")):
        reached(value, name=name)
    words = sign_in(Role.LEADER).get(BOARD).content.decode()
    assert words.index("Sepuluh") < words.index("Tujuh puluh")


def test_an_agency_is_broken_down_by_programme_and_reason(sign_in):
    agency, program = AgencyFactory(), ProgramFactory(name="Perlindungan sosial")
    reached(90, agency=agency, program=program)
    reached(10, agency=agency, program=program)
    reached(None, agency=agency)
    page = sign_in(Role.LEADER).get(reverse("programs:agency-indicators", args=[agency.pk]))
    for words in ("Perlindungan sosial", "Tanpa program", "Belum dilaporkan", "50,00 %"):
        assertContains(page, words)
    assertContains(page, f"perangkat={agency.pk}&amp;sebab=not_reported")


def test_an_agency_opens_at_the_year_before_while_nothing_of_this_can_be_judged(sign_in):
    agency = AgencyFactory()
    reached(90, agency=agency, year=2025)
    reached(None, agency=agency)
    client, url = sign_in(Role.LEADER), reverse("programs:agency-indicators", args=[agency.pk])
    assertContains(client.get(url), "Capaian tahun 2025")
    assertContains(client.get(url, {"tahun": "2026"}), "Capaian tahun 2026")


def links_of(page, needle):
    """(address, number in the row) of every row of a page's tables whose link holds `needle`."""
    rows = re.findall(r"<tr>(.*?)</tr>", page.content.decode(), re.S)
    for row in rows:
        for address in re.findall(r'href="([^"]*)"', row):
            if needle in address:
                yield unescape(address), [int(n) for n in re.findall(r'class="num"[^>]*>(\d+)<', row)]


def spread():
    """Three agencies with indicators of every state, with and without a programme, in two programmes and levels."""
    chance = Random(193)
    for _ in range(3):
        agency = AgencyFactory()
        programs = [None, ProgramFactory(agency=agency), ProgramFactory(agency=agency)]
        for _ in range(15):
            level = chance.choice(("tujuan", "program"))
            one = IndicatorFactory(agency=agency, program=chance.choice(programs), level=level, formula="sum")
            if chance.random() < 0.9:
                TargetFactory(indicator=one, year=2026, value=80)
            quarter = chance.choice((None, 1, 4, 4))
            if quarter:
                Attainment.objects.create(
                    indicator=one, year=2026, quarter=quarter, value=chance.randint(1, 120)
                )
    standings.refresh(None, [2026])


def test_down_from_the_board_every_number_is_the_sum_of_what_lies_below(sign_in):
    spread()
    client = sign_in(Role.LEADER)
    board = client.get(BOARD, {"tahun": "2026"})
    score = board.context["score"]
    assert 0 not in (score.met, score.not_met, score.open)
    below = [one.score for one in board.context["agencies"]]
    assert summed(below) == score
    assert sum(many for _, _, many in board.context["reasons"]) == score.open
    for one in board.context["agencies"]:
        page = client.get(
            reverse("programs:agency-indicators", args=[one.agency_id]), {"tahun": "2026"}
        ).context
        assert page["score"] == one.score
        assert summed(row["score"] for row in page["programs"]) == one.score
        assert summed(score for _, score in page["levels"]) == one.score
        assert sum(many for _, _, many in page["reasons"]) == one.score.open


def test_every_row_of_the_breakdown_leads_to_as_many_indicators_as_it_tells(sign_in):
    spread()
    client = sign_in(Role.LEADER)
    board = client.get(BOARD, {"tahun": "2026"})
    followed = 0
    for agency in board.context["agencies"]:
        page = client.get(reverse("programs:agency-indicators", args=[agency.agency_id]), {"tahun": "2026"})
        for needle in ("program=", "tingkat=", "sebab="):
            for address, numbers in links_of(page, needle):
                assert client.get(address).context["score"].total == sum(numbers[:3])
                followed += 1
    for address, numbers in links_of(board, "sebab="):
        assert client.get(address).context["score"].total == sum(numbers)
        followed += 1
    assert followed > 20


def summed(scores) -> Score:
    return Score(*map(sum, zip(*map(astuple, scores), strict=True)))


def test_the_list_names_the_programme_it_is_narrowed_to(sign_in):
    inside = reached(90, program=ProgramFactory(name="Rumah layak huni"), year=2026)
    reached(80, year=2026)
    client = sign_in(Role.LEADER)
    page = client.get(TABLE, {"tahun": "2026", "program": str(inside.program_id)})
    assert page.context["score"].total == 1
    assertContains(page, "Rumah layak huni")
    assertContains(client.get(TABLE, {"tahun": "2026", "program": "tanpa"}), "Tanpa program")
    assertNotContains(client.get(TABLE, {"tahun": "2026"}), "Tanpa program")


def test_board_list_and_agency_say_that_all_is_being_judged_anew(sign_in):
    agency = reached(90).agency
    pages = (BOARD, TABLE, reverse("programs:agency-indicators", args=[agency.pk]))
    client = sign_in(Role.LEADER)
    for page in pages:
        assertNotContains(client.get(page), "sedang dinilai ulang")
    Scorecard.objects.update(awaited=True)
    for page in pages:
        assertContains(client.get(page), "Semua indikator sedang dinilai ulang")


def test_another_agency_sees_no_number_of_it(sign_in):
    indicator = reached(90, name="Rahasia dinas lain")
    client = sign_in(Role.OPERATOR, agency=AgencyFactory())
    page = client.get(reverse("programs:agency-indicators", args=[indicator.agency_id]))
    assertContains(page, "Belum ada indikator perangkat daerah ini")


def test_the_board_of_an_empty_installation_says_what_to_do(sign_in):
    assertContains(sign_in(Role.SECRETARIAT).get(BOARD), "Belum ada indikator")
    assertContains(sign_in(Role.LEADER).get(BOARD), "Belum ada indikator")


@pytest.mark.parametrize("page", ["board", "table", "agency"])
def test_the_queries_do_not_grow_with_the_indicators(sign_in, queries_of, page):
    agency = AgencyFactory()
    reached(70, agency=agency)
    url = {"board": BOARD, "table": TABLE, "agency": reverse("programs:agency-indicators", args=[agency.pk])}[
        page
    ]
    client = sign_in(Role.SECRETARIAT)
    before = queries_of(client, url)
    for number in range(30):
        reached(70, agency=agency if number % 2 else AgencyFactory())
    assert queries_of(client, url) == before


def test_the_table_filters_and_answers_htmx_with_its_live_part(sign_in):
    reached(90, name="Angka melek huruf")
    reached(10, name="Prevalensi stunting")
    page = sign_in(Role.LEADER).get(TABLE, {"keadaan": "not_met"}, headers={"HX-Request-Type": "partial"})
    assertTemplateNotUsed(page, "base.html")
    assertContains(page, "Prevalensi stunting")
    assertNotContains(page, "Angka melek huruf")


def test_the_detail_page_shows_state_and_class_together(sign_in):
    indicator = reached(None, direction="-", formula="falling")
    indicator.targets.update(value="4.50")
    Attainment.objects.create(indicator=indicator, year=2026, quarter=4, value="4.80")

    page = sign_in(Role.LEADER).get(reverse("programs:indicator-detail", args=[indicator.pk]))

    for words in ("93,75 %", "Sangat tinggi", "Belum tercapai"):
        assertContains(page, words)


def test_a_new_indicator_leads_on_to_its_targets(sign_in):
    data = {
        "name": "Tingkat kemiskinan", "code": "IKU-1", "unit": "persen", "level": "tujuan", "direction": "-", "formula": "falling",
        "decimals": 2, "agency": AgencyFactory().pk, "baseline_value": "5,32", "frequency": "tahunan",
    }  # fmt: skip
    page = sign_in(Role.SECRETARIAT).post(reverse("programs:indicator-add"), data)

    indicator = Indicator.objects.get()
    assert page.url == reverse("programs:indicator-targets", args=[indicator.pk])
    assert float(indicator.baseline_value) == 5.32


def test_targets_are_numbers_or_words(sign_in):
    indicator = IndicatorFactory()
    url = reverse("programs:indicator-targets", args=[indicator.pk])
    sign_in(Role.SECRETARIAT).post(url, {"angka_2026": "71,48", "kata_2027": "WTP"})
    found = [(t.year, t.value and float(t.value), t.text) for t in indicator.targets.order_by("year")]
    assert found == [(2026, 71.48, ""), (2027, None, "WTP")]


def attainment_url(indicator, quarter=4):
    return reverse("programs:attainment-edit", args=[indicator.pk, 2026, quarter])


def test_an_operator_reports_a_quarter_of_the_own_agency(sign_in):
    indicator = reached(None)
    client = sign_in(Role.OPERATOR, agency=indicator.agency)
    page = client.post(attainment_url(indicator, 1), {"value": "12,5"})
    assert page.status_code == 302
    assert float(indicator.attainments.get().value) == 12.5


def test_a_low_closing_quarter_needs_its_cause(sign_in):
    indicator = reached(None)
    client = sign_in(Role.OPERATOR, agency=indicator.agency)
    assertContains(
        client.post(attainment_url(indicator), {"value": "10"}), "faktor penghambat", status_code=422
    )
    page = client.post(attainment_url(indicator), {"value": "10", "hindering": "Harga pangan naik."})
    assert page.status_code == 302


def test_a_quarter_without_value_needs_its_reason(sign_in):
    indicator = reached(None)
    client = sign_in(Role.OPERATOR, agency=indicator.agency)
    assertContains(client.post(attainment_url(indicator), {"value": ""}), "Isi realisasi", status_code=422)
    assert client.post(attainment_url(indicator), {"reason": "not_published"}).status_code == 302


def test_strangers_find_nothing_and_readers_may_not_write(sign_in):
    indicator = reached(90)
    detail = reverse("programs:indicator-detail", args=[indicator.pk])
    stranger = sign_in(Role.OPERATOR, agency=AgencyFactory())
    assert stranger.get(detail).status_code == 404
    assert stranger.get(attainment_url(indicator)).status_code == 404
    assert sign_in(Role.OPERATOR, agency=indicator.agency).get(f"{detail}ubah/").status_code == 403
    assert sign_in(Role.AUDITOR).get(attainment_url(indicator)).status_code == 403
    assert sign_in(Role.SECRETARIAT).get(attainment_url(indicator, 5)).status_code == 404
