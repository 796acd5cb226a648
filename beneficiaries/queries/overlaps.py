"""Programmes that meet in one family and should be looked at (DECISIONS 2.6).

Judged are aids received in overlapping periods. A rule of Bappeda for the two programmes goes first; then PKH,
SEMBAKO, PBI_JK and PIP may meet, two of BLT_DD, BST and PKH are to be checked, and so are two of the same kind of aid.
The same programme twice counts when it is meant for families and two recipients have it for the same period.
"""

from dataclasses import dataclass

from agencies import sql
from beneficiaries.models.families import FamilyQuerySet
from programs.models import PairRule

# What the visible families and their present members received in the year, one row each.
_RECEIVED = """
received AS (
    SELECT s.id AS family_id, a.id, a.person_id, a.program_id, a.period_kind, a.period_number, a.period_start, a.period_end, a.amount
    FROM source s JOIN beneficiaries_assistance a ON a.family_id = s.id
    WHERE a.year = %(year)s AND a.status = 'diterima'
    UNION ALL
    SELECT s.id, a.id, a.person_id, a.program_id, a.period_kind, a.period_number, a.period_start, a.period_end, a.amount
    FROM source s
    JOIN beneficiaries_membership m ON m.family_id = s.id AND m.valid_to IS NULL
    JOIN beneficiaries_assistance a ON a.person_id = m.person_id
    WHERE a.year = %(year)s AND a.status = 'diterima'
)
"""
# Two programmes that should be looked at: first_id, second_id, verdict (check, forbidden). They are few, so they are judged first.
JUDGED = """
judged AS MATERIALIZED (
    SELECT * FROM (
        SELECT a.id AS first_id, b.id AS second_id,
               CASE WHEN r.verdict IS NOT NULL THEN r.verdict
                    WHEN a.id = b.id THEN 'check'
                    WHEN a.code IN ('PKH', 'SEMBAKO', 'PBI_JK', 'PIP') AND b.code IN ('PKH', 'SEMBAKO', 'PBI_JK', 'PIP') THEN 'allowed'
                    WHEN a.code IN ('BLT_DD', 'BST', 'PKH') AND b.code IN ('BLT_DD', 'BST', 'PKH') THEN 'check'
                    WHEN a.aid_kind_id = b.aid_kind_id THEN 'check' END AS verdict
        FROM programs_program a JOIN programs_unit u ON u.id = a.unit_id
        JOIN programs_program b ON a.id < b.id AND b.unit_id IS NOT NULL OR a.id = b.id AND u.recipient = 'family'
        LEFT JOIN programs_pairrule r ON r.first_id = a.id AND r.second_id = b.id
    ) every WHERE verdict IN ('check', 'forbidden')
)
"""
# One row per family and pair of the rows in `received`: family_id, first_id, second_id, verdict, amount of the smaller side.
# The partners of a programme are one array: joined pair by pair, every aid would be there once per possible partner.
PAIRS = """
WITH met AS MATERIALIZED (
    SELECT a.family_id, a.program_id AS first_id, b.program_id AS second_id, a.id AS a_id, a.amount AS a_amount, b.id AS b_id,
           b.amount AS b_amount
    FROM received a
    JOIN (SELECT first_id, array_agg(second_id) AS seconds FROM judged GROUP BY first_id) partner ON partner.first_id = a.program_id
    JOIN received b ON b.family_id = a.family_id AND b.program_id = ANY(partner.seconds)
     AND a.period_start <= b.period_end AND b.period_start <= a.period_end
     AND (a.program_id < b.program_id
          OR a.program_id = b.program_id AND a.id < b.id AND a.person_id IS DISTINCT FROM b.person_id
             AND a.period_kind = b.period_kind AND a.period_number = b.period_number)
), side AS (
    SELECT DISTINCT family_id, first_id, second_id, 1 AS number, a_id AS id, a_amount AS amount
    FROM met
    UNION ALL
    SELECT DISTINCT family_id, first_id, second_id, 2, b_id, b_amount FROM met
), weighed AS (
    SELECT family_id, first_id, second_id, sum(amount) FILTER (WHERE number = 1) AS a, sum(amount) FILTER (WHERE number = 2) AS b
    FROM side GROUP BY family_id, first_id, second_id
)
SELECT family_id, first_id, second_id, verdict, CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN least(a, b) END AS amount
FROM weighed JOIN judged USING (first_id, second_id)
"""
PAIRS_OF_SOURCE = f", {_RECEIVED}, {JUDGED}, pair AS ({PAIRS})"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two programmes that meet, and in how many families; first None: families with any such pair."""

    first_id: int | None
    first: str
    second_id: int | None
    second: str
    verdict: str
    families: int
    amount: int | None

    @property
    def words(self) -> str:
        return PairRule.Verdict(self.verdict).label if self.verdict else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One pair of programmes in one family."""

    family_id: int
    first_id: int
    first: str
    second_id: int
    second: str
    verdict: str


def meetings(families: FamilyQuerySet, year: int) -> list[Meeting]:
    """First the families with any finding, then every pair of programmes, the most frequent first."""
    return sql.select(
        Meeting,
        f"""
        {PAIRS_OF_SOURCE}
        SELECT a.id, coalesce(a.name, ''), b.id, coalesce(b.name, ''), CASE WHEN a.id IS NULL THEN '' ELSE min(pair.verdict) END,
               count(DISTINCT pair.family_id), sum(pair.amount)
        FROM pair JOIN programs_program a ON a.id = pair.first_id JOIN programs_program b ON b.id = pair.second_id
        GROUP BY GROUPING SETS ((a.id, a.name, b.id, b.name), ())
        ORDER BY grouping(a.id) DESC, count(DISTINCT pair.family_id) DESC, a.name, b.name
        """,  # noqa: S608 - a constant
        source=families.order_by().values("id"),
        year=year,
    )


def findings(families: FamilyQuerySet, year: int) -> dict[int, list[Finding]]:
    """What should be looked at, by family."""
    found: dict[int, list[Finding]] = {}
    rows = sql.select(
        Finding,
        f"""
        {PAIRS_OF_SOURCE}
        SELECT pair.family_id, a.id, a.name, b.id, b.name, pair.verdict
        FROM pair JOIN programs_program a ON a.id = pair.first_id JOIN programs_program b ON b.id = pair.second_id
        ORDER BY pair.family_id, pair.verdict DESC, a.name, b.name
        """,  # noqa: S608 - a constant
        source=families.order_by().values("id"),
        year=year,
    )
    for row in rows:
        found.setdefault(row.family_id, []).append(row)
    return found


def with_finding(
    families: FamilyQuerySet, year: int, first: int | None = None, second: int | None = None
) -> list[int]:
    """The ids of the families where two programmes meet, or these two."""
    return sql.select(
        int,
        f"""
        {PAIRS_OF_SOURCE}
        SELECT DISTINCT pair.family_id FROM pair
        WHERE %(first)s::bigint IS NULL OR pair.first_id = %(first)s AND pair.second_id = %(second)s
        """,  # noqa: S608 - a constant
        source=families.order_by().values("id"),
        year=year, first=first, second=second,
    )  # fmt: skip
