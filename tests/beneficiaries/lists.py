"""Lists as the road would have staged them: lines of plain values go through the real sealing and the real COPY."""

import io
from datetime import date
from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone

from agencies import identity, sql
from agencies.importing.handover import csv_line
from agencies.models import Upload
from beneficiaries.importing import rows
from beneficiaries.importing.people import PEOPLE
from tests.factories import UploadFactory, UserFactory


def nik(n: int) -> str:
    """A synthetic number: regency code 99."""
    return f"359901010180{n:04}"


def kk(n: int) -> str:
    return f"359902010110{n:04}"


def line(name: str, **values) -> dict:
    return {"nama": name} | values


def sheet_of(lines: list[dict], *, name: str = "Sheet1", program: str | None = None) -> SimpleNamespace:
    fields = dict.fromkeys(field for one in lines for field in one)
    columns = {field: [one.get(field) for one in lines] for field in fields}
    numbers = list(range(2, len(lines) + 2))
    aid = [
        (row, one.get("program", program), one.get("nominal"), None)
        for row, one in zip(numbers, lines, strict=True)
        if one.get("program", program)
    ]
    return SimpleNamespace(
        name=name, table=SimpleNamespace(rows=numbers, columns=columns), aid=aid, constants={}
    )


def staged(
    lines: list[dict], *, kind="penerima", agency=None, program=None, held=(), mode="update", **context
) -> Upload:
    """An upload whose lines lie in staging, checked; `held` are row numbers with an error."""
    extra = {"agency": agency} if agency else {}
    upload = UploadFactory(kind=kind, mode=mode, context={"tahun": 2026} | context, **extra)
    problems = {row: [{"code": "amount_invalid", "severity": "error"}] for row in held}
    facts = PEOPLE.facts(upload) | {"upload_id": upload.pk}
    waiting: dict[str, list[str]] = {}
    for table, values in rows.rows_for_staging(
        sheet_of(lines, program=program), problems, facts, identity.keys()
    ):
        waiting.setdefault(table, []).append(csv_line(values))
    with transaction.atomic():
        for table, text in waiting.items():
            sql.copy_in(table, list(rows.TABLES[table]), io.StringIO("".join(text)))
        PEOPLE.check(upload)
    return upload


def merged(lines: list[dict], **options) -> Upload:
    """The same, approved and merged."""
    upload = staged(lines, **options)
    return merge(upload)


def merge(upload: Upload) -> Upload:
    upload.approver, upload.approved_at = UserFactory(), timezone.now()
    upload.status, upload.merged_at = Upload.Status.MERGED, timezone.now()
    counts = outcomes(upload)
    upload.rows_new, upload.rows_changed = counts.get("new", 0), counts.get("changed", 0)
    upload.rows_same, upload.rows_held = counts.get("same", 0), counts.get("held", 0)
    upload.rows_read = sum(counts.values())
    upload.save()
    with transaction.atomic():
        upload.touched = PEOPLE.merge(upload)
    return upload


def undone(upload: Upload):
    with transaction.atomic():
        return PEOPLE.undo(upload)


def outcomes(upload: Upload) -> dict[str, int]:
    found: dict[str, int] = {}
    for outcome in PEOPLE.staged.objects.filter(upload=upload).values_list("outcome", flat=True):
        found[outcome] = found.get(outcome, 0) + 1
    return found


def outcome_of(upload: Upload, row: int) -> str:
    return PEOPLE.staged.objects.get(upload=upload, row=row).outcome


def codes_of(upload: Upload, row: int) -> set[str]:
    return {problem["code"] for problem in PEOPLE.staged.objects.get(upload=upload, row=row).problems}


REGISTER = ("person", "family", "membership", "register", "registerentry", "assistance", "matchcandidate")


def dump() -> dict[str, list]:
    """Every row of the register as text, in order: two equal dumps are the same register."""
    return {
        table: sorted(sql.select(str, f"SELECT t::text FROM beneficiaries_{table} t")) for table in REGISTER
    }


BORN = date(1980, 1, 1)
