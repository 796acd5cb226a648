import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from agencies.actions.schedules import lock
from programs.models import Attainment
from tests.factories import (
    AgencyFactory,
    AttainmentFactory,
    IndicatorFactory,
    OfficeFactory,
    ScheduleFactory,
    StatisticFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ENTRY, REVIEW = (reverse(f"programs:quarter-{name}", args=[2026, 2]) for name in ("entry", "review"))


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


@pytest.fixture
def agency():
    return AgencyFactory(name="Dinas Sosial")


def indicator_of(agency, *, text="", **fields):
    indicator = IndicatorFactory(agency=agency, **fields)
    TargetFactory(indicator=indicator, year=2026, value=None if text else 80, text=text)
    return indicator


def test_an_agency_fills_in_its_quarter_and_hands_it_in(sign_in, agency):
    first, second = indicator_of(agency), indicator_of(agency)
    client = sign_in(Role.OPERATOR, agency=agency)

    client.post(ENTRY, {f"nilai_{first.pk}": "12,5", f"hambat_{first.pk}": "Cuaca"})
    assertContains(client.get(ENTRY), "Ajukan 1 indikator")
    page = client.post(
        ENTRY, {f"nilai_{first.pk}": "12,5", f"nilai_{second.pk}": "7", "ajukan": "1"}, follow=True
    )

    assertContains(page, "2 indikator diajukan.")
    found = {row.indicator_id: (float(row.value), row.status) for row in Attainment.objects.all()}
    assert found == {first.pk: (12.5, "submitted"), second.pk: (7, "submitted")}


def test_a_row_left_alone_is_not_touched(sign_in, agency):
    row = AttainmentFactory(
        indicator=indicator_of(agency), year=2026, quarter=2, value=5, driving="Gotong royong"
    )
    pk = row.indicator_id
    client = sign_in(Role.OPERATOR, agency=agency)
    page = client.post(ENTRY, {f"nilai_{pk}": "5", f"dorong_{pk}": "Gotong royong"}, follow=True)
    assertContains(page, "Tidak ada yang berubah.")
    assert Attainment.objects.get().entered_by is None


def test_a_share_is_computed_from_numerator_and_denominator(sign_in, agency):
    one = indicator_of(agency, formula="share", unit="persen")
    client = sign_in(Role.OPERATOR, agency=agency)
    client.post(ENTRY, {f"pembilang_{one.pk}": "1", f"penyebut_{one.pk}": "3"})
    row = Attainment.objects.get()
    assert (str(row.value), row.numerator, row.denominator) == ("33.3333", 1, 3)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"pembilang": "1"}, "Isi pembilang dan penyebut"),
        ({"pembilang": "1", "penyebut": "0"}, "Penyebut tidak boleh 0."),
        ({"nilai": "3", "terbit": "on"}, "Kosongkan realisasi"),
        ({"nilai": "tiga"}, "Tulis angka dengan koma"),
    ],
)
def test_what_cannot_be_stored_is_said_beside_the_field(sign_in, agency, told, words):
    one = indicator_of(agency, formula="share")
    client = sign_in(Role.OPERATOR, agency=agency)
    data = {f"{part}_{one.pk}": value for part, value in told.items()}
    assertContains(client.post(ENTRY, data), words, status_code=422)
    assert not Attainment.objects.exists()


def test_words_are_asked_where_the_target_is_words(sign_in, agency):
    one = indicator_of(agency, text="WTP")
    client = sign_in(Role.OPERATOR, agency=agency)
    client.post(ENTRY, {f"kata_{one.pk}": "WTP"})
    assert Attainment.objects.get().text == "WTP"


def test_what_is_in_review_or_locked_cannot_be_changed(sign_in, agency):
    row = AttainmentFactory(indicator=indicator_of(agency), year=2026, quarter=2, value=5, status="submitted")
    client = sign_in(Role.OPERATOR, agency=agency)
    client.post(ENTRY, {f"nilai_{row.indicator_id}": "99"})
    assert Attainment.objects.get().value == 5
    lock(ScheduleFactory(period=2), by=UserFactory())
    page = client.get(ENTRY)
    assertContains(page, "Dikunci")
    assertNotContains(page, "Simpan draf")


def test_an_agency_neither_sees_nor_writes_the_grid_of_another(sign_in, agency):
    other = indicator_of(AgencyFactory(), name="Milik dinas lain")
    client = sign_in(Role.OPERATOR, agency=agency)
    page = client.get(ENTRY, {"perangkat": other.agency_id})
    assertNotContains(page, "Milik dinas lain")
    client.post(f"{ENTRY}?perangkat={other.agency_id}", {f"nilai_{other.pk}": "9"})
    assert not Attainment.objects.exists()


@pytest.mark.parametrize("url", [ENTRY, REVIEW])
def test_the_queries_do_not_grow_with_the_indicators(sign_in, queries_of, agency, url):
    def one():
        AttainmentFactory(indicator=indicator_of(agency), year=2026, quarter=2, status="submitted")

    one()
    client = sign_in(Role.SECRETARIAT)
    before = queries_of(client, url)
    for _ in range(19):
        one()
    assert queries_of(client, url) == before


