"""Macro figures inside sentences: with their unit, their month, and the way they moved."""

from decimal import Decimal

from programs.models import StatisticValue
from reports.measures.words import number
from reports.queries.poverty import Macro


def amount(value: Decimal, macro: Macro, *, difference: bool = False, more: int = 0) -> str:
    """'6,12 %', 'Rp 529.643', '36,55 ribu jiwa'; a difference of rates or indices is in points, never per cent."""
    statistic = macro.statistic
    text = number(abs(value) if difference else value, statistic.decimals + more)
    unit = statistic.unit
    if unit.startswith("Rp"):
        return f"Rp {text}"
    if unit.startswith("persen"):
        return f"{text} poin" if difference else f"{text} %"
    if unit in ("indeks", "rasio"):
        return f"{text} poin" if difference else text
    return f"{text} {unit.partition('/')[0]}"


def when(period: str, year: int) -> str:
    """'Maret 2021'; a yearly figure is of 'tahun 2021'."""
    return f"{'tahun' if period == 'Tahun' else period} {year}"


def moved(change: Decimal, macro: Macro, more: int = 0) -> str:
    """'turun 0,67 poin', 'naik 2 tahun', 'tidak berubah'; `more` decimals than the statistic has, for a yearly pace."""
    if not round(change, macro.statistic.decimals + more):
        return "tidak berubah"
    return f"{'turun' if change < 0 else 'naik'} {amount(change, macro, difference=True, more=more)}"


def name_of(macro: Macro) -> str:
    """The statistic without its short form in brackets."""
    return macro.statistic.name.partition(" (")[0]


def doubts(found: list[str], value: StatisticValue) -> list[str]:
    """What `implausible` found against a typed figure, in sentences; also that it lies outside the series' own limits."""
    statistic = value.statistic
    low, high = statistic.lowest, statistic.highest
    outside = (low is not None and value.value < low) or (high is not None and value.value > high)
    words = {
        "range": "Di luar kisaran wajar.",
        "above_P0": "Kedalaman tidak dapat melebihi tingkat kemiskinan.",
        "above_P1": "Keparahan tidak dapat melebihi kedalaman.",
        "sudden": "Berubah lebih dari 30 % dari tahun sebelumnya.",
    }
    return [words[one] for one in dict.fromkeys([*(["range"] if outside else []), *found])]
