"""The daily seal of the trail (SECURITY 5): whoever later changes a row, even as owner of the database, is found out.

A seal is a line of a file outside the database: the day, how many rows, the hash over them and over the seal
before, and a MAC under a key that the database does not hold. `verify` names the days that no longer agree.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from agencies import identity
from agencies.jobs.queue import Progress
from agencies.models import AuditEvent, Job, ReadEvent

FILE = "trail_seals.jsonl"  # in the data folder; copy it off the machine
PURPOSE = b"trail-seal"
EVENTS = (
    "id",
    "happened_at",
    "actor_id",
    "actor",
    "action",
    "subject",
    "subject_id",
    "reason",
    "detail",
    "address",
)
READS = ("id", "happened_at", "actor_id", "actor", "what", "subject", "subject_id", "reason", "rows")
CHUNK = 2_000


class SealsBroken(Exception):
    """A line of the seal file is unreadable, missing in the chain, or was not written with our key."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One sealed day (UTC): rows of both trails, their hash, and the MAC that ties it to the seal before."""

    day: str
    rows: int
    digest: str
    mac: str


def seal_until(last: date, path: Path) -> list[Seal]:
    """Seal every day from the first unsealed one to `last`, days without rows included. Raises SealsBroken."""
    seals = read(path)
    day = date.fromisoformat(seals[-1].day) + timedelta(days=1) if seals else _first_day(last)
    added = []
    while day <= last:
        before = (seals + added)[-1].mac if seals or added else ""
        added.append(_seal(day, before))
        day += timedelta(days=1)
    if added:
        with path.open("a") as file:
            file.writelines(json.dumps(asdict(seal)) + "\n" for seal in added)
    return added


def seal_nightly(job: Job, progress: Progress) -> None:
    """The daily job: seal up to yesterday."""
    progress(words="Menyegel jejak")
    seal_until(datetime.now(UTC).date() - timedelta(days=1), Path(settings.DATA) / FILE)


def verify(path: Path) -> list[str]:
    """The sealed days whose rows are no longer those that were sealed. Raises SealsBroken."""
    return [
        seal.day
        for seal in read(path)
        if (seal.rows, seal.digest) != _fingerprint(date.fromisoformat(seal.day))
    ]


def read(path: Path) -> list[Seal]:
    """The seals, each checked against the one before."""
    lines = path.read_text().splitlines() if path.exists() else []
    seals, before = [], ""
    for number, line in enumerate(lines, start=1):
        try:
            seal = Seal(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise SealsBroken(f"line {number} is not a seal") from error
        if not hmac.compare_digest(seal.mac, _mac(seal.day, seal.rows, seal.digest, before)):
            raise SealsBroken(f"line {number} ({seal.day}) was changed, or does not follow the line before")
        seals.append(seal)
        before = seal.mac
    return seals


def _seal(day: date, before: str) -> Seal:
    rows, digest = _fingerprint(day)
    return Seal(day.isoformat(), rows, digest, _mac(day.isoformat(), rows, digest, before))


def _mac(day: str, rows: int, digest: str, before: str) -> str:
    key = hmac.digest(identity.keys().index, PURPOSE, "sha256")
    return hmac.new(key, f"{day}|{rows}|{digest}|{before}".encode(), hashlib.sha256).hexdigest()


def _fingerprint(day: date) -> tuple[int, str]:
    """How many rows the day has, and the hash over all their columns in order."""
    rows, digest = 0, hashlib.sha256()
    for row in _rows(day):
        rows += 1
        digest.update(json.dumps(row, default=str, sort_keys=True).encode() + b"\n")
    return rows, digest.hexdigest()


def _rows(day: date) -> Iterator[tuple]:
    start = datetime.combine(day, time.min, UTC)
    within = {"happened_at__gte": start, "happened_at__lt": start + timedelta(days=1)}
    for model, columns in ((AuditEvent, EVENTS), (ReadEvent, READS)):
        yield from model.objects.filter(**within).order_by("pk").values_list(*columns).iterator(CHUNK)


def _first_day(last: date) -> date:
    moments = [
        model.objects.order_by("happened_at").values_list("happened_at", flat=True).first()
        for model in (AuditEvent, ReadEvent)
    ]
    return min((moment.astimezone(UTC).date() for moment in moments if moment), default=last)
