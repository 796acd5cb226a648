import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from agencies.jobs.queue import claim, run
from agencies.models import AuditEvent
from programs.models import EvaluationNote
from reports.models import BuiltFile
from tests.factories import AgencyFactory, IndicatorFactory, OfficeFactory
from tests.factories.cascade import social_affairs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2025)


def url(scope="rkpd", page="show"):
    return reverse(f"reports:evaluation-{page}", args=[scope])


@pytest.mark.parametrize("scope", ["renja", "rkpd", "rpjmd"])
def test_each_table_shows_its_programmes_money_and_rules(sign_in, scope):
    social_affairs()
    page = sign_in(Role.LEADER).get(url(scope))
    for words in (
        "PROGRAM PEMBERDAYAAN SOSIAL",
        "210.500.000",
        "Jumlah KUBE aktif",
        "Tren negatif memakai rumus A",
    ):
        assertContains(page, words)


def test_the_page_and_the_workbook_tell_the_same(sign_in):
    social_affairs()
    client = sign_in(Role.COUNCILLOR)
    table = client.get(url()).context["shown"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(url(page="file")).content)).active
    rows = [[cell.value for cell in row] for row in book.iter_rows()]
    start = next(n for n, row in enumerate(rows) if row[0] == "No") + 3
    for shown, row in zip(table.rows, rows[start:], strict=False):
        for cell, value in zip(shown.cells, row, strict=False):
            assert cell.text.replace(".", "").replace(",", "") == _plain(value, cell)
    assert AuditEvent.objects.get(action="export.listed").detail["key"] == "rkpd"


def _plain(value, cell) -> str:
    if value is None or isinstance(value, str):
        return (value or "").replace(".", "").replace(",", "")
    decimals = len(cell.text.partition(",")[2])
    return f"{value:.{decimals}f}".replace(".", "")


def test_an_agency_comes_to_its_own_table_and_cannot_choose_another(sign_in):
    other = social_affairs(AgencyFactory(name="Aaa Dinas Lain"))
    own = IndicatorFactory(name="Indikator sendiri").agency
    page = sign_in(Role.OPERATOR, agency=own).get(url(), {"perangkat": other.pk})
    assert page.context["scope"].agency == own
    assertContains(page, "Indikator sendiri")
    assertNotContains(page, "Jumlah KUBE aktif")


def test_an_unknown_table_is_not_there(sign_in):
    assert sign_in(Role.SECRETARIAT).get(url("apbn")).status_code == 404


def test_an_empty_site_says_what_to_do(sign_in):
    client = sign_in(Role.SECRETARIAT)
    assertContains(client.get(url()), "Belum ada perangkat daerah dengan indikator atau program.")
    assert client.get(url(page="file")).status_code == 404


def test_a_note_is_written_below_the_table_and_into_the_file(sign_in):
    agency = social_affairs()
    client = sign_in(Role.OPERATOR, agency=agency)
    words = {
        "driving": "Pendamping aktif",
        "hindering": "",
        "next_quarter": "Percepat lelang",
        "next_plan": "",
    }
    answer = client.post(f"{url(page='note')}?triwulan=2", words)

    assert answer.status_code == 302
    assert EvaluationNote.objects.get().quarter == 2
    assertContains(client.get(url()), "Pendamping aktif")
    book = openpyxl.load_workbook(io.BytesIO(client.get(url(page="file")).content)).active
    assert "Percepat lelang" in {cell.value for row in book.iter_rows() for cell in row}


def test_who_only_reads_writes_no_note(sign_in):
    social_affairs()
    client = sign_in(Role.LEADER)
    assertNotContains(client.get(url()), "Tulis catatan")
    assert client.post(url(page="note"), {"driving": "x"}).status_code == 403


def test_the_table_asks_the_same_queries_for_few_rows_and_for_many(sign_in):
    agency = social_affairs()
    client = sign_in(Role.LEADER)
    client.get(url())

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(), {"perangkat": agency.pk}).status_code == 200
        return len(queries)

    few = asked()
    IndicatorFactory.create_batch(20, agency=agency)
    assert asked() == few


def test_all_agencies_in_one_file_come_from_the_reports_which_ask_year_and_agency_only(sign_in):
    social_affairs()
    client = sign_in(Role.SECRETARIAT)
    page = client.get(reverse("reports:report-build", args=["rkpd"]))
    assert list(page.context["form"].fields) == ["tahun", "perangkat"]
    assert client.post(reverse("reports:report-build", args=["rkpd"]), {"tahun": "2025"}).status_code == 302
    while job := claim():
        assert run(job) is None
    built = BuiltFile.objects.get()
    content = b"".join(client.get(reverse("reports:export-download", args=[built.pk])).streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(content)).active
    assert 3_855_000_000 in {cell.value for row in book.iter_rows() for cell in row}
