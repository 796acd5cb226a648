"""Whom does each line mean? Fills ResolvedLine, one row per staged line that is not held (first the table `meant`).

`person_id` and `family_id` name whom the register already knows. For the others `leader_id` and
`family_leader_id` name the first line about the same new person or family. The rules are DECISIONS 1.4 and 1.5:
a number alone joins nobody, and without numbers nobody is ever joined. A form names the person itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from agencies import sql
from agencies.models import Upload
from beneficiaries.importing import gifts, vintages
from beneficiaries.models import Resolution

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
), held AS (
    SELECT l.id, coalesce(p.merged_into_id, p.id) AS person_id, p.nik_disputed,
           p.birth_date = l.birth_date OR l.name_key <> '' AND p.name_key = l.name_key
           OR EXISTS (SELECT FROM beneficiaries_registerentry e WHERE e.person_id = p.id
                      AND (e.birth_date = l.birth_date OR l.name_key <> '' AND e.name_key = l.name_key)) AS agrees,
           p.name_key = l.name_key AND p.birth_date IS NOT DISTINCT FROM l.birth_date AS alike, p.id AS holder_id
    FROM fresh l JOIN beneficiaries_person p ON p.nik_bi = l.nik_bi WHERE l.named_id IS NULL
), known AS (
    SELECT DISTINCT ON (id) id, CASE WHEN agrees THEN person_id END AS person_id, bool_or(NOT nik_disputed) OVER (PARTITION BY id) AS taken
    FROM held ORDER BY id, agrees IS TRUE DESC, alike DESC, nik_disputed, holder_id
), found AS MATERIALIZED (
    SELECT fresh.*, coalesce(fresh.named_id, known.person_id) AS person_id, coalesce(known.taken, false) AS taken
    FROM fresh LEFT JOIN known USING (id)
), unknown AS (
    SELECT id, nik_bi, name_key, birth_date, taken, first_value(id) OVER file AS first_id,
           first_value(name_key) OVER file AS first_name, first_value(birth_date) OVER file AS first_birth
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
# Without NIK: the member of the family with the same name and birth date. Where one side has no birth date the name must
# be borne by one member only. Who was told in this family by that name goes before who is shown by it today: the list may
# itself change what is shown. And whom it places there by NIK is told already: it says the same of the family before it
# is stored and after.
MEMBERS = """
UPDATE meant SET person_id = found.person_id, leader_id = found.leader_id FROM (
    SELECT DISTINCT ON (id) id, person_id, leader_id FROM (
        SELECT id, person_id, leader_id, bool_or(told) AS told, bool_or(exact) AS exact, bool_or(vague) AND NOT bool_or(differs) AS vague,
               count(*) OVER (PARTITION BY id, bool_or(told)) AS namesakes
        FROM (
            SELECT l.id, p.id AS person_id, NULL::bigint AS leader_id, here.told, false AS differs,
                   p.birth_date IS NULL OR l.birth_date IS NULL AS vague,
                   coalesce(here.exact, false) OR p.name_key = l.name_key AND p.birth_date IS NOT DISTINCT FROM l.birth_date AS exact
            FROM meant l
            JOIN (SELECT DISTINCT family_id, person_id FROM beneficiaries_membership) m ON m.family_id = l.family_id
            JOIN beneficiaries_person p ON p.id = m.person_id
            CROSS JOIN LATERAL (
                SELECT count(*) > 0 AS told, bool_or(e.birth_date IS NOT DISTINCT FROM l.birth_date) AS exact
                FROM beneficiaries_registerentry e
                WHERE e.person_id = p.id AND e.household_id = l.family_id AND e.name_key = l.name_key
            ) here
            WHERE l.person_id IS NULL AND l.nik_bi IS NULL AND l.kk_bi IS NOT NULL AND (p.name_key = l.name_key OR here.told)
            UNION ALL
            SELECT l.id, n.person_id, n.leader_id, true, n.birth_date <> l.birth_date, false, n.birth_date IS NOT DISTINCT FROM l.birth_date
            FROM meant l JOIN meant n ON n.kk_bi = l.kk_bi AND n.name_key = l.name_key AND n.nik_bi IS NOT NULL
            WHERE l.person_id IS NULL AND l.nik_bi IS NULL
        ) member GROUP BY id, person_id, leader_id
    ) namesake WHERE exact OR vague AND namesakes = 1 ORDER BY id, told DESC, exact DESC, person_id, leader_id
) found WHERE found.id = meant.id
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
FORGOTTEN = """
DELETE FROM beneficiaries_resolvedline WHERE upload_id = %(upload)s;
DELETE FROM beneficiaries_resolvedaid WHERE upload_id = %(upload)s;
DELETE FROM beneficiaries_resolution WHERE upload_id = %(upload)s
"""
LINES = """
INSERT INTO beneficiaries_resolvedline
    (line_id, upload_id, sheet, row, year, person_id, leader_id, disputed, home_id, family_id, family_leader_id)
WITH housed AS (
    SELECT l.id, l.sheet, l.row, l.year, l.kk_bi, l.person_id, l.leader_id, l.disputed, coalesce(l.family_id, m.family_id) AS home_id,
           CASE WHEN l.kk_bi IS NULL AND %(of_families)s THEN m.family_id ELSE l.family_id END AS family_id
    FROM meant l LEFT JOIN beneficiaries_membership m ON m.person_id = l.person_id AND m.valid_to IS NULL
), asked AS (
    -- Adding changes no known person: a family of nobody would be made, and another one at the next reading.
    SELECT housed.*, family_id IS NULL AND (kk_bi IS NOT NULL OR %(of_families)s AND NOT (%(only_new)s AND person_id IS NOT NULL))
           AS of_new_family FROM housed
), keyed AS MATERIALIZED (
    -- Who has no No. KK is a family alone: eight bytes instead of a blind index.
    SELECT asked.*, CASE WHEN of_new_family THEN coalesce(kk_bi, int8send(coalesce(-person_id, leader_id))) END AS card FROM asked
)
SELECT l.id, %(upload)s, l.sheet, l.row, l.year, l.person_id, l.leader_id, l.disputed, l.home_id, l.family_id, family.leader_id
FROM keyed l LEFT JOIN (SELECT card, min(id) AS leader_id FROM keyed WHERE card IS NOT NULL GROUP BY card) family USING (card)
ORDER BY l.id
"""
REGISTER_OF = """
LEFT JOIN beneficiaries_register r ON r.source = %(source)s AND r.agency_id IS NOT DISTINCT FROM %(agency)s
    AND r.number = %(number)s AND r.year = l.year
WHERE l.upload_id = %(upload)s
"""
AS_RESOLVED = f"""
CREATE TEMP VIEW line AS
SELECT l.line_id AS id, l.sheet, l.row, l.year, l.person_id, l.leader_id, l.disputed, l.home_id, l.family_id, l.family_leader_id,
       r.id AS register_id
FROM beneficiaries_resolvedline l {REGISTER_OF}
"""  # noqa: S608 - put together from constants
NEW_IDS = """
new_{subject} AS MATERIALIZED (
    SELECT leader, nextval((SELECT pg_get_serial_sequence('beneficiaries_{subject}', 'id')::regclass)) AS id
    FROM (SELECT DISTINCT {leader} AS leader FROM beneficiaries_resolvedline
          WHERE upload_id = %(upload)s AND {leader} IS NOT NULL ORDER BY 1) leaders
)
"""
NUMBERED = f"""
CREATE TEMP TABLE line ON COMMIT DROP AS
WITH {NEW_IDS.format(subject="person", leader="leader_id")}, {NEW_IDS.format(subject="family", leader="family_leader_id")}
SELECT l.line_id AS id, l.sheet, l.row, l.year, CASE WHEN l.leader_id IS NULL THEN l.person_id ELSE p.id END AS person_id, l.leader_id,
       l.disputed, l.home_id, CASE WHEN l.family_leader_id IS NULL THEN l.family_id ELSE f.id END AS family_id, l.family_leader_id,
       r.id AS register_id
FROM beneficiaries_resolvedline l LEFT JOIN new_person p ON p.leader = l.leader_id LEFT JOIN new_family f ON f.leader = l.family_leader_id
{REGISTER_OF}
"""  # noqa: S608 - put together from constants
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
KEYS_OF_RESOLVED = """
ANALYZE beneficiaries_resolvedline (line_id, upload_id, sheet, row, person_id, leader_id, family_id, family_leader_id, home_id, year)
"""
CHANGES = "SELECT count(*) FROM beneficiaries_registerchange"
STILL_TRUE = f"SELECT changes = ({CHANGES}) FROM beneficiaries_resolution WHERE upload_id = %(upload)s"  # noqa: S608 - a constant


