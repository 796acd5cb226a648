"""Indicators met, not met and not assessable (DECISIONS 5.5)."""

from agencies.access.permissions import Permission as P
from programs.queries.indicators import Score, score
from reports.measures.base import Figure, Measure, list_url
from reports.measures.words import per_cent
from reports.queries.scope import Scope


def met(scope: Scope) -> Figure:
    """Of the year, or of the year before as long as nothing of this one can be judged."""
    year, told = judged_year(scope)
    url = list_url("programs:indicator-table", scope, "kecamatan", "desa", keadaan="met", tahun=str(year))
    if not told.total:
        return Figure(None, note="Belum ada indikator")
    if not told.judged:
        return Figure(None, note=f"{told.open} belum dapat dinilai", freshness=f"Tahun {year}")
    return Figure(
        told.met,
        of=told.judged,
        note=f"{per_cent(told.percent, 2)}; {told.open} belum dapat dinilai",
        url=url,
        freshness=f"Tahun {year}",
        bar=(("ok", told.met), ("bad", told.not_met)),
    )


def judged_year(scope: Scope) -> tuple[int, Score]:
    """The year that the figure tells of, and its counts."""
    now = score(row for row in scope.indicators if row.year == scope.year)
    before = score(row for row in scope.indicators if row.year == scope.year - 1)
    return (scope.year - 1, before) if not now.judged and before.judged else (scope.year, now)


MET = Measure(
    "indikator",
    "Indikator RPJMD tercapai",
    "Indikator RPJMD yang realisasinya memenuhi target pada tahun terakhir yang dapat dinilai.",
    "Tercapai ÷ (tercapai + belum tercapai) × 100. Yang belum dapat dinilai tidak ikut dihitung",
    "Target dan realisasi dari perangkat daerah",
    "indikator",
    P.VIEW_INDICATORS,
    met,
)
