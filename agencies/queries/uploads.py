"""What the screens of an upload show: staged lines by kind of problem and of change, samples, who waits for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies import sql
from agencies.models import AuditEvent, Job, StagedLine, Upload

GROUPED_SQL = """
SELECT p->>'code', p->>'severity', count(*)
FROM source s, jsonb_array_elements(s.problems) p
GROUP BY 1, 2 ORDER BY 3 DESC, 1
"""
SAME_VALUE_SQL = """
SELECT p->>'field', p->>'cell', count(*)
FROM source s, jsonb_array_elements(s.problems) p
WHERE p->>'code' = %(code)s AND p->>'field' IS NOT NULL AND p->>'cell' <> '' AND p->>'cell' NOT LIKE '%%••••%%'
GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 3 DESC, 2 LIMIT 5
"""


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """All problems of one code in one upload."""

    code: str
    severity: str
    lines: int


@dataclass(frozen=True, slots=True)
class SameValue:
    """One wording that is wrong on several lines of one field."""

    field: str
    cell: str
    lines: int


@dataclass(slots=True)
class Shown:
    """One line with one of its problems, as a table shows it."""

    line: StagedLine
    name: str
    problem: dict = field(default_factory=dict)


CHANGED_SQL = """
SELECT changed.field, count(*) FROM source s, jsonb_object_keys(s.changes) changed (field) GROUP BY 1 ORDER BY 2 DESC, 1
"""
STATES = {
    "saya": (Upload.Status.REFUSED, Upload.Status.MAPPING, Upload.Status.PREVIEWED, Upload.Status.RETURNED),
    "menunggu": (Upload.Status.CONFIRMED,),
    "tersimpan": (Upload.Status.MERGED,),
    "dibaca": (Upload.Status.RECEIVED, Upload.Status.READING, Upload.Status.APPROVED, Upload.Status.UNDOING),
    "berakhir": (Upload.Status.WITHDRAWN, Upload.Status.UNDONE),
}


def narrowed(uploads: QuerySet, params: Mapping[str, str]) -> QuerySet:
    """The uploads that the filters of the list (`cari`, `keadaan`, `opd`, `isi`, `tahun`) leave; for screen and export."""
    words = params.get("cari", "").strip()
    if words:
        numbered = Q(pk=int(words)) if words.isdecimal() and len(words) < 10 else Q()
        uploads = uploads.filter(Q(name__icontains=words) | numbered)
    if params.get("keadaan") in STATES:
        uploads = uploads.filter(status__in=STATES[params["keadaan"]])
    if params.get("isi") in Upload.Kind.values:
        uploads = uploads.filter(kind=params["isi"])
    for name, lookup in (("opd", "agency"), ("tahun", "received_at__year")):
        value = params.get(name, "")
        if value.isdecimal() and len(value) < 10:
            uploads = uploads.filter(**{lookup: int(value)})
    return uploads


def staged_lines(staged: type[StagedLine], upload: Upload) -> QuerySet:
    """The staged lines of an upload, in the order of the file; whoever may see the upload may see them."""
    return staged.objects.filter(upload=upload).order_by("sheet", "row", "pk")


def problem_groups(lines: QuerySet) -> list[ProblemGroup]:
    """Problems of staged lines by code, commonest first."""
    return sql.select(ProblemGroup, GROUPED_SQL, source=lines.exclude(problems=[]).order_by())


def repeated_values(lines: QuerySet, code: str) -> list[SameValue]:
    """Wordings that are wrong in the same way on several lines; numbers of people are masked and left out."""
    return sql.select(SameValue, SAME_VALUE_SQL, source=lines.exclude(problems=[]).order_by(), code=code)


def changed_fields(lines: QuerySet) -> list[tuple[str, int]]:
    """(field, lines that change it), commonest first; for staged lines that carry their changes."""
    return sql.select(lambda *row: row, CHANGED_SQL, source=lines.exclude(changes={}).order_by())


def lines_with(lines: QuerySet, code: str) -> QuerySet:
    return lines.filter(problems__contains=[{"code": code}]).order_by("sheet", "row")


def with_problem(lines: Iterable[StagedLine], code: str, name_of) -> list[Shown]:
    return [
        Shown(line, name_of(line), problem)
        for line in lines
        for problem in line.problems
        if problem["code"] == code
    ]


ROAD = ("uploads.stage", "uploads.merge", "uploads.undo")


def job_of(upload: Upload, tasks: tuple[str, ...] = ROAD) -> Job | None:
    """The latest job that worked on this upload."""
    return Job.objects.filter(task__in=tasks, subject_id=upload.pk).order_by("-queued_at", "-pk").first()


def outlook(job: Job | None) -> list[str]:
    """What to say of work under way: that it was interrupted, and how long it will take at the speed so far."""
    if job is None or job.status != Job.Status.RUNNING:
        return []
    said = []
    if resumed := job.parameters.get("resumed"):
        number = f"{resumed:,}".replace(",", ".")
        said.append(f"Sempat terhenti, dilanjutkan dari baris {number}.")
    if job.done and job.total > job.done and job.started_at:
        passed = (timezone.now() - job.started_at).total_seconds()
        said.append(in_about(passed * (job.total - job.done) / job.done))
    return said


def in_about(seconds: float) -> str:
    """`sekitar 40 detik lagi`: tens of seconds, from a minute and a half on minutes."""
    if seconds < 90:
        return f"sekitar {max(10, round(seconds / 10) * 10)} detik lagi"
    return f"sekitar {round(seconds / 60)} menit lagi"


def history(upload: Upload) -> QuerySet[AuditEvent]:
    """What happened to this upload, newest first; for whoever may see the upload."""
    return AuditEvent.objects.filter(subject="agencies.Upload", subject_id=str(upload.pk)).order_by(
        "-happened_at", "-pk"
    )


def overtaken(upload: Upload) -> bool:
    """Did another list change what this one would do after its approval, and nobody has asked again since?"""
    asked = history(upload).filter(action__in=["upload.confirmed", "upload.overtaken"]).first()
    return asked is not None and asked.action == "upload.overtaken"


def waiting_for(rows: QuerySet, user_id: int) -> QuerySet:
    """Of the uploads within somebody's power to approve: those that this person may approve now."""
    rows = rows.filter(status=Upload.Status.CONFIRMED)
    return rows.exclude(sender_id=user_id).exclude(confirmed_by_id=user_id)
