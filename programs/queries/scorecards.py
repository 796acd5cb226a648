"""The stored counts of the agencies: what board, dashboard and report tell of a year without judging anything anew."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from agencies.access.viewer import Viewer
from agencies.models.sorting import sort_key
from programs.models import Scorecard
from programs.queries.attainment import REASON_WORDS
from programs.queries.indicators import Score
from programs.queries.yardsticks import Yardstick, yardstick, yardsticks

TOLD = (
    "year", "agency__name", "met", "not_met", "open", "on_track", "at_risk", "off_track", "no_target", "not_reported", "not_published",
    "running", "words", "verified", "capped_sum", "capped_count", "falling", "plan", "awaited",
)  # fmt: skip
TASK = "standings.judge"  # the job that judges all indicators anew


@dataclass(frozen=True, slots=True)
class AgencyScore:
    """The score of one agency as the board shows it."""

    agency_id: int
    agency: str
    score: Score

    @property
    def squares(self) -> list[str]:
        """The state of each indicator, met first, then not met, then not assessable."""
        told = self.score
        return ["ok"] * told.met + ["bad"] * told.not_met + ["none"] * told.open

    @property
    def parts(self) -> list[tuple[str, int]]:
        """The same as lengths of a bar."""
        return [("ok", self.score.met), ("bad", self.score.not_met), ("none", self.score.open)]


def of(viewer: Viewer, years: Iterable[int], agency_id: int | None = None) -> dict[int, dict[int, Scorecard]]:
    """year -> agency -> its counts, of the agencies in reach, in one query; a year without any is an empty dict."""
    years = sorted(set(years))
    rows = Scorecard.objects.visible_to(viewer).filter(year__in=years).select_related("agency").only(*TOLD)
    found: dict[int, dict[int, Scorecard]] = {year: {} for year in years}
    for row in rows.filter(agency=agency_id) if agency_id else rows:
        found[row.year][row.agency_id] = row
    return found


def total(cards: Iterable[Scorecard]) -> Score:
    """The counts of several agencies together."""
    sums: dict[str, int] = defaultdict(int)
    for card in cards:
        for name in ("met", "not_met", "open", "at_risk", "off_track"):
            sums[name] += getattr(card, name)
    return Score(**sums)


def by_agency(cards: Iterable[Scorecard]) -> list[AgencyScore]:
    """One row per agency, most not met first, then by name."""
    scores = [AgencyScore(card.agency_id, card.agency.name, total([card])) for card in cards]
    return sorted(scores, key=lambda one: (-one.score.not_met, sort_key(one.agency)))


def reasons(cards: Iterable[Scorecard]) -> list[tuple[str, str, int]]:
    """Why indicators cannot be judged yet: code, words and how many, most first; they add up to `Score.open`."""
    cards = list(cards)
    found = [
        (code, words, sum(getattr(card, code) for card in cards))
        for code, words in REASON_WORDS.items()
        if code
    ]
    return sorted((one for one in found if one[2]), key=lambda one: -one[2])


def being_judged(viewer: Viewer, year: int) -> bool:
    """Whether anything that the viewer sees of the year goes by the rule before and waits to be judged anew."""
    return Scorecard.objects.visible_to(viewer).filter(year=year, awaited=True).exists()


def measured_by(cards: Iterable[Scorecard], year: int) -> Yardstick:
    """The rule by which these counts came about; without any, the one that would be used."""
    card = next(iter(cards), None)
    return yardstick(card.falling, card.plan) if card else yardsticks([year])[year]


def verified_share(cards: Iterable[Scorecard]) -> Decimal | None:
    """Verified reports of those that brought a figure or words, in per cent; None where nothing was reported."""
    cards = list(cards)
    reported = sum(card.met + card.not_met + card.running + card.words for card in cards)
    return Decimal(100) * sum(card.verified for card in cards) / reported if reported else None


def mean_capped(cards: Iterable[Scorecard]) -> Decimal | None:
    """Mean attainment of what could be judged, each capped, in per cent (DOMAIN 11.5); None where nothing could."""
    cards = list(cards)
    many = sum(card.capped_count for card in cards)
    return sum((card.capped_sum for card in cards), Decimal(0)) / many if many else None


def told_year(scores: dict[int, Score], year: int) -> int:
    """The year a board tells of: `year`, or the one before as long as nothing of this can be judged."""
    now, before = scores.get(year, Score()), scores.get(year - 1, Score())
    return year - 1 if before.judged and not now.judged else year
