"""What a table of indicators says: the plan, its items with their ceilings, indicators, their targets and what they reached."""

from dataclasses import dataclass

from agencies.importing.fields import squeeze
from agencies.importing.hierarchy import level_of
from agencies.models import Agency, Upload
from agencies.models.sorting import sort_key
from agencies.queries.office import fiscal_year
from programs.actions import standings
from programs.importing import reached
from programs.importing.facts import Draft, Fact, Told, number, told_only
from programs.importing.locks import hold_locked
from programs.importing.plan_documents import Documents
from programs.importing.plan_masters import Agencies, Nodes, clean_code
from programs.models import (
    Attainment,
    Indicator,
    Nomenclature,
    Plan,
    PlanCeiling,
    PlanItem,
    PlannedTarget,
    StagedPlanLine,
    Statistic,
    Target,
)

RISING = {"+", "naik", "meningkat", "positif", "maksimal", "makin tinggi makin baik"}
FALLING = {"-", "turun", "menurun", "negatif", "minimal", "makin rendah makin baik"}
PER_CENT = {"persen", "persentase"}
MOST_DECIMALS = 4


def draft_of(upload: Upload, lines: list[StagedPlanLine]) -> Draft:
    """Everything the table says; lines that cannot be stored as they are know why."""
    return IndicatorReader(upload, lines).read()


def questions(upload: Upload, lines: list[StagedPlanLine]) -> list[dict]:
    return []


def written(draft: Draft, facts: list[Fact]) -> None:
    """Judge what changed: a new indicator in every year, another in the years of its targets and reports."""
    ids, years = set(), set()
    for fact in facts:
        if fact.model in (Target, Attainment):
            ids.add(fact.key["indicator"].pk)
            years.add(fact.key["year"])
    made = {
        row.pk for told in draft.told if not told.held for row in told.needs if isinstance(row, Indicator)
    }
    if made:
        years |= standings.known_years()
    if ids | made:
        standings.refresh(ids | made, years)


def compared(draft: Draft) -> None:
    """What is reviewed or locked keeps what it says."""
    reached.hold_reviewed(draft)
    hold_locked(draft)


@dataclass(slots=True)
class Place:
    """Where the indicator of a line stands."""

    agency: Agency
    node: Nomenclature | None
    level: str
    plan: Plan | None
    item: PlanItem | None


