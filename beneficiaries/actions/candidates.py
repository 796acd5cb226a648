"""The officer's verdict on a pair. `same` joins two persons, and can be taken back exactly."""

from django.db import transaction
from django.utils import timezone

from agencies import sql
from agencies.actions import audit
from agencies.models import AuditEvent, User
from beneficiaries.actions import shown
from beneficiaries.models import MatchCandidate, Person

Verdict = MatchCandidate.Verdict
# What moves to the other person, and which of it the other has already.
MOVED = (
    ("beneficiaries_registerentry", "register_id, source_upload_id"),
    ("beneficiaries_assistance", "program_id, year, period_kind, period_number"),
    ("beneficiaries_groupmember", "group_id"),
)


class DecidedMeanwhile(Exception):
    """Somebody else was faster; the candidate carries their verdict."""


@transaction.atomic
def decide(candidate: MatchCandidate, verdict: str, *, by: User) -> MatchCandidate:
    """Keep the verdict; `same` lets the older row stand for both. Raises DecidedMeanwhile."""
    row = MatchCandidate.objects.select_for_update().get(pk=candidate.pk)
    if row.verdict != Verdict.OPEN:
        raise DecidedMeanwhile
    row.verdict, row.decided_by, row.decided_at = verdict, by, timezone.now()
    row.save()
    detail = {"first": row.first_id, "second": row.second_id, "verdict": str(verdict)}
    if verdict == Verdict.SAME:
        with audit.acting(by, candidate=row.pk):
            detail["moved"] = _join(row.first_id, row.second_id)
    audit.record("candidate.decided", row, by=by, **detail)
    return row


@transaction.atomic
def reopen(candidate: MatchCandidate, *, by: User) -> None:
    """Take the verdict back; persons that were joined stand apart again with what each had."""
    row = MatchCandidate.objects.select_for_update().get(pk=candidate.pk)
    if row.verdict == Verdict.OPEN:
        return
    if row.verdict == Verdict.SAME:
        with audit.acting(by, candidate=row.pk):
            _part(row)
    row.verdict, row.decided_by, row.decided_at = Verdict.OPEN, None, None
    row.save()
    audit.record("candidate.reopened", row, by=by, first=row.first_id, second=row.second_id)


def _join(kept: int, joined: int) -> dict[str, list[int]]:
    """Hang everything of `joined` on `kept`, but what it has already; gives the ids that moved."""
    moved = {table: _move(table, key, kept, joined) for table, key in MOVED}
    Person.objects.filter(pk=joined).update(merged_into=kept)
    _refresh(kept, joined)
    return moved


def _move(table: str, key: str, kept: int, joined: int) -> list[int]:
    same = " AND ".join(f"o.{column} = t.{column}" for column in key.split(", "))
    return sql.select(
        int,
        f"""
        UPDATE {table} t SET person_id = %(kept)s
        WHERE person_id = %(joined)s AND NOT EXISTS (SELECT FROM {table} o WHERE o.person_id = %(kept)s AND {same})
        RETURNING id
        """,  # noqa: S608 - names written in this module
        kept=kept, joined=joined,
    )  # fmt: skip


def _part(row: MatchCandidate) -> None:
    told = AuditEvent.objects.filter(
        subject=row._meta.label, subject_id=str(row.pk), action="candidate.decided"
    ).latest("pk")
    Person.objects.filter(pk=row.second_id).update(merged_into=None)
    for table, _ in MOVED:
        sql.execute(
            f"UPDATE {table} SET person_id = %(back)s WHERE id = ANY(%(ids)s) AND person_id = %(kept)s",  # noqa: S608
            back=row.second_id, kept=row.first_id, ids=told.detail["moved"][table],
        )  # fmt: skip
    _refresh(row.first_id, row.second_id)


def _refresh(*persons: int) -> None:
    shown.refresh(", ".join(map(str, persons)), "NULL::bigint")
