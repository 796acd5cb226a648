"""Indicators met, not met and not assessable (DECISIONS 5.5)."""

from agencies.access.permissions import Permission as P
from programs.queries.indicators import Score
from reports.measures.base import Figure, Measure, list_url
from reports.measures.words import per_cent
from reports.queries.scope import Scope


def met(scope: Scope) -> Figure:
    """Of the year, or of the year before as long as nothing of this one can be judged."""
    year = scope.told_year
    told = scope.scores[year]
    url = list_url("programs:indicator-table", scope, "kecamatan", "desa", keadaan="met", tahun=str(year))
    if not told.total:
        return Figure(None, note="Belum ada indikator")
    if not told.judged:
        return Figure(None, note=f"{told.open} belum dapat dinilai", freshness=f"Tahun {year}")
    return Figure(
        told.met,
        of=told.judged,
        note=_note(year, told, scope),
        url=url,
        freshness=f"Tahun {year}",
        bar=(("ok", told.met), ("bad", told.not_met)),
    )


def _note(year: int, told: Score, scope: Scope) -> str:
    """'71,48 % tahun 2025; 14 belum dapat dinilai'; the year only where it is not the chosen one."""
    of_year = "" if year == scope.year else f" tahun {year}"
    open_ones = f"; {told.open} belum dapat dinilai" if told.open else ""
    return f"{per_cent(told.percent, 2)}{of_year}{open_ones}"


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
