"""Programmes that meet in one family in overlapping periods (DOMAIN 17, DECISIONS 2.6).

Two aids meet when they go to the same person, or when one of them goes to the whole family of the other. The pair
rule of the two programmes decides; without one, the same form of aid is to be checked and different forms may meet.
"""

from dataclasses import dataclass

from agencies import sql

# Parameters: year. One row per pair of aids that is not allowed; `unit` is the family, or the person without one.
PAIRS = """
WITH aid AS (
    SELECT a.program_id, a.person_id, a.family_id IS NOT NULL AS to_family, p.aid_kind_id, a.period_start, a.period_end, a.amount,
           coalesce(a.family_id, m.family_id) AS family_id, coalesce(a.family_id, m.family_id, -a.person_id) AS unit
    FROM beneficiaries_assistance a
    JOIN programs_program p ON p.id = a.program_id
    LEFT JOIN beneficiaries_membership m ON m.person_id = a.person_id AND m.valid_to IS NULL
    WHERE a.year = %(year)s AND a.status = 'diterima' AND a.group_id IS NULL
)
SELECT one.unit, one.family_id, one.program_id AS first_id, two.program_id AS second_id,
       least(coalesce(one.amount, two.amount), coalesce(two.amount, one.amount)) AS amount,
       coalesce(rule.verdict, 'check') AS verdict
FROM aid one
JOIN aid two ON two.unit = one.unit AND two.program_id > one.program_id
    AND two.period_start <= one.period_end AND one.period_start <= two.period_end
    AND (one.to_family OR two.to_family OR one.person_id = two.person_id)
LEFT JOIN programs_pairrule rule ON rule.first_id = one.program_id AND rule.second_id = two.program_id
WHERE coalesce(rule.verdict, CASE WHEN one.aid_kind_id = two.aid_kind_id THEN 'check' ELSE 'allowed' END) <> 'allowed'
"""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two programmes and in how many families they meet though they should be checked or may not."""

    first_id: int
    second_id: int
    verdict: str
    families: int
    amount: int  # rupiah of the smaller aid of each pair


def meetings(year: int, families) -> list[Meeting]:
    """Programme pairs among `families` (a scoped queryset), most frequent first."""
    return sql.select(
        Meeting,
        f"""
        SELECT pair.first_id, pair.second_id, min(pair.verdict), count(DISTINCT pair.family_id), coalesce(sum(pair.amount), 0)::bigint
        FROM ({PAIRS}) pair JOIN source ON source.id = pair.family_id
        GROUP BY pair.first_id, pair.second_id
        ORDER BY 4 DESC, 1, 2
        """,
        source=families.order_by().values("id"),
        year=year,
    )


@dataclass(frozen=True, slots=True)
class Unit:
    family_id: int


def overlapping_ids(year: int, families, *, first: int | None = None, second: int | None = None) -> list[int]:
    """The families among `families` in which a pair is to be checked; of the given two programmes when named."""
    rows = sql.select(
        Unit,
        f"""
        SELECT DISTINCT pair.family_id FROM ({PAIRS}) pair JOIN source ON source.id = pair.family_id
        WHERE (%(first)s::bigint IS NULL OR pair.first_id = %(first)s) AND (%(second)s::bigint IS NULL OR pair.second_id = %(second)s)
        """,
        source=families.order_by().values("id"),
        year=year,
        first=first,
        second=second,
    )
    return [row.family_id for row in rows]
