"""One recipient typed in the browser: a list of one line, under the same checks and the same approval as any other."""

import hashlib
import io
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from agencies import identity, sql
from agencies.actions import uploads
from agencies.importing.gifts import Gift
from agencies.importing.handover import csv_line
from agencies.models import Agency, Upload, User
from beneficiaries.importing import rows
from beneficiaries.importing.people import PEOPLE
from beneficiaries.models import Assistance, Family, Person, StagedAid, StagedPerson

SHEET, ROW = "Formulir", 2
NUMBERS_OF_PERSON = ("nik_ct", "nik_bi", "nik_tag")
NUMBERS_OF_FAMILY = ("kk_ct", "kk_bi", "kk_tag")
PERIOD = ("year", "period_kind", "period_number", "period_start", "period_end")


class NothingNew(Exception):
    """The register says exactly this already; there is nothing to approve."""


@dataclass(slots=True)
class _Table:
    rows: list[int]
    columns: dict[str, list]


@dataclass(slots=True)
class _Sheet:
    """A sheet of one line, as `rows_for_staging` reads it."""

    table: _Table
    aid: list = field(default_factory=list)
    name: str = SHEET
    constants: dict = field(default_factory=dict)


@transaction.atomic
def hand_in(
    values: dict,
    *,
    kind: str,
    agency: Agency,
    by: User,
    title: str,
    person: Person | None = None,
    family: Family | None = None,
) -> Upload:
    """Stage the values as an upload of one line and ask for its approval. Raises NothingNew.

    `values` are cleaned, by the field names of lists. `person` and `family` say whom a correction is about.
    """
    context = {name: values[name] for name in ("tahun", "periode") if values.get(name)}
    upload = _opened(kind, agency, by, title, context)
    stage_form(upload, values, person=person, family=family)
    uploads.confirm(upload, by=by)
    return upload


@transaction.atomic
def end(aid: Assistance, *, reason: str, by: User) -> Upload:
    """Ask that one aid be ended with a reason; it stays on record. Raises ValueError where nobody stands for the family."""
    person = aid.person or _somebody_of(aid.family)
    upload = _opened(Upload.Kind.PENERIMA, aid.agency, by, f"Akhiri {aid.program}", {"tahun": aid.year})
    _stage(upload, {"nama": person.name, "tahun": aid.year}, person, aid.family)
    period = {name: getattr(aid, name) for name in PERIOD}
    StagedAid.objects.create(
        upload=upload, sheet=SHEET, row=ROW, program=aid.program, to_family=aid.family_id is not None, note=reason,
        status=Assistance.Status.ENDED, **period,
    )  # fmt: skip
    _check(upload)
    uploads.confirm(upload, by=by)
    return upload


def stage_form(
    upload: Upload, values: dict, *, person: Person | None = None, family: Family | None = None
) -> None:
    """Put the one line into staging, check it and count it. Raises NothingNew."""
    _stage(upload, values, person, family)
    _check(upload)


def _opened(kind: str, agency: Agency, by: User, title: str, context: dict) -> Upload:
    now = timezone.now()
    return Upload.objects.create(
        kind=kind, agency=agency, sender=by, is_form=True, name=title[:255], size=0, staged_at=now, context=context,
        sha256=hashlib.sha256(f"{by.pk} {now}".encode()).hexdigest(), status=Upload.Status.PREVIEWED,
    )  # fmt: skip


def _stage(upload: Upload, values: dict, person: Person | None, family: Family | None) -> None:
    columns = {name: [value] for name, value in values.items() if value not in (None, "")}
    aid = [Gift(ROW, values["program"], values.get("nominal"), None)] if values.get("program") else []
    facts = PEOPLE.facts(upload) | {"upload_id": upload.pk}
    for table, line in rows.rows_for_staging(_Sheet(_Table([ROW], columns), aid), {}, facts, identity.keys()):
        sql.copy_in(table, list(rows.TABLES[table]), io.StringIO(csv_line(line)))
    _name(upload, person, family)


def _name(upload: Upload, person: Person | None, family: Family | None) -> None:
    """A correction carries the numbers that the register has, sealed as they are."""
    named = {}
    if person is not None:
        named |= {"person": person} | {name: getattr(person, name) for name in NUMBERS_OF_PERSON}
    if family is not None:
        named |= {"family": family} | {name: getattr(family, name) for name in NUMBERS_OF_FAMILY}
    if named:
        StagedPerson.objects.filter(upload=upload).update(**named)


def _somebody_of(family: Family | None) -> Person:
    stays = family.memberships.filter(valid_to=None).select_related("person") if family else []
    for stay in sorted(stays, key=lambda one: (one.relation != "kepala", one.pk)):
        return stay.person
    raise ValueError("nobody is known of this family")


def _check(upload: Upload) -> None:
    PEOPLE.check(upload)
    line = StagedPerson.objects.get(upload=upload)
    if line.outcome == StagedPerson.Outcome.SAME:
        raise NothingNew
    upload.rows_read = 1
    upload.rows_new, upload.rows_changed = int(line.outcome == "new"), int(line.outcome == "changed")
    upload.rows_warned = int(bool(line.problems))
    upload.save(update_fields=["rows_read", "rows_new", "rows_changed", "rows_warned"])
