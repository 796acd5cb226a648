"""Laporan Koordinasi Penanggulangan Kemiskinan: what the TKPK lays on the table (DOMAIN 4).

The summary is the dashboard's own measures; every sheet reads the same queries as the pages.
"""

from agencies.access.permissions import Permission as P
from agencies.models import Signatory
from programs.queries.budgets import money_of_programs, rows_of
from programs.queries.scorecards import by_agency
from reports.definitions.base import Bars, Column, Report, Row, Sheet
from reports.measures.base import computed
from reports.measures.catalogue import ALL
from reports.measures.overlaps import pairs
from reports.queries.quality import quality_by_agency
from reports.queries.reach import by_place
from reports.queries.scope import Scope
from reports.queries.villages import VillageRow, district_rows, elsewhere, total_row, village_rows


def summary(scope: Scope) -> list[Row]:
    return [
        (
            tile.measure.title, tile.figure.value, tile.figure.of, tile.measure.unit, tile.figure.note, tile.meaning, tile.source,
            tile.freshness,
        )
        for tile in computed(ALL, scope)
    ]  # fmt: skip


def agencies(scope: Scope) -> list[Row]:
    late = {row.agency_id: row.late for row in scope.reporting}
    rows = [
        (
            row.label,
            row.programs,
            row.ceiling_amount,
            row.spent_amount,
            row.absorption,
            _late(late.get(row.key, [])),
        )
        for row in rows_of(scope.money, "agency")
    ]
    return sorted(rows, key=lambda row: -(row[2] or 0))


def agencies_total(scope: Scope) -> Row:
    total = scope.total_money
    return ("Jumlah", total.programs, total.ceiling_amount, total.spent_amount, total.absorption, "")


def programs(scope: Scope) -> list[Row]:
    money = money_of_programs(scope.programs, scope.year, scope.until_month)
    rows = scope.programs.select_related("agency", "node", "unit").order_by(
        "agency__sort_key", "sort_key", "pk"
    )
    return [_program(program, money.get(program.pk)) for program in rows]


def programs_total(scope: Scope) -> Row:
    total = scope.total_money
    return ("Jumlah", "", "", "", "", total.ceiling_amount, total.spent_amount, total.absorption, None)


def districts(scope: Scope) -> list[Row]:
    return [_place(row, name=row.name) for row in district_rows(scope)] if _is_counted(scope) else []


def villages(scope: Scope) -> list[Row]:
    rows = village_rows(scope) if _is_counted(scope) else []
    left = elsewhere(rows, total_row(scope)) if rows else None
    return [(row.code, row.district, *_place(row)[1:]) for row in [*rows, *([left] if left else [])]]


def districts_total(scope: Scope) -> Row | None:
    return _place(total_row(scope)) if _is_counted(scope) else None


def villages_total(scope: Scope) -> Row | None:
    return ("", "", *_place(total_row(scope))[1:]) if _is_counted(scope) else None


def recipients(scope: Scope) -> list[Row]:
    return [
        (row.region_code, row.district or row.region, row.region if row.district else "", row.program, row.persons, row.families,
         row.groups, row.amount or None)
        for row in by_place(scope)
    ]  # fmt: skip


def meetings(scope: Scope) -> list[Row]:
    return [
        (str(pair.first), str(pair.second), VERDICTS[pair.verdict], pair.families, pair.amount or None)
        for pair in pairs(scope)
    ]


def indicators(scope: Scope) -> list[Row]:
    return [
        (
            str(row.indicator.agency), row.indicator.code, row.indicator.name, row.indicator.unit,
            row.target if row.target is not None else row.target_text, row.judgement.realized, row.judgement.percent,
            row.judgement.words, row.judgement.reason_words or row.hindering, str(row.year),
        )
        for row in scope.indicators
    ]  # fmt: skip


def indicator_scores(scope: Scope) -> list[Row]:
    rows = by_agency(scope.scorecards[scope.told_year].values())
    return [(one.agency, one.score.met, one.score.not_met, one.score.open, one.score.percent) for one in rows]


def indicator_scores_total(scope: Scope) -> Row:
    told = scope.scores[scope.told_year]
    return ("Jumlah", told.met, told.not_met, told.open, told.percent)


def quality(scope: Scope) -> list[Row]:
    return [
        (row.agency, row.uploads, row.read, row.new, row.changed, row.held, row.held_share, row.unfinished)
        for row in quality_by_agency(scope)
    ]


def definitions(scope: Scope) -> list[Row]:
    return [(one.title, one.meaning, one.formula, one.source, one.unit) for one in ALL]


VERDICTS = {"": "", "check": "Perlu diperiksa", "forbidden": "Dilarang ganda", "allowed": "Boleh"}


def _late(quarters: list[int]) -> str:
    return (
        f"Belum lengkap: triwulan {', '.join('I II III IV'.split()[n - 1] for n in quarters)}"
        if quarters
        else "Lengkap"
    )


def _program(program, money) -> Row:
    return (
        str(program.agency or program.get_owner_display()), program.node.code if program.node else program.code, program.name,
        program.get_strategy_display(), str(program.unit), money.ceiling_amount if money else None,
        money.spent_amount if money else None, money.absorption if money else None, money.physical if money else None,
    )  # fmt: skip


def _place(row: VillageRow, name: str = "") -> Row:
    return (
        row.code, name or row.name, row.target, row.served, row.unserved, row.unserved_share, row.families, row.persons,
    )  # fmt: skip


def _is_counted(scope: Scope) -> bool:
    return scope.state is not None


