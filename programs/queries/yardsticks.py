"""By what the indicators of a year are judged: the falling formula of the planning period, the cap, the shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agencies.queries.settings import settings_of
from programs.models import Plan

KEYS = ("falling_formula", "attainment_cap", "on_track_share", "at_risk_share", "board_counts")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """`falling` is A or B, `cap` in per cent, both shares of the part of the year that is over; `plan` sets the formula."""

    falling: str = "A"
    cap: int = 100
    on_track: Decimal = Decimal("0.9")
    at_risk: Decimal = Decimal("0.7")
    verified_only: bool = False
    plan: str = ""

    @property
    def on_track_percent(self) -> Decimal:
        return 100 * self.on_track

    @property
    def at_risk_percent(self) -> Decimal:
        return 100 * self.at_risk


def yardsticks(years: Iterable[int]) -> dict[int, Yardstick]:
    """One for each year, in two queries. An RPJMD in force that names its formula goes before the setting."""
    told = settings_of(*KEYS)
    years = sorted(set(years))
    plans = _plans(years)
    return {
        year: _measure(told, plans[year].falling_formula, plans[year].name)
        if year in plans
        else _measure(told)
        for year in years
    }


def yardstick(falling: str, plan: str) -> Yardstick:
    """By this formula of this plan, everything else as it is set."""
    return _measure(settings_of(*KEYS), falling, plan)


def _measure(told: dict[str, Any], falling: str = "", plan: str = "") -> Yardstick:
    return Yardstick(
        falling or told["falling_formula"],
        told["attainment_cap"],
        Decimal(str(told["on_track_share"])),
        Decimal(str(told["at_risk_share"])),
        told["board_counts"] == "verified",
        plan,
    )


def _plans(years: list[int]) -> dict[int, Plan]:
    """The RPJMD version that came in force last, of those that cover the year and name a formula."""
    if not years:
        return {}
    rows = Plan.objects.filter(
        kind=Plan.Kind.RPJMD, in_force_from__isnull=False, first_year__lte=years[-1], last_year__gte=years[0]
    )
    named = rows.exclude(falling_formula="").only("name", "first_year", "last_year", "falling_formula")
    named = named.order_by("in_force_from", "pk")
    return {year: plan for plan in named for year in years if year in plan.years}
