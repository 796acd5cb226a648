"""A complete list (mode "replace") ends what it no longer names; nothing is ever deleted.

The check writes down what would end (StagedEnd), so that the sender and the approver see every name before they
decide. The merge ends these and no others: where the list has by now more to end, people must look again.
"""

from django.db.models import QuerySet

from agencies import identity, sql
from agencies.importing.layouts import Overtaken
from agencies.models import Upload
from beneficiaries.models import StagedEnd

REASON = "Tidak ada di daftar {name}"
# Who stands on a held line is named, only not readable: by number where one is left, else by name.
NOT_HELD = """
    NOT EXISTS (SELECT FROM held WHERE held.nik_bi = p.nik_bi) AND NOT EXISTS (SELECT FROM held WHERE held.kk_bi = f.kk_bi)
    AND NOT EXISTS (SELECT FROM held WHERE held.name_key = coalesce(p.name_key, f.head_key) AND held.name_key <> '')
"""
HELD = """
WITH held AS (
    SELECT nik_bi, kk_bi, coalesce(nullif(name_key, ''), head_key) AS name_key FROM beneficiaries_stagedperson
    WHERE upload_id = %(upload)s AND outcome = 'held'
)
"""
NOT_NAMED = "NOT EXISTS (SELECT FROM beneficiaries_resolvedaid g WHERE g.upload_id = %(upload)s AND g.existing_id = t.id)"
FORGET = "DELETE FROM beneficiaries_stagedend WHERE upload_id = %(upload)s"
# The agency's aid of the same programmes and periods.
AID = f"""
{HELD}
SELECT %(upload)s::bigint, t.id, NULL::bigint
FROM beneficiaries_assistance t
LEFT JOIN beneficiaries_person p ON p.id = t.person_id LEFT JOIN beneficiaries_family f ON f.id = t.family_id
WHERE t.agency_id = %(agency)s AND t.status <> 'diakhiri' AND t.source_upload_id <> %(upload)s
  AND (t.program_id, t.year, t.period_kind, t.period_number) IN (
      SELECT a.program_id, a.year, a.period_kind, a.period_number
      FROM beneficiaries_resolvedaid g JOIN beneficiaries_stagedaid a ON a.id = g.aid_id WHERE g.upload_id = %(upload)s)
  AND {NOT_NAMED} AND {NOT_HELD}
ORDER BY t.id
"""  # noqa: S608 - constants of this module
# The entries of the agency's earlier lists of this kind in the same vintages of the same register.
ENTRIES = f"""
{HELD}
SELECT %(upload)s::bigint, NULL::bigint, e.id
FROM beneficiaries_registerentry e JOIN agencies_upload u ON u.id = e.source_upload_id
LEFT JOIN beneficiaries_person p ON p.id = e.person_id LEFT JOIN beneficiaries_family f ON f.id = e.family_id
WHERE u.agency_id = %(agency)s AND u.kind = %(kind)s AND u.id <> %(upload)s AND e.ended_by_id IS NULL
  AND e.register_id IN (SELECT register_id FROM line)
  AND NOT EXISTS (SELECT FROM line WHERE line.person_id = e.person_id)
  AND NOT EXISTS (SELECT FROM line WHERE line.family_id = e.family_id) AND {NOT_HELD}
ORDER BY e.id
"""  # noqa: S608 - constants of this module
FOUND = "INSERT INTO beneficiaries_stagedend (upload_id, assistance_id, entry_id) {}"
UNSEEN = """
SELECT count(*) FROM (({}) EXCEPT
    SELECT upload_id, assistance_id, entry_id FROM beneficiaries_stagedend WHERE upload_id = %(upload)s) unseen
"""
END_AID = f"""
UPDATE beneficiaries_assistance t SET status = 'diakhiri', end_reason = %(reason)s, ended_by_id = %(upload)s
FROM beneficiaries_stagedend e
WHERE e.upload_id = %(upload)s AND e.assistance_id = t.id AND t.status <> 'diakhiri' AND {NOT_NAMED}
"""  # noqa: S608 - a constant of this module
END_ENTRIES = """
UPDATE beneficiaries_registerentry t SET ended_by_id = %(upload)s
FROM beneficiaries_stagedend e
WHERE e.upload_id = %(upload)s AND e.entry_id = t.id AND t.ended_by_id IS NULL
  AND NOT EXISTS (SELECT FROM line WHERE line.person_id = t.person_id)
  AND NOT EXISTS (SELECT FROM line WHERE line.family_id = t.family_id)
"""
ENDED = """
SELECT (SELECT count(*) FROM beneficiaries_assistance WHERE ended_by_id = %(upload)s)
     + (SELECT count(*) FROM beneficiaries_registerentry WHERE ended_by_id = %(upload)s)
"""
# The rows that an undo is about to delete end with no list any more.
LOOSEN = """
DELETE FROM beneficiaries_stagedend e
USING beneficiaries_stagedend o
LEFT JOIN beneficiaries_assistance t ON t.id = o.assistance_id LEFT JOIN beneficiaries_registerentry r ON r.id = o.entry_id
WHERE o.id = e.id AND %(upload)s IN (t.source_upload_id, r.source_upload_id)
"""


