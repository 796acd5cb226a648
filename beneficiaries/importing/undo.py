"""Take an upload back out of the register.

What sources said is removed and the shown values are computed again; aid goes back to its row history where no
later approved change touched it. Persons and families that nobody else speaks of leave. The rest stays and is named.
"""

from agencies import sql
from agencies.importing.layouts import UndoResult
from agencies.models import Upload
from beneficiaries.actions import shown
from beneficiaries.importing import endings
from beneficiaries.importing.merge import touched

BACK = (
    "amount", "card_number", "note", "status", "end_reason", "ended_by_id", "source_upload_id", "source_sheet", "source_row",
)  # fmt: skip
# The row as it was before this upload: history keeps the old row of each update, with the upload it happened for.
BEFORE = """
DROP TABLE IF EXISTS before;
CREATE TEMP TABLE before ON COMMIT DROP AS
SELECT DISTINCT ON (e.pgh_obj_id) e.*
FROM beneficiaries_assistanceevent e JOIN pghistory_context c ON c.id = e.pgh_context_id
WHERE c.metadata->>'upload' = %(upload)s::text AND e.pgh_label = 'update'
ORDER BY e.pgh_obj_id, e.pgh_id
"""
WAS_TOUCHED = """
DROP TABLE IF EXISTS affected_person;
DROP TABLE IF EXISTS affected_family;
CREATE TEMP TABLE affected_person ON COMMIT DROP AS
SELECT person_id AS id, bool_or(first) AS made_here FROM (
    SELECT e.person_id, e.source_sheet, e.source_row, NOT EXISTS (
        SELECT FROM beneficiaries_registerentry o WHERE o.person_id = e.person_id AND o.id < e.id AND o.source_upload_id <> %(upload)s
    ) AS first
    FROM beneficiaries_registerentry e WHERE e.source_upload_id = %(upload)s AND e.person_id IS NOT NULL
) told GROUP BY person_id;
CREATE TEMP TABLE affected_family ON COMMIT DROP AS
SELECT family_id AS id FROM beneficiaries_registerentry WHERE source_upload_id = %(upload)s AND family_id IS NOT NULL
UNION SELECT household_id FROM beneficiaries_registerentry WHERE source_upload_id = %(upload)s AND household_id IS NOT NULL
"""
# Lines whose aid or whose person somebody has changed since: they keep what they have. And whoever this complete list
# had ended (no line of it) and a later one took up again.
KEPT = """
SELECT sheet, row, min(name) FROM (
    SELECT e.source_sheet AS sheet, e.source_row AS row, coalesce(p.name, f.head_name) AS name
    FROM beneficiaries_assistanceevent e JOIN beneficiaries_assistance t ON t.id = e.pgh_obj_id
    LEFT JOIN beneficiaries_person p ON p.id = t.person_id LEFT JOIN beneficiaries_family f ON f.id = t.family_id
    WHERE e.source_upload_id = %(upload)s AND t.source_upload_id <> %(upload)s
    UNION ALL
    SELECT t.source_sheet, t.source_row, coalesce(p.name, f.head_name)
    FROM beneficiaries_assistance t
    LEFT JOIN beneficiaries_person p ON p.id = t.person_id LEFT JOIN beneficiaries_family f ON f.id = t.family_id
    WHERE t.source_upload_id = %(upload)s AND t.ended_by_id IS NOT NULL
    UNION ALL
    SELECT e.source_sheet, e.source_row, e.name
    FROM beneficiaries_registerentry e JOIN affected_person a ON a.id = e.person_id AND a.made_here
    WHERE e.source_upload_id = %(upload)s AND EXISTS (
        SELECT FROM beneficiaries_registerentry o WHERE o.person_id = e.person_id AND o.source_upload_id <> %(upload)s)
) lines GROUP BY sheet, row
UNION ALL
SELECT '', 0, coalesce(p.name, f.head_name)
FROM beneficiaries_stagedend o JOIN beneficiaries_assistance t ON t.id = o.assistance_id
LEFT JOIN beneficiaries_person p ON p.id = t.person_id LEFT JOIN beneficiaries_family f ON f.id = t.family_id
WHERE o.upload_id = %(upload)s AND t.ended_by_id IS DISTINCT FROM %(upload)s
  AND EXISTS (SELECT FROM before WHERE before.pgh_obj_id = t.id)
ORDER BY 1, 2, 3
"""
RESTORED = f"""
UPDATE beneficiaries_assistance t SET {", ".join(f"{column} = before.{column}" for column in BACK)}
FROM before WHERE before.pgh_obj_id = t.id AND (t.source_upload_id = %(upload)s AND t.ended_by_id IS NULL OR t.ended_by_id = %(upload)s)
"""  # noqa: S608 - names of columns
REMOVED = """
DELETE FROM beneficiaries_assistance t
WHERE t.source_upload_id = %(upload)s AND t.ended_by_id IS NULL AND NOT EXISTS (SELECT FROM before WHERE before.pgh_obj_id = t.id)
"""
UNSAID = (
    "UPDATE beneficiaries_registerentry SET ended_by_id = NULL WHERE ended_by_id = %(upload)s",
    "DELETE FROM beneficiaries_registerentry WHERE source_upload_id = %(upload)s",
)
# Nobody speaks of them any more, and nothing hangs on them.
ORPHANS = """
DROP TABLE IF EXISTS orphan_person;
CREATE TEMP TABLE orphan_person ON COMMIT DROP AS
SELECT a.id FROM affected_person a
WHERE NOT EXISTS (SELECT FROM beneficiaries_registerentry e WHERE e.person_id = a.id)
  AND NOT EXISTS (SELECT FROM beneficiaries_assistance t WHERE t.person_id = a.id)
  AND NOT EXISTS (SELECT FROM beneficiaries_membership m WHERE m.person_id = a.id)
  AND NOT EXISTS (SELECT FROM beneficiaries_groupmember g WHERE g.person_id = a.id)
  AND NOT EXISTS (SELECT FROM beneficiaries_person p WHERE p.merged_into_id = a.id)
"""
LEAVE = (
    "DELETE FROM beneficiaries_matchcandidate m USING orphan_person o WHERE o.id IN (m.first_id, m.second_id)",
    "UPDATE beneficiaries_stagedperson SET person_id = NULL WHERE person_id IN (SELECT id FROM orphan_person)",
    "DELETE FROM beneficiaries_person WHERE id IN (SELECT id FROM orphan_person)",
    """
    DROP TABLE IF EXISTS orphan_family;
    CREATE TEMP TABLE orphan_family ON COMMIT DROP AS
    SELECT a.id FROM affected_family a
    WHERE NOT EXISTS (SELECT FROM beneficiaries_registerentry e WHERE e.family_id = a.id OR e.household_id = a.id)
      AND NOT EXISTS (SELECT FROM beneficiaries_assistance t WHERE t.family_id = a.id)
      AND NOT EXISTS (SELECT FROM beneficiaries_membership m WHERE m.family_id = a.id)
    """,
    "UPDATE beneficiaries_stagedperson SET family_id = NULL WHERE family_id IN (SELECT id FROM orphan_family)",
    "DELETE FROM beneficiaries_family WHERE id IN (SELECT id FROM orphan_family)",
    """
    DELETE FROM beneficiaries_register r WHERE r.id IN (SELECT id FROM emptied)
    AND NOT EXISTS (SELECT FROM beneficiaries_registerentry e WHERE e.register_id = r.id)
    """,
)
REGISTERS = """
DROP TABLE IF EXISTS emptied;
CREATE TEMP TABLE emptied ON COMMIT DROP AS
SELECT DISTINCT register_id AS id FROM beneficiaries_registerentry WHERE source_upload_id = %(upload)s
"""


