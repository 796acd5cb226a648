"""What the pages of one upload have in common: which step it stands at, what comes next, who may do what."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from agencies.access.permissions import Permission as P
from agencies.access.roles import Role
from agencies.actions import uploads as actions
from agencies.forms.uploads import NoteForm, PasswordForm
from agencies.importing import messages as words
from agencies.importing.layouts import layout_of, stores
from agencies.importing.pipeline import follow_ups
from agencies.models import Job, Upload
from agencies.queries import comparisons, quality, uploads as queries
from agencies.queries.settings import setting
from agencies.views.upload_tabs import filled, rows_of

Status = Upload.Status
STEP = {
    Status.RECEIVED: 1, Status.READING: 1, Status.REFUSED: 1, Status.MAPPING: 2, Status.PREVIEWED: 3, Status.RETURNED: 3,
    Status.CONFIRMED: 4, Status.APPROVED: 4, Status.MERGED: 5, Status.UNDOING: 5, Status.UNDONE: 5, Status.WITHDRAWN: 1,
}  # fmt: skip
LOOK = {
    Status.RECEIVED: ("proc", "Menunggu"), Status.READING: ("proc", "Dibaca"), Status.REFUSED: ("bad", "Tidak terbaca"),
    Status.MAPPING: ("warn", "Perlu Anda"), Status.PREVIEWED: ("warn", "Perlu Anda"), Status.RETURNED: ("bad", "Dikembalikan"),
    Status.CONFIRMED: ("proc", "Menunggu"), Status.APPROVED: ("proc", "Disimpan"), Status.MERGED: ("ok", "Tersimpan"),
    Status.WITHDRAWN: ("none", "Dibatalkan"), Status.UNDOING: ("proc", "Sedang diurungkan"), Status.UNDONE: ("none", "Diurungkan"),
}  # fmt: skip
RUNNING = (Status.RECEIVED, Status.READING, Status.APPROVED, Status.UNDOING)
EVENTS = {
    "received": "Diunggah", "read": "Selesai dibaca", "refused": "Tidak terbaca", "mapped": "Kolom dicocokkan",
    "corrected": "Satu sel diperbaiki", "replaced_value": "Satu tulisan diganti di semua baris", "confirmed": "Diajukan",
    "approved": "Disetujui", "returned": "Dikembalikan", "taken_back": "Ditarik kembali", "resumed": "Dilanjutkan",
    "withdrawn": "Dibatalkan", "merged": "Disimpan", "undo_asked": "Diminta diurungkan", "undone": "Diurungkan",
    "undo_approved": "Pengurungan disetujui", "undo_refused": "Pengurungan ditolak", "unlocked": "Kata sandi berkas dibuka",
    "answers": "Menggantikan unggahan sebelumnya", "answer_downloaded": "Berkas bertanda diunduh",
    "file_deleted": "Berkas asli dihapus", "overtaken": "Register berubah sejak diperiksa. Perlu diperiksa dan diajukan lagi",
}  # fmt: skip
SIGNALS = {"new": "Baru", "changed": "Berubah", "doubled": "Ganda", "held": "Ditahan"}
NOTES = {  # what became of new and changed lines, where it is no longer to come
    Status.MERGED: {"new": "ditambahkan", "changed": "diperbarui"},
    Status.UNDOING: {"new": "ditambahkan", "changed": "diperbarui"},
    Status.UNDONE: {"new": "sempat ditambahkan", "changed": "sempat diperbarui"},
    Status.WITHDRAWN: {"new": "batal ditambahkan", "changed": "batal diperbarui"},
}
FIXED = {
    "program": "Program",
    "periode": "Periode",
    "tahun": "Tahun",
}  # typed in the form, or read in a title
SHOWN_NAMES = 10  # of those whom an undo leaves, before "dan lainnya"
PER_OUTCOME = 20  # sample lines an approver sees of each outcome


@dataclass(frozen=True, slots=True)
class NextPage:
    """Where an upload is worked at next; `is_work`: this person has something to do there."""

    url: str
    label: str
    state: str
    words: str
    is_work: bool


def next_page(upload: Upload, viewer) -> NextPage:
    """The page of the upload's present step, and how the list shows its state."""
    state, word = LOOK[upload.status]
    sends = reaches(viewer, P.SEND_UPLOADS, upload)
    steps = {
        Status.MAPPING: "upload-columns",
        Status.PREVIEWED: "upload-check",
        Status.RETURNED: "upload-check",
    }
    if upload.status in steps and (sends or reaches(viewer, P.CONFIRM_UPLOADS, upload)):
        return NextPage(
            reverse(f"agencies:{steps[upload.status]}", args=[upload.pk]), "Lanjutkan", state, word, True
        )
    return NextPage(reverse("agencies:upload-detail", args=[upload.pk]), "Buka", state, word, False)


def reaches(viewer, permission: P, upload: Upload) -> bool:
    """Does one of the person's grants carry this permission over the upload's agency?"""
    return any(
        grant.agency_id in (None, upload.agency_id) and grant.region_code is None
        for grant in viewer.grants_for(permission)
    )


