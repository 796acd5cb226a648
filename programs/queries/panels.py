"""What the programme page leaves to upper floors, and what programmes add to the pages of agencies below."""

from agencies.access.permissions import Permission
from agencies.queries.panels import Panels, agency_panels
from programs.models import Indicator, Program
from programs.queries import scorecards
from programs.queries.budgets import total_of
from programs.queries.programs import with_money

program_panels = Panels()
thread_panels = Panels()
SHOWN = 8


@agency_panels.add("programs/agencies/_programs.html")
def programs_of_agency(viewer, agency, year: int) -> dict | None:
    """The agency's programmes of the year with their money; the first few by name."""
    if not viewer.may(Permission.VIEW_PROGRAMS):
        return None
    programs = Program.objects.visible_to(viewer).poverty().filter(agency=agency).in_year(year)
    rows = list(with_money(programs, year).order_by("sort_key", "pk")[: SHOWN + 1])
    return {
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "money": total_of(programs, year),
        "year": year,
        "agency": agency,
    }


@agency_panels.add("programs/agencies/_indicators.html")
def indicators_of_agency(viewer, agency, year: int) -> dict | None:
    """How many of the agency's indicators are met in the year, and in the year before it."""
    if not viewer.may(Permission.VIEW_INDICATORS):
        return None
    cards = scorecards.of(viewer, (year - 1, year), agency.pk)
    return {
        "scores": [(one, scorecards.total(cards[one].values())) for one in (year - 1, year)],
        "known": Indicator.objects.visible_to(viewer).filter(agency=agency).exists(),
        "agency": agency,
    }
