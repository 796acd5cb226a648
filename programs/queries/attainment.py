"""Judge an indicator: what it reached, in per cent of its target, its class and its state (DOMAIN 11.2 to 11.4).

Plain arithmetic on Decimals; knows no database.
"""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

HUNDRED = Decimal(100)
RANGE = re.compile(r"^\s*(-?[\d.,]+)\s*(?:-|–|s\.?d\.?|sampai)\s*(-?[\d.,]+)\s*$")
NEARLY = (Decimal("0.9"), Decimal("0.7"))  # of the share of the year elapsed: on track, at risk (DOMAIN 11.4)


class State(StrEnum):
    """The three states of an indicator in a year."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"


class Flag(StrEnum):
    """The early warning of a running year."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


STATE_WORDS = {
    State.MET: "Tercapai",
    State.NOT_MET: "Belum tercapai",
    State.OPEN: "Belum dapat dinilai",
}
FLAG_WORDS = {Flag.ON_TRACK: "Sesuai jalur", Flag.AT_RISK: "Berisiko", Flag.OFF_TRACK: "Di luar jalur"}
REASON_WORDS = {
    "": "",
    "no_target": "Belum ada target",
    "not_reported": "Belum dilaporkan",
    "not_published": "Data belum terbit",
    "running": "Tahun berjalan, triwulan IV belum dilaporkan",
    "words": "Target atau realisasi berupa kata",
}
CLASSES = (
    (91, "ST", "Sangat tinggi"), (76, "T", "Tinggi"), (66, "S", "Sedang"), (51, "R", "Rendah"), (None, "SR", "Sangat rendah"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """How an indicator is to be judged: arah, jenis rumus, decimals, and which falling formula is in force."""

    direction: str = "+"
    formula: str = "last"
    decimals: int = 2
    falling: str = "A"
    cap: int = 100
    aggregation: str = ""
    on_track: Decimal = NEARLY[0]
    at_risk: Decimal = NEARLY[1]


@dataclass(frozen=True, slots=True)
class Quarter:
    """One reported quarter; `reason` says why it carries no value."""

    number: int
    value: Decimal | None = None
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one indicator came to in one year; `percent` is uncapped, None where the formula has no answer."""

    state: State
    realized: Decimal | None = None
    percent: Decimal | None = None
    reason: str = ""
    flag: Flag | None = None
    cap: int = field(default=100, compare=False)

    @property
    def words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def reason_words(self) -> str:
        return REASON_WORDS[self.reason]

    @property
    def flag_words(self) -> str:
        return FLAG_WORDS[self.flag] if self.flag else ""

    @property
    def class_code(self) -> str:
        return class_of(self.percent)[0]

    @property
    def class_words(self) -> str:
        return class_of(self.percent)[1]

    @property
    def capped(self) -> Decimal | None:
        """For averages only: uncapped averages hide failures (DOMAIN 11.2)."""
        return None if self.percent is None else min(self.percent, Decimal(self.cap))


def judge(kind: Kind, target: Decimal | None, target_text: str, quarters: list[Quarter]) -> Judgement:
    """The judgement of one year. The year is judged once its fourth quarter carries a value."""
    reported = sorted((q for q in quarters if q.value is not None or q.text), key=lambda q: q.number)
    bounds = range_of(target_text) if target is None else None
    realized = realized_of(kind.formula, reported, kind.aggregation)
    percent = _percent_in(bounds, realized) if bounds else percent_of(kind, target, realized)
    reason = _reason(quarters, reported, has_target=target is not None or bool(target_text))
    if reason:
        flag = _flag(kind, percent, reported) if reason == "running" else None
        return Judgement(State.OPEN, realized, percent, reason, flag, kind.cap)
    met = _met(kind, target, target_text, bounds, realized, reported[-1].text)
    if met is None:
        return Judgement(State.OPEN, realized, percent, "words", None, kind.cap)
    return Judgement(State.MET if met else State.NOT_MET, realized, percent, "", None, kind.cap)


def realized_of(formula: str, reported: list[Quarter], aggregation: str = "") -> Decimal | None:
    """The figure of the year from its periods in order; without `aggregation` flows add up and else the last counts."""
    values = [quarter.value for quarter in reported if quarter.value is not None]
    if not values:
        return None
    match aggregation or formula:
        case "sum":
            return sum(values, Decimal(0))
        case "mean":
            return sum(values, Decimal(0)) / len(values)
        case "max":
            return max(values)
        case _:
            return values[-1]


def is_flow(kind: Kind) -> bool:
    """Whether the figure grows over the year: added up here, or reported as the sum so far."""
    return (kind.aggregation or kind.formula) in ("sum", "cumulative")


def percent_of(kind: Kind, target: Decimal | None, realized: Decimal | None) -> Decimal | None:
    """Attainment in per cent, uncapped and not below 0; None where no formula applies."""
    if target is None or realized is None:
        return None
    if is_falling(kind):
        return _falling(kind, target, realized)
    if target <= 0 or realized < 0:
        return None  # a ratio of signs means nothing: judged by state alone
    return realized / target * HUNDRED


def is_falling(kind: Kind) -> bool:
    return kind.direction == "-" or kind.formula == "falling"


def class_of(percent: Decimal | None) -> tuple[str, str]:
    """The five classes of Permendagri 86/2017 on the unrounded value: 90,99 is Tinggi."""
    if percent is None:
        return "", "Belum terukur"
    return next((code, words) for floor, code, words in CLASSES if floor is None or percent >= floor)


def range_of(text: str) -> tuple[Decimal, Decimal] | None:
    """'3-5' -> (3, 5); None for anything else."""
    found = RANGE.match(text)
    if not found:
        return None
    low, high = (Decimal(part.replace(".", "").replace(",", ".")) for part in found.groups())
    return (low, high) if low <= high else None


def _falling(kind: Kind, target: Decimal, realized: Decimal) -> Decimal | None:
    """A: T / R; B: (2T - R) / T. They agree at R = T only, so one is chosen for all (DOMAIN 11.2)."""
    if target == 0:
        return HUNDRED if realized <= 0 else Decimal(0)
    if target < 0:
        return None
    if kind.falling == "B" or realized < 0:
        return max(Decimal(0), (2 * target - realized) / target * HUNDRED)
    return Decimal(kind.cap) if realized == 0 else target / realized * HUNDRED


def _reason(quarters: list[Quarter], reported: list[Quarter], *, has_target: bool) -> str:
    if not has_target:
        return "no_target"
    if not reported:
        told = [q.reason for q in sorted(quarters, key=lambda q: q.number) if q.reason]
        return told[-1] if told else "not_reported"
    if reported[-1].number < 4:
        told = [q.reason for q in quarters if q.number == 4 and q.reason]
        return told[0] if told else "running"
    return ""


def _met(kind, target, target_text, bounds, realized, text) -> bool | None:
    """Exact comparison after rounding both to the indicator's decimals; None when words cannot be compared."""
    if bounds and realized is not None:
        return bounds[0] <= realized <= bounds[1]
    if target is None or realized is None:
        same = target_text.strip().casefold() == text.strip().casefold() != ""
        return True if same else None
    step = Decimal(1).scaleb(-kind.decimals)
    goal, reached = (value.quantize(step, rounding=ROUND_HALF_UP) for value in (target, realized))
    return reached <= goal if is_falling(kind) else reached >= goal


def _percent_in(bounds, realized) -> Decimal | None:
    return HUNDRED if realized is not None and bounds[0] <= realized <= bounds[1] else None


def _flag(kind: Kind, percent: Decimal | None, reported: list[Quarter]) -> Flag | None:
    """Only flows can be held against the share of the year elapsed (DOMAIN 11.4)."""
    if not is_flow(kind) or is_falling(kind) or percent is None:
        return None
    elapsed = Decimal(reported[-1].number) / 4 * HUNDRED
    if percent >= elapsed * kind.on_track:
        return Flag.ON_TRACK
    return Flag.AT_RISK if percent >= elapsed * kind.at_risk else Flag.OFF_TRACK
