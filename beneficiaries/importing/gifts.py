"""The aid of an upload's lines: ResolvedAid, and how it becomes Assistance.

One row per aid of one line. `existing_id` is the same aid in the register: same recipient, programme and period.
Aid for families hangs on the family, whoever is named; where no family is known, on the person (DECISIONS 1.5).
"""

from agencies import sql
from agencies.models import Upload

RESOLVED = """
INSERT INTO beneficiaries_resolvedaid (aid_id, upload_id, line_id, existing_id, of_family, counts, first_row)
WITH meant AS (
    SELECT a.id, a.row, a.program_id, a.to_family, a.year, a.period_kind, a.period_number, l.line_id, l.person_id, l.leader_id,
           l.family_leader_id, CASE WHEN l.family_leader_id IS NULL THEN coalesce(l.family_id, l.home_id) ELSE l.family_id END AS family_id
    FROM beneficiaries_stagedaid a JOIN beneficiaries_resolvedline l ON l.sheet = a.sheet AND l.row = a.row
    WHERE a.upload_id = %(upload)s AND l.upload_id = %(upload)s AND a.year IS NOT NULL
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
SELECT id, %(upload)s, line_id, existing_id, of_family,
       first_value(line_id) OVER same = line_id AND first_value(id) OVER same = id, first_value(row) OVER same
FROM known
WINDOW same AS (  -- what differs most comes first: it settles nearly every comparison of the sort
    PARTITION BY
        CASE WHEN existing_id IS NULL AND of_family THEN coalesce(family_id, -family_leader_id)
             WHEN existing_id IS NULL THEN coalesce(person_id, -leader_id) END,
        existing_id, program_id, period_number, period_kind, year, CASE WHEN existing_id IS NULL THEN of_family END
    ORDER BY line_id, id
)
"""
KEYS = "ANALYZE beneficiaries_resolvedaid (aid_id, upload_id, line_id, existing_id)"
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
SELECT g.program_id, g.person_id, g.family_id, %(agency)s,
       coalesce(g.village_id, (SELECT village_id FROM beneficiaries_family WHERE id = g.family_id),
                (SELECT village_id FROM beneficiaries_person WHERE id = g.person_id)), g.year, g.period_kind, g.period_number,
       g.period_start, g.period_end, g.period_words, g.amount, g.card_number, g.status, '', g.note, %(upload)s, g.sheet, g.row
FROM (
    SELECT a.*, v.id AS village_id, CASE WHEN NOT r.of_family THEN l.person_id END AS person_id,
           CASE WHEN r.of_family THEN CASE WHEN l.family_leader_id IS NULL THEN coalesce(l.family_id, l.home_id) ELSE l.family_id END END
           AS family_id
    FROM beneficiaries_resolvedaid r JOIN line l ON l.id = r.line_id
    JOIN beneficiaries_stagedaid a ON a.id = r.aid_id JOIN beneficiaries_stagedperson s ON s.id = r.line_id
    LEFT JOIN agencies_region v ON v.code = s.village_code
    WHERE r.upload_id = %(upload)s AND r.counts AND r.existing_id IS NULL
) g
ORDER BY g.family_id, g.person_id, g.program_id
"""
UPDATED = f"""
UPDATE beneficiaries_assistance t
SET amount = coalesce(a.amount, t.amount), card_number = coalesce(nullif(a.card_number, ''), t.card_number),
    note = CASE WHEN a.status = 'diakhiri' THEN t.note ELSE coalesce(nullif(a.note, ''), t.note) END,
    end_reason = CASE WHEN a.status = 'diakhiri' THEN left(a.note, 100) ELSE '' END, ended_by_id = NULL,
    status = CASE WHEN a.status = 'diusulkan' AND t.status = 'diterima' THEN t.status ELSE a.status END,
    source_upload_id = %(upload)s, source_sheet = a.sheet, source_row = a.row
FROM beneficiaries_resolvedaid g JOIN beneficiaries_stagedaid a ON a.id = g.aid_id
WHERE g.upload_id = %(upload)s AND g.counts AND g.existing_id IS NOT NULL AND t.id = g.existing_id AND ({DIFFERS})
"""  # noqa: S608 - DIFFERS is a constant of this module
# No constraint looks at each row (beneficiaries/models/lineage.py: TOLD); this looks at all of them at once.
TO_NOBODY = """
SELECT count(*) FROM beneficiaries_assistance t
WHERE t.source_upload_id = %(upload)s AND (
    t.person_id IS NOT NULL AND NOT EXISTS (SELECT FROM beneficiaries_person p WHERE p.id = t.person_id)
    OR t.family_id IS NOT NULL AND NOT EXISTS (SELECT FROM beneficiaries_family f WHERE f.id = t.family_id))
"""


def write(upload: Upload) -> None:
    """Add new aid, and change what the agency itself changed."""
    facts = {"upload": upload.pk, "agency": upload.agency_id}
    if upload.mode != Upload.Mode.ADD:
        sql.execute(UPDATED, **facts)
    sql.execute(INSERTED, **facts)
    if nobody := sql.select(int, TO_NOBODY, **facts)[0]:
        raise RuntimeError(
            f"{nobody} aid records of upload {upload.pk} would name a recipient who is not there"
        )
