"""What people do to an upload. Every change of state is one conditional UPDATE: of two clicks, one counts.

Lines are read, merged and taken back by jobs (agencies/importing/pipeline.py); here they are only queued.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.access.roles import Role
from agencies.actions import arrangements, audit, notices
from agencies.actions.arrangements import Arrangement
from agencies.jobs.queue import enqueue
from agencies.models import Agency, CellCorrection, SavedMapping, Upload, User
from agencies.queries.accounts import who_may

Status = Upload.Status
OF_NAMES = frozenset({Upload.Kind.INDIVIDU, Upload.Kind.KELUARGA, Upload.Kind.PENERIMA})
OVER = (Status.WITHDRAWN, Status.UNDONE, Status.REFUSED)
UNDECIDED = (
    Status.RECEIVED,
    Status.READING,
    Status.REFUSED,
    Status.MAPPING,
    Status.PREVIEWED,
    Status.RETURNED,
)


class NotNow(Exception):
    """The upload is no longer in a state in which this can be done: somebody was faster, or pressed twice."""


class NotYours(Exception):
    """A second person must do this: the sender does not approve, and where the head confirms nobody else does."""


class AlreadyUploaded(Exception):
    """The same content was handed in before; `earlier` is that upload."""

    def __init__(self, earlier: Upload):
        super().__init__(earlier.pk)
        self.earlier = earlier


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it was handed in and stored: name given by people, name on the disk, bytes, digest."""

    name: str
    stored_as: str
    size: int
    sha256: str


@transaction.atomic
def receive(
    paper: Paper,
    *,
    kind: str,
    agency: Agency,
    by: User,
    mode: str = Upload.Mode.UPDATE,
    context: dict | None = None,
    again: bool = False,
) -> Upload:
    """Take in a stored file and queue its reading. Raises AlreadyUploaded unless `again`."""
    context = context or {}
    # Uploads of one agency are received one after the other: of twenty equal ones the first wins.
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    earlier = None if again else same_paper(paper, kind=kind, agency=agency, context=context)
    if earlier:
        raise AlreadyUploaded(earlier)
    upload = Upload.objects.create(
        kind=kind, agency=agency, sender=by, mode=mode, context=context, name=paper.name[:255],
        stored_as=paper.stored_as, size=paper.size, sha256=paper.sha256,
    )  # fmt: skip
    audit.record("upload.received", upload, by=by, kind=kind, agency=agency.pk, sha256=paper.sha256)
    read_again(upload, by=by)
    return upload


def same_paper(paper: Paper, *, kind: str, agency: Agency, context: dict) -> Upload | None:
    rows = Upload.objects.filter(
        sha256=paper.sha256, agency=agency, kind=kind, context=context, is_form=False
    )
    return rows.exclude(status__in=OVER).select_related("sender").order_by("-received_at", "-pk").first()


def read_again(upload: Upload, *, by: User | None) -> None:
    """Queue the reading; staging starts from the stored file every time, so asking twice does no harm."""
    enqueue("uploads.stage", upload.pk, by=by, agency=upload.agency_id)


@transaction.atomic
def unlock(upload: Upload, *, stored_as: str, by: User) -> None:
    """Put the workbook without its password in the place of the locked one, and read it."""
    _move(upload, [Status.REFUSED], Status.RECEIVED, stored_as=stored_as, refusal={})
    audit.record("upload.unlocked", upload, by=by)
    read_again(upload, by=by)


@transaction.atomic
def choose(
    upload: Upload,
    *,
    choices: dict,
    context: dict,
    by: User,
    remember: Iterable[Arrangement] = (),
    forget: Iterable[SavedMapping] = (),
) -> None:
    """Keep what the officer decided on the mapping screen, and read the file again accordingly."""
    _move(upload, UNDECIDED, Status.RECEIVED, choices=choices, context=context)
    notices.settle(_subject(upload))
    for arrangement in remember:
        arrangements.remember(arrangement, agency=upload.agency, kind=upload.kind, by=by)
    for unwanted in forget:
        arrangements.forget(unwanted, by=by)
    audit.record("upload.mapped", upload, by=by, sheets=len(choices.get("sheets", {})))
    read_again(upload, by=by)


@transaction.atomic
def correct(
    upload: Upload, *, sheet: str, row: int, column: str, old_ct: bytes, new_ct: bytes, by: User
) -> None:
    """Correct one cell, for good: it is applied again whenever the file is read."""
    _move(upload, UNDECIDED, Status.RECEIVED)
    CellCorrection.objects.update_or_create(
        upload=upload, sheet=sheet, row=row, column=column,
        defaults={"new_ct": new_ct, "by": by}, create_defaults={"old_ct": old_ct, "new_ct": new_ct, "by": by},
    )  # fmt: skip
    audit.record("upload.corrected", upload, by=by, sheet=sheet, row=row, column=column)
    read_again(upload, by=by)


