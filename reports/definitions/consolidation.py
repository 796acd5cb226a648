"""Konsolidasi ketercapaian: six parts for the head of the region, the sheets of the workbook as on the page."""

from django.utils import timezone

from agencies.access.permissions import Permission as P
from agencies.models import Signatory
from programs.queries.indicators import Score
from reports.definitions.base import Bars, Column, Report, Row, Sheet
from reports.queries.consolidation import Consolidation, StageRow
from reports.queries.scope import Scope

MONTHS = (
    "", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
CALENDAR = (
    Column("Dokumen", width=26), Column("Tahun anggaran", "code", 10), Column("Tahap", width=44), Column("Mulai", "day", 14),
    Column("Tenggat", "day", 14), Column("Keadaan", width=20), Column("Hari", "whole", 8), Column("Dasar", width=30),
)  # fmt: skip


def of(scope: Scope) -> Consolidation:
    return Consolidation(scope, timezone.localdate())


def stages(scope: Scope) -> list[Row]:
    return [_stage(row) for row in of(scope).stages]


def phases(scope: Scope) -> list[Row]:
    return [_stage(row) for row in of(scope).phases]


def _stage(row: StageRow) -> Row:
    told = row.schedule
    return (
        told.get_document_display(), str(told.fiscal_year), told.title, told.opens, told.closes, row.words, row.days, told.basis,
    )  # fmt: skip


def targets(scope: Scope) -> list[Row]:
    told = of(scope)
    return [
        *[_counts("Sasaran", row.label, row.score) for row in told.goals],
        *[_counts("Perangkat daerah", row.label, row.score) for row in told.agencies],
        *[("Alasan belum dapat dinilai", words, None, None, many, None) for _, words, many in told.reasons],
    ]  # fmt: skip


def targets_total(scope: Scope) -> Row:
    return _counts("Seluruh indikator", f"Tahun {of(scope).told_year}", of(scope).score)


def _counts(group: str, label: str, score: Score) -> Row:
    return (group, label, score.met, score.not_met, score.open, score.percent)


def issues(scope: Scope) -> list[Row]:
    return [
        (
            row.get_kind_display(), str(row.number), row.title, row.evidence, str(row.agency or "Bersama"), row.get_status_display(),
            "; ".join(one.name for one in row.indicators.all()), "; ".join(one.name for one in row.programs.all()),
        )
        for row in of(scope).issues
    ]  # fmt: skip


def revenue(scope: Scope) -> list[Row]:
    return [
        (row.code, row.name, row.ceiling_amount, row.realized_amount, row.share, MONTHS[row.until or 0])
        for row in of(scope).revenue
    ]


def funding(scope: Scope) -> list[Row]:
    return [
        (row.label, "APBD" if inside else "Di luar APBD", row.programs, row.ceiling_amount, row.spent_amount, row.absorption)
        for row, inside in of(scope).funding
    ]  # fmt: skip


def funding_total(scope: Scope) -> Row:
    total = scope.total_money
    return ("Jumlah", "", total.programs, total.ceiling_amount, total.spent_amount, total.absorption)


CONSOLIDATION = Report(
    slug="konsolidasi",
    title="Konsolidasi Ketercapaian",
    about="Enam bagian untuk kepala daerah: tahap perencanaan, target, masalah, pendapatan, pendanaan, dan jadwal anggaran.",
    permission=P.BUILD_REPORTS,
    posts=(Signatory.Post.SECRETARY, Signatory.Post.PLANNING_HEAD),
    sheets=(
        Sheet("1 Tahap perencanaan", "Sampai di mana perencanaan tahun depan?", CALENDAR, stages, empty="Kalender belum dibuka."),
        Sheet(
            "2 Target dan capaian", "Berapa target tercapai, dan mengapa sisanya belum?",
            (Column("Menurut", width=26), Column("Uraian", width=60), Column("Tercapai", "whole", 11),
             Column("Belum tercapai", "whole", 11), Column("Belum dapat dinilai", "whole", 12), Column("Tercapai, %", "per_cent", 11)),
            targets, targets_total, note="Persen = tercapai ÷ (tercapai + belum tercapai).", empty="Belum ada indikator.",
        ),
        Sheet(
            "3 Masalah dan isu", "Apa yang menghambat, dan siapa menanganinya?",
            (Column("Jenis", width=16), Column("Nomor", "code", 8), Column("Judul", width=44), Column("Bukti", width=52),
             Column("Penanggung jawab", width=34), Column("Status", width=12), Column("Indikator", width=36), Column("Program", width=36)),
            issues, empty="Belum ada permasalahan atau isu yang dicatat.",
        ),
        Sheet(
            "4 Pendapatan", "Berapa pendapatan yang sudah masuk?",
            (Column("Kode", "code", 10), Column("Sumber", width=44), Column("Target (Rp)", "rupiah", 20),
             Column("Realisasi (Rp)", "rupiah", 20), Column("Realisasi, %", "per_cent", 12), Column("Sampai bulan", width=14)),
            revenue, empty="Pendapatan tahun ini belum diunggah.",
        ),
        Sheet(
            "5 Skema pendanaan", "Dari mana program kemiskinan dibiayai?",
            (Column("Sumber dana", width=40), Column("Bagian", width=14), Column("Program", "whole", 10), Column("Pagu (Rp)", "rupiah", 20),
             Column("Realisasi (Rp)", "rupiah", 20), Column("Serapan, %", "per_cent", 11)),
            funding, funding_total, bars=Bars("Pagu dan realisasi per sumber dana (Rp)", 1, (4, 5)), empty="Belum ada pagu.",
        ),
        Sheet("6 Tahap penganggaran", "Apa tenggat berikutnya?", CALENDAR, phases, empty="Kalender belum dibuka."),
    ),
)  # fmt: skip
