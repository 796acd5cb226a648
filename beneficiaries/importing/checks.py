"""What would become of each staged line, judged by the register of this moment: new, changed or same."""

from agencies import sql
from agencies.models import Upload
from beneficiaries.importing import endings, gifts, matches, voices

PERSON_PART = """
SELECT v.line_id, v.is_new AS is_new, CASE WHEN NOT v.is_new THEN {changes} END AS changes
FROM voice_person v
LEFT JOIN said_person said ON said.subject_id = v.subject_id AND said.register_id = v.register_id
LEFT JOIN (SELECT p.*, m.family_id AS household_id FROM beneficiaries_person p
           LEFT JOIN beneficiaries_membership m ON m.person_id = p.id AND m.valid_to IS NULL) now ON now.id = v.subject_id
"""
FAMILY_PART = """
SELECT v.line_id, v.is_new AS is_new, CASE WHEN member.is_new IS NOT TRUE THEN {changes} END AS changes
FROM voice_family v
LEFT JOIN voice_person member ON member.line_id = v.line_id
LEFT JOIN said_family said ON said.subject_id = v.subject_id AND said.register_id = v.register_id
LEFT JOIN (SELECT id, head_key AS name_key, address, hamlet, rt, rw, village_id, decile, member_count
           FROM beneficiaries_family) now ON now.id = v.subject_id
"""
AID_PART = f"""
SELECT g.line_id, bool_or(g.counts AND g.existing_id IS NULL) AS is_new, bool_or(g.counts AND known.differs) AS changed,
       min(g.first_row) FILTER (WHERE NOT g.counts) AS doubled, min(known.since) AS since,
       max(CASE WHEN g.counts THEN known.changes END)::jsonb AS changes
FROM beneficiaries_resolvedaid g LEFT JOIN (
    SELECT g.aid_id, ({gifts.DIFFERS}) AS differs, CASE WHEN ({gifts.DIFFERS}) OR t.agency_id <> %(agency)s THEN u.merged_at END AS since,
           CASE WHEN a.amount IS DISTINCT FROM t.amount AND a.amount IS NOT NULL AND t.agency_id = %(agency)s
                THEN jsonb_build_object('nominal', jsonb_build_array(t.amount, a.amount))::text END AS changes
    FROM beneficiaries_resolvedaid g JOIN beneficiaries_stagedaid a ON a.id = g.aid_id
    JOIN beneficiaries_assistance t ON t.id = g.existing_id LEFT JOIN agencies_upload u ON u.id = t.source_upload_id
    WHERE g.upload_id = %(upload)s AND g.existing_id IS NOT NULL
) known ON known.aid_id = g.aid_id
WHERE g.upload_id = %(upload)s
GROUP BY g.line_id
"""  # noqa: S608 - constants of the project only
JUDGED = """
WITH person AS ({person}), family AS ({family}), aid AS ({aid}), judged AS (
    SELECT l.id, l.disputed, aid.doubled,
           coalesce(person.is_new, false) OR coalesce(family.is_new, false) OR coalesce(aid.is_new, false) AS is_new,
           CASE WHEN person.is_new OR coalesce(family.changes, person.changes, aid.changes) IS NULL THEN '{{}}'::jsonb ELSE
                coalesce(family.changes, '{{}}') || coalesce(person.changes, '{{}}') || coalesce(aid.changes, '{{}}') END AS changes,
           coalesce(aid.changed, false) AS aid_changed, aid.since
    FROM line l
    LEFT JOIN person ON person.line_id = l.id LEFT JOIN family ON family.line_id = l.id LEFT JOIN aid ON aid.line_id = l.id
), verdict AS (
    SELECT j.id, j.disputed, j.changes,
           CASE WHEN j.is_new THEN 'new'
                WHEN %(only_new)s THEN 'same'
                WHEN j.aid_changed OR j.changes <> '{{}}'::jsonb THEN 'changed' ELSE 'same' END AS outcome,
           CASE WHEN j.disputed OR j.doubled IS NOT NULL OR j.since IS NOT NULL THEN
                CASE WHEN j.disputed THEN {conflict} ELSE '[]'::jsonb END
                || CASE WHEN j.doubled IS NOT NULL THEN {doubled} ELSE '[]'::jsonb END
                || CASE WHEN j.since IS NOT NULL THEN {existing} ELSE '[]'::jsonb END
                ELSE '[]'::jsonb END AS warnings
    FROM judged j
)
UPDATE beneficiaries_stagedperson s
SET disputed = v.disputed, changes = v.changes, outcome = v.outcome, problems = s.problems || v.warnings
FROM verdict v
WHERE v.id = s.id AND (s.disputed, s.changes, s.outcome, '[]'::jsonb) IS DISTINCT FROM (v.disputed, v.changes, v.outcome, v.warnings)
"""


def check(upload: Upload) -> None:
    """Resolve the lines; set outcome, changes and the warnings that only the register can give."""
    matches.resolve(upload)
    with matches.as_resolved(upload):
        voices.gather()
        sql.execute(
            _judging(), upload=upload.pk, agency=upload.agency_id, only_new=upload.mode == Upload.Mode.ADD
        )
        endings.find(upload)


def _judging() -> str:
    """JUDGED with its parts in place."""
    return JUDGED.format(
        person=PERSON_PART.format(
            changes=voices.changes(voices.PERSON, "coalesce(said.{field}, now.{field})")
        ),
        family=FAMILY_PART.format(
            changes=voices.changes(voices.FAMILY, "coalesce(said.{field}, now.{field})")
        ),
        aid=AID_PART,
        conflict=_warning("identity_conflict", "nik"),
        doubled=_warning("duplicate_in_file", "program", "'n', j.doubled"),
        existing=_warning("duplicate_existing", "program", "'tanggal', to_char(j.since, 'DD-MM-YYYY')"),
    )


def _warning(code: str, field: str, facts: str = "") -> str:
    """One problem as the pipeline stores it, in SQL."""
    return (
        f"jsonb_build_array(jsonb_build_object('code', '{code}', 'field', '{field}', 'column', '', "
        f"'severity', 'warning', 'cell', '', 'facts', jsonb_build_object({facts})))"
    )
