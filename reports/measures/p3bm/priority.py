"""Priority field (prioritas bidang, DOMAIN 5.8): five flags of the field's main statistic, weighted and added."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from decimal import Decimal

WEIGHTS = (Decimal(1),) * 5
LIMITS = ((Decimal(4), 1), (Decimal(3), 2), (Decimal(2), 3))
WORDS = {1: "Prioritas 1", 2: "Prioritas 2", 3: "Prioritas 3", None: "Bukan prioritas"}


@dataclass(frozen=True, slots=True)
class FieldFlags:
    """True speaks for the field as a priority, False against; None is not known and counts as 0."""

    worse_province: bool | None
    worse_nation: bool | None
    worsening: bool | None
    ineffective: bool | None
    irrelevant: bool | None

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(one.name for one in fields(self) if getattr(self, one.name) is None)


def field_score(flags: FieldFlags, weights: Sequence[Decimal] = WEIGHTS) -> Decimal:
    told = zip(astuple(flags), weights, strict=True)
    return sum((weight for flag, weight in told if flag), Decimal(0))


def field_priority(score: Decimal) -> int | None:
    """1 from 4, 2 from 3, 3 from 2 points on; None is no priority."""
    return next((priority for limit, priority in LIMITS if score >= limit), None)
