"""Keep the annual action plan: enter, report a semester, submit, verify, return, take out."""

from django.db import transaction
from django.utils import timezone

from agencies.actions import audit, notices
from agencies.models import User
from programs.models import ActionReport, ActionRow

Status = ActionRow.Status
OPEN = (Status.DRAFT, Status.RETURNED)


class Refused(Exception):
    """The row cannot be changed now; the sentence says why and what to do."""


@transaction.atomic
def save(row: ActionRow, *, sources=None, regions=None, by: User, verifier: bool = False) -> ActionRow:
    """Store a row as a draft. Raises Refused while it is submitted or verified, unless a verifier changes it."""
    new = row.pk is None
    refuse_in_review(row, verifier=verifier)
    if verifier and row.status not in OPEN:
        row.status, row.verified_by, row.verified_at = Status.SUBMITTED, None, None
    else:
        row.status = Status.DRAFT
    row.entered_by = by
    with audit.acting(by):
        row.save()
        if sources is not None:
            row.sources.set(sources)
        if regions is not None:
            row.regions.set(regions)
    audit.record("action.added" if new else "action.changed", row, by=by, year=row.year)
    return row


@transaction.atomic
def remove(row: ActionRow, *, by: User) -> None:
    """Take a row out of the plan; it stays in the history and can be entered anew. Raises Refused."""
    refuse_in_review(row, verifier=False)
    row.removed_at = timezone.now()
    with audit.acting(by):
        row.save(update_fields=["removed_at"])
    audit.record("action.removed", row, by=by, year=row.year)


@transaction.atomic
def report(row: ActionRow, amounts: dict[int, int | None], *, reason: str, by: User) -> int:
    """semester -> whole rupiah of that half alone, None where the months count; how many semesters changed."""
    known = {one.semester: one for one in row.reports.select_for_update()}
    changed = 0
    with audit.acting(by):
        for semester, amount in amounts.items():
            one = known.get(semester)
            if amount is None and one is not None:
                one.delete()
            elif amount is not None and (
                one is None or (one.realized_amount, one.reason) != (amount, reason)
            ):
                one = one or ActionReport(row=row, semester=semester)
                one.realized_amount, one.reason, one.entered_by = amount, reason, by
                one.save()
            else:
                continue
            changed += 1
    if changed:
        audit.record("action.reported", row, by=by, year=row.year, semesters=changed)
    return changed


@transaction.atomic
def submit(row: ActionRow, *, by: User) -> None:
    """Hand a row in for verification. Raises Refused."""
    if row.status not in OPEN:
        raise Refused("Baris ini sudah diajukan.")
    row.status, row.submitted_by, row.submitted_at = Status.SUBMITTED, by, timezone.now()
    _keep(row, by, "action.submitted")
    notices.settle(_subject(row))


@transaction.atomic
def verify(row: ActionRow, *, by: User) -> None:
    """Accept a submitted row, never one's own (the database refuses that too). Raises Refused."""
    if row.status != Status.SUBMITTED:
        raise Refused("Baris ini belum diajukan." if row.status in OPEN else "Baris ini sudah diverifikasi.")
    if by.pk in (row.entered_by_id, row.submitted_by_id):
        raise Refused("Anda sendiri yang mengisinya. Minta orang lain memverifikasi.")
    row.status, row.verified_by, row.verified_at = Status.VERIFIED, by, timezone.now()
    _keep(row, by, "action.verified")


@transaction.atomic
def send_back(row: ActionRow, *, note: str, by: User, url: str = "") -> None:
    """Give a row back to its agency with a reason; whoever submitted it is told. Raises Refused."""
    if row.status in OPEN:
        raise Refused("Baris ini tidak sedang diajukan.")
    row.status, row.note, row.verified_by, row.verified_at = Status.RETURNED, note, None, None
    _keep(row, by, "action.returned", reason=note)
    if row.submitted_by:
        text = f"Dikembalikan: rencana aksi {row.program}. {note}"
        notices.tell([row.submitted_by], text[:300], url, subject=_subject(row), waits=True)


def refuse_in_review(row: ActionRow, *, verifier: bool) -> None:
    """Raises Refused where the agency has handed the row in."""
    if row.status not in OPEN and not verifier:
        raise Refused("Sudah diajukan. Minta Bappeda mengembalikannya bila perlu diubah.")


def _keep(row: ActionRow, by: User, action: str, reason: str = "") -> None:
    with audit.acting(by):
        row.save()
    audit.record(action, row, by=by, reason=reason, year=row.year)


def _subject(row: ActionRow) -> str:
    return f"rencana-aksi:{row.pk}"
