"""The story the software exists for, in a real browser, by two people: from a spreadsheet to the register.

The worker's part is done between the clicks by the same code (`work`): the page would wait for it.
"""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from agencies.access.roles import Role
from agencies.models import RoleAssignment, Setting, Upload
from beneficiaries.models import Assistance, Person
from reports.measures.coverage import PERSONS
from tests.agencies.road import ground, line, nik, work, workbook
from tests.factories import AgencyFactory, OfficeFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "Rahasia-Sekali-99"
WIDTHS = [(1366, 768), (390, 844)]


@pytest.fixture
def people():
    """A planner of Dinas Sosial and the secretariat; the second factor has a journey of its own."""
    ground()
    OfficeFactory()
    Setting.objects.create(key="second_factor_forced", value=False, valid_from="2020-01-01")
    agency = AgencyFactory(name="Dinas Sosial")
    sender, approver = (
        UserFactory(username="kadek", name="Kadek Yuliani"),
        UserFactory(username="komang", name="Komang Adi"),
    )
    today = timezone.localdate()
    RoleAssignment.objects.create(user=sender, role=Role.OPERATOR, agency=agency, valid_from=today)
    RoleAssignment.objects.create(user=approver, role=Role.SECRETARIAT, valid_from=today)
    return sender, approver


@pytest.fixture
def watched(page: Page):
    """A page that must not complain: no error and no word about the content policy on its console."""
    complaints = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


def sign_in(page: Page, base: str, user) -> None:
    page.goto(f"{base}/masuk/")
    page.get_by_label("Nama pengguna atau surel").fill(user.username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator(".who").first).to_contain_text(user.name)


def sign_out(page: Page, base: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{base}/masuk/")


def is_sound(page: Page) -> None:
    """Nothing serious for axe, and no sideways scrolling of the page at either width."""
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (
            f"{page.url} scrolls at {width}"
        )
        found = Axe().run(page).response["violations"]
        serious = [
            (each["id"], each["nodes"][0]["html"][:200])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
        assert serious == [], f"{page.url} at {width}"
    page.set_viewport_size({"width": WIDTHS[0][0], "height": WIDTHS[0][1]})


def persons_on_dashboard(page: Page, base: str) -> str:
    """The figure of the tile of persons, as people read it."""
    page.goto(f"{base}/beranda/")
    tile = page.locator(".stat", has=page.locator(".stat-name", has_text=PERSONS.title))
    return tile.locator(".stat-num").inner_text().split()[0]


def persons_in_workbook(path) -> int:
    """The same figure in the summary sheet of the downloaded coordination report."""
    rows = load_workbook(io.BytesIO(path.read_bytes()))["Ringkasan"].iter_rows(values_only=True)
    return next(row[1] for row in rows if row[0] == PERSONS.title)


def the_report_holds_the_figure_of_the_dashboard(page: Page, base: str, persons: str) -> None:
    assert persons_on_dashboard(page, base) == persons
    is_sound(page)
    page.goto(f"{base}/laporan/koordinasi/")
    is_sound(page)
    page.get_by_role("button", name="Susun laporan").click()
    assert work() == []
    page.goto(f"{base}/unduhan/")
    is_sound(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh", exact=False).first.click()
    assert persons_in_workbook(download.value.path()) == int(persons)


def test_a_planner_uploads_a_list_bappeda_approves_and_the_report_holds_the_figure_of_the_dashboard(
    watched, live_server, people, tmp_path
):
    page, base = watched, live_server.url
    sender, approver = people
    path = tmp_path / "BPNT_final(2).xlsx"
    path.write_bytes(
        workbook(
            line(1, "SITI AMINAH"), line(2), line(3, Nominal="enam ratus ribu"), line(4, Desa="Sukamoju")
        )
    )

    sign_in(page, base, sender)
    page.goto(f"{base}/unggahan/")
    page.get_by_role("link", name="Unggah berkas").first.click()
    is_sound(page)
    page.get_by_role("radio", name=re.compile("Penerima bantuan")).check()
    page.get_by_label("Seret berkas ke sini").set_input_files(path)
    page.get_by_role("button", name="Unggah dan baca").click()
    expect(page.get_by_text("Halaman ini boleh ditutup.")).to_be_visible()
    is_sound(page)

    assert work() == []
    expect(page.get_by_role("heading", name="Cocokkan kolom")).to_be_visible(timeout=15_000)
    assert nik(1) not in page.content()
    is_sound(page)
    page.get_by_label("Program").first.select_option("PKH")
    page.get_by_label("Periode").fill("Triwulan III 2026")
    page.get_by_label("Maksudnya").select_option("Sukamaju")
    page.get_by_role("button", name="Periksa 4 baris").click()
    assert work() == []

    expect(page.get_by_role("heading", name="Periksa sebelum diajukan")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Nilai rupiah tidak terbaca.")).to_be_visible()
    is_sound(page)
    page.get_by_role("link", name="Perbaiki di sini").click()
    page.get_by_label("Isi yang benar").fill("600.000")
    page.get_by_role("button", name="Simpan perbaikan").click()
    assert work() == []

    expect(page.get_by_text("4 baru, 0 diperbarui.")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="Ajukan untuk disetujui").click()
    page.get_by_role("button", name="Ajukan 4 perubahan").click()
    expect(page.get_by_text("Menunggu persetujuan Bappeda sejak")).to_be_visible()
    assert not Person.objects.exists()

    sign_out(page, base)
    sign_in(page, base, approver)
    page.goto(f"{base}/unggahan/")
    expect(page.get_by_text("1 unggahan menunggu persetujuan Anda.")).to_be_visible()
    is_sound(page)
    page.get_by_role("link", name="BPNT_final(2).xlsx").first.click()
    expect(page.get_by_role("heading", name="Setujui unggahan Dinas Sosial?")).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name="Setujui dan simpan 4 perubahan").click()
    assert work() == []
    expect(page.get_by_role("heading", name="4 perubahan tersimpan.")).to_be_visible(timeout=15_000)
    is_sound(page)

    assert (Person.objects.count(), Assistance.objects.count()) == (4, 4)
    the_report_holds_the_figure_of_the_dashboard(page, base, "4")

    upload = Upload.objects.get()
    assert (upload.sender, upload.approver, upload.status) == (sender, approver, Upload.Status.MERGED)
