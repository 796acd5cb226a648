"""From reports of what was spent to the flow of each month (DECISIONS 5.2).

A report of physical and financial realisation counts from January to its month; what earlier months hold already is
taken off. A month that was skipped and comes later takes its part out of the month after it.
"""

from collections.abc import Iterable
from decimal import Decimal

from agencies.importing.fields import COUNTING, MONTHLY
from agencies.importing.values.periods import parse_period, read_month
from agencies.models import Upload
from programs.importing.facts import Draft, number
from programs.models import Realization, StagedPlanLine


def month_of(upload: Upload, values: dict) -> int | None:
    """The month until which a report counts: told by the line or the title, else by the form."""
    for words in (values.get("bulan"), upload.context.get("bulan")):
        if words and (month := read_month(words)):
            return month
    period = parse_period(values.get("periode") or upload.context.get("periode"), values.get("tahun"))
    return period.last.month if period and period.kind != "tahun" else None


def months_missing(upload: Upload, lines: Iterable[StagedPlanLine]) -> bool:
    """Does the list tell what was spent, but neither it nor the form until which month?"""
    told = (line for line in lines if line.is_leaf and line.values.get("realisasi") is not None)
    return any(month_of(upload, line.values) is None for line in told)


class Spending:
    """The months that are stored, for the programmes of one list."""

    def __init__(self, upload: Upload, carriers: list):
        self.upload = upload
        self.months: dict[tuple, dict[int, Realization]] = {}
        programs = {carrier.program.pk for carrier in carriers if carrier.program.pk}
        years = {carrier.year for carrier in carriers}
        for row in Realization.objects.filter(program__in=programs, year__in=years).order_by("pk"):
            self.months.setdefault((row.program_id, row.year, row.funding_source_id), {})[row.month] = row

    def say(self, draft: Draft, carrier) -> None:
        """Add what the lines of one sub kegiatan say of its spending; they are held where it cannot be."""
        source = carrier.source
        stored = self.months.get((carrier.program.pk, carrier.year, source.pk), {})
        told = Report(draft, carrier, source, stored, cumulative=self.upload.context.get(COUNTING) != MONTHLY)
        told.quarters()
        told.month(month_of(self.upload, carrier.told[0].values))


class Report:
    """One report of one sub kegiatan and source."""

    def __init__(self, draft: Draft, carrier, source, stored: dict[int, Realization], *, cumulative: bool):
        self.draft, self.carrier, self.source = draft, carrier, source
        self.flows = {month: Decimal(row.spent_amount) for month, row in stored.items()}
        self.stored, self.cumulative = stored, cumulative

    def quarters(self) -> None:
        """Columns of quarters: each is the flow of its three months, kept at the last of them."""
        for quarter in range(1, 5):
            amount = self.carrier.sum(f"realisasi_tw_{quarter}")
            if amount is not None:
                last = 3 * quarter
                flow = amount - sum(self.flows.get(month, 0) for month in (last - 2, last - 1))
                self._say(last, flow, None, f"realisasi_tw_{quarter}")

    def month(self, month: int | None) -> None:
        spent, physical = self.carrier.sum("realisasi"), self.carrier.physical()
        if month is None or spent is None and physical is None:
            return
        if physical is not None and not 0 <= physical <= 100:
            self.carrier.hold("percent_invalid", "fisik_persen", nilai=str(physical))
            return
        before = sum(flow for each, flow in self.flows.items() if each < month)
        if spent is None:
            flow = Decimal(0)  # the office reported the line, and nothing was spent
        else:
            flow = spent - before if self.cumulative else spent
        if spent is not None and self.cumulative and month not in self.flows:
            self._take_from_next(month, flow)
        self._say(month, flow, physical, "realisasi", self.carrier.words("keterangan"))

    def _take_from_next(self, month: int, flow: Decimal) -> None:
        """The next month that a list has told held this one's money too."""
        later = [each for each in self.flows if each > month]
        if later and self.stored[min(later)].source_upload_id is not None:
            self._say(min(later), self.flows[min(later)] - flow, None, "realisasi")

    def _say(self, month: int, flow: Decimal, physical: Decimal | None, name: str, problem: str = "") -> None:
        if flow < 0:
            self.carrier.hold("cumulative_falls", name, bulan=month)
            return
        key = {
            "program": self.carrier.program, "year": self.carrier.year, "month": month, "funding_source": self.source,
        }  # fmt: skip
        values = {"spent_amount": flow}
        values |= {"physical": number(physical)} if physical is not None else {}
        values |= {"problem": problem[:300]} if problem else {}
        self.draft.say(
            self.carrier.told, Realization, key, values, spent_amount=name, physical="fisik_persen", problem="keterangan"
        )  # fmt: skip