def undo(upload: Upload) -> UndoResult:
    """Take back what `merge` wrote where nothing later changed it; inside the caller's transaction."""
    sql.execute(shown.ONE_AT_A_TIME)
    result_of = touched(upload)
    kept = spared(upload)
    restored = restorable(upload, kept)
    endings.loosen(upload)
    for statement in (REGISTERS, RESTORED, REMOVED, *UNSAID):
        sql.execute(statement, upload=upload.pk)
    shown.refresh("SELECT id FROM affected_person", "SELECT id FROM affected_family")
    for statement in (ORPHANS, *LEAVE):
        sql.execute(statement)
    return UndoResult(restored=restored, kept=len(kept), kept_rows=kept, touched=result_of)


def spared(upload: Upload) -> list[tuple[str, int, str]]:
    """(sheet, row, name) of what somebody has changed since; sheet and row are empty for who was not in the list.

    Inside a transaction: makes the temporary tables that `undo` goes on with.
    """
    for statement in (BEFORE, WAS_TOUCHED):
        sql.execute(statement, upload=upload.pk)
    return sql.select(lambda *row: row, KEPT, upload=upload.pk)


def restorable(upload: Upload, kept: list[tuple[str, int, str]]) -> int:
    """How many changes an undo gives back: lines that wrote something, and what the list ended."""
    lines = upload.rows_new + upload.rows_changed - sum(1 for _, row, _ in kept if row)
    return max(lines, 0) + endings.ended(upload)
