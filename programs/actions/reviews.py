"""The way of a quarter's report: the agency submits it, somebody else verifies or returns it, the secretariat locks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.actions import audit, notices
from agencies.actions.schedules import objections
from agencies.models import Schedule, User
from agencies.queries.accounts import who_may
from agencies.queries.schedules import locked, locked_words
from agencies.queries.settings import setting
from programs.actions import standings
from programs.models import Attainment, Indicator
from programs.queries.indicators import judged
from programs.queries.reporting import QUARTER_WORDS

ATTAINMENT = Schedule.Document.ATTAINMENT
S = Attainment.Status
IN_REVIEW = (S.SUBMITTED, S.VERIFIED)


class Refused(Exception):
    """The report cannot be changed now; the sentence says why and what to do."""


@dataclass(slots=True)
class Moved:
    """What an act on several rows came to: those moved, and the others each with the reason."""

    done: list[Attainment] = field(default_factory=list)
    left: list[tuple[Attainment, str]] = field(default_factory=list)


def locked_out(row: Attainment, *, verifier: bool) -> str:
    """Why nothing of this agency's quarter can be entered now; empty when it can."""
    shut = locked(ATTAINMENT, row.year, row.quarter, row.indicator.agency_id, entry=not verifier)
    return locked_words(shut) if shut else ""


def in_review(row: Attainment, *, verifier: bool) -> str:
    """Why this one report is closed to its agency; empty when it is not. A verifier may change it all the same."""
    reviewed = row.status in IN_REVIEW and not verifier
    return "Sudah diajukan. Minta Bappeda mengembalikannya bila perlu diubah." if reviewed else ""


@transaction.atomic
def report(rows: Iterable[Attainment], *, by: User, verifier: bool = False) -> list[Attainment]:
    """Store what these indicators reached; an emptied draft is removed. Raises Refused and then stores nothing.

    What a verifier changes stays submitted, without its verification: somebody else looks at it again.
    """
    rows = list(rows)
    _fresh(rows)
    for own in _by_period(rows).values():
        refused = (locked_out(own[0], verifier=verifier), *(in_review(row, verifier=verifier) for row in own))
        if sentence := next(filter(None, refused), ""):
            raise Refused(sentence)
    with audit.acting(by):
        for row in rows:
            _store(row, by)
    _refresh(rows)
    for row in rows:
        audit.record("indicator.reported", row.indicator, by=by, year=row.year, quarter=row.quarter)
    return rows


@transaction.atomic
def submit(rows: Iterable[Attainment], *, by: User) -> Moved:
    """Hand in what is complete; what lacks its cause stays a draft. Raises Refused when the period is locked."""
    rows = _locked_rows(rows)
    lacking = causes_lacking(rows)
    moved, now = Moved(), timezone.now()
    with audit.acting(by):
        for row in rows:
            if row.status in IN_REVIEW:
                moved.left.append((row, "Sudah diajukan."))
            elif row.pk in lacking:
                moved.left.append((row, "Tulis faktor penghambatnya."))
            else:
                row.status, row.submitted_by, row.submitted_at = S.SUBMITTED, by, now
                row.save()
                moved.done.append(row)
    _refresh(moved.done)
    for key, own in _by_period(moved.done).items():
        audit.record(
            "attainment.submitted", own[0].indicator.agency, by=by, rows=len(own), year=key[1], quarter=key[2]
        )
        notices.settle(_subject(key, "kembali"))
        notices.settle(_subject(key))
        text = f"{own[0].indicator.agency} mengajukan {len(own)} indikator triwulan {_quarter(key)}."
        judges = who_may(Permission.VERIFY_FIGURES, agency=own[0].indicator.agency)
        notices.tell(
            judges.exclude(pk=by.pk),
            text[:300],
            _page("quarter-review", key),
            subject=_subject(key),
            waits=True,
        )
    return moved


@transaction.atomic
def verify(rows: Iterable[Attainment], *, by: User) -> Moved:
    """Accept submitted reports, never one's own (the database refuses that too). Raises Refused when locked."""
    moved, now = Moved(), timezone.now()
    with audit.acting(by):
        for row in _locked_rows(rows, entry=False):
            if row.status != S.SUBMITTED:
                moved.left.append(
                    (row, "Belum diajukan." if row.status != S.VERIFIED else "Sudah diverifikasi.")
                )
            elif by.pk in (row.entered_by_id, row.submitted_by_id):
                moved.left.append((row, "Anda sendiri yang mengisinya. Minta orang lain memverifikasi."))
            else:
                row.status, row.verified_by, row.verified_at = S.VERIFIED, by, now
                row.save()
                moved.done.append(row)
    _refresh(moved.done)
    for key, own in _by_period(moved.done).items():
        audit.record(
            "attainment.verified", own[0].indicator.agency, by=by, rows=len(own), year=key[1], quarter=key[2]
        )
        _settle(key)
    return moved


