"""What the free cells of an action plan mean: strategy, choices, sources, places, how many of whom, how much each, how long."""

import re

from django.db.models import TextChoices
from django.utils import timezone

from agencies.importing.fields import squeeze
from agencies.importing.masters import name_key
from agencies.importing.values.amounts import read_number
from agencies.models import Region
from programs.models import ActionRow, FundingSource, Program, Unit

STRATEGY = re.compile(
    r"\W*(?:strategi\W*)?(?:ke\W*)?([123]|i{1,3})\b(?!\s*(?:,|&|/|-|dan\b)\s*(?:[123]|i{1,3})\b)", re.I
)
ROMAN = {"i": 1, "ii": 2, "iii": 3}
BETWEEN = re.compile(r"\s*[,;\n]\s*")
BETWEEN_SOURCES = re.compile(r"\s*(?:[,;/+&\n]|\bdan\b)\s*", re.I)
LEADING = re.compile(r"^(?:kecamatan|kec\.?|distrik)\s+", re.I)
COUNTED = re.compile(r"(\d[\d.,]*)\s*(.*)", re.S)
MONEY = re.compile(r"(?:rp|idr)\.?\s*(\d[\d.,]*)(?:,-)?\s*(.*)|(\d[\d.]*)", re.I | re.S)
MONTHS = re.compile(r"(\d{1,3})\s*(?:bulan|bln)", re.I)
SAME_UNITS = {"kk": "keluarga", "kpm": "keluarga", "jiwa": "orang", "rt": "rumahtangga", "krt": "rumahtangga", "km": "kilometer",
              "ha": "hektare", "hektar": "hektare"}  # fmt: skip
SPELLINGS = {
    "uang": ActionRow.Form.CASH,
    "insidental": ActionRow.Regularity.INCIDENTAL,
}


def strategy_of(words: str) -> int | None:
    """1, 2 or 3; None where it cannot be told exactly."""
    if found := STRATEGY.match(words):
        return ROMAN.get(found[1].casefold()) or int(found[1])
    return next(
        (value for value, label in Program.Strategy.choices if squeeze(label) == squeeze(words)), None
    )


def choice_of(choices: type[TextChoices], words: str) -> str | None:
    """The choice that the first word names."""
    first = next(iter(re.findall(r"\w+", words.casefold())), "")
    meant = SPELLINGS.get(first, first)
    return next((value for value, label in choices.choices if meant in (value, label.casefold())), None)


class Sources:
    """Sources of money by code or name, several in one cell."""

    def __init__(self):
        self.known: dict[str, FundingSource] = {}
        for source in FundingSource.objects.order_by("pk"):
            for words in (source.code, source.name):
                self.known.setdefault(name_key(words), source)

    def read(self, words: str) -> tuple[list[FundingSource], str]:
        """(sources in the order of the cell, the first part that nobody knows)."""
        whole = self.known.get(name_key(words))
        for between in (BETWEEN, BETWEEN_SOURCES):
            parts = [part for part in between.split(words) if part.strip()]
            found = [self.known.get(name_key(part)) for part in parts]
            if whole or all(found):
                break
        if whole:
            return [whole], ""
        unknown = next((part for part, source in zip(parts, found, strict=True) if source is None), "")
        return list(dict.fromkeys(filter(None, found))), unknown


class Places:
    """Kecamatan by name; what is none stays as words."""

    def __init__(self):
        several: dict[str, list[Region]] = {}
        for region in Region.objects.districts().current(timezone.localdate()).order_by("code"):
            several.setdefault(name_key(LEADING.sub("", region.name)), []).append(region)
        self.known = {key: regions[0] for key, regions in several.items() if len(regions) == 1}

    def read(self, words: str) -> tuple[list[Region], str]:
        """(kecamatan, the other words)."""
        parts = [part for part in BETWEEN.split(words) if part]
        found = [self.known.get(name_key(LEADING.sub("", part))) for part in parts]
        others = [part for part, region in zip(parts, found, strict=True) if region is None]
        return list(dict.fromkeys(filter(None, found))), ", ".join(others)


class Units:
    """Units by name and by how people shorten them."""

    def __init__(self):
        self.known = {squeeze(unit.name): unit for unit in Unit.objects.order_by("pk")}

    def target(self, words: str) -> dict:
        """`500 KK (miskin)`: count, unit and remark; what has no number, or no known unit, keeps its words."""
        found = COUNTED.fullmatch(words)
        count = read_number(found[1].rstrip(".,"), money=True) if found else None
        if count is None or count != count.to_integral_value():
            return {"target_text": words}
        unit, rest = self._unit(found[2].strip())
        return {"target_count": int(count), "target_unit": unit, "target_text": _bare(rest)}

    def _unit(self, words: str) -> tuple[Unit | None, str]:
        """The longest beginning that is a unit, and what follows it."""
        parts = words.split()
        for size in range(min(2, len(parts)), 0, -1):
            key = squeeze(" ".join(parts[:size]))
            if unit := self.known.get(key) or self.known.get(SAME_UNITS.get(key, "")):
                return unit, " ".join(parts[size:])
        return None, words


def benefit(words: str) -> dict:
    """`Rp 600.000 (per bulan)` or a bare amount in rupiah; anything else keeps its words."""
    found = MONEY.fullmatch(words)
    amount = read_number((found[1] or found[3]).rstrip(".,"), money=True) if found else None
    if amount is None or amount != amount.to_integral_value():
        return {"benefit_text": words}
    return {"benefit_amount": int(amount), "benefit_text": _bare(found[2] or "")}


def duration(words: str) -> dict:
    """`12 bulan` is a number of months; other durations keep their words."""
    found = MONTHS.search(words)
    months = int(found[1]) if found else None
    return {
        "duration": "" if found and found.end() - found.start() == len(words) else words,
        "duration_months": months,
    }


def _bare(words: str) -> str:
    """The words without the brackets around all of them, and without the mark that joined them to the number."""
    words = words.strip(" /-–")
    return words[1:-1].strip() if words[:1] == "(" and words[-1:] == ")" else words
