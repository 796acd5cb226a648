"""What the register shows of a person or family, computed from all that its sources said (DECISIONS 2.1).

Each field shows the value of the highest-ranked source that has one; within a source of the newest vintage, then
of the latest approval. Membership follows the vintages in time. Nothing here looks at uploads: remove an entry,
compute again, and the register stands as if it had never been there.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max

from agencies import sql
from agencies.queries.settings import setting
from beneficiaries.models import Family, Person, Register

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(732, 1)"  # two merges at once would both make the same person
CHUNK = 20_000  # ids that are computed in one transaction when everybody is
BEST_FIRST = "array_position(%(ranking)s::text[], r.source::text), r.year DESC, r.number DESC, e.approved_at DESC, e.id DESC"
PERSON_FIELDS = (
    "name", "name_key", "birth_date", "birth_place", "sex", "address", "hamlet", "rt", "rw", "village_id", "decile", "status",
)  # fmt: skip
FAMILY_FIELDS = ("name", "name_key", "address", "hamlet", "rt", "rw", "village_id", "decile", "member_count")
NOT_TEXT = {"birth_date", "village_id", "decile", "member_count", "percentile", "household_id"}
# field of an entry -> column that shows it
COLUMNS = {
    "person": {field: field for field in PERSON_FIELDS},
    "family": {
        field: {"name": "head_name", "name_key": "head_key"}.get(field, field) for field in FAMILY_FIELDS
    },
}
NOBODY = "NULL::bigint"
NEVER_EMPTY = {("person", "name"), ("person", "name_key"), ("person", "status")}


def refresh(persons: str, families: str, *, keep_unsaid: bool = False) -> None:
    """Compute memberships and shown values of the ids that the two subqueries give.

    `keep_unsaid`: a field of which no source says anything keeps what it shows (facts older than the sources).
    """
    _memberships(persons)
    _values("person", persons, keep_unsaid=keep_unsaid)
    _values("family", families, keep_unsaid=keep_unsaid)


def refresh_all(progress: Callable[..., None]) -> None:
    """Compute everybody anew, some at a time and never beside a merge. Stopped and begun again it does nothing twice."""
    for model, words in ((Person, "Menghitung ulang data orang"), (Family, "Menghitung ulang data keluarga")):
        last = model.objects.aggregate(last=Max("pk", default=0))["last"]
        for first in range(1, last + 1, CHUNK):
            progress(first, last, words)
            some = f"SELECT id FROM {model._meta.db_table} WHERE id BETWEEN {first} AND {first + CHUNK - 1}"  # noqa: S608 - whole numbers
            with transaction.atomic():
                sql.execute(ONE_AT_A_TIME)
                refresh(*((some, NOBODY) if model is Person else (NOBODY, some)), keep_unsaid=True)


def untouched(subject: str) -> str:
    """True, in SQL, for an entry `e` of register `r` after which the person or family is shown as before.

    Everything it says is shown already, and the family it places a person in is the only one that lists know.
    """
    columns = COLUMNS[subject]
    same = " AND ".join(
        f"(NOT ({_filled(field)}) OR e.{field} IS NOT DISTINCT FROM t.{column})"
        for field, column in columns.items()
    )
    shown = f"EXISTS (SELECT FROM beneficiaries_{subject} t WHERE t.id = e.{subject}_id AND {same})"
    return f"{shown} AND (e.household_id IS NULL OR {AT_HOME})" if subject == "person" else shown


def best(field: str) -> str:
    """The value that counts of one field, as an aggregate over entries `e` of registers `r`."""
    return f"(array_agg(e.{field} ORDER BY {BEST_FIRST}) FILTER (WHERE {_filled(field)}))[1]"


def _filled(field: str) -> str:
    return f"e.{field} IS NOT NULL" if field in NOT_TEXT else f"e.{field} <> ''"


def ranking() -> list[str]:
    """Sources, highest first; one that the setting forgets comes last."""
    stated = list(setting("source_ranking"))
    return stated + [source for source in Register.Source.values if source not in stated]


def _values(subject: str, ids: str, *, keep_unsaid: bool) -> None:
    table = f"beneficiaries_{subject}"
    fields = COLUMNS[subject]
    said = ", ".join(
        f"(array_agg(e.{field}) FILTER (WHERE {_filled(field)}))[1] AS {field}" for field in fields
    )
    kept = {field for field in fields if keep_unsaid or (subject, field) in NEVER_EMPTY}
    shown = {column: _shown(field, column, kept=field in kept) for field, column in fields.items()}
    sets = ", ".join(f"{column} = {value}" for column, value in shown.items())
    if subject == "person":
        sets += f", search = to_tsvector('simple', {shown['name_key']})"
    now = ", ".join(f"t.{column}" for column in shown)
    sql.execute(
        f"""
        WITH said AS (
            SELECT e.{subject}_id AS id, {said}
            FROM (SELECT e.* FROM beneficiaries_registerentry e JOIN beneficiaries_register r ON r.id = e.register_id
                  WHERE e.{subject}_id IN ({ids}) ORDER BY e.{subject}_id, {BEST_FIRST}) e  -- sorted once for all fields
            GROUP BY e.{subject}_id
        )
        UPDATE {table} t SET {sets} FROM said
        WHERE said.id = t.id AND ROW({now}) IS DISTINCT FROM ROW({", ".join(shown.values())})
        """,  # noqa: S608 - the parts are names of columns written in this module
        ranking=ranking(),
    )


def _shown(field: str, column: str, *, kept: bool) -> str:
    if kept:
        return f"coalesce(said.{field}, t.{column})"
    return f"said.{field}" if field in NOT_TEXT else f"coalesce(said.{field}, '')"


SINCE = "make_date({r}.year, greatest({r}.number * 3 - 2, 1), 1)"
FIRST_ROW = "({since}, {e}.approved_at, {e}.id)"
# The open membership says the same, another list has told it before, and none ever told another family.
AT_HOME = f"""
    EXISTS (SELECT FROM beneficiaries_membership m WHERE m.person_id = e.person_id AND m.family_id = e.household_id
            AND m.valid_to IS NULL AND (e.relation = '' OR e.relation = m.relation))
    AND (SELECT bool_and(o.household_id = e.household_id) AND bool_or({FIRST_ROW.format(since=SINCE.format(r="ro"), e="o")}
                < {FIRST_ROW.format(since=SINCE.format(r="r"), e="e")})
         FROM beneficiaries_registerentry o JOIN beneficiaries_register ro ON ro.id = o.register_id
         WHERE o.person_id = e.person_id AND o.id <> e.id AND o.household_id IS NOT NULL)