@transaction.atomic
def send_back(row: Attainment, *, note: str, by: User) -> Attainment:
    """Give a submitted or verified report back to its agency, saying why. Raises Refused."""
    [row] = _locked_rows([row], entry=False)
    if row.status not in IN_REVIEW:
        raise Refused("Laporan ini tidak sedang diajukan.")
    with audit.acting(by):
        row.status, row.note, row.verified_by, row.verified_at = S.RETURNED, note, None, None
        row.save()
    _refresh([row])
    key = (row.indicator.agency_id, row.year, row.quarter)
    audit.record("attainment.returned", row.indicator, by=by, reason=note, year=row.year, quarter=row.quarter)
    text = f"Dikembalikan: {row.indicator}, triwulan {_quarter(key)}. {note}"
    writers = who_may(Permission.EDIT_ATTAINMENTS, agency=row.indicator.agency)
    judges = who_may(Permission.VERIFY_FIGURES, agency=row.indicator.agency)
    notices.tell(
        writers.exclude(pk__in=judges.values("pk")), text[:300], _page("quarter-entry", key), subject=_subject(key, "kembali"),
        waits=True,
    )  # fmt: skip
    _settle(key)
    return row


def causes_lacking(rows: Iterable[Attainment]) -> set[int]:
    """The reports of a closing quarter that lie below the limit without telling why (DOMAIN 11.6), by id."""
    closing = [row for row in rows if row.quarter == 4 and not row.hindering]
    if not closing:
        return set()
    limit = setting("reason_needed_below")
    indicators = Indicator.objects.filter(pk__in=[row.indicator_id for row in closing])
    found = judged(indicators, {row.year for row in closing}, every=True)
    low = {(one.indicator.pk, one.year) for one in found if (one.judgement.percent or limit) < limit}
    return {row.pk for row in closing if (row.indicator_id, row.year) in low}


def _verified_there(schedule: Schedule, by: User) -> str:
    if schedule.document != ATTAINMENT:
        return ""
    own = Attainment.objects.filter(year=schedule.fiscal_year, quarter=schedule.period, verified_by=by)
    return (
        "Anda memverifikasi angka triwulan ini. Minta anggota sekretariat lain menguncinya."
        if own.exists()
        else ""
    )


objections.append(_verified_there)


def _fresh(rows: list[Attainment]) -> None:
    """Lock what is stored and take its status: it may have been submitted since the page was opened."""
    stored = Attainment.objects.select_for_update().in_bulk([row.pk for row in rows if row.pk])
    for row in rows:
        if row.pk in stored:
            row.status = stored[row.pk].status


def _store(row: Attainment, by: User) -> None:
    if row.value is None and not row.text and not row.reason:
        if row.pk:
            Attainment.objects.filter(pk=row.pk).delete()
        return
    if row.status in IN_REVIEW:
        row.status, row.verified_by, row.verified_at = S.SUBMITTED, None, None
    else:
        row.status = S.DRAFT
    row.entered_by = by
    row.save()


def _locked_rows(rows: Iterable[Attainment], *, entry: bool = True) -> list[Attainment]:
    """The rows as they are now, locked; Refused when their period is closed for changes."""
    ids = [row.pk for row in rows]
    found = list(
        Attainment.objects.select_for_update(of=("self",))
        .select_related("indicator__agency")
        .filter(pk__in=ids)
        .order_by("pk")
    )
    for agency, year, quarter in _by_period(found):
        if shut := locked(ATTAINMENT, year, quarter, agency, entry=entry):
            raise Refused(locked_words(shut))
    return found


def _by_period(rows: Iterable[Attainment]) -> dict[tuple[int, int, int], list[Attainment]]:
    groups = defaultdict(list)
    for row in rows:
        groups[row.indicator.agency_id, row.year, row.quarter].append(row)
    return groups


def _refresh(rows: list[Attainment]) -> None:
    if rows:
        standings.refresh({row.indicator_id for row in rows}, {row.year for row in rows})


def _settle(key: tuple[int, int, int]) -> None:
    """Nothing waits for a verifier any more once no report of the agency and quarter is submitted."""
    agency, year, quarter = key
    waiting = Attainment.objects.filter(
        indicator__agency=agency, year=year, quarter=quarter, status=S.SUBMITTED
    )
    if not waiting.exists():
        notices.settle(_subject(key))


def _subject(key: tuple[int, int, int], what: str = "") -> str:
    return ":".join(["capaian", *([what] if what else []), *map(str, key)])


def _quarter(key: tuple[int, int, int]) -> str:
    return f"{QUARTER_WORDS[key[2] - 1]} {key[1]}"


def _page(name: str, key: tuple[int, int, int]) -> str:
    return f"{reverse(f'programs:{name}', args=key[1:])}?perangkat={key[0]}"
