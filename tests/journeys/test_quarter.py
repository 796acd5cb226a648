"""One quarter in a real browser, by three people: entered, returned, corrected, verified, locked; the board agrees."""

import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from agencies.access.roles import Role
from agencies.models import RoleAssignment, Setting
from programs.models import Attainment, Scorecard
from tests.factories import (
    AgencyFactory,
    AttainmentFactory,
    IndicatorFactory,
    OfficeFactory,
    ScheduleFactory,
    TargetFactory,
    UserFactory,
)
from tests.journeys.test_story import is_sound, sign_in, sign_out, watched

__all__ = ["watched"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people():
    """The agency's operator, the planner who verifies, the secretariat that locks."""
    OfficeFactory(fiscal_year=2026)
    Setting.objects.create(key="second_factor_forced", value=False, valid_from="2020-01-01")
    agency = AgencyFactory(name="Dinas Sosial")
    made = []
    for username, role, own in (
        ("kadek", Role.OPERATOR, agency),
        ("wayan", Role.PLANNER, agency),
        ("komang", Role.SECRETARIAT, None),
    ):
        user = UserFactory(username=username, name=username.title())
        RoleAssignment.objects.create(user=user, role=role, agency=own, valid_from=timezone.localdate())
        made.append(user)
    for name, target in (("Keluarga dilatih", 100), ("Rumah diperbaiki", 40)):
        indicator = IndicatorFactory(agency=agency, name=name, formula="sum", unit="keluarga", decimals=0)
        TargetFactory(indicator=indicator, year=2026, value=target)
        AttainmentFactory(indicator=indicator, year=2026, quarter=1, value=target / 4)
    ScheduleFactory(title="Capaian triwulan II", period=2)
    return made


def as_person(page, base: str, user, path: str) -> None:
    sign_out(page, base)
    sign_in(page, base, user)
    page.goto(f"{base}{path}")
    is_sound(page)


def enter(page) -> None:
    page.get_by_label("Realisasi Keluarga dilatih").fill("25")
    page.get_by_label("Realisasi Rumah diperbaiki").fill("100")
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.get_by_text("2 indikator tersimpan.")).to_be_visible()
    page.get_by_role("button", name="Ajukan 2 indikator").click()
    expect(page.get_by_text("2 indikator diajukan.")).to_be_visible()
    expect(page.get_by_label("Realisasi Rumah diperbaiki")).to_be_disabled()
    is_sound(page)


def give_back(page) -> None:
    page.get_by_label("Catatan untuk Rumah diperbaiki").fill("Seratus melebihi target setahun. Periksa lagi.")
    page.locator("tr", has_text="Rumah diperbaiki").get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_text("Perangkat daerah menerima catatan Anda.")).to_be_visible()


def correct(page) -> None:
    expect(page.get_by_text("Seratus melebihi target setahun. Periksa lagi.")).to_be_visible()
    page.get_by_label("Realisasi Rumah diperbaiki").fill("10")
    page.get_by_role("button", name="Ajukan 1 indikator").click()
    expect(page.get_by_text("1 indikator diajukan.")).to_be_visible()


def verify(page) -> None:
    expect(page.get_by_text("Sebelum dikembalikan: 100")).to_be_visible()
    page.get_by_role("button", name="Verifikasi yang dipilih").click()
    expect(page.get_by_text("2 indikator diverifikasi.")).to_be_visible()


def the_workbook_agrees(page, base: str) -> None:
    """The evaluation table of the RKPD holds the verified figures, and counts as the board counts."""
    page.goto(f"{base}/evaluasi/rkpd/?tahun=2026")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh Excel").click()
    sheet = load_workbook(io.BytesIO(download.value.path().read_bytes())).worksheets[0]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    for name, target, second in (("Keluarga dilatih", 100, 25), ("Rumah diperbaiki", 40, 10)):
        [told] = [row for row in rows if any(name in str(cell) for cell in row)]
        numbers = [float(cell) for cell in told if isinstance(cell, int | float)]
        assert numbers.count(second) >= 2  # both quarters
        assert target in numbers
        assert 2 * second in numbers  # the year so far
    [states] = [
        row for row in rows if "Keadaan indikator" in map(str, row) or "Keadaan indikator" in str(row[:1])
    ]
    assert "0 tercapai, 0 belum tercapai, 2 belum dapat dinilai" in " ".join(map(str, states))


def test_a_quarter_is_entered_returned_corrected_verified_and_locked(watched, live_server, people):  # noqa: F811
    page, base = watched, live_server.url
    writer, judge, secretary = people
    entry, review = "/indikator/isi/2026/2/", "/indikator/verifikasi/2026/2/"

    for person, path, work in (
        (writer, entry, enter), (judge, review, give_back), (writer, entry, correct), (judge, review, verify),
    ):  # fmt: skip
        as_person(page, base, person, path)
        work(page)

    as_person(page, base, secretary, "/jadwal/?tahun=2026")
    page.get_by_role("button", name="Kunci Capaian triwulan II").click()
    expect(page.get_by_text("Capaian triwulan II 2026 dikunci.")).to_be_visible()

    as_person(page, base, writer, entry)
    expect(page.get_by_text("Minta buka kunci kepada sekretariat TKPK.")).to_be_visible()
    expect(page.get_by_role("button", name="Simpan draf")).to_have_count(0)
    page.goto(f"{base}/indikator/?tahun=2026")
    is_sound(page)
    expect(page.get_by_text("100 % dari laporan sudah diverifikasi")).to_be_visible()
    the_workbook_agrees(page, base)
    reported = Attainment.objects.filter(quarter=2).order_by("indicator__name")
    assert [(float(row.value), row.status) for row in reported] == [(25, "verified"), (10, "verified")]
    card = Scorecard.objects.get(year=2026)
    assert (card.on_track, card.open, card.verified) == (2, 2, 2)
