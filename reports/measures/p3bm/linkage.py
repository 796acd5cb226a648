"""Linkage (keterkaitan, DOMAIN 5.7): a planner's judgement of what drives a main statistic, supported by numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.measures.p3bm.series import correlation


@dataclass(frozen=True, slots=True)
class Strength:
    """`r` of `n` pairs, -1 to 1, None where one side never varies; `indicative` with few pairs."""

    r: Decimal | None
    n: int
    indicative: bool


@dataclass(frozen=True, slots=True)
class Driver:
    """One determinant: whether a sub kegiatan with money serves it, and whether its own series worsens (None: unknown)."""

    name: str
    funded: bool
    worsening: bool | None = None


def strength(pairs: Sequence[tuple[Decimal, Decimal]], enough: int = 8) -> Strength:
    return Strength(correlation(pairs), len(pairs), len(pairs) < enough)


def coverage(drivers: Iterable[Driver]) -> tuple[int, int, Decimal | None]:
    """(with money, of all, per cent); per cent None without any."""
    known = list(drivers)
    funded = sum(one.funded for one in known)
    return funded, len(known), Decimal(100) * funded / len(known) if known else None


def orphans(drivers: Iterable[Driver]) -> list[Driver]:
    """Those that worsen while no sub kegiatan with money serves them."""
    return [one for one in drivers if one.worsening and not one.funded]
