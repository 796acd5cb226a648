"""Money of programmes: ceiling of the version in force against what was spent, by agency, strategy, source and quarter.

Of the versions of one line the latest counts: perubahan before pergeseran before murni, and of several the one with
the highest number. Whole rupiah; None where nothing is known, which is not 0.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from agencies import sql
from programs.models import Program
from programs.models.programs import ProgramQuerySet

LINES = """
    , ceiling AS (
        SELECT DISTINCT ON (b.program_id, b.funding_source_id)
               b.program_id, b.funding_source_id, b.ceiling_amount
        FROM programs_budget b JOIN source ON source.id = b.program_id
        WHERE b.year = %(year)s
        ORDER BY b.program_id, b.funding_source_id,
                 array_position(ARRAY['perubahan', 'pergeseran', 'murni'], b.revision::text), b.number DESC
    ), spent AS (
        SELECT r.program_id, r.funding_source_id, sum(r.spent_amount) AS spent_amount
        FROM programs_realization r JOIN source ON source.id = r.program_id
        WHERE r.year = %(year)s AND r.month <= %(until)s
        GROUP BY r.program_id, r.funding_source_id
    ), line AS (
        SELECT program_id, funding_source_id, ceiling_amount, spent_amount
        FROM ceiling FULL JOIN spent USING (program_id, funding_source_id)
    )
