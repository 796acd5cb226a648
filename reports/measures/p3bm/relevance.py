"""Relevance (relevansi, DOMAIN 5.6): does the region move the way province or nation moves?"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reports.measures.p3bm.series import Point, correlation, pairs_of_years, sign

WORDS = {
    "relevan": "Relevan",
    "kurang_relevan": "Kurang relevan",
    "tidak_relevan": "Tidak relevan",
    "belum_cukup": "Data belum cukup",
}


@dataclass(frozen=True, slots=True)
class RelevanceRule:
    """`slow`: share of the reference's pace below which the own one is slow; `same`: share of steps in one direction."""

    slow: Decimal = Decimal("0.5")
    same: Decimal = Decimal("0.5")
    min_years: int = 3


@dataclass(frozen=True, slots=True)
class Relevance:
    """Changes over the common years, in the statistic's unit; `same` of `steps` yearly steps went the same way."""

    first: int | None
    last: int | None
    delta_own: Decimal | None
    delta_reference: Decimal | None
    same: int
    steps: int
    same_share: Decimal | None
    r: Decimal | None
    verdict: str

    @property
    def words(self) -> str:
        return WORDS[self.verdict]


def relevance(
    own: Iterable[Point], reference: Iterable[Point], direction: str, rule: RelevanceRule
) -> Relevance:
    """Over the years in which both have a value; fewer than three of them say nothing."""
    ours, theirs = ({point.year: point.value for point in points} for points in (own, reference))
    years = sorted(ours.keys() & theirs.keys())
    if len(years) < rule.min_years:
        return Relevance(None, None, None, None, 0, 0, None, None, "belum_cukup")
    ways = list(zip(_ways(ours, years), _ways(theirs, years), strict=True))
    same = sum(one == two for one, two in ways)
    share = Decimal(same) / len(ways) if ways else None
    deltas = [values[years[-1]] - values[years[0]] for values in (ours, theirs)]
    verdict = _verdict(*[sign(direction) * delta for delta in deltas], share, rule)
    r = correlation([(ours[year], theirs[year]) for year in years])
    return Relevance(years[0], years[-1], *deltas, same, len(ways), share, r, verdict)


def _ways(values: dict[int, Decimal], years: list[int]) -> list[int]:
    """Of every yearly step: up 1, down -1, equal 0."""
    steps = pairs_of_years(Point(year, values[year]) for year in years)
    return [(two.value > one.value) - (two.value < one.value) for one, two in steps]


def _verdict(own: Decimal, reference: Decimal, share: Decimal | None, rule: RelevanceRule) -> str:
    """`own` and `reference` above 0 improve. The order of the rules matters."""
    if own < 0 < reference:
        return "tidak_relevan"
    if own <= 0:
        return "kurang_relevan"
    if reference <= 0:
        return "relevan"
    is_slow = own < rule.slow * reference
    differs = share is not None and share < rule.same
    return "kurang_relevan" if is_slow or differs else "relevan"
