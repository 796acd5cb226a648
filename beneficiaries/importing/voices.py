"""What an upload says of each person and family, beside what its register said before and what is shown.

Temporary tables, made from `line`: `voice_person` and `voice_family` hold one row per subject and register (the
first line about it counts), `said_person` and `said_family` what that register has said of them so far.
A field is compared only where the line fills it: an empty cell never replaces anything.
"""

from agencies import sql
from agencies.identity import MASK
from beneficiaries.actions import shown

# field of an entry -> field as officers know it, in the order of the tab "Perubahan"
PERSON = {
    "name_key": "nama", "birth_date": "tanggal_lahir", "birth_place": "tempat_lahir", "sex": "jenis_kelamin", "address": "alamat",
    "hamlet": "dusun", "rt": "rt", "rw": "rw", "village_id": "desa", "decile": "desil", "status": "status_penduduk",
    "household_id": "no_kk",
}  # fmt: skip
PERSON_MORE = ("percentile", "relation", "source_number", "other")  # told, but not part of the shown person
FAMILY = {
    "name_key": "nama_kepala_keluarga", "address": "alamat", "hamlet": "dusun", "rt": "rt", "rw": "rw", "village_id": "desa",
    "decile": "desil", "member_count": "jumlah_anggota",
}  # fmt: skip
FAMILY_MORE = ("percentile", "source_number")
FILLED = {"other": "{v} <> '{{}}'::jsonb"} | {field: "{v} IS NOT NULL" for field in shown.NOT_TEXT}

VOICE_PERSON = """
DROP TABLE IF EXISTS voice_person;
CREATE TEMP TABLE voice_person ON COMMIT DROP AS
WITH speaker AS (  -- found before the wide lines are joined: they need no sorting
    SELECT DISTINCT ON (coalesce(person_id, -leader_id), year) * FROM line ORDER BY coalesce(person_id, -leader_id), year, id
)
SELECT l.id AS line_id, l.leader_id, l.person_id AS subject_id, l.leader_id IS NOT NULL AS is_new, l.register_id, l.year,
       l.family_id AS household_id, s.name, s.name_key, s.birth_date, s.birth_place, s.sex, s.relation, s.address, s.hamlet, s.rt,
       s.rw, v.id AS village_id, s.decile, s.percentile, s.status, s.member_count, s.source_number, s.other, s.sheet, s.row
FROM speaker l JOIN beneficiaries_stagedperson s ON s.id = l.id
LEFT JOIN agencies_region v ON v.code = s.village_code
"""
# The head's line speaks for the family; where the list has none, a line that names the head, else the first.
VOICE_FAMILY = """
DROP TABLE IF EXISTS voice_family;
CREATE TEMP TABLE voice_family ON COMMIT DROP AS
SELECT DISTINCT ON (coalesce(l.family_id, -l.family_leader_id), l.year)
       l.id AS line_id, l.family_id AS subject_id, l.family_leader_id IS NOT NULL AS is_new, l.register_id, l.year,
       NULL::bigint AS household_id, {head} AS name, {head_key} AS name_key, NULL::date AS birth_date, '' AS birth_place, '' AS sex,
       '' AS relation, s.address, s.hamlet, s.rt, s.rw, v.id AS village_id, s.decile, s.percentile, '' AS status, s.member_count,
       s.source_number, '{{}}'::jsonb AS other, s.sheet, s.row
FROM line l JOIN beneficiaries_stagedperson s ON s.id = l.id
LEFT JOIN agencies_region v ON v.code = s.village_code
WHERE l.family_id IS NOT NULL OR l.family_leader_id IS NOT NULL
ORDER BY coalesce(l.family_id, -l.family_leader_id), l.year, s.relation = 'kepala' DESC, s.head_name <> '' DESC, l.id
"""
# Who is named without a relation is taken for the head only where nobody knows the family yet.
HEAD = """CASE WHEN s.relation = 'kepala' THEN {name} WHEN s.head_name <> '' THEN {head}
          WHEN s.relation = '' AND l.family_leader_id IS NOT NULL THEN {name} ELSE '' END"""
SAID = """
DROP TABLE IF EXISTS said_{subject};
CREATE TEMP TABLE said_{subject} ON COMMIT DROP AS
SELECT e.{subject}_id AS subject_id, e.register_id, {fields}
FROM voice_{subject} v
CROSS JOIN LATERAL (  -- looked up for each: what the register holds of all others is not read
    SELECT * FROM beneficiaries_registerentry
    WHERE {subject}_id = v.subject_id AND register_id = v.register_id AND ended_by_id IS NULL OFFSET 0
) e
JOIN beneficiaries_register r ON r.id = e.register_id
WHERE NOT v.is_new
GROUP BY e.{subject}_id, e.register_id
"""
NAME_OF_VILLAGE = "(SELECT name FROM agencies_region WHERE id = {})"
MASKED_CARD = f"(SELECT left(kk_tag, 4) || '{MASK} #' || substr(kk_tag, 5) FROM beneficiaries_family WHERE id = {{}} AND kk_tag <> '')"  # noqa: S608 - a constant


def gather() -> None:
    """Make the four tables for the lines of `line`; ids that are still unknown stay empty."""
    head = HEAD.format(name="s.name", head="s.head_name")
    head_key = HEAD.format(name="s.name_key", head="s.head_key")
    sql.execute(VOICE_PERSON)
    sql.execute(VOICE_FAMILY.format(head=head, head_key=head_key))
    for subject, fields in (("person", (*PERSON, *PERSON_MORE)), ("family", (*FAMILY, *FAMILY_MORE))):
        told = ", ".join(f"{shown.best(field)} AS {field}" for field in fields if field != "other")
        if "other" in fields:
            told += f", {_last_other()} AS other"
        sql.execute(f"ANALYZE voice_{subject} (line_id, subject_id, register_id, is_new)")
        sql.execute(SAID.format(subject=subject, fields=told), ranking=shown.ranking())
        sql.execute(f"ANALYZE said_{subject} (subject_id, register_id)")


def differs(fields, before: str, voice: str = "v") -> str:
    """True where the line fills one of the fields with something else than `before` has (a format of {field})."""
    return " OR ".join(
        f"({_filled(field, voice)} AND {voice}.{field} IS DISTINCT FROM {before.format(field=field)})"
        for field in fields
    )


def changes(fields: dict[str, str], before: str, voice: str = "v") -> str:
    """{field: [old, new]} as jsonb for the fields that the line would change; NULL where there are none."""
    pieces = [
        f"CASE WHEN {_filled(field, voice)} AND {voice}.{field} IS DISTINCT FROM {before.format(field=field)} "
        f"THEN jsonb_build_object('{label}', jsonb_build_array({_words(field, before.format(field=field))}, "
        f"{_words(field, f'{voice}.{field}')})) ELSE '{{}}'::jsonb END"
        for field, label in fields.items()
    ]
    # Most lines change nothing: asking that first spares the joining of empty objects.
    return f"CASE WHEN {differs(fields, before, voice)} THEN {' || '.join(pieces)} END"


def _filled(field: str, voice: str) -> str:
    return FILLED.get(field, "{v} <> ''").format(v=f"{voice}.{field}")


def _words(field: str, value: str) -> str:
    """A village by its name, a family by its masked No. KK, everything else as it is."""
    return {"village_id": NAME_OF_VILLAGE, "household_id": MASKED_CARD}.get(field, "{}").format(value)


def _last_other() -> str:
    return f"(array_agg(e.other ORDER BY {shown.BEST_FIRST}) FILTER (WHERE e.other <> '{{}}'::jsonb))[1]"
