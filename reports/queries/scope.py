"""What a page or a workbook is about: whose eyes, which year, which place, which agency, until which quarter.

The dashboard and the report are built from the same Scope, so they cannot tell different figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.models import Agency, Region
from agencies.queries.office import profile
from programs.models import Indicator, Program, Scorecard
from programs.models.programs import ProgramQuerySet
from programs.queries import scorecards
from programs.queries.budgets import MoneyRow, money_by
from programs.queries.indicators import IndicatorRow, Score, listing
from programs.queries.reporting import GridRow, grid
from programs.queries.years import year_of
from reports.models import CoverageFigure, FigureState, MeetingFigure

QUARTERS = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Families and persons of one place in one year; with an agency chosen, what reached them through that agency.

    `target` and `unserved` never depend on the agency: a family without anything has nothing from anybody.
    """

    target: int = 0
    served: int = 0
    unserved: int = 0
    families: int = 0
    persons: int = 0

    @property
    def share(self) -> float | None:
        """Served in per cent of the target families; None where nobody is in the target."""
        return 100 * self.served / self.target if self.target else None

    @property
    def unserved_share(self) -> float | None:
        return 100 * self.unserved / self.target if self.target else None


@dataclass(frozen=True)
class Scope:
    """The viewer and the chosen filters; what several figures need is read once."""

    viewer: Viewer
    year: int
    place: Region | None
    agency: Agency | None = None
    quarter: int | None = None

    @cached_property
    def state(self) -> FigureState | None:
        """When the figures of the year were counted; None as long as nobody has counted them."""
        states = FigureState.objects.visible_to(self.viewer).filter(year=self.year)
        return states.select_related("register").first()

    @cached_property
    def coverage(self) -> Coverage | None:
        if self.state is None or self.place is None:
            return None
        rows = CoverageFigure.objects.visible_to(self.viewer).filter(year=self.year, region=self.place)
        wanted = {None, self.agency.pk if self.agency else None}
        by_agency = {row.agency_id: row for row in rows if row.agency_id in wanted}
        everybody = by_agency.get(None) or CoverageFigure()
        own = (by_agency.get(self.agency.pk) or CoverageFigure()) if self.agency else everybody
        return Coverage(
            everybody.target_families,
            own.served_families,
            everybody.unserved_families,
            own.families,
            own.persons,
        )

    @cached_property
    def meetings(self) -> list[MeetingFigure]:
        """Pairs of programmes that should be checked, most families first; the row of all pairs has no programmes."""
        rows = MeetingFigure.objects.visible_to(self.viewer).filter(year=self.year, region=self.place)
        return list(
            rows.select_related("first", "second").order_by("-families", "first__name", "second__name")
        )

    @cached_property
    def programs(self) -> ProgramQuerySet:
        running = Program.objects.visible_to(self.viewer).poverty().in_year(self.year)
        return running.filter(agency=self.agency) if self.agency else running

    @cached_property
    def money(self) -> list[MoneyRow]:
        return money_by(self.programs, self.year, self.until_month)

    @property
    def total_money(self) -> MoneyRow:
        """The sum of all lines; all None where no programme has any."""
        nothing = MoneyRow("total", None, "Jumlah", 0, None, None)
        return next((row for row in self.money if row.dimension == "total" and row.programs), nothing)

    @cached_property
    def scorecards(self) -> dict[int, dict[int, Scorecard]]:
        """The counts of the agencies' indicators for the year before and for the year itself."""
        return scorecards.of(self.viewer, (self.year - 1, self.year), self.agency.pk if self.agency else None)

    @cached_property
    def scores(self) -> dict[int, Score]:
        return {year: scorecards.total(cards.values()) for year, cards in self.scorecards.items()}

    @property
    def told_year(self) -> int:
        """The year that the figures of indicators tell of: the year before as long as nothing of this can be judged."""
        return scorecards.told_year(self.scores, self.year)

    @cached_property
    def indicators(self) -> list[IndicatorRow]:
        """Every visible indicator as it stands in the year told, by name."""
        return listing(self.viewer, {"perangkat": str(self.agency.pk)} if self.agency else {}, self.told_year)

    @cached_property
    def reporting(self) -> list[GridRow]:
        """Which agencies owe reports of the year, and how far they are."""
        agencies = Agency.objects.visible_to(self.viewer)
        if self.agency:
            agencies = agencies.filter(pk=self.agency.pk)
        programs = Program.objects.visible_to(self.viewer).poverty()
        return grid(programs, Indicator.objects.visible_to(self.viewer), agencies, self.year)

    @property
    def until_month(self) -> int:
        return 3 * self.quarter if self.quarter else 12

    @property
    def is_whole(self) -> bool:
        """The place is the whole regency."""
        return self.place is not None and self.place.level == Region.Level.REGENCY

    @property
    def is_village(self) -> bool:
        return self.place is not None and self.place.level == Region.Level.VILLAGE

    @property
    def elapsed(self) -> int:
        """How much of the year is over, or was at the end of the chosen quarter, in whole per cent."""
        if self.quarter:
            return 25 * self.quarter
        day: date = timezone.localdate()
        if day.year != self.year:
            return 100 if day.year > self.year else 0
        return round(100 * day.timetuple().tm_yday / 365)

    @property
    def sees_names(self) -> bool:
        """Whether the by-name lists show this viewer every family and person of the place."""
        code = self.place.code if self.place else ""
        return any(
            grant.agency_id is None and _covers(grant.region_code, code)
            for grant in self.viewer.grants_for(Permission.VIEW_PEOPLE)
        )

    @property
    def query(self) -> dict[str, str]:
        """The filters as they stand in an address, for links to lists."""
        words = {"tahun": str(self.year)}
        if self.place and not self.is_whole:
            words["desa" if self.is_village else "kecamatan"] = self.place.code
        if self.agency:
            words["perangkat"] = str(self.agency.pk)
        return words


