"""The master lists as one picklable object: names of places, agencies and programmes in cells become master names.

A name that is not found is never replaced by the nearest one; the nearest are only proposed.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from agencies.importing.fields import squeeze, vocabulary
from agencies.importing.values.identity_numbers import PROVINCES
from agencies.importing.values.words import is_empty, plain

TOP, REGENCY, DISTRICT, VILLAGE = "provinsi", "kabupaten", "kecamatan", "desa"
LEVEL_BY_LENGTH = {2: TOP, 4: REGENCY, 6: DISTRICT, 10: VILLAGE}
LEADING = {
    TOP: r"prov(?:insi|\.)?|propinsi",
    REGENCY: r"kab(?:upaten|\.)?(?:\s*/\s*kota)?|kota(?:\s+administrasi)?|kodya|kotamadya",
    DISTRICT: r"kec(?:amatan|\.)?|distrik|kapanewon|kemantren",
    VILLAGE: r"desa\s*/\s*kel(?:urahan|\.)?|kel(?:urahan|\.)?(?:\s*/\s*desa)?|kalurahan|desa(?:\s+adat)?|ds\.?|nagari|"
    r"gampong|kampung|kamp\.|pekon|lembang|negeri",
}
LEADING = {level: re.compile(rf"^(?:{words})(?:[\s.:]+|(?=[A-Z]))", re.I) for level, words in LEADING.items()}
SEVERAL = re.compile(r"[,;+&/|\n]|\bdan\b", re.I)
PATH = re.compile(r"(?P<village>[^,]+),\s*Kec(?:amatan|\.)?\s+(?P<district>[^,]+)", re.I)
MOST_NAMES = 2_000  # compared for proposals
WARD = re.compile(r"^kel(?:urahan|\.)?[\s.]", re.I)
HAMLET_OR_VILLAGE = re.compile(r"^(?:desa|ds\.?)[\s.]", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the region list."""

    code: str
    name: str
    level: str
    parent: str
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search in a master list gave: a place, or a problem code with facts for its message."""

    place: Place | None = None
    problem: str | None = None
    facts: dict = field(default_factory=dict)


NOT_ASKED = Found()


def level_of(code: str) -> str | None:
    return LEVEL_BY_LENGTH.get(len(digits_of(code)))


def digits_of(code) -> str:
    return "".join(letter for letter in plain(code) if letter.isdigit())


def dotted(digits: str) -> str:
    """`3599012001` as `35.99.01.2001`; anything shorter in the same way."""
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


def name_key(text: str) -> str:
    """How names of places and offices are compared: no case, marks, blanks, punctuation; `&` is `dan`."""
    plain_text = unicodedata.normalize("NFKD", text.replace("&", " dan "))
    return "".join(letter for letter in plain_text.casefold() if letter.isalnum())


@dataclass
class Masters:
    """Regions (code, name, level, parent), agencies (code, name, short name), programmes (code, name, aliases).

    `home_region` limits the search for places to that code and what lies below it.
    """

    regions: list = field(default_factory=list)
    agencies: list = field(default_factory=list)
    programmes: list = field(default_factory=list)
    dialects: tuple[dict, ...] = ()  # Bappeda's own, in the shape of the shipped files
    province_codes: frozenset = PROVINCES
    home_region: str | None = None
    today: date = field(default_factory=date.today)

    def __post_init__(self):
        self._index = None
        self._agency_keys = None
        self._programme_keys = None

    def __getstate__(self):
        return self.__dict__ | {"_index": None, "_agency_keys": None, "_programme_keys": None}

    @property
    def index(self) -> "PlaceIndex":
        if self._index is None:
            self._index = PlaceIndex(self.regions, self.home_region)
        return self._index

    def find_agency(self, cell) -> tuple[str | None, dict | None]:
        """(master name, None), or (text as typed, facts with the nearest names) when it is not in the list."""
        if is_empty(cell):
            return None, None
        text = plain(cell)
        if self._agency_keys is None:
            self._agency_keys = {}
            for code, name, short in self.agencies:
                for each in (code, name, short, f"{code} {name}"):
                    if each:
                        self._agency_keys.setdefault(name_key(each), name)
        name = self._agency_keys.get(name_key(text))
        if name or not self._agency_keys:
            return name or text, None
        return text, {"nama": text, "usulan": nearest(text, [name for _, name, _ in self.agencies])}

    def agency_code(self, name: str) -> str | None:
        return next((code for code, each, _ in self.agencies if each == name), None)

    def find_programme(self, cell) -> str | None:
        """The programme's code for a name or alias, or None."""
        if is_empty(cell):
            return None
        text = plain(cell)
        keys = self.programme_keys
        found = keys.get(squeeze(text))
        if not found and text.casefold().startswith(("bantuan ", "bansos ", "program ")):
            found = keys.get(squeeze(text.split(" ", 1)[1]))
        return found

    def find_programmes(self, cell) -> list[str]:
        """Codes of all programmes a cell names, `PKH, BPNT` as well; none when any part of it is unknown."""
        one = self.find_programme(cell)
        if one or is_empty(cell):
            return [one] if one else []
        codes = [self.find_programme(part) for part in SEVERAL.split(plain(cell)) if part.strip()]
        return list(dict.fromkeys(codes)) if all(codes) else []

    @property
    def programme_keys(self) -> dict[str, str]:
        if self._programme_keys is None:
            own = {
                squeeze(alias): code
                for code, name, aliases in self.programmes
                for alias in (code, name, *aliases)
                if alias
            }
            self._programme_keys = vocabulary().programmes | own
        return self._programme_keys


