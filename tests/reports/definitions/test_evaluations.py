from decimal import Decimal as D

import pytest

from agencies.access.roles import Role
from programs.models import Indicator
from reports.definitions.evaluations import RENJA, RKPD, RPJMD
from reports.definitions.forms import Measured, grouped
from reports.queries.scope import scope_of
from tests.factories import AttainmentFactory, OfficeFactory
from tests.factories.cascade import social_affairs

pytestmark = pytest.mark.django_db

OF_RENJA = [
    ("No", 1), ("Tujuan/Sasaran", 1), ("Kode", 1), ("Program/Kegiatan/Sub Kegiatan dan Indikator", 1),
    ("Target Renstra akhir periode", 2), ("Realisasi s.d. Renja tahun lalu", 2), ("Target dan anggaran tahun berjalan", 2),
    ("Realisasi triwulan I", 2), ("Realisasi triwulan II", 2), ("Realisasi triwulan III", 2), ("Realisasi triwulan IV", 2),
    ("Realisasi tahun berjalan", 2), ("Capaian tahun berjalan %", 2), ("Realisasi s.d. tahun berjalan", 2),
    ("Capaian target Renstra %", 2), ("Unit penanggung jawab", 1), ("Keterangan", 1),
]  # fmt: skip
OF_RKPD = [
    ("No", 1), ("Sasaran", 1), ("Kode", 1), ("Urusan/Bidang/Program/Kegiatan/Sub Kegiatan", 1), ("Indikator", 1),
    ("Target RPJMD akhir", 2), ("Realisasi s.d. RKPD 2024", 2), ("Target dan anggaran RKPD 2025", 2),
    ("Realisasi triwulan I", 2), ("Realisasi triwulan II", 2), ("Realisasi triwulan III", 2), ("Realisasi triwulan IV", 2),
    ("Realisasi", 2), ("Realisasi s.d. RKPD 2025", 2), ("Capaian target RPJMD %", 2), ("Perangkat daerah", 1),
]  # fmt: skip
OF_RPJMD = [
    ("No", 1), ("Sasaran", 1), ("Kode", 1), ("Program", 1), ("Indikator", 1), ("Kondisi awal", 1), ("Target akhir", 2),
    *((f"{word} {year}{sign}", 2) for word, sign in (("Target", ""), ("Realisasi", ""), ("Rasio", " %")) for year in range(2025, 2030)),
    ("Perangkat daerah", 1),
]  # fmt: skip


@pytest.fixture
def scope(viewer_of):
    OfficeFactory(fiscal_year=2025)
    social_affairs()
    return scope_of(viewer_of(Role.SECRETARIAT), {"tahun": "2025"})


def told(filled, code, place=2):
    """The cells of the row with this code."""
    return next(row.cells for row in filled.rows if row.cells[place] == code)


@pytest.mark.parametrize(
    ("form", "headings"), [(RENJA, OF_RENJA), (RKPD, OF_RKPD), (RPJMD, OF_RPJMD)], ids=lambda one: ""
)
def test_the_columns_are_the_prescribed_ones_in_their_order(scope, form, headings):
    filled = form.fill(scope)
    assert [(columns[0].top, len(columns)) for columns in grouped(filled.headings)] == headings
    assert {
        tuple(one.title for one in columns) for columns in grouped(filled.headings) if len(columns) == 2
    } == {("K", "Rp")}
    numbers = [columns[0].number.partition(" ")[0] for columns in grouped(filled.headings)]
    assert numbers == [str(n) for n in range(1, len(headings) + 1)]
    assert {len(row.cells) for row in filled.rows} == {len(filled.headings)}


def test_the_renja_has_seventeen_numbered_columns_and_the_rkpd_sixteen(scope):
    assert [len(grouped(form.fill(scope).headings)) for form in (RENJA, RKPD, RPJMD)] == [17, 16, 23]
    assert [len(form.fill(scope).headings) for form in (RENJA, RKPD, RPJMD)] == [28, 26, 39]


def test_the_rkpd_tells_target_budget_quarters_and_ratio(scope):
    filled = RKPD.fill(scope)
    first = told(filled, "1.06.05")
    assert first[:4] == ("2", "Kemiskinan berkurang", "1.06.05", "PROGRAM PERLINDUNGAN DAN JAMINAN SOSIAL")
    assert first[4] == "Cakupan pemutakhiran data terpadu"
    assert first[5:7] == (Measured(D(100), "Persen"), 1_650_000_000)
    assert first[9:11] == (Measured(D(100), "Persen"), 3_325_000_000)
    assert [first[place] for place in (12, 14, 16, 18, 20, 22)] == [
        None, 1_675_000_000, None, None, 1_675_000_000, 1_675_000_000,
    ]  # fmt: skip
    assert round(first[24], 2) == D("101.52")


def test_further_indicators_stand_below_without_repeating_the_money(scope):
    filled = RKPD.fill(scope)
    place = next(n for n, row in enumerate(filled.rows) if row.cells[2] == "1.06.05")
    second = filled.rows[place + 1].cells
    assert (second[:5], second[9]) == (
        (None, None, None, None, "Persentase penduduk miskin"),
        Measured(D("9.35"), "%"),
    )
    assert {second[n] for n in range(6, 26, 2)} - {""} == set()


def test_the_total_counts_every_programme_once(scope):
    *rows, total = RKPD.fill(scope).rows
    leaves = [row.cells for row in rows if (row.cells[2] or "").count(".") == 5]
    assert (total.cells[3], total.cells[10]) == ("Jumlah", sum(cells[10] for cells in leaves))
    assert (total.cells[10], total.cells[20]) == (3_855_000_000, 1_885_500_000)
    assert not any(row.total for row in rows)


def test_the_renja_puts_indicators_below_their_programme_with_the_year_in_per_cent(scope):
    AttainmentFactory(
        indicator=Indicator.objects.get(name="Jumlah KUBE aktif"), year=2025, quarter=4, value=36
    )
    filled = RENJA.fill(scope)
    node = told(filled, "1.06.02")
    assert (node[8], node[9], round(node[21], 2)) == ("", 530_000_000, D("39.72"))
    row = next(row for row in filled.rows if row.cells[3] == "Jumlah KUBE aktif")
    assert (row.cells[16], row.cells[18], row.cells[20], row.depth) == (
        Measured(D(36), "Kelompok"), Measured(D(36), "Kelompok"), D(80), 1,
    )  # fmt: skip
    assert not any(row.cells[2] in ("1", "1.06") for row in filled.rows)


def test_the_rpjmd_has_programmes_only_with_five_years(scope):
    filled = RPJMD.fill(scope)
    assert {row.cells[2] for row in filled.rows} == {"1.06.02", "1.06.05", None}
    first = told(filled, "1.06.02")
    assert first[8:10] == (Measured(D(45), "Kelompok"), 1_550_000_000)
    assert (first[19], round(first[29], 2)) == (210_500_000, D("13.58"))


def test_the_lines_below_tell_mean_predicate_and_the_rules(scope):
    filled = RKPD.fill(scope)
    footer = dict(filled.footer)
    assert (footer["Rata-rata capaian kinerja (%)"], footer["Predikat"]) == ("–", "Belum terukur")
    assert footer["Keadaan indikator"] == "0 tercapai, 0 belum tercapai, 4 belum dapat dinilai"
    assert {"Faktor pendorong", "Faktor penghambat", "Tindak lanjut triwulan berikutnya"} <= set(footer)
    assert "Realisasi triwulan I tidak dilaporkan tersendiri." in filled.remarks
    assert any(words.startswith("Tren negatif memakai rumus A") for words in filled.remarks)