PLACES = (
    Column("Keluarga sasaran", "whole", 11), Column("Terlayani", "whole", 11), Column("Belum terlayani", "whole", 11),
    Column("Belum terlayani, %", "per_cent", 11), Column("Keluarga penerima", "whole", 11), Column("Orang penerima", "whole", 11),
)  # fmt: skip
MONEY = (
    Column("Pagu (Rp)", "rupiah", 19),
    Column("Realisasi (Rp)", "rupiah", 19),
    Column("Serapan, %", "per_cent", 11),
)

COORDINATION = Report(
    slug="koordinasi",
    title="Laporan Koordinasi Penanggulangan Kemiskinan",
    about="Ringkasan, anggaran, penerima, tumpang tindih, indikator, dan mutu data untuk rapat koordinasi TKPK.",
    permission=P.BUILD_REPORTS,
    posts=(Signatory.Post.DEPUTY, Signatory.Post.PLANNING_HEAD),
    sheets=(
        Sheet(
            "Ringkasan", "Sampai di mana penanggulangan kemiskinan?",
            (Column("Ukuran", width=28), Column("Nilai", "measure", 13), Column("Dari", "whole", 11), Column("Satuan", width=13),
             Column("Keterangan", width=34), Column("Definisi", width=48), Column("Sumber", width=36), Column("Kemutakhiran", width=30)),
            summary,
        ),
        Sheet(
            "Perangkat daerah", "Uang terserap sejalan waktu?",
            (Column("Perangkat daerah", width=48), Column("Program", "whole", 10), *MONEY, Column("Laporan", width=34)),
            agencies, agencies_total, bars=Bars("Pagu dan realisasi, 15 pagu terbesar (Rp)", 1, (3, 4)),
        ),
        Sheet(
            "Program", "Apa yang dikerjakan, dengan uang berapa?",
            (Column("Perangkat daerah", width=40), Column("Kode", "code", 20), Column("Program", width=44), Column("Strategi", width=30),
             Column("Satuan sasaran", width=14), *MONEY, Column("Fisik, %", "per_cent", 10)),
            programs, programs_total,
        ),
        Sheet(
            "Penerima per kecamatan", "Di mana keluarga miskin belum terlayani?",
            (Column("Kode", "code", 12), Column("Kecamatan", width=26), *PLACES), districts, districts_total,
            note="Setiap jumlah dihitung tersendiri: satu keluarga dihitung satu kali.",
            bars=Bars("Keluarga sasaran terlayani dan belum", 2, (4, 5), stacked=True),
            empty="Angka tahun ini belum dihitung.",
        ),
        Sheet(
            "Penerima per desa", "Desa mana yang tertinggal?",
            (Column("Kode", "code", 15), Column("Kecamatan", width=20), Column("Desa/kelurahan", width=26), *PLACES),
            villages, villages_total, empty="Angka tahun ini belum dihitung.",
        ),
        Sheet(
            "Penerima per program", "Siapa menerima apa, di mana?",
            (Column("Kode", "code", 15), Column("Kecamatan", width=20), Column("Desa/kelurahan", width=24), Column("Program", width=40),
             Column("Orang", "whole", 10), Column("Keluarga", "whole", 10), Column("Kelompok", "whole", 10),
             Column("Nilai (Rp)", "rupiah", 18)),
            recipients, note="Baris tanpa desa adalah satu kecamatan. Penerima beberapa program tidak boleh dijumlahkan.",
        ),
        Sheet(
            "Tumpang tindih", "Program mana saling menindih?",
            (Column("Program", width=42), Column("Bertemu dengan", width=42), Column("Aturan", width=18), Column("Keluarga", "whole", 12),
             Column("Nilai terkecil (Rp)", "rupiah", 19)),
            meetings, note="Satu keluarga dapat muncul pada beberapa pasangan. Jumlah keluarga ada di Ringkasan.",
            empty="Tidak ada kombinasi yang perlu diperiksa.",
        ),
        Sheet(
            "Indikator per perangkat", "Berapa indikator tercapai?",
            (Column("Perangkat daerah", width=48), Column("Tercapai", "whole", 11), Column("Belum tercapai", "whole", 11),
             Column("Belum dapat dinilai", "whole", 12), Column("Tercapai, %", "per_cent", 11)),
            indicator_scores, indicator_scores_total,
            bars=Bars("Indikator tercapai, belum tercapai, belum dapat dinilai", 1, (2, 3, 4), stacked=True),
            empty="Belum ada indikator.",
        ),
        Sheet(
            "Indikator", "Indikator mana yang belum tercapai?",
            (Column("Perangkat daerah", width=36), Column("Kode", "code", 14), Column("Indikator", width=48), Column("Satuan", width=12),
             Column("Target", "decimal", 13), Column("Realisasi", "decimal", 13), Column("Capaian, %", "per_cent", 11),
             Column("Keadaan", width=20), Column("Alasan atau penyebab", width=36), Column("Tahun", "code", 8)),
            indicators, empty="Belum ada indikator.",
        ),
        Sheet(
            "Masalah data", "Perangkat daerah mana yang datanya perlu dirapikan?",
            (Column("Perangkat daerah", width=48), Column("Unggahan", "whole", 11), Column("Baris terbaca", "whole", 12),
             Column("Baru", "whole", 11), Column("Berubah", "whole", 11), Column("Ditahan", "whole", 11),
             Column("Ditahan, %", "per_cent", 11), Column("Belum selesai", "whole", 11)),
            quality, note="Unggahan yang diterima pada tahun ini. Baris ditahan tidak tersimpan ke register.",
            empty="Belum ada unggahan pada tahun ini.",
        ),
        Sheet(
            "Definisi", "Apa arti setiap angka?",
            (Column("Ukuran", width=28), Column("Definisi", width=56), Column("Rumus", width=52), Column("Sumber", width=40),
             Column("Satuan", width=16)),
            definitions,
        ),
    ),
)  # fmt: skip
