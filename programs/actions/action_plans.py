"""Keep the annual action plan: enter, report a semester, submit, verify, return, take out.

A row of the plan and a semester report go the same way: the agency hands in, somebody else verifies or returns it with the
reason, the calendar closes it (Schedule `rat` of the year, `oppkpke` of the semester).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.actions import audit, notices
from agencies.actions.schedules import objections
from agencies.models import Schedule, User
from agencies.queries.accounts import who_may
from agencies.queries.schedules import locked, locked_words
from programs.models import ActionReport, ActionRow

Status = ActionRow.Status
OPEN = (Status.DRAFT, Status.RETURNED)
Piece = ActionRow | ActionReport


class Refused(Exception):
    """The piece cannot be changed now; the sentence says why and what to do."""


@dataclass(slots=True)
class Moved:
    """What an act on several pieces came to: those moved, and why each of the others was left."""

    done: list[Piece] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@transaction.atomic
def save(row: ActionRow, *, sources=None, regions=None, by: User, verifier: bool = False) -> ActionRow:
    """Store a row as a draft. Raises Refused while it is closed, submitted or verified, unless a verifier changes it."""
    new = row.pk is None
    _refuse(row, verifier=verifier)
    _enter(row, by, verifier=verifier)
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
    _refuse(row, verifier=False)
    row.removed_at = timezone.now()
    with audit.acting(by):
        row.save(update_fields=["removed_at"])
    audit.record("action.removed", row, by=by, year=row.year)


@transaction.atomic
def report(
    row: ActionRow, amounts: dict[int, int | None], *, reason: str, by: User, verifier: bool = False
) -> int:
    """semester -> whole rupiah of that half alone, None where the months count; how many semesters changed.

    Raises Refused, and then stores nothing, where a semester that differs is closed or under review.
    """
    known = {one.semester: one for one in row.reports.select_for_update(of=("self",))}
    changed = 0
    with audit.acting(by):
        for semester, amount in amounts.items():
            one = known.get(semester) or ActionReport(row=row, semester=semester)
            if (amount is None and one.pk is None) or (
                amount is not None and one.pk and (one.realized_amount, one.reason) == (amount, reason)
            ):
                continue
            _refuse(one, verifier=verifier)
            _write(one, amount, reason, by, verifier=verifier)
            changed += 1
    if changed:
        audit.record("action.reported", row, by=by, year=row.year, semesters=changed)
    return changed


@transaction.atomic
def submit(piece: Piece, *, by: User) -> None:
    """Hand a row or a report in for verification; whoever verifies is told. Raises Refused."""
    _hand_in(piece, by)
    _ask_verifiers(piece, by)


@transaction.atomic
def submit_all(pieces: Iterable[Piece], *, by: User) -> Moved:
    """Hand in what can be; the verifiers of each agency are told once."""
    moved = _each(pieces, lambda piece: _hand_in(piece, by))
    for piece in {_together(one): one for one in moved.done}.values():
        _ask_verifiers(piece, by)
    return moved


@transaction.atomic
def verify(piece: Piece, *, by: User) -> None:
    """Accept what was submitted, never one's own (the database refuses that too). Raises Refused."""
    piece = _fresh(piece)
    if piece.status != Status.SUBMITTED:
        state = "belum diajukan" if piece.status in OPEN else "sudah diverifikasi"
        raise Refused(f"{_name(piece)} {state}.")
    if by.pk in (piece.entered_by_id, piece.submitted_by_id):
        raise Refused("Anda sendiri yang mengisinya. Minta orang lain memverifikasi.")
    _refuse(piece, verifier=True)
    piece.status, piece.verified_by, piece.verified_at = Status.VERIFIED, by, timezone.now()
    _keep(piece, by, "verified")
    _settle(piece)


@transaction.atomic
def verify_all(pieces: Iterable[Piece], *, by: User) -> Moved:
    """Accept what can be accepted."""
    return _each(pieces, lambda piece: verify(piece, by=by))


@transaction.atomic
def send_back(piece: Piece, *, note: str, by: User) -> None:
    """Give a row or a report back to its agency with a reason; whoever can correct it is told. Raises Refused."""
    piece = _fresh(piece)
    if piece.status in OPEN:
        raise Refused(f"{_name(piece)} tidak sedang diajukan.")
    _refuse(piece, verifier=True)
    piece.status, piece.note, piece.verified_by, piece.verified_at = Status.RETURNED, note, None, None
    _keep(piece, by, "returned", reason=note)
    _settle(piece)
    text = f"Dikembalikan: {_words(piece)}. {note}"
    notices.tell(_writers(piece), text[:300], _page(piece), subject=_subject(piece), waits=True)


def closed(piece: Piece, *, verifier: bool = False) -> str:
    """Why the calendar takes no entry here, and who can open it; empty where it does."""
    row = row_of(piece)
    document, period = (
        (Schedule.Document.RAT, 0)
        if isinstance(piece, ActionRow)
        else (Schedule.Document.OPPKPKE, piece.semester)
    )
    shut = locked(document, row.year, period, row.agency_id, entry=not verifier)
    return locked_words(shut) if shut else ""


def row_of(piece: Piece) -> ActionRow:
    return piece if isinstance(piece, ActionRow) else piece.row


def _refuse(piece: Piece, *, verifier: bool) -> None:
    """Raises Refused where the calendar is closed, or the agency has handed the piece in."""
    if sentence := closed(piece, verifier=verifier):
        raise Refused(sentence)
    if piece.status not in OPEN and not verifier:
        raise Refused("Sudah diajukan. Minta Bappeda mengembalikannya bila perlu diubah.")