def find(upload: Upload) -> None:
    """Write down what approving this list would end. Needs `line` and the resolved aid."""
    sql.execute(FORGET, upload=upload.pk)
    if upload.mode == Upload.Mode.REPLACE:
        sql.execute(FOUND.format(_ending(upload)), **_facts(upload))


def stand_by(upload: Upload) -> None:
    """Before anything is written: is what would end now what people saw? Raises Overtaken. Needs `line`."""
    if upload.mode == Upload.Mode.REPLACE:
        if sql.select(int, UNSEEN.format(_ending(upload)), **_facts(upload)) != [0]:
            raise Overtaken


def _ending(upload: Upload) -> str:
    return AID if upload.kind == Upload.Kind.PENERIMA else ENTRIES


def _facts(upload: Upload) -> dict:
    return {"upload": upload.pk, "agency": upload.agency_id, "kind": upload.kind}


def write(upload: Upload) -> None:
    """End what people saw and approved, unless the list names it after all."""
    if upload.mode == Upload.Mode.REPLACE:
        sql.execute(END_AID, upload=upload.pk, reason=REASON.format(name=upload.name)[:100])
        sql.execute(END_ENTRIES, upload=upload.pk)
        upload.rows_ended = ended(upload)
        Upload.objects.filter(pk=upload.pk).update(rows_ended=upload.rows_ended)


def ended(upload: Upload) -> int:
    """How many aids and entries this list has ended and nobody has taken up again."""
    return sql.select(int, ENDED, upload=upload.pk)[0]


def loosen(upload: Upload) -> None:
    sql.execute(LOOSEN, upload=upload.pk)


def of(upload: Upload) -> QuerySet[StagedEnd]:
    """What ends with this list, by name; whoever may see the upload may see it."""
    ends = StagedEnd.objects.filter(upload=upload).select_related(
        "assistance__person", "assistance__family", "assistance__program", "assistance__village", "entry__person",
        "entry__family", "entry__register", "entry__village",
    )  # fmt: skip
    return ends.order_by(
        "assistance__person__name_key", "assistance__family__head_key", "entry__name_key", "pk"
    )


def cells(end: StagedEnd) -> tuple[str, ...]:
    """Name, number, village and what ends, for a table."""
    if end.assistance:
        aid = end.assistance
        whom, what = aid.recipient, f"{aid.program}, {aid.period_words or aid.year}"
    else:
        whom, what = end.entry.person or end.entry.family, str(end.entry.register)
    place = (end.assistance or end.entry).village
    tag = getattr(whom, "nik_tag", "") or getattr(whom, "kk_tag", "")
    return str(whom), identity.mask(tag), place.name if place else "", what
