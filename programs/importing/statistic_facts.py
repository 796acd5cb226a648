"""What a table of macro figures says: one value of one statistic per area, year and period."""

import re

from agencies.importing.fields import squeeze
from agencies.importing.masters import digits_of, dotted, name_key, nearest
from agencies.models import Region, Upload
from programs.importing.facts import Draft, Told, number, shown
from programs.models import StagedPlanLine, Statistic, StatisticValue

NATION = "00"
LEVELS = (("kode_desa", "desa", Region.Level.VILLAGE), ("", "kecamatan", Region.Level.DISTRICT),
          ("", "kabupaten", Region.Level.REGENCY), ("", "provinsi", Region.Level.PROVINCE))  # fmt: skip
AREA = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")
BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
YEAR = re.compile(r"\b(19|20)\d\d\b")
WHOLE_YEAR = "Tahun"


def draft_of(upload: Upload, lines: list[StagedPlanLine]) -> Draft:
    """Everything the table says; lines that cannot be stored as they are know why."""
    draft = Draft(upload, lines)
    reader = StatisticReader(upload)
    for told in draft.told:
        for figure in told.line.figures if not told.held else ():
            reader.read(draft, told, figure)
    return draft


def questions(upload: Upload, lines: list[StagedPlanLine]) -> list[dict]:
    return []


def compared(draft: Draft) -> None:
    """The stored rows hold nothing back."""


def written(draft: Draft, facts: list) -> None:
    """Nothing is computed from macro figures in advance."""


class StatisticReader:
    """Finds for every figure its statistic and its area."""

    def __init__(self, upload: Upload):
        self.upload = upload
        self.statistics: dict[str, Statistic] = {}
        for statistic in Statistic.objects.order_by("pk"):
            for words in (statistic.code, statistic.name, *statistic.spellings):
                self.statistics.setdefault(squeeze(words), statistic)
        self.codes = set(Statistic.objects.values_list("code", flat=True))
        self.names: dict[tuple[str, str], list[Region]] = {}
        self.areas: dict[str, str] = {}
        for region in Region.objects.filter(valid_to=None).order_by("code"):
            self.names.setdefault((region.level, name_key(region.name)), []).append(region)
            self.areas[region.code] = region.name

    def read(self, draft: Draft, told: Told, figure: dict) -> None:
        value = number(figure["value"])
        year = figure.get("year") or told.line.year
        area = self.area(told, figure)
        if year is None:
            told.hold("year_missing", "tahun")
        if year is None or area is None:
            return
        statistic = self.statistic(told, figure)
        self._doubt(told, statistic, value, figure)
        key = {"statistic": statistic, "area": area[0], "year": int(year), "period": period_of(told, figure)}
        source = f"{self.upload.agency}: {self.upload.name}"[:250]
        draft.say(
            told, StatisticValue, key, {"value": value}, beside={"area_name": area[1][:100], "source": source}, value="nilai"
        )  # fmt: skip

    def statistic(self, told: Told, figure: dict) -> Statistic:
        """The statistic of that name; an unknown one is made, for somebody to look at."""
        heading = str(figure.get("measure") or "nilai")
        plain = BRACKETS.sub(" ", heading).strip() or heading
        found = self.statistics.get(squeeze(heading)) or self.statistics.get(squeeze(plain))
        if found is None:
            words = plain.replace("_", " ").strip()
            found = Statistic(
                code=self._code(words), name=(words[:1].upper() + words[1:])[:150], unit=str(figure.get("unit") or "")[:60],
                is_reviewed=False,
            )  # fmt: skip
            self.statistics[squeeze(plain)] = found
        if found.pk is None:
            told.needs.append(found)
        return found

    def _code(self, words: str) -> str:
        code = re.sub(r"\W+", "_", words).strip("_").upper()[:40] or "STATISTIK"
        if code in self.codes:
            code = next(each for n in range(2, 10_000) if (each := f"{code[:34]}_{n}") not in self.codes)
        self.codes.add(code)
        return code

    def area(self, told: Told, figure: dict) -> tuple[str, str] | None:
        """(code, name) of the area of a figure; the line is held where nobody knows it."""
        given = figure.get("area") or told.values.get("kode_desa") or told.values.get("kode_wilayah")
        code = code_of(given)
        if code:
            return code, self.areas.get(code) or self._named(told, figure) or code
        for field, level in (*((name, level) for _, name, level in LEVELS), ("wilayah", "")):
            words = told.values.get(field)
            if words:
                return self._by_name(told, field, str(words), level)
        told.hold("region_unknown", "wilayah", nama=str(given or ""), daftar="wilayah", usulan=[])
        return None

    def _named(self, told: Told, figure: dict) -> str:
        if figure.get("area"):
            return str(figure.get("measure") or "")
        fields = (*(name for _, name, _ in LEVELS), "wilayah")
        return next((str(told.values[field]) for field in fields if told.values.get(field)), "")

    def _by_name(self, told: Told, field: str, words: str, level: str) -> tuple[str, str] | None:
        if name_key(words) in ("indonesia", "nasional"):
            return NATION, "Indonesia"
        found = [
            region for (of, key), regions in self.names.items() if key == name_key(words) and level in ("", of) for region in regions
        ]  # fmt: skip
        if len(found) == 1:
            return found[0].code, found[0].name
        if found:
            told.hold("region_ambiguous", field, nama=words, n=len(found), daftar=field)
        else:
            known = [
                region.name
                for (of, _), regions in self.names.items()
                if level in ("", of)
                for region in regions
            ]
            told.hold("region_unknown", field, nama=words, daftar=field, usulan=nearest(words, known[:2_000]))
        return None

    def _doubt(self, told: Told, statistic: Statistic, value, figure: dict) -> None:
        """A value no such figure can have, or another unit, is worth a look before it is approved."""
        low, high = statistic.lowest, statistic.highest
        if (low is not None and value < low) or (high is not None and value > high):
            told.warn("value_implausible", "nilai", nilai=shown(value), a=shown(low), b=shown(high))
        unit = str(figure.get("unit") or "")
        if statistic.pk and unit and statistic.unit and squeeze(unit) != squeeze(statistic.unit):
            told.warn("unit_differs", "satuan", satuan=unit[:60], acuan=statistic.unit)


def code_of(given) -> str:
    """A code of an area as the tables keep it; empty for what is none."""
    text = str(given or "").strip()
    code = text if AREA.fullmatch(text) else dotted(digits_of(text)) if digits_of(text) == text else ""
    return code if AREA.fullmatch(code) else ""


def period_of(told: Told, figure: dict) -> str:
    """`Maret` of `Maret 2024`; a figure without words is of the whole year."""
    words = str(figure.get("period") or told.values.get("periode") or "")
    return " ".join(YEAR.sub(" ", words).split())[:30] or WHOLE_YEAR
