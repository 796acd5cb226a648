"""From what was asked for to the bytes of a file: a report or a list, with its name and the rows in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from agencies.access.viewer import Viewer
from agencies.models import Signatory, User
from agencies.queries.office import crest, signatory
from reports.definitions.base import Cover, Listing, Report, Signed
from reports.definitions.catalogue import REPORTS
from reports.definitions.forms import OfficialForm
from reports.definitions.listings import LISTINGS
from reports.measures.words import moment
from reports.models import BuiltFile
from reports.queries.covers import asked_for, letterhead, signatories, unreported
from reports.queries.scope import Scope, scope_of
from reports.render import forms, xlsx
from reports.render.rows import Seen, written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIST = "daftar:"  # before the key of a list in BuiltFile.slug


class NotAllowed(Exception):
    """Whoever asked may not have this file (any more)."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file on its way; `seen` is complete once `chunks` is."""

    file_name: str
    chunks: Iterator[bytes]
    seen: Seen = field(default_factory=Seen)


def content_of(built: BuiltFile, viewer: Viewer, progress) -> Made:
    """Raises NotAllowed."""
    params = QueryDict(mutable=True)
    params.update(built.parameters)
    if built.slug.startswith(LIST):
        listing = LISTINGS[built.slug.removeprefix(LIST)]
        return listed(listing, viewer, params, above=heading_of(built) if built.has_names else ())
    return reported(REPORTS[built.slug], viewer, params, built.requested_by, progress)


def reported(report: Report | OfficialForm, viewer: Viewer, params, by: User, progress) -> Made:
    if not viewer.may(report.permission):
        raise NotAllowed
    scope = scope_of(viewer, params)
    if isinstance(report, OfficialForm):
        return filled(report, scope, by)
    book = xlsx.build(report, cover_of(report, scope, by), scope, progress)
    name = f"{report.title} {scope.year}{f' - {scope.place.name}' if scope.place else ''}.xlsx"
    return Made(name, iter([book.content]), Seen(book.rows))


def filled(form: OfficialForm, scope: Scope, by: User) -> Made:
    """An official form: who signs stands there by post, even while nobody holds it."""
    cover = Cover(
        letterhead=letterhead(),
        crest=crest(),
        title=form.title,
        facts=(
            *([("Perangkat daerah", str(scope.agency))] if scope.agency else []),
            ("Dibuat oleh", f"{by.name}, {moment(timezone.now())}"),
        ),
        place_and_day=place_and_day(),
        signed=tuple(_signed(post) for post in form.posts),
    )
    book = forms.build(form, form.fill(scope), cover)
    name = f"{form.title} {scope.year}{f' - {scope.agency}' if scope.agency else ''}.xlsx"
    return Made(name, iter([book.content]), Seen(book.rows))


def _signed(post: str) -> Signed:
    held = signatory(post)
    if held is None:
        return Signed(Signatory.Post(post).label, "(................................)", "", "")
    return Signed(held.title, held.name, held.rank, held.nip)


def listed(listing: Listing, viewer: Viewer, params, *, above: tuple[str, ...] = ()) -> Made:
    if not listing.open_to(viewer):
        raise NotAllowed
    seen = Seen()
    chunks = written(listing.title, listing.columns, listing.rows(viewer, params), seen, above=above)
    return Made(f"{listing.title} {timezone.localdate():%Y-%m-%d}.xlsx", chunks, seen)


def heading_of(built: BuiltFile) -> tuple[str, ...]:
    """What every page of a list with names says about itself."""
    by = built.requested_by
    return (
        f"{built.title}. Diunduh oleh {by.name} ({by.username}), {moment(timezone.now())}, nomor unduhan {built.pk}.",
        f"Keperluan: {built.purpose}. Diserahkan kepada: {built.recipient or '–'}. Nomor identitas disamarkan.",
    )


def cover_of(report: Report, scope: Scope, by: User) -> Cover:
    picture = crest()
    counted = moment(scope.state.counted_at) if scope.state else "Angka tahun ini belum dihitung"
    register = (
        str(scope.state.register)
        if scope.state and scope.state.register
        else "Belum ada daftar keluarga berdesil"
    )
    facts = (
        *asked_for(scope),
        ("Data penerima per", counted),
        ("Keluarga sasaran menurut", register),
        ("Belum melapor", unreported(scope)),
        ("Dibuat oleh", f"{by.name}, {moment(timezone.now())}"),
    )
    return Cover(
        letterhead=letterhead(),
        crest=picture,
        title=report.title,
        facts=facts,
        place_and_day=place_and_day(scope.place.name if scope.place else ""),
        signed=tuple(Signed(row.title, row.name, row.rank, row.nip) for row in signatories(report.posts)),
    )


def place_and_day(place: str = "") -> str:
    return f"{place}, {date_format(timezone.localdate(), 'j F Y')}".lstrip(", ")