@transaction.atomic
def replace_value(
    upload: Upload, *, field: str, text: str, meaning: str, by: User, lists: Iterable[str] = ()
) -> None:
    """Let one wording mean something else wherever it stands in one field; the arrangements of `lists` learn it."""
    choices = dict(upload.choices)
    values = {name: dict(known) for name, known in choices.get("values", {}).items()}
    values.setdefault(field, {})[text] = meaning
    _move(upload, UNDECIDED, Status.RECEIVED, choices=choices | {"values": values})
    arrangements.learn(upload, lists, field=field, text=text, meaning=meaning, by=by)
    audit.record("upload.replaced_value", upload, by=by, field=field)
    read_again(upload, by=by)


@transaction.atomic
def confirm(
    upload: Upload, *, by: User, note: str = "", on_behalf: bool = False, checked: Iterable[str] = ()
) -> None:
    """The agency stands by the list and asks for approval; the command line may do it `on_behalf` of the head.

    `checked` are the codes of unusual villages that the one who asks has confirmed.
    """
    if upload.agency.head_confirms and not on_behalf and by not in heads_of(upload.agency):
        raise NotYours
    now = timezone.now()
    if upload.kind not in OF_NAMES and upload.agency.approval_waived:
        _move(
            upload,
            [Status.PREVIEWED],
            Status.APPROVED,
            confirmed_by=by,
            confirmed_at=now,
            approved_at=now,
            note=note,
        )
        audit.record("upload.confirmed", upload, by=by, reason=note, waived=True)
        enqueue("uploads.merge", upload.pk, by=by, agency=upload.agency_id)
        return
    _move(upload, [Status.PREVIEWED], Status.CONFIRMED, confirmed_by=by, confirmed_at=now, note=note)
    notices.settle(_subject(upload))
    audit.record(
        "upload.confirmed",
        upload,
        by=by,
        reason=note,
        villages=list(checked),
        ended=upload.rows_ended,
        **counts(upload),
    )
    approvers = approvers_of(upload)
    notices.tell(
        approvers,
        f"Setujui unggahan {upload.agency}: {upload.name}"[:300],
        _page(upload),
        subject=_subject(upload),
        waits=True,
    )


@transaction.atomic
def approve(upload: Upload, *, by: User) -> None:
    """A second person lets the list into the register; a job writes it."""
    if by.pk in (upload.sender_id, upload.confirmed_by_id):
        raise NotYours
    _move(upload, [Status.CONFIRMED], Status.APPROVED, approver=by, approved_at=timezone.now())
    notices.settle(_subject(upload))
    audit.record("upload.approved", upload, by=by, **counts(upload))
    enqueue("uploads.merge", upload.pk, by=by, agency=upload.agency_id)


@transaction.atomic
def look_again(upload: Upload) -> None:
    """The register changed after the check: what was approved no longer holds, so the list is read and decided anew."""
    nobody = dict.fromkeys(("confirmed_by", "confirmed_at", "approver", "approved_at"))
    _move(upload, [Status.APPROVED], Status.RECEIVED, **nobody)
    audit.record("upload.overtaken", upload, by=None)
    read_again(upload, by=None)


@transaction.atomic
def send_back(upload: Upload, *, note: str, by: User) -> None:
    """Return the list to its sender with a note; nothing was stored."""
    if by.pk in (upload.sender_id, upload.confirmed_by_id):
        raise NotYours
    _move(upload, [Status.CONFIRMED], Status.RETURNED, note=note, confirmed_by=None, confirmed_at=None)
    notices.settle(_subject(upload))
    audit.record("upload.returned", upload, by=by, reason=note)
    tell_sender(upload, f"{upload.name} dikembalikan: {note}", waits=True)


@transaction.atomic
def take_back(upload: Upload, *, by: User) -> None:
    """The agency takes its request for approval back, to go on working at the list."""
    _move(upload, [Status.CONFIRMED], Status.PREVIEWED, confirmed_by=None, confirmed_at=None)
    notices.settle(_subject(upload))
    audit.record("upload.taken_back", upload, by=by)


@transaction.atomic
def resume(upload: Upload, *, by: User) -> None:
    """Go on with a returned list as it stands."""
    _move(upload, [Status.RETURNED], Status.PREVIEWED)
    notices.settle(_subject(upload))
    audit.record("upload.resumed", upload, by=by)