"""


class Absorbs:
    """Absorption (serapan) of anything with a ceiling and a sum spent."""

    __slots__ = ()

    @property
    def absorption(self) -> Decimal | None:
        """Spent in per cent of the ceiling; None without a ceiling or without a report."""
        if not self.ceiling_amount or self.spent_amount is None:
            return None
        return Decimal(100) * self.spent_amount / self.ceiling_amount

    @property
    def is_over(self) -> bool:
        """Spent beyond the ceiling (Melebihi pagu)."""
        return (self.spent_amount or 0) > (self.ceiling_amount or 0)


@dataclass(frozen=True, slots=True)
class MoneyRow(Absorbs):
    """One line of an overview. `dimension` is agency, strategy, source or total; `key` its id, None where empty."""

    dimension: str
    key: int | None
    label: str
    programs: int
    ceiling_amount: int | None
    spent_amount: int | None


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """Spent in one quarter; agency None is every agency, quarter None the whole year; both None the total."""

    agency_id: int | None
    agency: str
    quarter: int | None
    programs: int
    spent_amount: int


@dataclass(frozen=True, slots=True)
class ProgramMoney(Absorbs):
    """The money of one programme in one year; `physical` is weighted by the ceilings of its lines (DOMAIN 12)."""

    program_id: int
    ceiling_amount: int | None
    spent_amount: int | None
    physical: Decimal | None


def money_by(programs: ProgramQuerySet, year: int, until: int = 12) -> list[MoneyRow]:
    """By agency, strategy and funding source, each sorted by name or order, and the total last.

    `until` is the last month counted as spent. Programmes without any money are not counted.
    """
    return _over_lines(
        MoneyRow,
        """
        SELECT CASE WHEN grouping(agency.id) = 0 THEN 'agency' WHEN grouping(source.strategy) = 0 THEN 'strategy'
                    WHEN grouping(fund.id) = 0 THEN 'source' ELSE 'total' END AS dimension,
               coalesce(agency.id, source.strategy, fund.id),
               coalesce(agency.name, fund.name, source.strategy::text,
                        CASE WHEN grouping(agency.id) = 0 THEN 'Bukan perangkat daerah'
                             WHEN grouping(source.strategy) = 0 THEN 'Tanpa strategi' ELSE 'Jumlah' END),
               count(DISTINCT line.program_id), sum(line.ceiling_amount)::bigint, sum(line.spent_amount)::bigint
        FROM line
        JOIN source ON source.id = line.program_id
        JOIN programs_fundingsource fund ON fund.id = line.funding_source_id
        LEFT JOIN agencies_agency agency ON agency.id = source.agency_id
        GROUP BY GROUPING SETS ((agency.id, agency.name, agency.sort_key), (source.strategy), (fund.id, fund.name, fund.code), ())
        ORDER BY array_position(ARRAY['agency', 'strategy', 'source', 'total'],
                   CASE WHEN grouping(agency.id) = 0 THEN 'agency' WHEN grouping(source.strategy) = 0 THEN 'strategy'
                        WHEN grouping(fund.id) = 0 THEN 'source' ELSE 'total' END),
                 agency.sort_key NULLS LAST, source.strategy, fund.code
        """,
        programs,
        year,
        until,
    )


def rows_of(rows: list[MoneyRow], dimension: str) -> list[MoneyRow]:
    """The rows of one dimension, strategies with their words; sub kegiatan without one are `Tanpa strategi`."""
    words = {str(key): str(label) for key, label in Program.Strategy.choices}
    found = [row for row in rows if row.dimension == dimension]
    return (
        [replace(row, label=words.get(row.label, row.label)) for row in found]
        if dimension == "strategy"
        else found
    )


def total_of(programs: ProgramQuerySet, year: int, until: int = 12) -> MoneyRow:
    """The total alone; all None when there is no line at all."""
    found = [row for row in money_by(programs, year, until) if row.dimension == "total" and row.programs]
    return found[0] if found else MoneyRow("total", None, "Jumlah", 0, None, None)


def quarters_by_agency(programs: ProgramQuerySet, year: int) -> list[QuarterRow]:
    """Spent per agency and quarter, per agency, per quarter and in all; quarter = months 1-3, 4-6, 7-9, 10-12."""
    return sql.select(
        QuarterRow,
        """
        , spent AS (
            SELECT source.agency_id, source.id, (r.month + 2) / 3 AS quarter, r.spent_amount
            FROM programs_realization r JOIN source ON source.id = r.program_id
            WHERE r.year = %(year)s
        )
        SELECT agency.id,
               CASE WHEN grouping(agency.id) = 1 THEN 'Jumlah' ELSE coalesce(agency.name, 'Bukan perangkat daerah') END,
               spent.quarter, count(DISTINCT spent.id), sum(spent.spent_amount)::bigint
        FROM spent LEFT JOIN agencies_agency agency ON agency.id = spent.agency_id
        GROUP BY GROUPING SETS ((agency.id, agency.name, agency.sort_key, spent.quarter),
                                (agency.id, agency.name, agency.sort_key), (spent.quarter), ())
        ORDER BY grouping(agency.id), agency.sort_key NULLS LAST, spent.quarter NULLS LAST
        """,
        source=_source(programs),
        year=year,
    )


def money_of_programs(programs: ProgramQuerySet, year: int, until: int = 12) -> dict[int, ProgramMoney]:
    """programme id -> its money, for those with any. Physical per cent = sum(physical x ceiling) / sum(ceiling)."""
    rows = _over_lines(
        ProgramMoney,
        """
        , standing AS (
            SELECT DISTINCT ON (r.program_id, r.funding_source_id) r.program_id, r.funding_source_id, r.physical
            FROM programs_realization r JOIN source ON source.id = r.program_id
            WHERE r.year = %(year)s AND r.month <= %(until)s AND r.physical IS NOT NULL
            ORDER BY r.program_id, r.funding_source_id, r.month DESC
        )
        SELECT line.program_id, sum(line.ceiling_amount)::bigint, sum(line.spent_amount)::bigint,
               sum(standing.physical * line.ceiling_amount)
                   / nullif(sum(line.ceiling_amount) FILTER (WHERE standing.physical IS NOT NULL), 0)
        FROM line LEFT JOIN standing USING (program_id, funding_source_id)
        GROUP BY line.program_id
        """,
        programs,
        year,
        until,
    )
    return {row.program_id: row for row in rows}


def _over_lines(row_type, statement: str, programs: ProgramQuerySet, year: int, until: int) -> list:
    return sql.select(row_type, f"{LINES} {statement}", source=_source(programs), year=year, until=until)


def _source(programs: ProgramQuerySet):
    return programs.order_by().values("id", "agency_id", "strategy").distinct()
