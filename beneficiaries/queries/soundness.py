"""Do the keys that no constraint guards (beneficiaries/models/lineage.py: TOLD) all name somebody?"""

from agencies import sql

KEYS = (
    ("registerentry", "person", "beneficiaries_person"),
    ("registerentry", "family", "beneficiaries_family"),
    ("membership", "person", "beneficiaries_person"),
    ("membership", "family", "beneficiaries_family"),
    ("assistance", "program", "programs_program"),
    ("assistance", "person", "beneficiaries_person"),
    ("assistance", "family", "beneficiaries_family"),
)
NOBODY = """
SELECT count(*) FROM beneficiaries_{table} t
WHERE t.{key}_id IS NOT NULL AND NOT EXISTS (SELECT FROM {named} n WHERE n.id = t.{key}_id)
"""


def dangling() -> dict[str, int]:
    """Rows per key that name a person, family or programme that is not there; empty while the register is sound."""
    found = {
        f"{table}.{key}": sql.select(int, NOBODY.format(table=table, key=key, named=named))[0]
        for table, key, named in KEYS
    }
    return {key: rows for key, rows in found.items() if rows}
