"""What waits for somebody: each line says what, why and since when, and leads to the place where it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from agencies.access.permissions import Permission as P
from agencies.models import Upload, User
from agencies.queries.uploads import waiting_for
from programs.queries.reporting import QUARTER_WORDS
from reports.measures.base import list_url, people_url
from reports.measures.overlaps import pairs, total_meeting
from reports.measures.words import number
from reports.queries.scope import Scope, reach_of

MINE = (Upload.Status.REFUSED, Upload.Status.MAPPING, Upload.Status.PREVIEWED, Upload.Status.RETURNED)


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of the list; `state` as in badges, `late` where a deadline has passed."""

    title: str
    url: str
    sub: str = ""
    when: str = ""
    state: str = "warn"
    late: bool = False


def matters(scope: Scope, user: User) -> list[Matter]:
    """Deadlines first, then what waits for this person, then what should be looked at."""
    sources: tuple[tuple[P, Callable[[Scope, User], Matter | None]], ...] = (
        (P.VIEW_PROGRAMS, unreported),
        (P.APPROVE_UPLOADS, to_approve),
        (P.SEND_UPLOADS, to_repair),
        (P.VIEW_DASHBOARD, overlapping),
        (P.VIEW_INDICATORS, at_risk),
    )
    found = [source(scope, user) for permission, source in sources if scope.viewer.may(permission)]
    return [matter for matter in found if matter is not None]


def unreported(scope: Scope, user: User) -> Matter | None:
    """Agencies whose report of a quarter that is over has not come."""
    late = [row for row in scope.reporting if row.late]
    if not late or None not in reach_of(scope.viewer):  # a camat cannot make an agency report
        return None
    quarters = sorted({quarter for row in late for quarter in row.late})
    words = ", ".join(QUARTER_WORDS[quarter - 1] for quarter in quarters)
    url = list_url("programs:reporting-grid", scope, "kecamatan", "desa", "perangkat")
    if len(late) == 1 and scope.viewer.may(P.EDIT_REALIZATION):
        return Matter("Lengkapi laporan Anda", url, f"Triwulan {words}", "lewat tenggat", "bad", late=True)
    title = f"{number(len(late))} perangkat daerah belum lapor"
    return Matter(title, url, f"Triwulan {words}", "lewat tenggat", "bad", late=True)


def to_approve(scope: Scope, user: User) -> Matter | None:
    rows = waiting_for(Upload.objects.visible_to(scope.viewer, P.APPROVE_UPLOADS), user.pk)
    told = rows.aggregate(many=Count("pk"), oldest=Min("received_at"))
    if not told["many"]:
        return None
    first = rows.select_related("agency").order_by("received_at", "pk").first()
    return Matter(
        f"{number(told['many'])} unggahan menunggu Anda",
        f"{reverse('agencies:upload-list')}?keadaan=menunggu",
        f"Tertua: {first.name}, {first.agency}",
        _since(told["oldest"]),
    )


def to_repair(scope: Scope, user: User) -> Matter | None:
    """Uploads of one's own that stopped at a question."""
    rows = Upload.objects.visible_to(scope.viewer).filter(sender=user, status__in=MINE)
    told = rows.aggregate(many=Count("pk"), oldest=Min("received_at"))
    if not told["many"]:
        return None
    return Matter(
        f"{number(told['many'])} unggahan perlu Anda",
        f"{reverse('agencies:upload-list')}?keadaan=saya",
        "Periksa kolom atau perbaiki baris yang ditahan",
        _since(told["oldest"]),
    )


def overlapping(scope: Scope, user: User) -> Matter | None:
    total = total_meeting(scope)
    if total is None or not total.families:
        return None
    top = pairs(scope)[0]
    names = f"{top.first} ganda" if top.first_id == top.second_id else f"{top.first} + {top.second}"
    url = people_url("beneficiaries:overlap-list", scope, "perangkat")
    title = f"{number(total.families)} keluarga dengan bantuan tumpang tindih"
    return Matter(title, url, f"Terbanyak: {names}, {number(top.families)}")


def at_risk(scope: Scope, user: User) -> Matter | None:
    told = scope.scores[scope.year]
    if not told.warned:
        return None
    key = "off_track" if told.off_track else "at_risk"
    url = list_url("programs:indicator-table", scope, "kecamatan", "desa", keadaan=key)
    sub = f"{number(told.off_track)} di luar jalur, {number(told.at_risk)} berisiko"
    return Matter(f"{number(told.warned)} indikator berisiko meleset", url, sub)


def _since(moment) -> str:
    days = (timezone.localdate() - timezone.localtime(moment).date()).days
    return "hari ini" if days < 1 else f"sudah {days} hari"
