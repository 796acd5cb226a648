"""Pro-poor budget analysis (DOMAIN 7), B1 to B12. Money in whole rupiah; None where a denominator is missing or 0."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)
Amount = int | Decimal
BANDS = (
    (Decimal(60), "Tidak efektif"),
    (Decimal(80), "Kurang efektif"),
    (Decimal(90), "Cukup efektif"),
)
WHOLE_REGION = ("semua", "seluruh", "se-kab", "se-kota", "tersebar")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A field of higher priority that gets a smaller share (per cent) than `instead`, one of lower priority."""

    field: str
    rank: int
    share: Decimal
    instead: str
    share_instead: Decimal


def ratio(part: Amount | None, whole: Amount | None) -> Decimal | None:
    return None if part is None or not whole else Decimal(part) / Decimal(whole)


def per_cent_of(part: Amount | None, whole: Amount | None) -> Decimal | None:
    found = ratio(part, whole)
    return None if found is None else found * HUNDRED


def tagged_amount(tagged: Iterable[tuple[Amount, Decimal]]) -> Decimal:
    """Ceilings times their weights, rupiah."""
    return sum((Decimal(ceiling) * weight for ceiling, weight in tagged), Decimal(0))


def pro_poor_share(tagged: Iterable[tuple[Amount, Decimal]], total: Amount | None) -> Decimal | None:
    """B1: the weighted ceilings in per cent of the whole spending of the region."""
    return per_cent_of(tagged_amount(tagged), total)


def direct_share(direct: Amount | None, tagged: Amount | None) -> Decimal | None:
    """B2: what reaches people directly in per cent of what is tagged."""
    return per_cent_of(direct, tagged)


def per_poor(tagged: Amount | None, poor: Amount | None) -> Decimal | None:
    """B3: rupiah per poor person."""
    return ratio(tagged, poor)


def growth(now: Amount | None, before: Amount | None, inflation: Decimal | None = None) -> Decimal | None:
    """B4: per cent; real when the inflation (per cent) is given."""
    found = ratio(now, before)
    if found is None:
        return None
    prices = 1 + (inflation or Decimal(0)) / HUNDRED
    return (found / prices - 1) * HUNDRED


def field_relevance(shares: Mapping[str, Decimal], ranks: Mapping[str, int | None]) -> list[Mismatch]:
    """B5: fields that get less than one of lower priority; a field without share gets 0."""
    found = []
    for name, place in sorted(ranks.items(), key=lambda item: (item[1] or 9, item[0])):
        own = shares.get(name, Decimal(0))
        lower = {
            other: share
            for other, share in shares.items()
            if place and share > own and (ranks.get(other) or 9) > place
        }
        if lower:
            most = max(sorted(lower), key=lambda other: lower[other])
            found.append(Mismatch(name, place or 0, own, most, lower[most]))
    return found


def equity(
    located_here: Amount | None, located: Amount | None, poor_here: Amount | None, poor: Amount | None
) -> Decimal | None:
    """B6: share of the located money over share of the poor families; 1 is proportional."""
    money, people = ratio(located_here, located), ratio(poor_here, poor)
    return None if money is None or not people else money / people


def absorption(spent: Amount | None, ceiling: Amount | None) -> Decimal | None:
    """B7: per cent."""
    return per_cent_of(spent, ceiling)


def effect_band(percent: Decimal | None) -> str | None:
    """B8: the usual words of local finance for the absorption of a whole year."""
    if percent is None:
        return None
    if percent > HUNDRED:
        return "Sangat efektif"
    return next((words for limit, words in BANDS if percent < limit), "Efektif")


def unit_cost(spent: Amount | None, served: Amount | None) -> Decimal | None:
    """B9: rupiah per recipient served."""
    return ratio(spent, served)


def value_for_money(
    inputs: tuple[Amount | None, Amount | None],
    outputs: tuple[Amount | None, Amount | None],
    outcomes: tuple[Amount | None, Amount | None],
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """B10: (economy, efficiency, effectiveness), each of (planned, realised) pairs."""
    planned, realised = ratio(outputs[0], inputs[0]), ratio(outputs[1], inputs[1])
    efficiency = None if realised is None or not planned else realised / planned
    return ratio(inputs[1], inputs[0]), efficiency, ratio(outcomes[1], outcomes[0])


def strategy_mix(amounts: Mapping[int, Amount]) -> dict[int, Decimal]:
    """B11: per cent by strategy; empty where there is no money."""
    total = sum(amounts.values())
    return {key: HUNDRED * Decimal(amount) / total for key, amount in amounts.items()} if total else {}


def elasticity(change_poor: Decimal | None, change_budget_real: Decimal | None) -> Decimal | None:
    """B12: change of the number of poor over the real change of the money a year before, both per cent. Indicative only."""
    return ratio(change_poor, change_budget_real)


def is_support(code: str) -> bool:
    """Whether a nomenclature code lies in programme xx.01 (support of the office), which is never tagged."""
    parts = code.split(".")
    return len(parts) > 2 and parts[2] == "01"


def is_located(place: str) -> bool:
    """Whether a written location names places; the whole regency is none."""
    words = place.strip().lower()
    return bool(words) and not any(word in words for word in WHOLE_REGION)