def _enter(piece: Piece, by: User, *, verifier: bool) -> None:
    """What a verifier changes stays submitted, without its verification: somebody else looks at it again."""
    if verifier and piece.status not in OPEN:
        piece.status, piece.verified_by, piece.verified_at = Status.SUBMITTED, None, None
    else:
        piece.status = Status.DRAFT
    piece.entered_by = by


def _write(one: ActionReport, amount: int | None, reason: str, by: User, *, verifier: bool) -> None:
    if amount is None:
        notices.settle(_subject(one))
        one.delete()
        _settle(one)
        return
    one.realized_amount, one.reason = amount, reason
    _enter(one, by, verifier=verifier)
    one.save()


def _fresh(piece: Piece) -> Piece:
    """The piece locked, with the status it has now: it may have moved since the page was opened."""
    stored = type(piece).objects.select_for_update(of=("self",)).get(pk=piece.pk)
    piece.status, piece.entered_by_id, piece.submitted_by_id = (
        stored.status,
        stored.entered_by_id,
        stored.submitted_by_id,
    )
    return piece


def _keep(piece: Piece, by: User, verb: str, reason: str = "") -> None:
    with audit.acting(by):
        piece.save()
    what = "action" if isinstance(piece, ActionRow) else "action_report"
    semester = {} if isinstance(piece, ActionRow) else {"semester": piece.semester}
    row = row_of(piece)
    audit.record(f"{what}.{verb}", row, by=by, reason=reason, year=row.year, **semester)


def _writers(piece: Piece) -> list[User]:
    """Whoever submitted it, and whoever else enters for the agency without judging."""
    entering = Permission.EDIT_PROGRAMS if isinstance(piece, ActionRow) else Permission.EDIT_REALIZATION
    agency = row_of(piece).agency
    judges = who_may(Permission.VERIFY_FIGURES, agency=agency)
    writers = {one.pk: one for one in who_may(entering, agency=agency).exclude(pk__in=judges.values("pk"))}
    if piece.submitted_by:
        writers[piece.submitted_by_id] = piece.submitted_by
    return list(writers.values())


def _name(piece: Piece) -> str:
    return "Baris ini" if isinstance(piece, ActionRow) else f"Laporan semester {piece.semester}"


def _words(piece: Piece) -> str:
    row = row_of(piece)
    what = "rencana aksi" if isinstance(piece, ActionRow) else f"laporan semester {piece.semester}"
    return f"{what} {row.year}: {row.program}"


def _page(piece: Piece) -> str:
    return reverse("programs:action-detail", args=[row_of(piece).pk])


def _subject(piece: Piece) -> str:
    """What waits for the agency: this one piece."""
    return f"{'rencana-aksi' if isinstance(piece, ActionRow) else 'laporan-semester'}:{piece.pk}"


def _hand_in(piece: Piece, by: User) -> None:
    piece = _fresh(piece)
    if piece.status not in OPEN:
        raise Refused(f"{_name(piece)} sudah diajukan.")
    _refuse(piece, verifier=False)
    piece.status, piece.submitted_by, piece.submitted_at = Status.SUBMITTED, by, timezone.now()
    _keep(piece, by, "submitted")
    notices.settle(_subject(piece))


def _each(pieces: Iterable[Piece], deed: Callable[[Piece], None]) -> Moved:
    moved = Moved()
    for piece in pieces:
        try:
            deed(piece)
        except Refused as refusal:
            moved.left.append(str(refusal))
        else:
            moved.done.append(piece)
    return moved


def _ask_verifiers(piece: Piece, by: User) -> None:
    """One task for all that an agency has handed in of a year: how many, and the list of them."""
    row, waiting = row_of(piece), _waiting(piece)
    notices.settle(_together(piece))
    what = "rencana aksi" if isinstance(piece, ActionRow) else "laporan semester"
    text = f"{row.agency} mengajukan {waiting.count()} {what} {row.year}."
    state = "status" if isinstance(piece, ActionRow) else "laporan"
    url = f"{reverse('programs:action-list')}?tahun={row.year}&perangkat={row.agency_id}&{state}={Status.SUBMITTED}"
    judges = who_may(Permission.VERIFY_FIGURES, agency=row.agency).exclude(pk=by.pk)
    notices.tell(judges, text[:300], url, subject=_together(piece), waits=True)


def _settle(piece: Piece) -> None:
    """Nothing waits for the verifiers any more once no piece of the agency and year is submitted."""
    if not _waiting(piece).exists():
        notices.settle(_together(piece))


def _waiting(piece: Piece) -> QuerySet:
    row = row_of(piece)
    rows = ActionRow.objects.kept().filter(agency=row.agency_id, year=row.year)
    if isinstance(piece, ActionRow):
        return rows.filter(status=Status.SUBMITTED)
    return ActionReport.objects.filter(row__in=rows, status=Status.SUBMITTED)


def _together(piece: Piece) -> str:
    row = row_of(piece)
    own = "rencana-aksi-diajukan" if isinstance(piece, ActionRow) else "laporan-semester-diajukan"
    return f"{own}:{row.agency_id}:{row.year}"


def _verified_there(schedule: Schedule, by: User) -> str:
    """Who verified a row or a report does not lock its period too."""
    own = None
    if schedule.document == Schedule.Document.RAT:
        own = ActionRow.objects.kept().filter(year=schedule.fiscal_year, verified_by=by)
    elif schedule.document == Schedule.Document.OPPKPKE:
        own = ActionReport.objects.filter(
            row__year=schedule.fiscal_year, semester=schedule.period, verified_by=by
        )
    if own is None or not own.exists():
        return ""
    return "Anda memverifikasi sebagian isinya. Minta anggota sekretariat lain menguncinya."


objections.append(_verified_there)
