"""The aid of an upload's lines: the temporary table `gift`, and how it becomes Assistance.

One row per aid of one line. `existing_id` is the same aid in the register: same recipient, programme and period.
Aid for families hangs on the family, whoever is named; where no family is known, on the person (DECISIONS 1.5).
"""

from agencies import sql
from agencies.models import Upload

GIFTS = """
DROP TABLE IF EXISTS gift;
CREATE TEMP TABLE gift ON COMMIT DROP AS
WITH meant AS (
    SELECT a.*, l.id AS line_id, l.person_id, l.leader_id, l.family_leader_id,
           CASE WHEN l.family_leader_id IS NULL THEN coalesce(l.family_id, l.home_id) ELSE l.family_id END AS family_id
    FROM beneficiaries_stagedaid a JOIN line l ON l.sheet = a.sheet AND l.row = a.row
    WHERE a.upload_id = %(upload)s AND a.year IS NOT NULL
), placed AS (
    SELECT meant.*, to_family AND (family_id IS NOT NULL OR family_leader_id IS NOT NULL) AS of_family FROM meant
), known AS (
    SELECT p.*, CASE WHEN p.of_family THEN coalesce(f.id, own.id) ELSE own.id END AS existing_id
    FROM placed p
    LEFT JOIN beneficiaries_assistance f ON f.family_id = CASE WHEN p.of_family THEN p.family_id END
         AND f.program_id = p.program_id AND f.year = p.year
         AND f.period_kind = p.period_kind AND f.period_number = p.period_number
    LEFT JOIN beneficiaries_assistance own ON own.person_id = p.person_id AND own.program_id = p.program_id AND own.year = p.year
         AND own.period_kind = p.period_kind AND own.period_number = p.period_number
)
SELECT known.id, line_id, program_id, year, period_kind, period_number, existing_id, of_family,
       CASE WHEN of_family THEN family_id END AS family_id, CASE WHEN NOT of_family THEN person_id END AS person_id,
       first_value(line_id) OVER same = line_id AND first_value(known.id) OVER same = known.id AS counts,
       first_value(row) OVER same AS first_row
FROM known
WINDOW same AS (
    PARTITION BY program_id, year, period_kind, period_number, existing_id,
        CASE WHEN existing_id IS NULL THEN of_family END,
        CASE WHEN existing_id IS NULL AND of_family THEN coalesce(family_id, -family_leader_id)
             WHEN existing_id IS NULL THEN coalesce(person_id, -leader_id) END
    ORDER BY line_id, known.id
)
"""
# Only the agency that handed an aid in changes it; another agency's list of the same aid leaves it alone.
DIFFERS = """
t.agency_id = %(agency)s AND (
    a.amount IS NOT NULL AND a.amount IS DISTINCT FROM t.amount
    OR a.card_number <> '' AND a.card_number <> t.card_number OR a.note <> '' AND a.note <> t.note
    OR a.status <> t.status AND NOT (a.status = 'diusulkan' AND t.status = 'diterima'))
"""
INSERTED = """
INSERT INTO beneficiaries_assistance
    (program_id, person_id, family_id, agency_id, village_id, year, period_kind, period_number, period_start, period_end, period_words,
     amount, card_number, status, end_reason, note, source_upload_id, source_sheet, source_row)
SELECT a.program_id, g.person_id, g.family_id, %(agency)s,
       coalesce(v.id, (SELECT village_id FROM beneficiaries_family WHERE id = g.family_id),
                (SELECT village_id FROM beneficiaries_person WHERE id = g.person_id)), a.year, a.period_kind, a.period_number,
       a.period_start, a.period_end, a.period_words, a.amount, a.card_number, a.status, '', a.note, %(upload)s, a.sheet, a.row
FROM gift g JOIN beneficiaries_stagedaid a ON a.id = g.id
JOIN beneficiaries_stagedperson s ON s.id = g.line_id
LEFT JOIN agencies_region v ON v.code = s.village_code
WHERE g.counts AND g.existing_id IS NULL
ORDER BY g.family_id, g.person_id, a.program_id
"""
UPDATED = f"""
UPDATE beneficiaries_assistance t
SET amount = coalesce(a.amount, t.amount), card_number = coalesce(nullif(a.card_number, ''), t.card_number),
    note = CASE WHEN a.status = 'diakhiri' THEN t.note ELSE coalesce(nullif(a.note, ''), t.note) END,
    end_reason = CASE WHEN a.status = 'diakhiri' THEN left(a.note, 100) ELSE '' END, ended_by_id = NULL,
    status = CASE WHEN a.status = 'diusulkan' AND t.status = 'diterima' THEN t.status ELSE a.status END,
    source_upload_id = %(upload)s, source_sheet = a.sheet, source_row = a.row
FROM gift g JOIN beneficiaries_stagedaid a ON a.id = g.id
WHERE g.counts AND t.id = g.existing_id AND ({DIFFERS})
"""  # noqa: S608 - DIFFERS is a constant of this module


def gather(upload: Upload) -> None:
    """Make `gift` from the staged aid and the lines as they are resolved now."""
    sql.execute(GIFTS, upload=upload.pk)
    sql.execute("ANALYZE gift (id, line_id, existing_id, person_id, family_id)")


def write(upload: Upload) -> None:
    """Add new aid, and change what the agency itself changed."""
    facts = {"upload": upload.pk, "agency": upload.agency_id}
    if upload.mode != Upload.Mode.ADD:
        sql.execute(UPDATED, **facts)
    sql.execute(INSERTED, **facts)