@transaction.atomic
def work_again(upload: Upload, *, by: User) -> None:
    """Queue anew the job that has failed or was stopped; where one waits already nothing happens."""
    tasks = {
        Status.RECEIVED: "uploads.stage", Status.READING: "uploads.stage", Status.APPROVED: "uploads.merge",
        Status.UNDOING: "uploads.undo",
    }  # fmt: skip
    if upload.status not in tasks:
        raise NotNow
    enqueue(tasks[upload.status], upload.pk, by=by, agency=upload.agency_id)


@transaction.atomic
def withdraw(upload: Upload, *, by: User | None, reason: str = "") -> None:
    """Give an undecided list up. Its staged lines and its file go with the daily cleaning."""
    _move(upload, [*UNDECIDED, Status.CONFIRMED], Status.WITHDRAWN)
    notices.settle(_subject(upload))
    audit.record("upload.withdrawn", upload, by=by, reason=reason)


@transaction.atomic
def ask_undo(upload: Upload, *, reason: str, by: User) -> None:
    """Ask that everything this upload wrote be taken back."""
    asked = {"asked_by": by.pk, "asked_at": timezone.now().isoformat(), "reason": reason}
    _move(upload, [Status.MERGED], Status.MERGED, only={"undo_result": {}}, undo_result=asked)
    audit.record("upload.undo_asked", upload, by=by, reason=reason)
    deciders = who_may(Permission.APPROVE_UPLOADS, agency=upload.agency).exclude(pk=by.pk)
    text = f"Urungkan unggahan {upload.agency}? {upload.name}"
    notices.tell(deciders, text[:300], _page(upload), subject=_subject(upload), waits=True)


@transaction.atomic
def approve_undo(upload: Upload, *, by: User) -> None:
    asked = upload.undo_result
    if asked.get("asked_by") == by.pk:
        raise NotYours
    if "asked_by" not in asked:
        raise NotNow
    _move(upload, [Status.MERGED], Status.UNDOING, only={"undo_result": asked})
    notices.settle(_subject(upload))
    audit.record("upload.undo_approved", upload, by=by)
    enqueue("uploads.undo", upload.pk, by=by, agency=upload.agency_id)


@transaction.atomic
def refuse_undo(upload: Upload, *, note: str, by: User) -> None:
    if "asked_by" not in upload.undo_result:
        raise NotNow
    _move(upload, [Status.MERGED], Status.MERGED, only={"undo_result": upload.undo_result}, undo_result={})
    notices.settle(_subject(upload))
    audit.record("upload.undo_refused", upload, by=by, reason=note)


def heads_of(agency: Agency):
    """The accounts that today hold the head's role over the agency."""
    today = timezone.localdate()
    held = agency.roleassignment_set.in_force(today).filter(role=Role.AGENCY_HEAD)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def approvers_of(upload: Upload):
    """Who may approve it: in reach, and neither its sender nor who confirmed it."""
    everyone = who_may(Permission.APPROVE_UPLOADS, agency=upload.agency)
    return everyone.exclude(pk__in=[pk for pk in (upload.sender_id, upload.confirmed_by_id) if pk])


def tell_sender(upload: Upload, text: str, *, waits: bool = False) -> None:
    if not upload.sender.is_system:
        notices.tell([upload.sender], text[:300], _page(upload), subject=_subject(upload), waits=waits)


def tell_heads(upload: Upload) -> None:
    text = f"Ajukan unggahan {upload.agency}: {upload.name}"
    notices.tell(heads_of(upload.agency), text[:300], _page(upload), subject=_subject(upload), waits=True)


def written(upload: Upload) -> str:
    """How many changes it brings to the register, as people write numbers: lines, and what a complete list ends."""
    return f"{upload.rows_new + upload.rows_changed + upload.rows_ended:,}".replace(",", ".")


def counts(upload: Upload) -> dict[str, int]:
    """The balance of lines, for the trail."""
    return {
        part: getattr(upload, f"rows_{part}")
        for part in ("read", "new", "changed", "same", "held", "skipped")
    }


def _move(upload: Upload, origins, target: str, *, only: dict | None = None, **fields) -> None:
    """Change state if the upload still stands where it is believed to stand. Raises NotNow."""
    rows = Upload.objects.filter(pk=upload.pk, status__in=origins, **(only or {}))
    if not rows.update(status=target, **fields):
        raise NotNow
    upload.refresh_from_db()


def _subject(upload: Upload) -> str:
    return f"upload:{upload.pk}"


def _page(upload: Upload) -> str:
    return reverse("agencies:upload-detail", args=[upload.pk])
