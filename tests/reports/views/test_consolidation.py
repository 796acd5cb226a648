import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains

from agencies.access.roles import Role
from agencies.actions.calendar import open_year
from reports.definitions.consolidation import CONSOLIDATION
from reports.queries.scope import scope_of
from reports.render import xlsx
from reports.render.files import cover_of
from tests.factories import BudgetAccountFactory, IssueFactory, OfficeFactory, ScorecardFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("reports:consolidation")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


def test_an_empty_office_reads_what_to_do_in_each_part(sign_in):
    page = sign_in(Role.LEADER).get(PAGE)
    for words in (
        "Kalender tahun ini belum dibuka",
        "Belum ada indikator",
        "Belum ada permasalahan",
        "belum diunggah",
        "Belum ada pagu",
    ):
        assertContains(page, words)


def test_the_counts_open_what_they_count(sign_in):
    card = ScorecardFactory(year=2026, met=1, not_met=2, open=0)
    page = sign_in(Role.LEADER).get(PAGE)
    assertContains(page, reverse("programs:agency-indicators", args=[card.agency_id]) + "?tahun=2026")
    assertContains(page, "Laporan triwulan perangkat daerah.")  # where the figure comes from


def test_page_and_workbook_tell_the_same_figures(sign_in, viewer_of):
    open_year(2027, by=None)
    ScorecardFactory(year=2026, met=193, not_met=77, open=14)
    IssueFactory(title="Air bersih kurang")
    BudgetAccountFactory(code="4.1", ceiling_murni=2_000_000, realized_amount=500_000)

    page = sign_in(Role.SECRETARIAT).get(PAGE)
    for words in (
        "193 dari 270",
        "71,48 %",
        "14 belum dapat dinilai",
        "Air bersih kurang",
        "2.000.000",
        "Musrenbang kecamatan",
    ):
        assertContains(page, words)

    viewer = viewer_of(Role.SECRETARIAT)
    scope = scope_of(viewer, {}, 2026)
    book = load_workbook(
        io.BytesIO(xlsx.build(CONSOLIDATION, cover_of(CONSOLIDATION, scope, UserFactory()), scope).content)
    )
    assert book.sheetnames[1:] == [sheet.title for sheet in CONSOLIDATION.sheets]
    total = [cell.value for cell in list(book["2 Target dan capaian"].iter_rows())[-1]]
    assert total[2:5] == [193, 77, 14]
    assert round(total[5], 2) == 71.48
    assert any(row[2].value == 2_000_000 for row in book["4 Pendapatan"].iter_rows(min_row=5))
    assert any(row[2].value == "Air bersih kurang" for row in book["3 Masalah dan isu"].iter_rows(min_row=5))