def scope_of(viewer: Viewer, params: Mapping[str, str], default_year: int | None = None) -> Scope:
    """What an address asks for, kept within what the viewer reaches: a place outside it is answered by their own."""
    quarter = params.get("triwulan", "")
    agency = params.get("perangkat", "")
    return Scope(
        viewer=viewer,
        year=year_of(params, default_year),
        place=_place(viewer, params.get("desa") or params.get("kecamatan") or ""),
        agency=Agency.objects.visible_to(viewer).filter(pk=int(agency)).first()
        if agency.isdecimal()
        else None,
        quarter=int(quarter) if quarter in QUARTERS else None,
    )


def reach_of(viewer: Viewer) -> list[str | None]:
    """The region codes in which the viewer sees figures; None among them is everywhere."""
    return [grant.region_code for grant in viewer.grants_for(Permission.VIEW_DASHBOARD)]


def within_reach(viewer: Viewer, code: str) -> bool:
    return any(_covers(reached, code) for reached in reach_of(viewer))


def districts(scope: Scope, home: str) -> list[tuple[str, str]]:
    """(code, name) of every kecamatan of the regency that the viewer reaches as a whole."""
    rows = Region.objects.visible_to(scope.viewer).within(home).districts().order_by("code")
    reached = reach_of(scope.viewer)
    return [
        (code, name) for code, name in rows.values_list("code", "name") if None in reached or code in reached
    ]


def _covers(reached: str | None, code: str) -> bool:
    return reached is None or code == reached or code.startswith(f"{reached}.")


def _place(viewer: Viewer, asked: str) -> Region | None:
    reached = reach_of(viewer)
    office = profile()
    if not reached or office is None:
        return None
    home = office.region if None in reached else None
    if not asked or not (asked.startswith(f"{office.region.code}.") and within_reach(viewer, asked)):
        return home or _region(viewer, reached[0] or "")
    return _region(viewer, asked) or home or _region(viewer, reached[0] or "")


def _region(viewer: Viewer, code: str) -> Region | None:
    return Region.objects.visible_to(viewer).select_related("parent").filter(code=code).first()
