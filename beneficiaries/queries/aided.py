"""Whom programmes reached: families, persons and rupiah, shown on the pages of programmes and of plans below.

Numbers without names: whoever sees figures of a place or an agency sees them for that place or agency.
"""

from dataclasses import dataclass

from agencies import sql
from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from beneficiaries.models import Assistance
from beneficiaries.models.assistance import AssistanceQuerySet
from programs.models import Program
from programs.queries.panels import program_panels, thread_panels
from programs.queries.threads import Thread

COUNTED = """
    count(DISTINCT coalesce(source.family_id, home.family_id)), count(DISTINCT source.person_id),
    sum(source.amount)::bigint
"""
AT_HOME = """
    FROM source LEFT JOIN beneficiaries_membership home ON home.person_id = source.person_id AND home.valid_to IS NULL
"""


@dataclass(frozen=True, slots=True)
class Aided:
    """Recipients of one or several programmes in a year, each counted once, and what they got (whole rupiah, None unknown).

    A family counts when it or one of its present members received something; persons are those whom a list names.
    """

    families: int
    persons: int
    amount: int | None


@dataclass(frozen=True, slots=True)
class AidedBy(Aided):
    """The same for one programme."""

    program_id: int


def aid(viewer: Viewer, year: int) -> AssistanceQuerySet:
    """Aid of the year that enters the viewer's figures."""
    visible = Assistance.objects.visible_to(viewer, Permission.VIEW_DASHBOARD)
    return visible.in_year(year).filter(status=Assistance.Status.RECEIVED)


def aided(aid: AssistanceQuerySet) -> Aided:
    """Families, persons and rupiah over all these rows."""
    found = sql.select(Aided, f"SELECT {COUNTED} {AT_HOME}", source=_source(aid))
    return found[0] if found else Aided(0, 0, None)


def by_program(aid: AssistanceQuerySet) -> dict[int, AidedBy]:
    """programme -> its recipients, for those that reached anybody."""
    statement = f"SELECT {COUNTED}, source.program_id {AT_HOME} GROUP BY source.program_id"
    return {row.program_id: row for row in sql.select(AidedBy, statement, source=_source(aid))}


@program_panels.add("beneficiaries/aided/_aided.html")
def aided_by_program(viewer: Viewer, program: Program, year: int) -> dict | None:
    return _panel(viewer, [program.pk], year)


@thread_panels.add("beneficiaries/aided/_aided.html")
def aided_by_thread(viewer: Viewer, thread: Thread, year: int) -> dict | None:
    return _panel(viewer, [program.pk for program in thread.programs], year)


def _panel(viewer: Viewer, programs: list[int], year: int) -> dict | None:
    if not viewer.may(Permission.VIEW_DASHBOARD):
        return None
    return {
        "aided": aided(aid(viewer, year).filter(program__in=programs)),
        "program": programs[0] if len(programs) == 1 and viewer.may(Permission.VIEW_PEOPLE) else None,
        "year": year,
    }


def _source(aid: AssistanceQuerySet):
    return aid.order_by().values("id", "program_id", "person_id", "family_id", "amount")