class PlaceIndex:
    """Places by code and by (parent, name); built once per upload below the home region only."""

    def __init__(self, regions, home):
        self.by_code, self.by_name, self.names = {}, {}, {}
        for code, name, kind, parent in regions:
            if home and not (code.startswith(home) or home.startswith(code)):
                continue
            level = level_of(code)
            if level:
                place = Place(code, name, level, parent or "", kind)
                self.by_code[digits_of(code)] = place
                self.names.setdefault(level, []).append((code, name))
                for key in {name_key(name), name_key(LEADING[level].sub("", name))}:
                    self.by_name.setdefault((level, key), []).append(place)

    def __bool__(self):
        return bool(self.by_code)

    def named(self, level: str, text: str, within: str | None = None) -> list[Place]:
        """All places of that level and name below `within`, the name as it stands before the one without its leading word."""
        for wanted in dict.fromkeys((text, LEADING[level].sub("", text).strip())):
            places = self.by_name.get((level, name_key(wanted)), ())
            below = [place for place in places if not within or place.code.startswith(within + ".")]
            if below:
                return (_of_kind(below, text) or below) if len(below) > 1 else below
        return []

    def find(self, level: str, text: str, within: str | None = None) -> Found:
        """The one place of that level and name below `within`; else a problem with proposals."""
        if not self.by_code:
            return NOT_ASKED
        below = self.named(level, text, within)
        if len(below) == 1:
            return Found(below[0])
        if below:
            facts = {"n": len(below), "nama": text, "usulan": self._paths(below)}
            return Found(None, "region_ambiguous", facts)
        if level == VILLAGE and (path := PATH.fullmatch(text)):
            above = self.named(DISTRICT, path["district"])
            if len(above) == 1 and (not within or f"{above[0].code}.".startswith(f"{within}.")):
                return self.find(level, path["village"], above[0].code)
        facts = {"nama": text, "usulan": self.proposals(level, LEADING[level].sub("", text).strip(), within)}
        return Found(None, "region_unknown", facts)

    def find_code(self, cell) -> Found:
        """The place of a Kemendagri code with or without dots."""
        if not self.by_code:
            return NOT_ASKED
        place = self.by_code.get(digits_of(cell))
        return Found(place) if place else Found(None, "region_unknown", {"nama": plain(cell), "usulan": []})

    def up(self, place: Place, level: str) -> Place | None:
        """The place itself or the one above it on that level."""
        length = {TOP: 2, REGENCY: 4, DISTRICT: 6, VILLAGE: 10}[level]
        digits = digits_of(place.code)
        return self.by_code.get(digits[:length]) if len(digits) >= length else None

    def proposals(self, level: str, text: str, within: str | None) -> list[str]:
        """The nearest names; none where the list is a whole province or more, which would take long and help nobody."""
        names = [
            name for code, name in self.names.get(level, ()) if not within or code.startswith(within + ".")
        ]
        return nearest(text, names) if len(names) <= MOST_NAMES else []

    def _paths(self, places):
        above = [(place, self.by_code.get(digits_of(place.parent))) for place in places[:5]]
        return [f"{place.name}, Kec. {parent.name}" if parent else place.name for place, parent in above]


def _of_kind(places, text):
    """Kelurahan and desa of one name differ: the leading word says which is meant."""
    if WARD.match(text):
        return [place for place in places if place.kind == "kelurahan"]
    return [place for place in places if place.kind != "kelurahan"] if HAMLET_OR_VILLAGE.match(text) else []


def nearest(text: str, names: list[str], limit: int = 3) -> list[str]:
    """Names to propose, best first."""
    found = process.extract(
        text.casefold(),
        {name: name.casefold() for name in names},
        scorer=fuzz.WRatio,
        score_cutoff=60,
        limit=limit,
    )
    return [name for _, _, name in found]
