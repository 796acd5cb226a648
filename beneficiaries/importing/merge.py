"""Lines that are not held become persons, families, register entries, memberships and aid.

Everything is decided against the register of this moment (what the check found holds while nobody has written since),
written sorted by key, and only where it differs: the same list again writes nothing.
"""

from agencies import sql
from agencies.actions import audit
from agencies.importing.layouts import Touched
from agencies.models import Upload
from beneficiaries.actions import shown
from beneficiaries.importing import disputes, endings, gifts, matches, vintages, voices

# The leader's line has the number, the line that speaks for the person everything else.
PERSONS = """
INSERT INTO beneficiaries_person
    (id, nik_ct, nik_bi, nik_tag, nik_disputed, name, name_key, search, birth_date, birth_place, sex, address, hamlet, rt, rw,
     village_id, decile, status, created_at)
SELECT v.subject_id, s.nik_ct, s.nik_bi, s.nik_tag, l.disputed, v.name, v.name_key, to_tsvector('simple', v.name_key), v.birth_date,
       v.birth_place, v.sex, v.address, v.hamlet, v.rt, v.rw, v.village_id, v.decile, coalesce(nullif(v.status, ''), 'hidup'), now()
FROM voice_person v JOIN line l ON l.id = v.leader_id
JOIN beneficiaries_stagedperson s ON s.id = l.id
WHERE v.is_new AND NOT EXISTS (SELECT FROM voice_person o WHERE o.subject_id = v.subject_id AND o.year > v.year)
ORDER BY s.nik_bi, l.id
"""
FAMILIES = """
INSERT INTO beneficiaries_family
    (id, kk_ct, kk_bi, kk_tag, head_name, head_key, address, hamlet, rt, rw, village_id, decile, member_count, created_at)
SELECT v.subject_id, s.kk_ct, s.kk_bi, s.kk_tag, v.name, v.name_key, v.address, v.hamlet, v.rt, v.rw, v.village_id, v.decile,
       v.member_count, now()
FROM (SELECT DISTINCT ON (subject_id) * FROM voice_family WHERE is_new ORDER BY subject_id, year DESC) v
JOIN beneficiaries_stagedperson s ON s.id = v.line_id
ORDER BY s.kk_bi, v.subject_id
"""
ENTRIES = """
INSERT INTO beneficiaries_registerentry
    (register_id, person_id, family_id, household_id, name, name_key, birth_date, birth_place, sex, relation, address, hamlet, rt, rw,
     village_id, decile, percentile, status, member_count, source_number, other, approved_at, source_upload_id, source_sheet, source_row)
SELECT v.register_id, {person}, {family}, v.household_id, v.name, v.name_key, v.birth_date, v.birth_place, v.sex, v.relation, v.address,
       v.hamlet, v.rt, v.rw, v.village_id, v.decile, v.percentile, v.status, v.member_count, v.source_number, v.other, %(approved)s,
       %(upload)s, v.sheet, v.row
FROM voice_{subject} v
LEFT JOIN said_{subject} said ON said.subject_id = v.subject_id AND said.register_id = v.register_id
WHERE v.is_new OR NOT %(only_new)s AND (said.subject_id IS NULL OR {differs})
ORDER BY v.subject_id, v.register_id
"""
# Whose shown values must be computed: not those made by this upload from their only entry, nor those of whom it says
# nothing else than is shown.
WRITTEN = """
DROP TABLE IF EXISTS written_{subject};
CREATE TEMP TABLE written_{subject} ON COMMIT DROP AS
SELECT subject_id AS id FROM voice_{subject} GROUP BY subject_id HAVING count(*) > 1
UNION
SELECT e.subject_id FROM (
    SELECT v.*, v.subject_id AS {subject}_id, 9223372036854775807 AS id, %(approved)s::timestamptz AS approved_at
    FROM voice_{subject} v
    LEFT JOIN said_{subject} said ON said.subject_id = v.subject_id AND said.register_id = v.register_id
    WHERE NOT v.is_new AND NOT %(only_new)s AND (said.subject_id IS NULL OR {differs})
) e JOIN beneficiaries_register r ON r.id = e.register_id
WHERE ({untouched}) IS NOT TRUE;
ANALYZE written_{subject}
"""
FIRST_HOMES = """
INSERT INTO beneficiaries_membership (family_id, person_id, relation, source_upload_id, source_sheet, source_row)
SELECT v.household_id, v.subject_id, v.relation, %(upload)s, v.sheet, v.row
FROM voice_person v
WHERE v.is_new AND v.household_id IS NOT NULL AND NOT EXISTS (SELECT FROM written_person w WHERE w.id = v.subject_id)
ORDER BY v.subject_id
"""
# Told at once: the next list is judged by these, long before PostgreSQL would look by itself.
GROWN = """
SELECT %(people)s > 0.1 * greatest(reltuples, 1) FROM pg_class WHERE oid = 'beneficiaries_registerentry'::regclass
"""
STATISTICS = """
SET LOCAL default_statistics_target = 30;
ANALYZE beneficiaries_registerentry (register_id, person_id, family_id, household_id, source_upload_id, ended_by_id),
    beneficiaries_person (nik_bi, nik_disputed, merged_into_id, village_id), beneficiaries_family (kk_bi, village_id),
    beneficiaries_membership (family_id, person_id, valid_to),
    beneficiaries_assistance (program_id, person_id, family_id, agency_id, village_id, year, source_upload_id)
"""


