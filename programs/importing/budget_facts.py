"""What a list of budgets says: ceilings, what was spent, the cash plan, and accounts of the regional budget.

Money hangs on the sub kegiatan of an agency. One that no programme stands on yet becomes a carrier of money, not a
programme of poverty reduction. Of a hierarchy only the lines that are counted speak.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from agencies.importing.hierarchy import level_of
from agencies.models import Agency, Upload
from programs.importing.facts import Draft, Told, number, told_only
from programs.importing.locks import hold_locked
from programs.importing.node_names import NodeNames
from programs.importing.plan_masters import EDITION, Agencies, Nodes, Sources, clean_code
from programs.importing.plan_titles import title_of, version_of
from programs.importing.spending import Spending, month_of, months_missing
from programs.models import (
    Budget,
    BudgetAccount,
    FundingSource,
    MonthlyPlan,
    Nomenclature,
    Program,
    ProgramYear,
    Realization,
    StagedPlanLine,
)
from programs.queries.nomenclature import successors

ALIKE = 80  # per cent of words; below it a line seems to speak of another node than its code
ACCOUNT = re.compile(r"^[4-7](\.\d{1,4})*$")
AMOUNTS = ("pagu", "pagu_perubahan", "realisasi", *(f"realisasi_tw_{quarter}" for quarter in range(1, 5)),
           *(f"rak_bulan_{month}" for month in range(1, 13)))  # fmt: skip
HUNDRED = Decimal(100)


@dataclass(slots=True)
class Carrier:
    """All counted lines of one sub kegiatan, agency, year and source: account lines are added up."""

    agency: Agency
    node: Nomenclature
    year: int
    source: FundingSource | None
    told: list[Told]
    program: Program | None = None

    @property
    def place(self) -> tuple:
        """Where the money hangs, whatever its source."""
        return (self.agency.pk, self.node.edition, self.node.code, self.year)

    def hold(self, code: str, name: str = "", **facts) -> None:
        for told in self.told:
            told.hold(code, name, **facts)

    def sum(self, name: str) -> Decimal | None:
        """What the lines say together; None where none says anything."""
        amounts = [told.values[name] for told in self.told if told.values.get(name) is not None]
        return sum(map(number, amounts)) if amounts else None

    def physical(self) -> Decimal | None:
        """Per cent of the work done, weighted by the ceilings where several lines tell it."""
        parts = [
            (number(told.values["fisik_persen"]), number(told.values.get("pagu")) or Decimal(0))
            for told in self.told
            if told.values.get("fisik_persen") is not None
        ]
        weight = sum(ceiling for _, ceiling in parts)
        if len(parts) > 1 and weight:
            return sum(physical * ceiling for physical, ceiling in parts) / weight
        return sum(physical for physical, _ in parts) / len(parts) if parts else None

    def words(self, name: str) -> str:
        return next((str(told.values[name]) for told in self.told if told.values.get(name)), "")


def draft_of(upload: Upload, lines: list[StagedPlanLine]) -> Draft:
    """Everything the list says; lines that cannot be stored as they are know why."""
    return BudgetReader(upload, lines).read()


def questions(upload: Upload, lines: list[StagedPlanLine]) -> list[dict]:
    """What only the list can say: until which month it counts."""
    sheets = dict.fromkeys(line.sheet for line in lines)
    return [{"code": "month_missing", "sheet": sheet} for sheet in sheets if months_missing(upload, lines)]


def compared(draft: Draft) -> None:
    """A month of a locked quarter keeps what it says."""
    hold_locked(draft)


def written(draft: Draft, facts: list) -> None:
    """Sums of money are computed when they are looked at: nothing to do."""


class BudgetReader:
    """Reads the staged lines of one list into a Draft."""

    def __init__(self, upload: Upload, lines: list[StagedPlanLine]):
        self.upload = upload
        self.draft = Draft(upload, lines)
        self.agencies, self.sources = Agencies(upload), Sources()
        self.nodes = Nodes(upload, {code_of(told) for told in self.draft.told} - {""})
        self.names = NodeNames(self.nodes)
        self.title = title_of(upload)
        self.revised = any(told.values.get("pagu_perubahan") is not None for told in self.draft.told)
        self.names_sources = any(told.values.get("sumber_dana") for told in self.draft.told)
        self.programs: dict[tuple, list[Program]] = {}
        self.codes: set[str] = set()

    def read(self) -> Draft:
        carriers = self._carriers()
        self._find_programs(carriers)
        for carrier in carriers:
            self._stand_on_program(carrier)
        self._settle_sources([each for each in carriers if each.program is not None])
        for carrier in carriers:
            self._hold_together(carrier)
        spending = Spending(self.upload, [each for each in carriers if each.program is not None])
        for carrier in carriers:
            if not any(told.held for told in carrier.told):
                self._ceilings(carrier)
                self._cash(carrier)
                spending.say(self.draft, carrier)
                self._hold_together(carrier)
        return self.draft

    def _carriers(self) -> list[Carrier]:
        """The counted lines, gathered; lines of the hierarchy above them lend their words to nodes nobody knows."""
        found: dict[tuple, Carrier] = {}
        code, sheet = "", None
        for told in self.draft.told:
            if told.line.sheet != sheet:
                code, sheet = "", told.line.sheet
            own = code_of(told)
            if own and not told.line.is_leaf:
                self.nodes.words.setdefault(own, told.line.title)
            speaks = told.held or any(
                told.values.get(name) is not None for name in (*AMOUNTS, "fisik_persen")
            )
            if told.line.is_leaf and speaks:
                code = self._named(told, own) or own or code
                self._place(told, code, found)
                continue
            code = own or code
            if is_account(told) and not code:
                self._account(told)
        return list(found.values())

    def _named(self, told: Told, own: str) -> str:
        """The sub kegiatan that a line without its code names; empty where the code decides."""
        if told.held or is_account(told) or level_of(own) == Nomenclature.Level.SUB_KEGIATAN:
            return ""
        return self.names.code_of(told, self.agencies.of(told), own)

    def _place(self, told: Told, code: str, found: dict[tuple, Carrier]) -> None:
        year, agency = told.line.year, self.agencies.of(told)
        if is_account(told) and not code:
            self._account(told)
        elif year is None:
            told.hold("year_missing", "tahun")
        elif level_of(code) != Nomenclature.Level.SUB_KEGIATAN:
            self._hold_above(told, code, agency)
        elif agency is not None:
            node = self.nodes.of(code, year, told, names_in(told, code))
            self._compare_words(told, node, code)
            source = self._source(told)
            key = (agency.pk, node.edition, code, year, source.code if source else "")
            found.setdefault(key, Carrier(agency, node, year, source, [])).told.append(told)

    def _hold_above(self, told: Told, code: str, agency: Agency | None) -> None:
        level = level_of(code)
        if level is None:
            self.names.hold(told, agency)
        else:
            told.hold("level_above", "kode", tingkat=Nomenclature.Level(level).label.lower())

    def _compare_words(self, told: Told, node: Nomenclature, code: str) -> None:
        """The code decides; words that seem to speak of something else are told."""
        words = names_in(told, code)
        far = words and fuzz.token_set_ratio(words.casefold(), node.name.casefold()) < ALIKE
        if words and node.pk and (far or self.nodes.fits_a_neighbour(words, node)):
            told.warn("node_name_differs", "uraian", kode=code, nama=node.name)

    def _source(self, told: Told) -> FundingSource | None:
        source = self.sources.of(told)
        if source is None and self.names_sources and not told.values.get("sumber_dana"):
            told.warn("source_unknown", "sumber_dana", nama="Sumber dana kosong")
        return source

    def _account(self, told: Told) -> None:
        """One account of the regional budget; the chart is kept whole, so its sums are stored as they stand."""
        if told.line.year is None:
            told.hold("year_missing", "tahun")
            return
        values = told.values
        named = any(values.get(name) for name in ("kode_skpd", "nama_skpd", "opd"))
        agency = self.agencies.of(told) if named else None
        if not named and self.upload.agency.kind != Agency.Kind.BAPPEDA:
            agency = self.upload.agency
        spent, month = number(values.get("realisasi")), month_of(self.upload, values)
        stored = told_only(
            ceiling_murni=number(values.get("pagu")), ceiling_perubahan=number(values.get("pagu_perubahan")),
            realized_amount=spent, realized_until=month if spent is not None else None,
        )  # fmt: skip
        self.draft.say(
            told, BudgetAccount, {"year": told.line.year, "code": account_of(told)[:20], "agency": agency}, stored,
            beside={"name": told.line.title[:200]}, ceiling_murni="pagu", ceiling_perubahan="pagu_perubahan",
            realized_amount="realisasi",
        )  # fmt: skip

    def _find_programs(self, carriers: list[Carrier]) -> None:
        agencies = {each.agency.pk for each in carriers}
        rows = (
            Program.objects.filter(agency__in=agencies, node__isnull=False)
            .select_related("node")
            .order_by("pk")
        )
        for program in rows:
            key = (program.agency_id, program.node.edition, program.node.code)
            self.programs.setdefault(key, []).append(program)
        self._follow_successors(rows, {each.node.edition for each in carriers})
        self.codes = set(Program.objects.values_list("code", flat=True))

    def _follow_successors(self, rows, editions: set[str]) -> None:
        """A programme on an older code carries the money of the one code that took its place."""
        for edition in editions:
            older = [program for program in rows if program.node.edition != edition]
            known = successors({program.node_id: program.node for program in older}.values(), edition)
            heirs: dict[tuple, list[Program]] = {}
            for program in older:
                if len(following := known.get(program.node_id, [])) == 1:
                    heirs.setdefault((program.agency_id, edition, following[0].code), []).append(program)
            self.programs = heirs | self.programs

    def _stand_on_program(self, carrier: Carrier) -> None:
        """Exactly one programme carries the money; none: a sub kegiatan that is no programme of poverty reduction."""
        found = self.programs.setdefault(carrier.place[:3], [])
        if len(found) > 1:
            names = ", ".join(program.name for program in found)
            carrier.hold("program_ambiguous", "kode", nama=names, kode=carrier.node.code)
            return
        if not found:
            found.append(self._made(carrier))
        carrier.program = found[0]
        for told in carrier.told:
            if carrier.program.pk is None:
                told.needs.append(carrier.program)
            self.draft.say(told, ProgramYear, {"program": carrier.program, "year": carrier.year}, {})

    def _settle_sources(self, carriers: list[Carrier]) -> None:
        """Money without a source joins the only one that is stored: stored once more beside it, it would count twice."""
        told: dict[tuple, set[str]] = {}
        for carrier in carriers:
            told.setdefault(carrier.place, set()).add(carrier.source.code if carrier.source else "")
        stored, untold = self._stored_sources(carriers), self.sources.untold
        for carrier in carriers:
            known, others = stored.get((carrier.program.pk, carrier.year), {}), told[carrier.place]
            if carrier.source is None:
                if len(others) == len(known) == 1:
                    carrier.source = next(iter(known.values()))
                elif known and untold.pk not in known and len(others) == 1:
                    carrier.hold("source_needed", "sumber_dana")
                carrier.source = carrier.source or untold
            elif "" not in others and set(known) == {untold.pk} and carrier.source.pk != untold.pk:
                carrier.hold("source_clash", "sumber_dana")

    def _stored_sources(self, carriers: list[Carrier]) -> dict[tuple, dict[int, FundingSource]]:
        programs = {carrier.program.pk for carrier in carriers if carrier.program.pk}
        found: dict[tuple, dict[int, FundingSource]] = {}
        for model in (Budget, Realization):
            rows = model.objects.filter(program__in=programs, year__in={each.year for each in carriers})
            for row in rows.select_related("funding_source").order_by("pk"):
                sources = found.setdefault((row.program_id, row.year), {})
                sources[row.funding_source_id] = row.funding_source
        return found

    def _made(self, carrier: Carrier) -> Program:
        line = carrier.told[0].line
        code = f"{carrier.agency.pk}.{carrier.node.code}"
        if carrier.node.edition != EDITION or code in self.codes:
            code = next(each for n in range(2, 1000) if (each := f"{code}-{n}") not in self.codes)
        self.codes.add(code)
        return Program(
            code=code[:40], name=carrier.node.name[:200], owner=Program.Owner.DAERAH, agency=carrier.agency, node=carrier.node,
            is_poverty=False, source_upload=self.upload, source_sheet=line.sheet, source_row=line.row,
        )  # fmt: skip

    def _hold_together(self, carrier: Carrier) -> None:
        """Lines that are added up stand or fall together: half a sum would be a false ceiling."""
        wrong = [told for told in carrier.told if told.held]
        for told in carrier.told if wrong else ():
            if told not in wrong:
                told.hold("part_held", n=wrong[0].line.row)

    def _ceilings(self, carrier: Carrier) -> None:
        for name in ("pagu", "pagu_perubahan"):
            amount = carrier.sum(name)
            if amount is None:
                continue
            if amount < 0:
                carrier.hold("amount_negative", name)
                return
            revision, numbered = Budget.Revision.PERUBAHAN, 0
            if name == "pagu":
                revision, numbered = (Budget.Revision.MURNI, 0) if self.revised else version_of(self.title)
            self._ceiling(carrier, name, amount, revision, numbered)

    def _ceiling(self, carrier: Carrier, name: str, amount: Decimal, revision: str, numbered: int) -> None:
        key = {
            "program": carrier.program, "year": carrier.year, "funding_source": carrier.source,
            "revision": revision, "number": numbered,
        }  # fmt: skip
        self.draft.say(carrier.told, Budget, key, {"ceiling_amount": amount}, ceiling_amount=name)

    def _cash(self, carrier: Carrier) -> None:
        for month in range(1, 13):
            amount = carrier.sum(f"rak_bulan_{month}")
            if amount is None:
                continue
            if amount < 0:
                carrier.hold("amount_negative", f"rak_bulan_{month}")
                return
            key = {
                "program": carrier.program, "year": carrier.year, "month": month,
                "funding_source": carrier.source,
            }  # fmt: skip
            self.draft.say(
                carrier.told,
                MonthlyPlan,
                key,
                {"planned_amount": amount},
                planned_amount=f"rak_bulan_{month}",
            )


def code_of(told: Told) -> str:
    """The code of the nomenclature the line stands on; empty for an account, an office, or no code."""
    names = ("kode_sub_kegiatan", "kode", "kode_kegiatan", "kode_program")
    codes = (clean_code(told.values.get(name)) for name in names)
    return next((code for code in codes if level_of(code) and not is_chart(told, code)), "")


def is_chart(told: Told, code: str) -> bool:
    """An account looks like a code of the nomenclature; the reading gives a level to the latter only."""
    return bool(ACCOUNT.match(code)) and not told.line.level and not told.values.get("kode_sub_kegiatan")


def account_of(told: Told) -> str:
    return str(told.values.get("kode_akun") or told.values.get("kode") or "").strip()


def is_account(told: Told) -> bool:
    return bool(ACCOUNT.match(account_of(told))) and not told.line.level


def names_in(told: Told, code: str) -> str:
    """What the line calls the node of this code; the words of an account line speak of the account."""
    if told.values.get("nama_sub_kegiatan"):
        return str(told.values["nama_sub_kegiatan"])
    return told.line.title if clean_code(told.values.get("kode")) == code else ""