def test_who_verifies_takes_many_and_returns_one_with_a_note(sign_in, agency):
    rows = [
        AttainmentFactory(indicator=indicator_of(agency), year=2026, quarter=2, status="submitted")
        for _ in range(3)
    ]
    client = sign_in(Role.PLANNER, agency=agency)
    back = reverse("programs:attainment-return", args=[rows[0].indicator_id, 2026, 2])

    assertContains(client.post(back, {"catatan": ""}, follow=True), "Tulis catatannya")
    client.post(back, {"catatan": "Periksa pembilang.", "dari": "antrean"})
    page = client.post(REVIEW, {"baris": [rows[1].pk, rows[2].pk]}, follow=True)

    assertContains(page, "2 indikator diverifikasi.")
    assertContains(page, "Tidak ada yang menunggu verifikasi.")
    assert [row.status for row in Attainment.objects.order_by("pk")] == ["returned", "verified", "verified"]


def test_nobody_verifies_the_own_entry(sign_in, agency):
    client = sign_in(Role.SECRETARIAT)
    row = AttainmentFactory(
        indicator=indicator_of(agency), year=2026, quarter=2, status="submitted", entered_by=client.user
    )
    assertContains(client.get(REVIEW), "Isian Anda sendiri")
    url = reverse("programs:attainment-verify", args=[row.indicator_id, 2026, 2])
    assertContains(client.post(url, follow=True), "Anda sendiri yang mengisinya")


def test_a_planner_reaches_the_own_agencies_only(sign_in, agency):
    row = AttainmentFactory(indicator=indicator_of(agency), year=2026, quarter=2, status="submitted")
    stranger = sign_in(Role.PLANNER, agency=AgencyFactory())
    assertContains(stranger.get(REVIEW), "Tidak ada yang menunggu verifikasi.")
    for name in ("verify", "return"):
        assert (
            stranger.post(
                reverse(f"programs:attainment-{name}", args=[row.indicator_id, 2026, 2])
            ).status_code
            == 404
        )
    stranger.post(REVIEW, {"baris": [row.pk]})
    assert Attainment.objects.get().status == "submitted"


def test_one_report_is_handed_in_from_its_own_page(sign_in, agency):
    row = AttainmentFactory(indicator=indicator_of(agency), year=2026, quarter=2)
    client = sign_in(Role.OPERATOR, agency=agency)
    page = client.post(reverse("programs:attainment-submit", args=[row.indicator_id, 2026, 2]), follow=True)
    assertContains(page, "Diajukan")
    page = client.get(reverse("programs:attainment-edit", args=[row.indicator_id, 2026, 2]), follow=True)
    assertContains(page, "Sudah diajukan.")


def test_there_is_no_fifth_quarter(sign_in):
    client = sign_in(Role.SECRETARIAT)
    for name in ("entry", "review"):
        assert client.get(reverse(f"programs:quarter-{name}", args=[2026, 5])).status_code == 404


def test_a_figure_that_can_hardly_be_is_remarked_and_kept(sign_in, agency):
    share = indicator_of(agency, unit="persen", decimals=2)
    client = sign_in(Role.OPERATOR, agency=agency)
    page = client.post(ENTRY, {f"nilai_{share.pk}": "712,5"}, follow=True)
    assert Attainment.objects.get().value == 712.5
    words = "Di luar kisaran wajar 0,00 sampai 100,00. Periksa angka dan satuannya."
    assertContains(page, words)
    client.post(ENTRY, {f"nilai_{share.pk}": "712,5", "ajukan": "1"})
    assertContains(sign_in(Role.SECRETARIAT).get(REVIEW), words)
    detail = reverse("programs:indicator-detail", args=[share.pk])
    assertContains(client.get(detail, {"tahun": "2026"}), words)


def test_a_jump_is_remarked_beside_the_figure_before(sign_in, agency):
    one = indicator_of(agency, unit="orang", decimals=0)
    AttainmentFactory(indicator=one, year=2026, quarter=1, value=100)
    AttainmentFactory(indicator=one, year=2026, quarter=2, value=150)
    page = sign_in(Role.OPERATOR, agency=agency).get(ENTRY)
    assertContains(page, "Berubah 50 % dari angka sebelumnya (100). Periksa angkanya, atau tulis sebabnya.")


def test_the_review_asks_no_more_for_more_rows(sign_in, queries_of):
    for _ in range(2):
        statistic = StatisticFactory(lowest=0, highest=50)
        indicator = indicator_of(AgencyFactory(), statistic=statistic)
        AttainmentFactory(indicator=indicator, year=2026, quarter=2, status="submitted")
    client = sign_in(Role.SECRETARIAT)
    few = queries_of(client, REVIEW)
    for _ in range(8):
        indicator = indicator_of(AgencyFactory(), statistic=StatisticFactory(lowest=0, highest=50))
        AttainmentFactory(indicator=indicator, year=2026, quarter=2, status="submitted")
    assert queries_of(client, REVIEW) == few