"""  # noqa: S608 - put together from constants
# One row per stay: consecutive vintages that place the person in the same family are one membership.
STAYS = f"""
DROP TABLE IF EXISTS stay;
CREATE TEMP TABLE stay ON COMMIT DROP AS
WITH told AS (
    SELECT e.id, e.person_id, e.household_id, e.relation, e.source_upload_id, e.source_sheet, e.source_row, e.approved_at,
           {SINCE.format(r="r")} AS since
    FROM beneficiaries_registerentry e JOIN beneficiaries_register r ON r.id = e.register_id
    WHERE e.household_id IS NOT NULL AND e.person_id IN ({{ids}})
), steps AS (
    SELECT told.*, household_id IS DISTINCT FROM lag(household_id) OVER time AS moved
    FROM told WINDOW time AS (PARTITION BY person_id ORDER BY since, approved_at, id)
), numbered AS (
    SELECT steps.*, count(*) FILTER (WHERE moved) OVER (PARTITION BY person_id ORDER BY since, approved_at, id) AS stay
    FROM steps
), stays AS (
    SELECT person_id, stay, household_id AS family_id, min(since) AS since,
           coalesce((array_agg(relation ORDER BY since DESC, approved_at DESC, id DESC) FILTER (WHERE relation <> ''))[1], '') AS relation,
           (array_agg(source_upload_id ORDER BY since, approved_at, id))[1] AS source_upload_id,
           (array_agg(source_sheet ORDER BY since, approved_at, id))[1] AS source_sheet,
           (array_agg(source_row ORDER BY since, approved_at, id))[1] AS source_row
    FROM numbered GROUP BY person_id, stay, household_id
)
SELECT person_id, family_id, relation, source_upload_id, source_sheet, source_row,
       CASE WHEN stay > 1 THEN since END AS valid_from,
       lead(since) OVER (PARTITION BY person_id ORDER BY stay) AS valid_to,
       row_number() OVER (PARTITION BY person_id, family_id ORDER BY stay) AS time, NULL::bigint AS membership_id
FROM stays
"""  # noqa: S608 - put together from constants
KNOWN_STAYS = """
UPDATE stay SET membership_id = m.id FROM (
    SELECT id, person_id, family_id, row_number() OVER (PARTITION BY person_id, family_id ORDER BY valid_from NULLS FIRST, id) AS time
    FROM beneficiaries_membership WHERE person_id IN (SELECT person_id FROM stay)
) m WHERE m.person_id = stay.person_id AND m.family_id = stay.family_id AND m.time = stay.time
"""
GONE = """
DELETE FROM beneficiaries_membership m
WHERE m.person_id IN ({ids}) AND m.source_upload_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM stay WHERE stay.membership_id = m.id)
"""
# A membership that no list speaks of ends where the lists begin; the day is the first one they know.
CLOSED = """
UPDATE beneficiaries_membership m
SET valid_from = CASE WHEN s.membership_id IS NULL THEN m.valid_from ELSE s.valid_from END,
    valid_to = CASE WHEN s.membership_id IS NULL THEN greatest(m.valid_from, current_date) ELSE s.valid_to END
FROM beneficiaries_membership o LEFT JOIN stay s ON s.membership_id = o.id
WHERE o.id = m.id AND m.valid_to IS NULL AND m.person_id IN (SELECT person_id FROM stay)
  AND (s.membership_id IS NULL OR s.valid_to IS NOT NULL)
"""
TOLD = """
UPDATE beneficiaries_membership m
SET relation = s.relation, valid_from = s.valid_from, valid_to = s.valid_to,
    source_upload_id = s.source_upload_id, source_sheet = s.source_sheet, source_row = s.source_row
FROM stay s WHERE s.membership_id = m.id
  AND (m.relation, m.valid_from, m.valid_to, m.source_upload_id, m.source_sheet, m.source_row)
      IS DISTINCT FROM (s.relation, s.valid_from, s.valid_to, s.source_upload_id, s.source_sheet, s.source_row)
"""
BEGUN = """
INSERT INTO beneficiaries_membership
    (family_id, person_id, relation, valid_from, valid_to, source_upload_id, source_sheet, source_row)
SELECT family_id, person_id, relation, valid_from, valid_to, source_upload_id, source_sheet, source_row
FROM stay WHERE membership_id IS NULL ORDER BY person_id, valid_to NULLS LAST
"""


def _memberships(persons: str) -> None:
    for statement in (STAYS, "ANALYZE stay", KNOWN_STAYS, GONE, CLOSED, TOLD, BEGUN):
        sql.execute(statement.replace("{ids}", persons))
