"""The parts of what an indicator reached (rincian): by sex, kecamatan, decile, disability or age.

Parts are never judged. What looks wrong is told in words; small groups are not shown, because a few people in a small
place can be told apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from agencies.models import Region
from programs.models import Attainment, AttainmentPart, Indicator, Unit
from programs.queries.attainment import is_flow
from programs.queries.indicators import kind_of
from programs.queries.yardsticks import Yardstick

D = AttainmentPart.Dimension
LABELS = {
    D.SEX: ("Laki-laki", "Perempuan"),
    D.DECILE: tuple(f"Desil {number}" for number in range(1, 11)),
    D.DISABILITY: ("Penyandang disabilitas", "Bukan penyandang disabilitas"),
    D.AGE: ("0-5 tahun", "6-18 tahun", "19-59 tahun", "60 tahun ke atas"),
}
PER_CENT = ("persen", "%")
STEP = Decimal("0.01")  # sums of rounded figures differ by less than this for each part


@dataclass(frozen=True, slots=True)
class Counting:
    """How parts of an indicator relate to the whole: they add up, or the whole lies between them."""

    adds_up: bool = False
    per_cent: bool = False
    counts_people: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One group of a dimension with its part of each quarter, None where there is none; `hidden` names the quarters not shown."""

    label: str
    parts: dict[int, AttainmentPart | None]
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One dimension over the quarters of a year; `remarks` are (quarter, sentence)."""

    dimension: str
    words: str
    quarters: list[int]
    rows: list[Row]
    remarks: list[tuple[int, str]] = field(default_factory=list)


def counting_of(indicator: Indicator) -> Counting:
    """A flow or a count of people or families adds up; a percentage or an index does not."""
    unit = indicator.unit.strip().lower()
    counts = Unit.objects.filter(name__iexact=unit).exclude(recipient=Unit.Recipient.NONE).exists()
    per_cent = unit in PER_CENT
    flows = is_flow(kind_of(indicator, Yardstick()))
    return Counting(not per_cent and (flows or counts), per_cent, counts)


def labels_of(dimension: str, districts: Iterable[Region]) -> list[tuple[str, str]]:
    """(group, code of its area) in the order of the form; other groups are named by who enters them."""
    if dimension == D.DISTRICT:
        return [(region.name, region.code) for region in districts]
    return [(label, "") for label in LABELS.get(dimension, ())]


def remarks(whole: Attainment, parts: list[AttainmentPart], counting: Counting, expected: int) -> list[str]:
    """What does not fit together, in words; nothing is refused. `expected` groups make the whole, 0 when nobody knows."""
    valued = [part for part in parts if part.value is not None]
    found = [
        f"{part.label}: {shown(part.value)} persen. Periksa angkanya."
        for part in valued
        if counting.per_cent and part.value > 100
    ]
    if not expected or whole.value is None or not valued:
        return found
    complete = len(valued) >= expected
    if counting.adds_up:
        found += _sum_remark("Jumlah rincian", whole.value, [part.value for part in valued], complete)
    elif complete and len(valued) > 1:
        low, high = min(part.value for part in valued), max(part.value for part in valued)
        if not low <= whole.value <= high:
            found.append(f"Realisasi {shown(whole.value)} di luar rincian {shown(low)} sampai {shown(high)}.")
    for name, words in (("numerator", "pembilang"), ("denominator", "penyebut")):
        told, figures = getattr(whole, name), [getattr(part, name) for part in parts]
        figures = [figure for figure in figures if figure is not None]
        if told is not None and figures:
            found += _sum_remark(f"Jumlah {words} rincian", told, figures, len(figures) >= expected)
    return found


def _sum_remark(words: str, whole: Decimal, figures: list[Decimal], complete: bool) -> list[str]:
    total = sum(figures, Decimal(0))
    if abs(total - whole) <= STEP * len(figures):
        return []
    if total > whole:
        return [f"{words} {shown(total)} melebihi {shown(whole)}. Periksa keduanya."]
    return [f"{words} {shown(total)}, seharusnya {shown(whole)}. Periksa keduanya."] if complete else []


def too_small(parts: list[AttainmentPart], counting: Counting, small: int) -> set[str]:
    """The groups that are not shown: fewer than `small`, and where only one is, the next larger one too.

    One missing group could be computed from the whole and the others.
    """
    sizes = {part.label: size for part in parts if (size := _size(part, counting)) is not None}
    found = {label for label, size in sizes.items() if 0 < size < small}
    others = sorted((size, label) for label, size in sizes.items() if label not in found and size > 0)
    return found | {others[0][1]} if len(found) == 1 and others else found


def _size(part: AttainmentPart, counting: Counting) -> Decimal | None:
    """The smallest number of people, families or things that the part tells of; None when it tells no number of them."""
    told = [part.numerator, part.denominator, part.value if counting.counts_people else None]
    known = [figure for figure in told if figure is not None and figure > 0]
    return min(known) if known else None


def breakdowns(
    reports: dict[int, Attainment],
    parts: Iterable[AttainmentPart],
    counting: Counting,
    *,
    small: int,
    districts: int,
) -> list[Breakdown]:
    """quarter -> report, and their parts, as one table for each dimension; small groups are marked as hidden."""
    by_id = {report.pk: quarter for quarter, report in reports.items()}
    found: dict[str, dict[int, list[AttainmentPart]]] = {}
    for part in parts:
        found.setdefault(part.dimension, {}).setdefault(by_id[part.attainment_id], []).append(part)
    return [
        _breakdown(dimension, found[dimension], reports, counting, small, expected(dimension, districts))
        for dimension in D.values
        if dimension in found
    ]


def expected(dimension: str, districts: int) -> int:
    """How many groups make the whole."""
    return districts if dimension == D.DISTRICT else len(LABELS.get(dimension, ()))


def _breakdown(dimension, by_quarter, reports, counting, small, wanted) -> Breakdown:
    quarters = sorted(by_quarter)
    labels = dict.fromkeys(part.label for quarter in quarters for part in by_quarter[quarter])
    hidden = {quarter: too_small(by_quarter[quarter], counting, small) for quarter in quarters}
    cells = {quarter: {part.label: part for part in by_quarter[quarter]} for quarter in quarters}
    rows = [
        Row(
            label,
            {quarter: cells[quarter].get(label) for quarter in quarters},
            frozenset(quarter for quarter in quarters if label in hidden[quarter]),
        )
        for label in labels
    ]
    told = [
        (quarter, words)
        for quarter in quarters
        for words in remarks(reports[quarter], by_quarter[quarter], counting, wanted)
    ]
    return Breakdown(dimension, D(dimension).label, quarters, rows, told)


def shown(number: Decimal) -> str:
    """As officers write it, without zeros that say nothing."""
    text = f"{number:,.4f}".translate(str.maketrans(",.", ".,"))
    return text.rstrip("0").rstrip(",")