def merge(upload: Upload) -> Touched:
    """Write the upload into the register; inside the caller's transaction. Gives what was touched. Raises Overtaken."""
    sql.execute(shown.ONE_AT_A_TIME)
    matches.resolve_unless_known(upload)
    vintages.opened(upload)
    with matches.numbered(upload), audit.acting(upload.approver, upload=upload.pk):
        endings.stand_by(upload)
        _recipients(upload)
        gifts.write(upload)
        endings.write(upload)
        disputes.propose()
    result = touched(upload)
    if sql.select(bool, GROWN, people=result.people) == [True]:
        sql.execute(STATISTICS)
    return result


def _recipients(upload: Upload) -> None:
    """Persons, families, what was said of them, and what the register shows after that."""
    voices.gather()
    sql.execute(PERSONS)
    sql.execute(FAMILIES)
    told = {
        "upload": upload.pk, "approved": upload.approved_at or upload.received_at, "only_new": upload.mode == Upload.Mode.ADD,
    }  # fmt: skip
    for subject, fields in (
        ("person", (*voices.PERSON, *voices.PERSON_MORE)), ("family", (*voices.FAMILY, *voices.FAMILY_MORE)),
    ):  # fmt: skip
        parts = {
            "subject": subject,
            "person": "v.subject_id" if subject == "person" else "NULL",
            "family": "v.subject_id" if subject == "family" else "NULL",
            "differs": voices.differs(fields, "said.{field}"),
            "untouched": shown.untouched(subject),
        }
        for statement in (WRITTEN, ENTRIES):  # no entry of this upload is there yet
            sql.execute(statement.format(**parts), **told)
    sql.execute(FIRST_HOMES, upload=upload.pk)
    shown.refresh("SELECT id FROM written_person", "SELECT id FROM written_family", keep_unsaid=True)


def touched(upload: Upload) -> Touched:
    """Years, programmes and villages of what this upload wrote or ended, and how many persons and families."""
    rows = sql.select(
        lambda *row: row,
        """
        SELECT t.year, t.program_id, v.code FROM (
            SELECT year, program_id, village_id FROM beneficiaries_assistance
            WHERE source_upload_id = %(upload)s OR ended_by_id = %(upload)s GROUP BY 1, 2, 3
        ) t LEFT JOIN agencies_region v ON v.id = t.village_id
        UNION ALL
        SELECT r.year, NULL::bigint, v.code FROM (
            SELECT register_id, village_id FROM beneficiaries_registerentry
            WHERE source_upload_id = %(upload)s OR ended_by_id = %(upload)s GROUP BY 1, 2
        ) e JOIN beneficiaries_register r ON r.id = e.register_id LEFT JOIN agencies_region v ON v.id = e.village_id
        """,
        upload=upload.pk,
    )
    (people,) = sql.select(
        int,
        "SELECT count(*) FROM beneficiaries_registerentry WHERE source_upload_id = %(upload)s",
        upload=upload.pk,
    )
    return Touched(
        years={year for year, _, _ in rows},
        programs={program for _, program, _ in rows if program},
        regions={code for _, _, code in rows if code},
        people=people,
    )
