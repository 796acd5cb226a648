"""What the search box finds of programmes and indicators, and what a successor must know of them."""

from django.db.models import Q
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.models import User
from agencies.queries.handovers import Belonging, belonging, listed
from agencies.queries.search import SHOWN, Found, source
from programs.models import Indicator, Program


@source("Program", Permission.VIEW_PROGRAMS)
def programs(viewer: Viewer, text: str) -> list[Found]:
    named = Q(name__icontains=text) | Q(code__iexact=text) | Q(aliases__name__icontains=text)
    rows = (
        Program.objects.visible_to(viewer)
        .filter(named)
        .distinct()
        .select_related("agency")
        .order_by("name", "pk")
    )
    return [
        Found(row.name, "programs:program-detail", (row.pk,), str(row.agency or "")) for row in rows[:SHOWN]
    ]


@source("Indikator", Permission.VIEW_INDICATORS)
def indicators(viewer: Viewer, text: str) -> list[Found]:
    named = Q(name__icontains=text) | Q(code__iexact=text)
    rows = Indicator.objects.visible_to(viewer).filter(named).select_related("agency").order_by("name", "pk")
    return [
        Found(row.name, "programs:indicator-detail", (row.pk,), str(row.agency or "")) for row in rows[:SHOWN]
    ]


@belonging
def _programs_of_the_agency(user: User) -> Belonging:
    """Programmes stay with the agency; the successor finds them under the passed-on role."""
    agencies = user.role_assignments.not_ended(timezone.localdate()).exclude(agency=None).values("agency")
    rows = Program.objects.filter(agency__in=agencies).order_by("name", "pk")
    return listed("Program perangkat daerah", rows, Permission.VIEW_PROGRAMS)
