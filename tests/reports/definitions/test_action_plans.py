import pytest

from agencies.access.roles import Role
from programs.models import ActionReport
from programs.queries.action_words import location_of
from reports.definitions.action_plans import OPPKPKE, RAT
from reports.queries.scope import scope_of
from tests.factories import (
    ActionRowFactory,
    DistrictFactory,
    NodeFactory,
    OfficeFactory,
    ProgramFactory,
    RealizationFactory,
)
from tests.factories.programs import FundingSourceFactory, UnitFactory

pytestmark = pytest.mark.django_db

COLUMNS = [
    "No", "Strategi OPPKPKE", "Perangkat Daerah", "Kode", "Program", "Kegiatan", "Sub Kegiatan", "Aktivitas Langsung",
    "Aktivitas Tidak Langsung", "Aktivitas Penunjang", "Alokasi Anggaran", "Sumber Pembiayaan", "Sifat Bantuan", "Lokasi",
    "Jumlah Sasaran", "Besaran Manfaat", "Jenis Bantuan", "Durasi Pemberian",
]  # fmt: skip


@pytest.fixture
def row():
    node = NodeFactory(code="1.06.05.2.02.0003", name="Fasilitasi Bantuan Sosial")
    NodeFactory(code="1.06.05.2.02", level="kegiatan", name="Pengelolaan Data Fakir Miskin")
    NodeFactory(code="1.06.05", level="program", name="PROGRAM PERLINDUNGAN")
    row = ActionRowFactory(
        program=ProgramFactory(node=node), strategy=1, allocation_amount=1_000, direct="=BLT daerah", regularity="rutin",
        target_count=500, target_unit=UnitFactory(name="KK"), target_text="desil 1", benefit_amount=600_000, form="tunai",
        duration_months=12, location_text="dan sekitarnya",
    )  # fmt: skip
    row.sources.add(FundingSourceFactory(code="DAU"))
    row.regions.add(DistrictFactory(name="Kencana"))
    return row


@pytest.fixture
def scope(viewer_of):
    OfficeFactory(fiscal_year=2026)
    return scope_of(viewer_of(Role.SECRETARIAT), {"tahun": "2026"})


def test_the_plan_has_eighteen_columns_word_for_word(scope, row):
    filled = RAT.fill(scope)
    assert [one.title for one in filled.headings] == COLUMNS
    assert len(COLUMNS) == 18
    assert [one.number for one in filled.headings] == [str(n) for n in range(1, 19)]


def test_the_report_has_the_same_and_three_of_realisation(scope, row):
    titles = [one.title for one in OPPKPKE.fill(scope).headings]
    assert titles == [*COLUMNS, "Realisasi Semester 1", "Realisasi Semester 2", "Total Realisasi"]
    assert len(titles) == 21


def test_every_cell_says_what_the_row_holds(scope, row):
    cells = RAT.fill(scope).rows[0].cells
    assert cells == (
        "1", "1. Mengurangi beban pengeluaran", row.agency.name, "1.06.05.2.02.0003", "PROGRAM PERLINDUNGAN",
        "Pengelolaan Data Fakir Miskin", "Fasilitasi Bantuan Sosial", "=BLT daerah", "", "", 1_000, "DAU", "Rutin",
        "Kencana, dan sekitarnya", "500 KK (desil 1)", "Rp 600.000", "Tunai", "12 bulan",
    )  # fmt: skip


def test_halves_of_the_year_come_from_months_or_from_the_report_and_add_up(scope, row):
    RealizationFactory(program=row.program, month=3, spent_amount=400)
    ActionReport.objects.create(row=row, semester=2, realized_amount=550, reason="Termasuk CSR")
    ActionRowFactory(allocation_amount=500)

    filled = OPPKPKE.fill(scope)
    first = next(one for one in filled.rows if one.cells[3])
    assert list(first.cells[18:]) == [400, 550, 950]
    total = filled.rows[-1]
    assert (total.total, total.cells[10], list(total.cells[18:])) == (True, 1_500, [400, 550, 950])
    assert filled.remarks == ("1.06.05.2.02.0003 Fasilitasi Bantuan Sosial: Termasuk CSR",)


def test_an_empty_plan_has_no_total(scope):
    assert RAT.fill(scope).rows == OPPKPKE.fill(scope).rows == []


def test_a_place_may_be_words_alone(row):
    row.regions.clear()
    assert location_of(row) == "dan sekitarnya"
