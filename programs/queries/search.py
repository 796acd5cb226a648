"""What the search box finds of programmes and indicators."""

from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.queries.search import SHOWN, Found, source
from programs.models import Indicator, Program
from programs.queries import indicators, programs


@source("Program", Permission.VIEW_PROGRAMS)
def programs_found(viewer: Viewer, text: str) -> list[Found]:
    rows = programs.narrowed(Program.objects.visible_to(viewer), {"cari": text}).for_listing()[:SHOWN]
    return [Found(row.name, "programs:program-detail", (row.pk,), row.code) for row in rows]


@source("Indikator", Permission.VIEW_INDICATORS)
def indicators_found(viewer: Viewer, text: str) -> list[Found]:
    rows = indicators.called(Indicator.objects.visible_to(viewer), text).for_listing()[:SHOWN]
    return [Found(row.name, "programs:indicator-detail", (row.pk,), row.agency.name) for row in rows]