def step_of(upload: Upload) -> int:
    """The step an upload stands at; while it is read anew after a repair that is still the step of checking."""
    reading = upload.status in (Status.RECEIVED, Status.READING)
    return STEP[Status.PREVIEWED] if reading and upload.staged_at else STEP[upload.status]


def outlook(job: Job | None) -> list[str]:
    """What to say of work under way, or that it has not begun."""
    queued = job is not None and job.status == Job.Status.QUEUED
    return ["Menunggu giliran."] if queued else queries.outlook(job)


class Page:
    """The context of a page of one upload."""

    def __init__(self, request, upload: Upload):
        self.viewer, self.user, self.upload = request.viewer, request.user, upload
        self.layout = layout_of(upload.kind)
        self.job = queries.job_of(upload)

    def context(self) -> dict:
        upload = self.upload
        state, word = LOOK[upload.status]
        return (
            self.common()
            | self.samples()
            | {
                "state": state,
                "state_words": word,
                "running": upload.status in RUNNING and not self.failed,
                "failed": self.failed,
                "refusal": self.refusal(),
                "password_form": PasswordForm() if self.locked else None,
                "signals": self.signals(),
                "stops": comparisons.stops(upload).values() if upload.status == Status.CONFIRMED else [],
                "comparison": comparisons.comparison(upload) if upload.status == Status.CONFIRMED else None,
                "return_form": NoteForm(label="Catatan untuk pengirim"),
                "undo": self.undo(),
                "undo_until": self.undo_until(),
                "touched": actions.written(upload),
                "counted": queries.job_of(upload, follow_ups()),
            }
        )

    def common(self) -> dict:
        upload = self.upload
        return {
            "upload": upload,
            "job": self.job,
            "outlook": outlook(self.job),
            "step": step_of(upload),
            "step_urls": self.step_urls(),
            "balance": actions.counts(upload),
            "balance_urls": self.balance_urls(),
            "balance_notes": NOTES.get(upload.status, {}),
            "read_note": self.read_note(),
            "disagreements": self.disagreements(),
            "history": [
                (EVENTS.get(event.action.removeprefix("upload."), event.action), event)
                for event in queries.history(upload)
            ],
            "may": self.may(),
            "stores": stores(upload.kind),
            "kind_words": self.kind_words(),
            "quality": quality.definition(upload) if upload.quality is not None else None,
        }

    def signals(self) -> list[tuple[str, int, int]]:
        return [(SIGNALS[part], now, usual) for part, now, usual in comparisons.signals(self.upload)]

    @property
    def failed(self) -> Job | None:
        """The job that ended without a result, when the upload waits for one."""
        ended = self.job and self.job.status in (Job.Status.FAILED, Job.Status.CANCELLED)
        return self.job if ended and self.upload.status in RUNNING else None

    @property
    def locked(self) -> bool:
        facts = self.upload.refusal.get("facts", {})
        return self.upload.refusal.get("code") == "file_encrypted" and not facts.get("container")

    def may(self) -> dict[str, bool]:
        """What this person may do with this upload now."""
        upload, viewer = self.upload, self.viewer
        sends = reaches(viewer, P.SEND_UPLOADS, upload)
        own = self.user.pk in (upload.sender_id, upload.confirmed_by_id)
        approves = reaches(viewer, P.APPROVE_UPLOADS, upload)
        asked = upload.undo_result.get("asked_by")
        confirms = reaches(viewer, P.CONFIRM_UPLOADS, upload) and stores(upload.kind)
        if upload.agency.head_confirms:
            confirms = confirms and any(
                g.role == Role.AGENCY_HEAD and g.agency_id == upload.agency_id for g in viewer.grants
            )
        return {
            "send": sends,
            "confirm": confirms,
            "approve": approves and not own and upload.status == Status.CONFIRMED,
            "own": own and approves,
            "take_back": sends and upload.status == Status.CONFIRMED,
            "withdraw": sends and upload.status in (*actions.UNDECIDED, Status.CONFIRMED),
            "undo": (sends or approves) and upload.status == Status.MERGED and not asked and self.undo_open(),
            "decide_undo": approves and upload.status == Status.MERGED and asked not in (None, self.user.pk),
            "answer": (sends or confirms or approves)
            and bool(upload.stored_as)
            and upload.staged_at is not None,
        }

    def undo_until(self) -> date | None:
        """The last day on which the upload can be taken back."""
        merged = self.upload.merged_at
        return timezone.localdate(merged) + timedelta(days=setting("undo_days")) if merged else None

    def undo_open(self) -> bool:
        until = self.undo_until()
        return until is not None and timezone.localdate() <= until

    def undo(self) -> dict:
        """The state of taking back: what it would give back now, or what it gave back and what stayed."""
        result = self.upload.undo_result
        asked = "asked_by" in result and self.upload.status == Status.MERGED
        outlook = {}
        if asked:
            restored, kept = self.layout.undo_outlook(self.upload)
            outlook = {"restored": restored, "words": kept_words(kept)}
        kept_rows = [[*row, ""][:3] for row in result.get("kept_rows", [])]
        return {**result, "asked": asked, "kept_rows": kept_rows} | outlook

    def refusal(self) -> tuple[str, str] | None:
        code = self.upload.refusal.get("code")
        if not code:
            return None
        facts = self.upload.refusal.get("facts", self.upload.refusal)
        wrong, remedy = words.explain_code(code if code in words.TEXTS else "file_unreadable", facts)
        if facts.get("wrong_password"):
            wrong = "Kata sandi itu tidak cocok."
        return wrong, facts.get("advice", remedy)

    def samples(self) -> dict:
        """Up to 20 lines per outcome, masked; columns in which none of them says anything are left out."""
        if self.upload.status != Status.CONFIRMED:
            return {"samples": [], "sample_headings": []}
        lines = queries.staged_lines(self.layout.staged, self.upload)
        parts = (("Berubah", "changed"), ("Baru", "new"), ("Tetap", "same"), ("Ditahan", "held"))
        shown = [
            (
                title,
                rows_of(
                    self.layout, self.upload, list(lines.filter(outcome=part)[:PER_OUTCOME]), self.viewer
                ),
            )
            for title, part in parts
        ]
        headings, rows = filled([row for _, part in shown for row in part])
        rest = iter(rows)
        return {
            "samples": [(title, [next(rest) for _ in part]) for title, part in shown],
            "sample_headings": headings,
        }

    def step_urls(self) -> dict[int, str]:
        pk, step = self.upload.pk, STEP[self.upload.status]
        urls = {}
        if self.upload.status in (Status.PREVIEWED, Status.RETURNED, Status.MAPPING):
            urls[2] = reverse("agencies:upload-columns", args=[pk])
        if step >= 3:
            urls[3] = reverse("agencies:upload-check", args=[pk])
        if step >= 4:
            urls[4] = reverse("agencies:upload-detail", args=[pk])
        return urls

    def balance_urls(self) -> dict[str, str]:
        if self.upload.staged_at is None:
            return {}
        url = reverse("agencies:upload-check", args=[self.upload.pk])
        tabs = {
            "new": "baru",
            "changed": "perubahan",
            "same": "tetap",
            "held": "masalah",
            "skipped": "dilewati",
        }
        return {part: f"{url}?lihat={tab}" for part, tab in tabs.items()}

    def used_sheets(self) -> list[dict]:
        return [sheet for sheet in self.upload.outline.get("sheets", []) if sheet["action"] == "import"]

    def read(self, name: str) -> list[str]:
        """What the used sheets themselves say of all their lines: of `program`, `periode` or `tahun`."""
        said = (str(sheet.get("constants", {}).get(name) or "") for sheet in self.used_sheets())
        return list(dict.fromkeys(filter(None, said)))

    def disagreements(self) -> list[tuple[str, str, str]]:
        """(what, as typed in the form, as read in the file): the file counts, so whoever typed must know."""
        typed = {name: str(self.upload.context.get(name) or "") for name in FIXED}
        return [
            (label, typed[name], read)
            for name, label in FIXED.items()
            for read in self.read(name)
            if typed[name] and read.casefold() != typed[name].casefold()
        ]

    def read_note(self) -> str:
        used = self.used_sheets()
        if len(used) != 1:
            return f"{len(used)} lembar" if used else ""
        last = f"{used[0]['lines']:,}".replace(",", ".")
        return f"baris 1–{last}" if used[0]["name"] == "*" else f"lembar {used[0]['name']}, baris 1–{last}"

    def kind_words(self) -> str:
        """`Penerima bantuan, PKH, Triwulan 3 2026`, and the way of storing where it is not the usual one."""
        context = self.upload.context | {name: read[0] for name in FIXED if len(read := self.read(name)) == 1}
        parts = [
            self.upload.get_kind_display(),
            context.get("program"),
            context.get("periode") or context.get("tahun"),
            self.upload.get_mode_display().lower() if self.upload.mode != Upload.Mode.UPDATE else "",
        ]
        return ", ".join(str(part) for part in parts if part)


def kept_words(names: list[str]) -> str:
    """Who has been changed since and does not come back with an undo."""
    if not names:
        return "Tidak ada yang berubah setelah itu, jadi semuanya dikembalikan."
    shown = ", ".join(names[:SHOWN_NAMES]) + (", dan lainnya" if len(names) > SHOWN_NAMES else "")
    return f"{len(names)} orang sudah diubah setelah itu dan tidak ikut dikembalikan: {shown}."


def saved_moments(upload: Upload) -> list[datetime]:
    """When the arrangement that recognised the columns was saved; empty when none was used."""
    moments = (upload.outline.get("saved_mapping") or {}).values()
    return [datetime.fromisoformat(max(moments))] if moments else []
