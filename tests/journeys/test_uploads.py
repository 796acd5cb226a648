"""Roads of an upload in a real browser: corrected in Excel or here, recognised the next quarter, taken back, pasted."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from agencies.models import Upload
from beneficiaries.models import Assistance, Person
from tests.agencies.road import HEADINGS, line, nik, work, workbook
from tests.journeys.test_story import is_sound, people, sign_in, sign_out, watched  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAIT = 15_000
Status = Upload.Status


class Desk:
    """One browser at which sender and approver take turns."""

    def __init__(self, page, base, pair, folder):
        self.page, self.base, self.folder = page, base, folder
        self.sender, self.approver = pair

    def sits(self, user):
        sign_out(self.page, self.base)
        sign_in(self.page, self.base, user)

    def uploads(self, content: bytes, name: str, period: str = "Triwulan III", mode: str = "update"):
        """Hand a file in as the list of PKH of that period, and let the worker read it."""
        path = self.folder / name
        path.write_bytes(content)
        page = self.page
        page.goto(f"{self.base}/unggahan/baru/")
        page.get_by_role("radio", name=re.compile("Penerima bantuan")).check()
        page.get_by_label("Seret berkas ke sini").set_input_files(path)
        page.locator("select[name=program]").select_option("PKH")
        page.locator("input[name=tahun]").fill("2026")
        page.locator("select[name=period]").select_option(period)
        page.locator(f"input[name=mode][value={mode}]").check()
        page.get_by_role("button", name="Unggah dan baca").click()
        expect(page.get_by_text("Halaman ini boleh ditutup.")).to_be_visible()
        assert work() == []

    def confirms(self, changes: int):
        """Ask for approval; what the page wants confirmed is ticked."""
        page = self.page
        page.get_by_role("link", name="Ajukan untuk disetujui").or_(
            page.get_by_role("button", name="Ajukan untuk disetujui")
        ).click()
        page.get_by_role("button", name=f"Ajukan {changes} perubahan").click()
        expect(page.get_by_text("Menunggu persetujuan Bappeda sejak")).to_be_visible()

    def approves(self, upload: Upload, changes: int):
        self.sits(self.approver)
        page = self.page
        page.goto(f"{self.base}/unggahan/{upload.pk}/")
        is_sound(page)
        page.get_by_role("button", name=f"Setujui dan simpan {changes} perubahan").click()
        assert work() == []
        expect(page.get_by_role("heading", name=f"{changes} perubahan tersimpan.")).to_be_visible(
            timeout=WAIT
        )


@pytest.fixture
def desk(watched, live_server, people, tmp_path):  # noqa: F811 - fixtures
    desk = Desk(watched, live_server.url, people, tmp_path)
    sign_in(watched, live_server.url, desk.sender)
    return desk


def corrected(content: bytes, **cells) -> bytes:
    """The returned workbook with some cells typed anew, as an officer does it in Excel."""
    book = load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book["BNBA"][place] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_messy_file_is_corrected_in_the_returned_workbook_and_handed_in_as_it_is(desk):
    page = desk.page
    messy = workbook(
        line(1), line(2, NIK="3599O14203"), [], line(3, Nominal="enam ratus ribu"), line(4),
        ["", "", "JUMLAH", "", "", 2400000], ["", "", "Kepala Dinas"],
    )  # fmt: skip
    desk.uploads(messy, "PKH messy (final).xlsx")
    expect(page.get_by_role("heading", name="Periksa sebelum diajukan")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("2 baru, 0 diperbarui.")).to_be_visible()
    is_sound(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh berkas bertanda").first.click()
    returned = download.value.path().read_bytes()
    sheet = load_workbook(io.BytesIO(returned))["BNBA"]
    reasons = {sheet.cell(row, sheet.max_column).value for row in (5, 7)}
    assert len(reasons) == 2
    assert None not in reasons

    desk.uploads(corrected(returned, A5=nik(2), F7=600000), "PKH messy (final) - bertanda.xlsx")
    expect(page.get_by_text("4 baru, 0 diperbarui.")).to_be_visible(timeout=WAIT)
    first, second = Upload.objects.order_by("pk")
    assert (first.status, second.answers) == (Status.WITHDRAWN, first)
    desk.confirms(4)
    desk.approves(second, 4)
    assert (Person.objects.count(), Assistance.objects.count()) == (4, 4)


def test_a_mapping_is_saved_and_next_quarters_file_is_read_without_a_click(desk):
    page = desk.page
    headings = ("NIK", "No. KK", "Orangnya Siapa", "Desa", "Kecamatan", "Uangnya Berapa")
    desk.uploads(workbook(line(1), line(2), headings=headings), "tw3.xlsx")
    expect(page.get_by_role("heading", name="Cocokkan kolom")).to_be_visible(timeout=WAIT)
    page.locator("select[name=kolom-0-C]").select_option("nama")
    page.locator("select[name=kolom-0-F]").select_option("nominal")
    expect(page.locator("input[name=ingat]")).to_be_checked()
    page.get_by_role("button", name=re.compile("periksa", re.IGNORECASE)).last.click()
    assert work() == []
    expect(page.get_by_text("2 baru, 0 diperbarui.")).to_be_visible(timeout=WAIT)

    desk.uploads(workbook(line(1), line(2), line(3), headings=headings), "tw4.xlsx", "Triwulan IV")
    expect(page.get_by_role("heading", name="Periksa sebelum diajukan")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Kolom dikenali dari unggahan")).to_be_visible()
    expect(page.get_by_text("3 baru, 0 diperbarui.")).to_be_visible()
    is_sound(page)


def test_an_upload_is_taken_back_by_two_people_and_what_changed_since_is_named(desk):
    page = desk.page
    desk.uploads(workbook(line(1, "SITI AMINAH"), line(2)), "awal.xlsx")
    expect(page.get_by_text("2 baru, 0 diperbarui.")).to_be_visible(timeout=WAIT)
    desk.confirms(2)
    first = Upload.objects.get()
    desk.approves(first, 2)
    desk.sits(desk.sender)
    desk.uploads(workbook(line(1, "SITI AMINAH", Nominal=750000)), "perbaikan.xlsx")
    expect(page.get_by_text("0 baru, 1 diperbarui.")).to_be_visible(timeout=WAIT)
    desk.confirms(1)
    desk.approves(Upload.objects.latest("pk"), 1)

    desk.sits(desk.sender)
    page.goto(f"{desk.base}/unggahan/{first.pk}/")
    page.get_by_role("link", name="Urungkan unggahan ini").click()
    expect(
        page.get_by_text("1 orang sudah diubah setelah itu dan tidak ikut dikembalikan: SITI AMINAH.")
    ).to_be_visible()
    page.get_by_label("Alasan mengurungkan").fill("Salah periode.")
    page.get_by_role("button", name="Minta urungkan 1 perubahan").click()
    expect(page.get_by_text("Orang kedua yang memutuskan.").first).to_be_visible()
    desk.sits(desk.approver)
    page.goto(f"{desk.base}/unggahan/{first.pk}/")
    page.get_by_role("button", name="Urungkan 1 perubahan").click()
    assert work() == []
    expect(page.get_by_role("heading", name="1 perubahan diurungkan.")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("SITI AMINAH (BNBA baris 4)")).to_be_visible()
    is_sound(page)
    assert list(Assistance.objects.values_list("person__name", "amount")) == [("SITI AMINAH", 750000)]


def test_one_wrong_wording_is_replaced_everywhere_and_one_cell_here(desk):
    page = desk.page
    desk.uploads(
        workbook(
            line(1, Nominal="enam ratus ribu"), line(2, Nominal="enam ratus ribu"), line(3, NIK="3599O14203"), line(4)
        ),
        "salah ketik.xlsx",
    )  # fmt: skip
    expect(page.get_by_text("1 baru, 0 diperbarui.")).to_be_visible(timeout=WAIT)
    page.get_by_label("Pengganti enam ratus ribu").fill("600.000")
    page.get_by_role("button", name="Ganti 2 sel").click()
    expect(page.get_by_text("Diganti. Berkas dibaca ulang.")).to_be_visible()
    assert work() == []
    expect(page.get_by_text("3 baru, 0 diperbarui.")).to_be_visible(timeout=WAIT)

    page.get_by_role("link", name="Perbaiki di sini").click()
    expect(page.get_by_role("heading", name="Perbaiki sel A6")).to_be_visible()
    page.get_by_label("Isi yang benar").fill(nik(3))
    page.get_by_role("button", name="Simpan perbaikan").click()
    expect(page.get_by_text("Diperbaiki. Berkas dibaca ulang.")).to_be_visible()
    assert work() == []
    expect(page.get_by_text("4 baru, 0 diperbarui.")).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("link", name="Masalah (0)")).to_be_visible()
    is_sound(page)


def test_a_complete_list_ends_who_is_missing_after_that_was_confirmed_by_name(desk):
    page = desk.page
    desk.uploads(workbook(*map(line, range(1, 9))), "lengkap.xlsx")
    expect(page.get_by_text("8 baru, 0 diperbarui.")).to_be_visible(timeout=WAIT)
    desk.confirms(8)
    desk.approves(Upload.objects.get(), 8)

    desk.sits(desk.sender)
    desk.uploads(workbook(*map(line, range(1, 8)), line(9)), "lengkap lagi.xlsx", mode="replace")
    expect(page.get_by_text("1 baru, 0 diperbarui, 1 berakhir.")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="Lihat namanya").click()
    expect(page.get_by_role("rowheader", name="Warga 8")).to_be_visible()
    is_sound(page)
    page.get_by_role("link", name="Ajukan untuk disetujui").click()
    ask = page.get_by_role("button", name="Ajukan 2 perubahan")
    ask.click()
    expect(page.get_by_role("heading", name="Ajukan 2 perubahan?")).to_be_visible()
    assert Upload.objects.latest("pk").status == Status.PREVIEWED
    page.get_by_label("1 penerima berakhir karena tidak ada di berkas ini.").check()
    ask.click()
    expect(page.get_by_text("Menunggu persetujuan Bappeda sejak")).to_be_visible()

    desk.approves(Upload.objects.latest("pk"), 2)
    expect(page.get_by_text("1 penerima berakhir karena tidak ada di berkas ini.")).to_be_visible()
    assert Assistance.objects.exclude(end_reason="").get().person.name == "Warga 8"


def test_cells_copied_from_a_spreadsheet_are_pasted_and_read(desk):
    page = desk.page
    page.goto(f"{desk.base}/unggahan/baru/")
    page.get_by_role("link", name="Tempel dari Excel").click()
    page.get_by_role("button", name="Unggah dan baca").click()
    pasted = page.get_by_label("Sel dari Excel")
    assert pasted.evaluate("field => field.validationMessage") == "Isi dulu bagian ini."
    cells = [HEADINGS, line(1), line(2, "NI LUH SARI")]
    pasted.fill("\n".join("\t".join(map(str, row)) for row in cells))
    page.locator("select[name=program]").select_option("PKH")
    page.locator("input[name=tahun]").fill("2026")
    page.locator("select[name=period]").select_option("Triwulan III")
    page.get_by_role("button", name="Unggah dan baca").click()
    expect(page.get_by_text("Halaman ini boleh ditutup.")).to_be_visible()
    assert work() == []
    expect(page.get_by_text("2 baru, 0 diperbarui.")).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("cell", name="NI LUH SARI")).to_be_visible()
    is_sound(page)
