"""Whom does each line mean? Fills the temporary table `line`, one row per staged line that is not held (first `meant`).

`person_id` and `family_id` name whom the register already knows. For the others `leader_id` and
`family_leader_id` name the first line about the same new person or family. The rules are DECISIONS 1.4 and 1.5:
a number alone joins nobody, and without numbers nobody is ever joined. A form names the person itself.
"""

from agencies import sql
from agencies.models import Upload
from beneficiaries.importing import vintages

# The first line with an unknown number names its person; a later line joins if name or birth date agrees with it.
MEANT = """
DROP TABLE IF EXISTS meant;
CREATE TEMP TABLE meant ON COMMIT DROP AS
WITH fresh AS MATERIALIZED (
    SELECT s.id, s.sheet, s.row, s.nik_bi, s.kk_bi, s.name_key, s.birth_date, s.source_number, coalesce(s.year, %(year)s) AS year,
           CASE WHEN %(is_form)s THEN s.person_id END AS named_id,
           coalesce(f.id, CASE WHEN %(is_form)s THEN s.family_id END) AS family_id
    FROM beneficiaries_stagedperson s LEFT JOIN beneficiaries_family f ON f.kk_bi = s.kk_bi
    WHERE s.upload_id = %(upload)s AND s.outcome <> 'held'
), known AS (
    SELECT DISTINCT ON (l.id) l.id, coalesce(p.merged_into_id, p.id) AS person_id
    FROM fresh l JOIN beneficiaries_person p ON p.nik_bi = l.nik_bi
    WHERE l.named_id IS NULL AND (
        p.birth_date = l.birth_date OR l.name_key <> '' AND p.name_key = l.name_key
        OR EXISTS (SELECT FROM beneficiaries_registerentry e WHERE e.person_id = p.id
                   AND (e.birth_date = l.birth_date OR l.name_key <> '' AND e.name_key = l.name_key)))
    ORDER BY l.id, (p.name_key = l.name_key AND p.birth_date IS NOT DISTINCT FROM l.birth_date) DESC, p.nik_disputed, p.id
), found AS MATERIALIZED (
    SELECT fresh.*, coalesce(fresh.named_id, known.person_id) AS person_id FROM fresh LEFT JOIN known USING (id)
), unknown AS (
    SELECT id, nik_bi, name_key, birth_date, first_value(id) OVER file AS first_id,
           first_value(name_key) OVER file AS first_name, first_value(birth_date) OVER file AS first_birth,
           EXISTS (SELECT FROM beneficiaries_person p WHERE p.nik_bi = found.nik_bi AND NOT p.nik_disputed) AS taken
    FROM found WHERE nik_bi IS NOT NULL AND person_id IS NULL
    WINDOW file AS (PARTITION BY nik_bi ORDER BY id)
), judged AS (
    SELECT id, nik_bi, name_key, birth_date, first_id,
           taken OR NOT (name_key = first_name OR coalesce(birth_date = first_birth, false)) AS disputed
    FROM unknown
), new AS (
    SELECT id, disputed,
           CASE WHEN disputed THEN min(id) OVER (PARTITION BY nik_bi, name_key, birth_date, disputed) ELSE first_id END AS leader_id
    FROM judged
)
SELECT found.*, new.leader_id, coalesce(new.disputed, false) AS disputed FROM found LEFT JOIN new USING (id)
"""
# Without NIK: the member of the family with the same name and birth date. Where one side has no birth date
# the name must be borne by one member only.
MEMBERS = """
UPDATE meant SET person_id = found.person_id FROM (
    SELECT DISTINCT ON (id) id, person_id FROM (
        SELECT l.id, p.id AS person_id, count(*) OVER (PARTITION BY l.id) AS namesakes,
               p.birth_date IS NULL OR l.birth_date IS NULL AS vague,
               p.name_key = l.name_key AND p.birth_date IS NOT DISTINCT FROM l.birth_date
               OR EXISTS (SELECT FROM beneficiaries_registerentry e WHERE e.person_id = p.id AND e.household_id = l.family_id
                          AND e.name_key = l.name_key AND e.birth_date IS NOT DISTINCT FROM l.birth_date) AS exact
        FROM meant l
        JOIN (SELECT DISTINCT family_id, person_id FROM beneficiaries_membership) m ON m.family_id = l.family_id
        JOIN beneficiaries_person p ON p.id = m.person_id
        WHERE l.person_id IS NULL AND l.nik_bi IS NULL AND l.kk_bi IS NOT NULL AND (p.name_key = l.name_key OR EXISTS (
            SELECT FROM beneficiaries_registerentry e
            WHERE e.person_id = p.id AND e.household_id = l.family_id AND e.name_key = l.name_key))
    ) namesake WHERE exact OR vague AND namesakes = 1 ORDER BY id, exact DESC, person_id
) found WHERE found.id = meant.id
"""
SAME_FILE = """
UPDATE meant SET person_id = other.person_id, leader_id = other.leader_id FROM (
    SELECT DISTINCT ON (l.id) l.id, n.person_id, n.leader_id
    FROM meant l JOIN meant n ON n.kk_bi = l.kk_bi AND n.name_key = l.name_key AND n.nik_bi IS NOT NULL
                           AND n.birth_date IS NOT DISTINCT FROM l.birth_date
    WHERE l.nik_bi IS NULL AND l.person_id IS NULL
    ORDER BY l.id, n.id
) other WHERE other.id = meant.id
"""
NEW_MEMBERS = """
UPDATE meant SET leader_id = new.leader_id FROM (
    SELECT id, min(id) OVER (PARTITION BY kk_bi, name_key, birth_date) AS leader_id FROM meant
    WHERE kk_bi IS NOT NULL AND person_id IS NULL AND leader_id IS NULL
) new WHERE new.id = meant.id
"""
# A number of the source itself, for families of a ranking that brings neither NIK nor No. KK.
BY_SOURCE_NUMBER = """
UPDATE meant SET person_id = found.person_id FROM (
    SELECT DISTINCT ON (l.id) l.id, e.person_id
    FROM meant l JOIN beneficiaries_registerentry e ON e.source_number = l.source_number AND e.source_number <> ''
    JOIN beneficiaries_register r ON r.id = e.register_id AND r.source = %(source)s AND r.agency_id IS NOT DISTINCT FROM %(agency)s
    WHERE l.person_id IS NULL AND l.nik_bi IS NULL AND l.kk_bi IS NULL AND e.person_id IS NOT NULL
      AND (e.name_key = l.name_key AND l.name_key <> '' OR e.birth_date = l.birth_date)
    ORDER BY l.id, e.id DESC
) found WHERE found.id = meant.id
"""
ALONE = "UPDATE meant SET leader_id = id WHERE person_id IS NULL AND leader_id IS NULL"
# A line without No. KK belongs to the family that the list gives its person elsewhere. The register would tell another
# one before the list is stored than after.
FAMILY_TOLD_ELSEWHERE = """
UPDATE meant SET kk_bi = told.kk_bi, family_id = told.family_id FROM (
    SELECT DISTINCT ON (l.id) l.id, n.kk_bi, n.family_id
    FROM meant l JOIN meant n ON coalesce(n.person_id, -n.leader_id) = coalesce(l.person_id, -l.leader_id)
    WHERE l.kk_bi IS NULL AND n.kk_bi IS NOT NULL
    ORDER BY l.id, n.year = l.year DESC, n.id
) told WHERE told.id = meant.id
"""
LINES = """
DROP TABLE IF EXISTS line;
CREATE TEMP TABLE line ON COMMIT DROP AS
WITH housed AS (
    SELECT l.id, l.sheet, l.row, l.year, l.kk_bi, l.person_id, l.leader_id, l.disputed, coalesce(l.family_id, m.family_id) AS home_id,
           CASE WHEN l.kk_bi IS NULL AND %(of_families)s THEN m.family_id ELSE l.family_id END AS family_id
    FROM meant l LEFT JOIN beneficiaries_membership m ON m.person_id = l.person_id AND m.valid_to IS NULL
), asked AS (
    -- Adding changes no known person: a family of nobody would be made, and another one at the next reading.
    SELECT housed.*, family_id IS NULL AND (kk_bi IS NOT NULL OR %(of_families)s AND NOT (%(only_new)s AND person_id IS NOT NULL))
           AS of_new_family FROM housed
)
SELECT l.id, l.sheet, l.row, l.year, l.person_id, l.leader_id, l.disputed, l.home_id, l.family_id, r.id AS register_id,
       CASE WHEN of_new_family THEN min(l.id) OVER (
           PARTITION BY of_new_family, kk_bi, CASE WHEN kk_bi IS NULL THEN coalesce(-person_id, leader_id) END) END AS family_leader_id
FROM asked l LEFT JOIN beneficiaries_register r ON r.source = %(source)s AND r.agency_id IS NOT DISTINCT FROM %(agency)s
    AND r.number = %(number)s AND r.year = l.year
"""
# COPY leaves the planner with the statistics of the previous upload (ARCHITECTURE 5). A small sample of the columns
# that statements join or filter by: short lists pay for all that waits in staging. Sorting a whole list needs room.
PREPARED = """
SET LOCAL work_mem = '64MB';
SET LOCAL default_statistics_target = 10;
ANALYZE beneficiaries_stagedperson (id, upload_id, sheet, row, outcome), beneficiaries_stagedaid (id, upload_id, sheet, row)
"""
KEYS_OF_MEANT = "ANALYZE meant (id, nik_bi, kk_bi, name_key, person_id, leader_id, family_id)"
KEYS_OF_LINES = (
    "ANALYZE line (id, sheet, row, person_id, leader_id, family_id, family_leader_id, register_id)"
)


def resolve(upload: Upload) -> None:
    """Fill `line` for this upload. Inside a transaction; the table is gone at its end."""
    facts = vintages.key(upload) | {
        "upload": upload.pk, "is_form": upload.is_form, "year": vintages.year_of(upload),
        "of_families": upload.kind == Upload.Kind.KELUARGA, "only_new": upload.mode == Upload.Mode.ADD,
    }  # fmt: skip
    for statement in (
        PREPARED, MEANT, KEYS_OF_MEANT, MEMBERS, SAME_FILE, NEW_MEMBERS, BY_SOURCE_NUMBER, ALONE,
        FAMILY_TOLD_ELSEWHERE, LINES, KEYS_OF_LINES,
    ):  # fmt: skip
        sql.execute(statement, **facts)
