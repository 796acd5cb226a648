"""A measure is a number with a name and a meaning; the same one stands on the tile and in the workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from agencies.access.permissions import Permission
from reports.queries.scope import Scope

Number = int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Figure:
    """What a measure comes to for one viewer and one set of filters. `value` None is unknown, which is not 0.

    `bar` is per cent or parts as {% bar %} draws them, `note` one line of context, `url` the rows behind the value.
    """

    value: Number
    of: Number = None
    note: str = ""
    url: str = ""
    freshness: str = ""
    bar: float | Decimal | tuple | None = None
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """`unit` is persons, families, per cent and the like, in the officer's words; `decimals` how it is shown."""

    slug: str
    title: str
    meaning: str
    formula: str
    source: str
    unit: str
    permission: Permission
    compute: Callable[[Scope], Figure]
    decimals: int = 0
    state: str = "act"

    @property
    def is_per_cent(self) -> bool:
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class Tile:
    """A measure with its figure; has the four attributes that {% definition %} shows."""

    measure: Measure
    figure: Figure

    @property
    def meaning(self) -> str:
        return self.measure.meaning

    @property
    def formula(self) -> str:
        return self.measure.formula

    @property
    def source(self) -> str:
        return self.measure.source

    @property
    def freshness(self) -> str:
        return self.figure.freshness


def computed(measures: tuple[Measure, ...], scope: Scope) -> list[Tile]:
    """The measures that this viewer may see, with their figures."""
    return [Tile(one, one.compute(scope)) for one in measures if scope.viewer.may(one.permission)]


def list_url(name: str, scope: Scope, *without: str, **more: str) -> str:
    """The address of a list with the filters of the scope, less those the list does not know; '' where it does not exist."""
    try:
        address = reverse(name)
    except NoReverseMatch:
        return ""
    query = {key: value for key, value in scope.query.items() if key not in without} | more
    return f"{address}?{urlencode(query)}"


def people_url(name: str, scope: Scope, *without: str, **more: str) -> str:
    """The by-name list for whoever sees everybody in it, else the table of villages with the same total."""
    by_name = list_url(name, scope, *without, **more) if scope.sees_names else ""
    return by_name or list_url("reports:village-list", scope)