class IndicatorReader:
    """Reads the staged lines of one table into a Draft."""

    def __init__(self, upload: Upload, lines: list[StagedPlanLine]):
        self.upload = upload
        self.draft = Draft(upload, lines)
        self.agencies = Agencies(upload)
        self.nodes = Nodes(upload, {code_of(told) for told in self.draft.told} - {""})
        self.documents = Documents(upload)
        self.known: dict[tuple, list[Indicator]] = {}
        for indicator in Indicator.objects.select_related("node").order_by("pk"):
            self.known.setdefault((indicator.agency_id, indicator.sort_key), []).append(indicator)
        self.codes = {each.code for several in self.known.values() for each in several}
        self.statistics = {
            squeeze(words): each
            for each in Statistic.objects.order_by("-pk")
            for words in (each.code, each.name, *each.spellings)
        }

    def read(self) -> Draft:
        for told in self.draft.told:
            if not told.held and told.values.get("indikator"):
                self._line(told)
        return self.draft

    def _line(self, told: Told) -> None:
        place = self._place(told)
        if place is None or told.held:
            return
        indicator = self._indicator(told, place)
        if indicator is None:
            return
        self._say_fields(told, indicator, place)
        self._say_targets(told, indicator, place)
        self._say_ceilings(told, place)
        reached.say(self.draft, told, indicator, self.upload)

    def _place(self, told: Told) -> Place | None:
        agency = self.agencies.of(told)
        years = self.documents.years(told)
        code = code_of(told)
        first = years[0] if years else told.line.year or fiscal_year()
        node = self.nodes.of(code, first, told, item_words(told)) if code else None
        if agency is None:
            return None
        if years is None and any(name.startswith("target") for name in told.values):
            told.hold("period_unknown", "periode")
            return None
        plan = self.documents.plan(told, agency, years) if years else None
        item = self.documents.item(told, plan, agency, node, item_words(told)) if plan else None
        return Place(agency, node, self._level(told, node), plan, item)

    def _level(self, told: Told, node: Nomenclature | None) -> str:
        if node:
            return node.level if node.level in Indicator.Level.values else Indicator.Level.PROGRAM
        kind = squeeze(str(told.values.get("jenis_indikator") or ""))
        named = next((level for level in ("tujuan", "sasaran") if level in kind), "")
        return named or (Indicator.Level.PROGRAM if item_words(told) else Indicator.Level.SASARAN)

    def _indicator(self, told: Told, place: Place) -> Indicator | None:
        """The agency's indicator of that name at that place; a new one where there is none."""
        key = (place.agency.pk, sort_key(told.values["indikator"])[:300])
        several = self.known.setdefault(key, [])
        node = place.node.code if place.node else ""
        found = [each for each in several if (each.node.code if each.node else "") == node] or [
            each for each in several if each.node is None
        ]
        if len(found) > 1:
            found = [each for each in found if each.level == place.level] or found
        if len(found) > 1:
            told.hold("indicator_ambiguous", "indikator", n=len(found))
            return None
        if not found:
            found = [self._made(told, place)]
            several += found
        if found[0].pk is None:
            told.needs.append(found[0])
        return found[0]

    def _made(self, told: Told, place: Place) -> Indicator:
        values, line = told.values, told.line
        direction, formula = self._judging(told)
        return Indicator(
            code=self._code(place.node), name=str(values["indikator"])[:300], unit=str(values.get("satuan") or "")[:40],
            level=place.level, direction=direction, formula=formula, decimals=decimals_of(values), agency=place.agency,
            node=place.node, item=place.item, statistic=self.statistics.get(squeeze(str(values["indikator"]))),
            source_upload=self.upload, source_sheet=line.sheet, source_row=line.row, **self._ends(told, place),
        )  # fmt: skip

    def _code(self, node: Nomenclature | None) -> str:
        start = node.code if node else "RPJMD"
        code = next(each for n in range(1, 100_000) if (each := f"{start}/{n:02}") not in self.codes)
        self.codes.add(code)
        return code

    def _judging(self, told: Told) -> tuple[str, str]:
        """(direction, formula): as told, else by where the numbers lead, which the line then says."""
        words = str(told.values.get("arah") or "").strip().casefold()
        falling = words in FALLING
        if not falling and words not in RISING:
            path = path_of(told.values)
            falling = len(path) > 1 and path[-1] < path[0]
            if falling:
                told.warn("direction_proposed", "indikator")
        if falling:
            return Indicator.Direction.DOWN, Indicator.Formula.FALLING
        kind = f"{words} {told.values.get('jenis_indikator') or ''}".casefold()
        if "kumulatif" in kind:
            return Indicator.Direction.UP, Indicator.Formula.SUM
        share = squeeze(str(told.values.get("satuan") or "")) in PER_CENT
        return Indicator.Direction.UP, Indicator.Formula.SHARE if share else Indicator.Formula.LAST

    def _ends(self, told: Told, place: Place) -> dict:
        """Where the indicator starts and where it is to end."""
        values = told.values
        start, final = number(values.get("kondisi_awal")), number(values.get("target_akhir"))
        words = "" if final is not None else str(values.get("target_akhir_teks") or "")[:60]
        year = place.plan.first_year - 1 if place.plan and start is not None else None
        return told_only(baseline_value=start, baseline_year=year, final_value=final, final_text=words)

    def _say_fields(self, told: Told, indicator: Indicator, place: Place) -> None:
        """What an indicator that is known already gets from the list; where it stands only if nobody has said so."""
        if indicator.pk is None:
            return
        beside = told_only(
            node=place.node if indicator.node_id is None else None,
            item=place.item if indicator.item_id is None else None,
        )
        ends = self._ends(told, place)
        ends.pop("baseline_year", None)
        names = {
            "baseline_value": "kondisi_awal",
            "final_value": "target_akhir",
            "final_text": "target_akhir",
        }
        self.draft.say(told, Indicator, {"id": indicator.pk}, ends | beside, **names)

    def _say_targets(self, told: Told, indicator: Indicator, place: Place) -> None:
        for year, name in by_year(told, "target"):
            value, words = number(told.values.get(name)), str(told.values.get(f"{name}_teks") or "")[:60]
            if place.plan is None or value is None and not words:
                continue
            values = {"value": value, "text": "" if value is not None else words}
            planned = {"plan": place.plan, "indicator": indicator, "year": year}
            self.draft.say(told, PlannedTarget, planned, dict(values), value=name, text=name)
            if self.documents.is_in_force(place.plan):
                self.draft.say(
                    told, Target, {"indicator": indicator, "year": year}, dict(values), beside={"plan": place.plan}, value=name, text=name
                )  # fmt: skip

    def _say_ceilings(self, told: Told, place: Place) -> None:
        for year, name in by_year(told, "pagu"):
            amount = number(told.values.get(name))
            if place.item is None or amount is None:
                continue
            if amount < 0:
                told.hold("amount_negative", name)
                return
            self.draft.say(
                told, PlanCeiling, {"item": place.item, "year": year}, {"amount": amount}, amount=name
            )


def code_of(told: Told) -> str:
    """The deepest code of the nomenclature on the line; empty where it carries none."""
    names = ("kode_sub_kegiatan", "kode_kegiatan", "kode_program", "kode")
    codes = (clean_code(told.values.get(name)) for name in names)
    return next((code for code in codes if level_of(code)), "")


def item_words(told: Told) -> str:
    names = ("nama_sub_kegiatan", "nama_kegiatan", "nama_program", "program")
    return next((str(told.values[name]) for name in names if told.values.get(name)), "")


def by_year(told: Told, start: str) -> list[tuple[int, str]]:
    """(year, field) of `target_2025` ... and of a bare `target`, which is of the line's year."""
    found = [
        (int(name[len(start) + 1 :]), name)
        for name in (name.removesuffix("_teks") for name in told.values)
        if name.startswith(f"{start}_20") and name[len(start) + 1 :].isdigit()
    ]
    if told.line.year and (start in told.values or f"{start}_teks" in told.values):
        found.append((told.line.year, start))
    return sorted(set(found))


def path_of(values: dict) -> list:
    """The numbers from the start through the years to the end, as far as they are numbers."""
    years = sorted(name for name in values if name.startswith("target_20") and not name.endswith("_teks"))
    names = ("kondisi_awal", *years, "target_akhir")
    return [number(values[name]) for name in names if values.get(name) is not None]


def decimals_of(values: dict) -> int:
    """As many as the numbers of the line carry, two at least: what is reached is finer than what is aimed at."""
    found = [-value.normalize().as_tuple().exponent for value in path_of(values)]
    return min(max([2, *found]), MOST_DECIMALS)
