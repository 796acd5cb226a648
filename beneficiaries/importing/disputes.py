"""A number that two persons hold: both are kept, and proposed to the officers as a pair."""

from agencies import sql
from beneficiaries.matching.names import likeness
from beneficiaries.models import MatchCandidate

PAIRS = """
SELECT DISTINCT least(p.id, o.id), greatest(p.id, o.id), p.name, o.name,
       coalesce(m.family_id = om.family_id, false)
FROM line l JOIN beneficiaries_person p ON p.id = l.person_id
JOIN beneficiaries_person o ON o.nik_bi = p.nik_bi AND o.id <> p.id AND o.merged_into_id IS NULL
LEFT JOIN beneficiaries_membership m ON m.person_id = p.id AND m.valid_to IS NULL
LEFT JOIN beneficiaries_membership om ON om.person_id = o.id AND om.valid_to IS NULL
WHERE l.disputed ORDER BY 1, 2
"""


def propose() -> None:
    """Make a match candidate of every disputed line's person and the others with the same NIK."""
    pairs = sql.select(lambda *row: row, PAIRS)
    MatchCandidate.objects.bulk_create(
        [
            MatchCandidate(
                first_id=first, second_id=second, score=likeness(name, other),
                reasons=["same_nik", *(["same_family"] if same_family else [])],
            )
            for first, second, name, other, same_family in dict.fromkeys(pairs)
        ],
        ignore_conflicts=True,
    )  # fmt: skip