def resolve(upload: Upload) -> None:
    """Find out anew whom the lines and which aid the aids of this upload mean, and keep it; inside a transaction."""
    facts = _facts(upload)
    for statement in (PREPARED, FORGOTTEN):
        sql.execute(statement, **facts)
    (changes,) = sql.select(
        int, CHANGES
    )  # before anything is asked: whatever is committed meanwhile counts as unseen
    for statement in (
        MEANT, KEYS_OF_MEANT, MEMBERS, NEW_MEMBERS, BY_SOURCE_NUMBER, ALONE, FAMILY_TOLD_ELSEWHERE, LINES, KEYS_OF_RESOLVED,
        gifts.RESOLVED, gifts.KEYS,
    ):  # fmt: skip
        sql.execute(statement, **facts)
    Resolution.objects.create(upload=upload, changes=changes)


def resolve_unless_known(upload: Upload) -> None:
    """The same, but what the check found stays where nobody has written into the register since."""
    if sql.select(bool, STILL_TRUE, upload=upload.pk) == [True]:
        sql.execute(PREPARED)
    else:
        resolve(upload)


@contextmanager
def as_resolved(upload: Upload) -> Iterator[None]:
    """Within it `line` shows what is resolved; new persons and families have no ids."""
    sql.execute(AS_RESOLVED, **_facts(upload))
    yield
    sql.execute("DROP VIEW line")


@contextmanager
def numbered(upload: Upload) -> Iterator[None]:
    """Within it `line` is the same with an id for each new person and family."""
    sql.execute(NUMBERED, **_facts(upload))
    sql.execute(KEYS_OF_LINES)
    yield
    sql.execute("DROP TABLE line")


def _facts(upload: Upload) -> dict:
    return vintages.key(upload) | {
        "upload": upload.pk, "is_form": upload.is_form, "year": vintages.year_of(upload),
        "of_families": upload.kind == Upload.Kind.KELUARGA, "only_new": upload.mode == Upload.Mode.ADD,
    }  # fmt: skip
