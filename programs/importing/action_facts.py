"""What a list of action plans says: rows of the plan (RAT) and what each half of the year spent (OPPKPKE; DOMAIN 8.3, 8.4).

The code decides which sub kegiatan a line speaks of, then the name within the agency, never the name alone. What cannot be
told for certain is held and named. Of a hierarchy only the lines that are counted speak.
"""

from dataclasses import dataclass, field

from agencies.importing.hierarchy import level_of
from agencies.models import Agency, Upload
from agencies.queries.schedules import locked, locked_words
from programs.importing import action_links
from programs.importing.action_reports import AMOUNTS, CUMULATIVE, Reports
from programs.importing.action_values import Values
from programs.importing.facts import Draft, Fact, Told
from programs.importing.plan_masters import Agencies, Nodes, ancestors, clean_code
from programs.importing.plan_nodes import Carriers, hold_wrong_parent
from programs.models import ActionReport, ActionRow, Nomenclature, Program, StagedPlanLine
from programs.queries.action_words import location_of, sources_of

REVIEWED = (ActionRow.Status.SUBMITTED, ActionRow.Status.VERIFIED)
COLUMNS = {
    "strategy": "strategi", "direct": "aktivitas_langsung", "indirect": "aktivitas_tidak_langsung", "support": "aktivitas_penunjang",
    "allocation_amount": "pagu", "regularity": "sifat_bantuan", "form": "jenis_bantuan", "location_text": "lokasi",
    "target_count": "jumlah_sasaran", "target_unit": "jumlah_sasaran", "target_text": "jumlah_sasaran", "regions": "lokasi",
    "benefit_amount": "besaran_manfaat", "benefit_text": "besaran_manfaat", "duration": "durasi", "duration_months": "durasi",
    "sources": "sumber_dana",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Planned:
    """One row of the plan as the list tells it: stored already or made for the list, with the links the list names."""

    row: ActionRow
    is_new: bool
    values: dict
    links: dict[str, list]
    told: list[Told] = field(default_factory=list)
    changed: bool = False  # its links differ from what is stored

    @property
    def held(self) -> bool:
        return all(told.held for told in self.told)


class ActionDraft(Draft):
    """A draft that knows the rows of the plan besides, for their links."""

    def __init__(self, upload: Upload, lines: list[StagedPlanLine]):
        super().__init__(upload, lines)
        self.planned: dict[tuple, Planned] = {}


def draft_of(upload: Upload, lines: list[StagedPlanLine]) -> ActionDraft:
    """Everything the list says; lines that cannot be stored as they are know why."""
    return ActionReader(upload, lines).read()


def questions(upload: Upload, lines: list[StagedPlanLine]) -> list[dict]:
    """What only the list can say: whether the second half of the year holds the first as well."""
    sheets = {
        line.sheet: None
        for line in lines
        if not (line.values.get("periode") or upload.context.get("periode"))
        and any(problem["code"] == CUMULATIVE for problem in line.problems)
    }
    return [{"code": CUMULATIVE, "sheet": sheet} for sheet in sheets]


def compared(draft: ActionDraft) -> None:
    """Links that differ change their row; what is reviewed or closed keeps what it says."""
    for planned in draft.planned.values():
        if not planned.is_new and not draft.only_new:
            _compare_links(draft, planned)
    for fact in draft.facts.values():
        if fact.model in (ActionRow, ActionReport) and fact.changes and fact.row.status in REVIEWED:
            _hold(fact, "action_reviewed", nama=_named(fact))
    _hold_closed(draft)


def written(draft: ActionDraft, facts: list[Fact]) -> None:
    """The links of rows that were written."""
    wanted = [each for each in draft.planned.values() if not each.held and (each.is_new or each.changed)]
    action_links.store({each.row: each.links for each in wanted})


def _compare_links(draft: ActionDraft, planned: Planned) -> None:
    stored = action_links.now(planned.row)
    differing = [
        name for name, told in planned.links.items() if sorted(each.pk for each in told) != stored[name]
    ]
    fact = draft.facts.get((ActionRow, planned.row.pk))
    if not differing or fact is None or fact.row is None:
        return
    for name in differing:
        fact.changes[name] = _in_words(name, planned)
    fact.beside["links_before"] = {"upload": draft.upload.pk} | stored
    planned.changed = True


def _in_words(name: str, planned: Planned) -> tuple[str, str]:
    """(stored, told) links as the form prints them."""
    if name == "sources":
        return sources_of(planned.row), ", ".join(sorted(source.code for source in planned.links[name]))
    words = planned.values.get("location_text", planned.row.location_text)
    return location_of(planned.row), ", ".join(
        filter(None, [*(each.name for each in planned.links[name]), words])
    )


def _hold_closed(draft: ActionDraft) -> None:
    """Hold the lines that would change a closed plan or semester."""
    closed = Closed()
    for planned in draft.planned.values():
        row, fact = planned.row, draft.facts.get((ActionRow, planned.row.pk))
        changes = planned.is_new or fact is not None and bool(fact.changes)
        if changes and (sentence := closed["rat", row.year, 0, row.agency_id]):
            _hold(planned, "action_closed", alasan=sentence)
    for fact in [each for each in draft.facts.values() if each.model is ActionReport]:
        row, half = fact.key["row"], fact.key["semester"]
        changes = fact.is_new or bool(fact.changes)
        if changes and (sentence := closed["oppkpke", row.year, half, row.agency_id]):
            _hold(fact, "action_closed", name=fact.names["realized_amount"], alasan=sentence)


class Closed(dict):
    """(document, year, period, agency) -> why nothing can be entered there; empty where it can."""

    def __missing__(self, period: tuple) -> str:
        shut = locked(*period)
        self[period] = locked_words(shut) if shut else ""
        return self[period]


def _hold(several: Fact | Planned, code: str, name: str = "", **facts) -> None:
    for told in several.told:
        told.hold(code, name, **facts)


def _named(fact: Fact) -> str:
    return "Baris ini" if fact.model is ActionRow else f"Laporan semester {fact.key['semester']}"


class ActionReader:
    """Reads the staged lines of one list into a draft."""

    def __init__(self, upload: Upload, lines: list[StagedPlanLine]):
        self.upload = upload
        self.draft = ActionDraft(upload, lines)
        self.agencies = Agencies(upload)
        self.nodes = Nodes(upload, {code_of(told) for told in self.draft.told} - {""})
        self.carriers = Carriers(upload, self.nodes)
        self.values = Values()
        years = {told.line.year for told in self.draft.told if told.line.year}
        self.stored = _stored_rows(years)
        self.reports = Reports(self.draft, years)

    def read(self) -> ActionDraft:
        for told in self.draft.told:
            if told.line.is_leaf and not told.held:
                self._line(told)
        return self.draft

    def _line(self, told: Told) -> None:
        code = code_of(told)
        speaks = any(told.values.get(name) is not None for name in AMOUNTS)
        if not speaks and level_of(code) != Nomenclature.Level.SUB_KEGIATAN:
            return
        agency = self.agencies.of(told)
        if told.line.year is None:
            told.hold("year_missing", "tahun")
        program = self._program(told, code, agency) if agency and told.line.year else None
        if program is None or told.held:
            return
        planned = self._planned(told, program, agency)
        if planned is not None and not told.held:
            self.reports.say(told, planned.row)

    def _program(self, told: Told, code: str, agency: Agency) -> Program | None:
        if not code:
            return self.carriers.named(told, agency, told.line.title)
        level = level_of(code)
        if level != Nomenclature.Level.SUB_KEGIATAN:
            told.hold("level_above", "kode", tingkat=Nomenclature.Level(level).label.lower())
            return None
        node = self.nodes.of(code, told.line.year, told, str(told.values.get("nama_sub_kegiatan") or ""))
        chain = [self.nodes.known.get((node.edition, above)) for above in ancestors(code)]
        hold_wrong_parent(told, code, [each for each in chain if each is not None])
        return self.carriers.of(told, agency, node)

    def _planned(self, told: Told, program: Program, agency: Agency) -> Planned | None:
        """The row of that sub kegiatan and year; a second line about it says the same, or is held."""
        place = (agency.pk, program.pk or id(program), told.line.year)
        row = self.stored.get(place)
        values, links = self.values.of(told, row)
        known = self.draft.planned.get(place)
        if known is not None and (values, links) != (known.values, known.links):
            told.hold("line_repeated", "pagu", n=known.told[0].line.row)
        if row is None:
            self._complete(told, values)
        if told.held:
            return None
        if known is None:
            row = row or self._made(told, program, agency, values)
            known = self.draft.planned.setdefault(place, Planned(row, row.pk is None, values, links))
        self._say(told, known)
        return known

    def _complete(self, told: Told, values: dict) -> None:
        """A new row needs what nobody may guess."""
        if values.get("strategy") is None:
            told.hold("strategy_missing", "strategi")
        if values.get("allocation_amount") is None:
            told.hold("allocation_missing", "pagu")

    def _made(self, told: Told, program: Program, agency: Agency, values: dict) -> ActionRow:
        line = told.line
        return ActionRow(
            year=line.year, agency=agency, program=program, entered_by=self.upload.sender, source_upload=self.upload,
            source_sheet=line.sheet, source_row=line.row, **values,
        )  # fmt: skip

    def _say(self, told: Told, planned: Planned) -> None:
        planned.told.append(told)
        if planned.is_new:
            told.needs.append(planned.row)
            return
        beside = {
            "entered_by": self.upload.sender,
            "status": ActionRow.Status.DRAFT,
            "links_before": planned.row.links_before,
        }
        self.draft.say(told, ActionRow, {"id": planned.row.pk}, planned.values, beside=beside, **COLUMNS)


def _stored_rows(years: set[int]) -> dict[tuple, ActionRow]:
    """(agency, programme, year) -> the row of the plan, without those taken out."""
    rows = ActionRow.objects.kept().filter(year__in=years).select_related("target_unit").order_by("pk")
    return {
        (row.agency_id, row.program_id, row.year): row
        for row in rows.prefetch_related("sources", "regions", "reports")
    }


def code_of(told: Told) -> str:
    """The deepest code of the nomenclature on the line; empty where it carries none."""
    names = ("kode_sub_kegiatan", "kode", "kode_kegiatan", "kode_program")
    codes = (clean_code(told.values.get(name)) for name in names)
    return next((code for code in codes if level_of(code)), "")
