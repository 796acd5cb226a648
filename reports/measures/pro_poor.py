"""The twelve readings of the pro-poor budget (B1 to B12, DOMAIN 7), each with its numbers or why it is unknown."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from programs.models import Program
from programs.models.sources import Field
from reports.measures.p3bm import budget
from reports.measures.value_for_money import Reading
from reports.measures.words import UNKNOWN, number, per_cent, rupiah
from reports.queries.pro_poor import TaggedLine
from reports.queries.villages import VillageRow


@dataclass(frozen=True, slots=True)
class Share:
    """A kecamatan's share of the located money over its share of the target families; 1 is proportional."""

    code: str
    name: str
    amount: int
    families: int
    equity: Decimal | None
    is_low: bool


@dataclass(frozen=True, slots=True)
class Purse:
    """The money for poor people in one year. Rupiah weighted where `tagged`, unweighted for absorption."""

    lines: tuple[TaggedLine, ...]

    @property
    def tagged(self) -> Decimal:
        return budget.tagged_amount((line.ceiling_amount, line.weight) for line in self.lines)

    @property
    def ceiling(self) -> int:
        return sum(line.ceiling_amount for line in self.lines)

    @property
    def spent(self) -> int | None:
        known = [line.spent_amount for line in self.lines if line.spent_amount is not None]
        return sum(known) if known else None

    @property
    def direct(self) -> Decimal | None:
        """None as long as nobody has said of any line how it reaches people."""
        if not any(line.activity for line in self.lines):
            return None
        return self.by("activity").get("langsung", Decimal(0))

    @property
    def without_weight(self) -> int:
        return sum(not line.has_own_weight for line in self.lines)

    def by(self, name: str) -> dict:
        """Weighted rupiah by an attribute of the lines; lines without it are left out."""
        found: dict = defaultdict(Decimal)
        for line in self.lines:
            if key := getattr(line, name):
                found[key] += line.ceiling_amount * line.weight
        return dict(found)


def purse(lines: Sequence[TaggedLine]) -> Purse:
    """Support of the office (xx.01) never counts, whatever its tag says."""
    return Purse(tuple(line for line in lines if not budget.is_support(line.node)))


def readings(
    now: Purse,
    before: Purse,
    *,
    spending: int | None,
    poor: int | None,
    is_over: bool,
    inflation: Decimal | None = None,
) -> list[Reading]:
    """B1 to B8 that are single numbers, in the order of the handbook. `poor` is the number of poor persons, `inflation` of
    the year in per cent, `is_over` whether the year has ended."""
    tagged, absorbed = now.tagged, budget.absorption(now.spent, now.ceiling)
    share, direct = budget.per_cent_of(tagged, spending), budget.direct_share(now.direct, tagged)
    each = budget.per_poor(tagged, poor)
    band = budget.effect_band(absorbed) if is_over else None
    return [
        Reading("B1", "Bagian untuk penduduk miskin", per_cent(share), f"{_rp(tagged)} dari belanja {rupiah(spending)}",
                *(() if spending else ("Belanja daerah (akun 5) belum dimuat.", "belanja"))),
        Reading("B2", "Bagian yang langsung diterima", per_cent(direct), f"{_rp(now.direct)} dari {_rp(tagged)}",
                *(() if direct is not None else ("Jenis aktivitas belum diisi.", "bobot"))),
        Reading("B3", "Per penduduk miskin setahun", _rp(each), f"{_rp(tagged)} untuk {number(poor)} orang",
                *(() if poor else ("Jumlah penduduk miskin belum ada.", "miskin"))),
        _growth(tagged, before.tagged, inflation),
        Reading("B7", "Serapan", per_cent(absorbed), f"{rupiah(now.spent)} dari pagu {rupiah(now.ceiling)}",
                *(() if now.spent is not None else ("Realisasi belum diisi.", "realisasi"))),
        Reading("B8", "Efektivitas belanja", band or UNKNOWN, per_cent(absorbed, 2),
                "" if band else "Dinilai setelah tahun anggaran selesai."),
    ]  # fmt: skip


def _growth(tagged: Decimal, before: Decimal, inflation: Decimal | None) -> Reading:
    """B4: nominal, and real where the inflation of the year is known."""
    nominal, real = budget.growth(tagged, before), budget.growth(tagged, before, inflation)
    numbers = f"dari {_rp(before or None)} ke {_rp(tagged)}"
    if nominal is None:
        return Reading(
            "B4", "Pertumbuhan dari tahun lalu", UNKNOWN, numbers, "Anggaran tahun lalu belum ada.", "pagu"
        )
    if inflation is None:
        return Reading(
            "B4", "Pertumbuhan dari tahun lalu", per_cent(nominal), numbers, "Nominal. Angka inflasi belum ada.", "inflasi"
        )  # fmt: skip
    note = f"Riil {per_cent(real)} setelah inflasi {per_cent(inflation, 2)}."
    return Reading("B4", "Pertumbuhan dari tahun lalu", per_cent(nominal), numbers, note)


def strategies(now: Purse) -> list[tuple[str, Decimal, Decimal]]:
    """B11: (strategy in words, weighted rupiah, per cent), in order."""
    amounts = now.by("strategy")
    mix, words = budget.strategy_mix(amounts), dict(Program.Strategy.choices)
    return [(str(words[key]), amounts[key], mix[key]) for key in sorted(mix)]


def mismatches(now: Purse, ranks: dict[str, int | None]) -> list[tuple[str, budget.Mismatch, str]]:
    """B5: fields of higher priority with a smaller share than a lower one; both named in words."""
    amounts = now.by("field")
    total = sum(amounts.values())
    shares = {key: Decimal(100) * amount / total for key, amount in amounts.items()} if total else {}
    words = dict(Field.choices)
    found = budget.field_relevance(shares, ranks) if shares else []
    return [(str(words[one.field]), one, str(words[one.instead])) for one in found]


def shares(places: dict[str, int], districts: Sequence[VillageRow], low: Decimal) -> list[Share]:
    """B6: every kecamatan, least served first; empty where no money is located."""
    money, families = sum(places.values()), sum(row.target for row in districts)
    if not money:
        return []
    rows = []
    for row in districts:
        found = budget.equity(places.get(row.code, 0), money, row.target, families)
        rows.append(
            Share(
                row.code,
                row.name,
                places.get(row.code, 0),
                row.target,
                found,
                found is not None and found < low,
            )
        )
    return sorted(rows, key=lambda one: (one.equity is None, one.equity or 0, one.code))


def _rp(amount: Decimal | None) -> str:
    return rupiah(None if amount is None else int(amount.quantize(Decimal(1))))
