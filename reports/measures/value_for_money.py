"""What the money for poor people brought about: cost per recipient (B9), the three E (B10), the elasticity (B12) of DOMAIN 7."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from programs.models import Unit
from reports.measures.p3bm import budget
from reports.measures.words import UNKNOWN, number, per_cent, rupiah
from reports.queries.costs import Cost
from reports.queries.pro_poor import TaggedLine

COUNTABLE = {Unit.Recipient.PERSON, Unit.Recipient.FAMILY}


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure: its value in words, the numbers it comes from, and what it says.

    Where it is unknown, `note` names what is missing and `missing` which page helps: a key that the page turns into a link.
    """

    code: str
    title: str
    value: str
    numbers: str
    note: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Worth:
    """One sub kegiatan with what it cost per recipient and its three E, each a ratio of realised to planned; None is unknown."""

    line: TaggedLine
    cost: Cost | None
    economy: Decimal | None
    efficiency: Decimal | None
    effectiveness: Decimal | None


@dataclass(frozen=True, slots=True)
class Lag:
    """What the elasticity rests on: the number of poor in `year` and the year before, and the weighted money (rupiah) of the
    two years before that, the later of them with its inflation in per cent. None is unknown."""

    year: int
    poor: Decimal
    poor_before: Decimal
    tagged: Decimal | None
    tagged_before: Decimal | None
    inflation: Decimal | None


def worths(
    lines: Iterable[TaggedLine], costs: Iterable[Cost], attained: Mapping[int, Decimal]
) -> list[Worth]:
    """In the order of the lines. Output is recipients in the programme's unit, outcome its indicators' attainment (per cent)."""
    by_program = {one.program.pk: one for one in costs}
    return [_worth(line, by_program.get(line.program_id), attained.get(line.program_id)) for line in lines]


def unit_costs(rows: Sequence[Worth]) -> Reading:
    """B9: rupiah per recipient by the unit they are counted in, over the programmes that know both."""
    known = [row.cost for row in rows if row.cost and row.cost.per_served is not None]
    if not known:
        spent = any(row.line.spent_amount for row in rows)
        note, missing = (
            ("Penerima belum tercatat.", "penerima") if spent else ("Realisasi belum diisi.", "realisasi")
        )
        return Reading("B9", "Biaya per penerima", UNKNOWN, "", note, missing)
    words = []
    for unit in sorted({one.unit for one in known}):
        spent, served = (
            sum(getattr(one, name) for one in known if one.unit == unit) for name in ("spent", "served")
        )
        words.append(f"{_rp(budget.unit_cost(spent, served))} per {unit}")
    far = sum(one.is_outlier for one in known)
    return Reading(
        "B9", "Biaya per penerima", " · ".join(words), f"{number(len(known))} program dengan realisasi dan penerima",
        f"{number(far)} jauh dari yang sejenis." if far else "Tidak ada yang jauh dari yang sejenis.",
    )  # fmt: skip


def three_e(rows: Sequence[Worth], *, is_over: bool) -> Reading:
    """B10: economy of the sums, the middle efficiency, the mean attainment of the programmes' indicators."""
    spent = [row.line for row in rows if row.line.spent_amount is not None]
    parts = [
        ("ekonomi", budget.ratio(sum(one.spent_amount or 0 for one in spent), sum(one.ceiling_amount for one in spent)),
         len(spent), "Realisasi belum diisi.", "realisasi"),
        ("efisiensi", *_over(rows, "efficiency", median), "Sasaran atau penerima belum ada.", "sasaran"),
        ("efektivitas", *_over(rows, "effectiveness", _mean), "Indikator program belum dapat dinilai.", "indikator"),
    ]  # fmt: skip
    gaps = [(note, missing) for _, value, _, note, missing in parts if value is None]
    told = [(words, value, count) for words, value, count, _, _ in parts if value is not None]
    notes = " ".join(
        [note for note, _ in gaps] or (["Tahun berjalan: masih sementara."] if not is_over else [])
    )
    return Reading(
        "B10", "Nilai untuk uang (3E)", " · ".join(f"{words} {number(value, 2)}" for words, value, _ in told) or UNKNOWN,
        ", ".join(f"{words} {number(count)} program" for words, _, count in told), notes, gaps[0][1] if gaps else "",
    )  # fmt: skip


def elasticity(told: Lag | None) -> Reading:
    """B12: change of the number of poor over the real change of the money a year earlier; indicative only."""
    title = "Elastisitas"
    if told is None:
        return Reading(
            "B12", title, UNKNOWN, "", "Jumlah penduduk miskin dua tahun berturut-turut belum ada.", "miskin"
        )
    gap = _lacking(told)
    if gap:
        return Reading("B12", title, UNKNOWN, "", *gap)
    poor = budget.growth(told.poor, told.poor_before)
    money = budget.growth(told.tagged, told.tagged_before, told.inflation)
    found = budget.elasticity(poor, money)
    return Reading(
        "B12", title, number(found, 2),
        f"penduduk miskin {per_cent(poor)} ({told.year}), anggaran riil {per_cent(money)} ({told.year - 1})",
        "Hanya petunjuk: satu pasang tahun." if found is not None else "Anggaran riil tidak berubah.",
    )  # fmt: skip


def lag(
    poor: Mapping[int, Decimal], tagged: Mapping[int, Decimal], inflation: Mapping[int, Decimal], until: int
) -> Lag | None:
    """The newest year, not after `until`, whose number of poor and that of the year before are known."""
    year = pair_of(poor, until)
    if year is None:
        return None
    return Lag(
        year, poor[year], poor[year - 1], tagged.get(year - 1), tagged.get(year - 2), inflation.get(year - 1)
    )


def pair_of(poor: Mapping[int, Decimal], until: int) -> int | None:
    """The newest year with a figure, not after `until`, that follows another year with one."""
    return max((year for year in poor if year <= until and year - 1 in poor), default=None)


def _worth(line: TaggedLine, cost: Cost | None, attained: Decimal | None) -> Worth:
    unit = cost.program.unit if cost else None
    served = cost.served if cost and unit and unit.recipient in COUNTABLE else None
    economy, efficiency, _ = budget.value_for_money(
        (line.ceiling_amount, line.spent_amount), (line.target_count, served), (None, None)
    )
    return Worth(line, cost, economy, efficiency, None if attained is None else attained / 100)


def _lacking(told: Lag) -> tuple[str, str] | None:
    """What is missing in words, and which page helps."""
    years = [told.year - back for back, amount in ((1, told.tagged), (2, told.tagged_before)) if not amount]
    if years:
        return f"Anggaran kemiskinan {' dan '.join(map(str, sorted(years)))} belum ada.", "pagu"
    return (f"Inflasi {told.year - 1} belum ada.", "inflasi") if told.inflation is None else None


def _over(rows: Sequence[Worth], name: str, how) -> tuple[Decimal | None, int]:
    known = [value for row in rows if (value := getattr(row, name)) is not None]
    return (how(known) if known else None), len(known)


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _rp(amount: Decimal | None) -> str:
    return rupiah(None if amount is None else int(amount.quantize(Decimal(1))))
