"""Fixed values written outside the columns: title lines, label-value pairs, metadata sheets, group lines, sheet names."""

import re
from functools import lru_cache

from agencies.importing.fields import PEOPLE, squeeze
from agencies.importing.goals import GOALS, goal_of
from agencies.importing.headings import EXACT, NOTHING, match_heading, words_of
from agencies.importing.masters import DISTRICT, REGENCY, TOP, VILLAGE
from agencies.importing.tables import is_blank
from agencies.importing.values.identity_numbers import looks_like_identity
from agencies.importing.values.periods import (
    PERIOD_WORDS,
    YEAR,
    YEAR_RANGE,
    period_words,
    read_month,
    with_word,
)
from agencies.importing.values.places import rt_rw_of_address
from agencies.importing.values.words import is_empty, plain

PAIR = re.compile(
    r"(?P<label>[A-Za-z][A-Za-z ./()&]{0,40}?)\s*[:=]\s*(?P<value>.*?)"
    r"(?=(?:\s*[,;|\n]\s*|\s{2,}|\s+)(?:No\.? ?KK|[A-Z][A-Za-z./]*(?: [A-Za-z./]+){0,3})\s*[:=]|$)",
    re.S,
)
AREA_WORD = re.compile(
    r"\b(?P<word>provinsi|propinsi|kabupaten|kab\.?|kota|kecamatan|kec\.?|distrik|kapanewon|desa\s*/\s*kelurahan|desa|kelurahan|kel\.|"
    r"kalurahan|nagari|gampong|pekon|dusun|banjar|lingkungan)\s+"
    r"(?P<name>(?!(?:di|dan|se|dalam|atau|yang|pada|per|menurut|dengan|untuk)\b)[A-Z0-9][^:;,()\n]*)",
    re.I,
)
LEVELS = {
    "prov": TOP, "prop": TOP, "kab": REGENCY, "kota": REGENCY, "keca": DISTRICT, "kec": DISTRICT, "dist": DISTRICT, "kapa": DISTRICT,
    "dusu": "dusun", "banj": "dusun", "ling": "dusun",
}  # fmt: skip
WORDS = re.compile(r"\w+")
STOP = re.compile(
    r"\s+(?:provinsi|propinsi|kabupaten|kab\.?|kota|kecamatan|kec\.?|desa|kelurahan|kel\.|tahun|ta\.?|periode|tahap|bulan|"
    r"triwulan|semester|tanggal|sumber|program|penerima|per)\b.*|\s+-\s+.*|\s+(?:19|20)\d\d\b.*",
    re.I | re.S,
)
MOST_WORDS_OF_A_PLACE = 3
FIXED = {
    TOP, REGENCY, DISTRICT, VILLAGE, "dusun", "rt", "rw", "rt_rw", "tahun", "bulan", "periode", "program", "opd", "sumber_dana",
    "no_kk", "alamat", "nama_kepala_keluarga", "kode_wilayah", "satuan",
}  # fmt: skip
ORDER = [
    TOP,
    REGENCY,
    DISTRICT,
    VILLAGE,
    "dusun",
    "rw",
    "rt",
    "rt_rw",
    "no_kk",
    "nama_kepala_keluarga",
    "alamat",
    *GOALS,
]
OFFICE_LABELS = {
    "unitorganisasi": "skpd", "skpd": "skpd", "opd": "skpd", "perangkatdaerah": "skpd", "organisasi": "skpd", "namaskpd": "skpd",
    "suborganisasi": "sub_skpd", "subunitorganisasi": "sub_skpd", "subunit": "sub_skpd", "subskpd": "sub_skpd",
}  # fmt: skip
STRATEGY = re.compile(
    r"\bstrategi\W{0,3}(?:oppkpke\W{0,3})?(?:ke\W{0,2})?([123]|i{1,3})\b(?!\s*(?:,|dan\b|[&/–-])\s*(?:[123]|i{1,3})\b)",
    re.I,
)
FULL_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d")
OFFICE = re.compile(r"^([\dxX]+(?:\.[\dxX]+){3,})\s*[-–]?\s*(.*)$", re.S)
TARGETS = {"1": "penduduk", "2": "keluarga", "3": "rumah tangga", "4": "kelompok"}
METADATA = {
    "namaprogram": "program", "program": "program", "jenisbantuan": "program", "namabantuan": "program", "sasaranprogram": "sasaran",
    "sasaran": "sasaran", "rentangwaktuawal": "mulai", "rentangwaktuakhir": "selesai", "tanggalmulai": "mulai",
    "tanggalselesai": "selesai", "mulai": "mulai", "selesai": "selesai", "asaldana": "sumber_dana", "sumberdana": "sumber_dana",
    "keterangan": "keterangan", "tahun": "tahun", "periode": "periode", "kecamatan": DISTRICT, "desa": VILLAGE,
    "desakelurahan": VILLAGE, "tahunanggaran": "tahun", "idprogram": "id_program", "tahap": "periode",
}  # fmt: skip


def pairs_in(text: str) -> list[tuple[str, str]]:
    """('KECAMATAN', 'X') for every `Label : value` in one cell."""
    return [(found["label"].strip(), found["value"].strip(" ,;|\n")) for found in PAIR.finditer(text)]


def pairs_of_line(cells) -> list[tuple[str, str]]:
    """Pairs of one line, also spread over cells: `PROVINSI`, `:`, `JAWA TIMUR`."""
    pairs, label = [], None
    for _, cell in cells:
        text = plain(cell) if not isinstance(cell, str) else cell.strip()
        if label is not None and text.strip(":= "):
            pairs.append((label, text.strip(":= ")))
            label = None
        elif label is None and text.rstrip().endswith((":", "=")) and text.strip(":= "):
            label = text.strip(":= ")
        elif ":" in text.strip(":") or "=" in text.strip("="):
            pairs += pairs_in(text)
        elif text in {":", "="}:
            continue
        else:
            label = None
    return pairs + _split_labels(cells)


def _split_labels(cells):
    """A label whose mark stands in the next cell, or at the start of it."""
    texts = [plain(cell) for _, cell in cells]
    pairs = []
    for place, text in enumerate(texts[:-1]):
        following = texts[place + 1]
        if following in {":", "="} and place + 2 < len(texts):
            pairs.append((text, texts[place + 2]))
        elif following.startswith(":") and following.strip(": "):
            pairs.append((text, following.strip(": ")))
    return pairs


class TitleReader:
    """Reads fixed values out of words, for one kind of upload and its master lists."""

    def __init__(self, kind, masters, programmes=()):
        self.kind, self.masters, self.programmes = kind, masters, programmes

    def read_lines(self, grid, rows) -> dict:
        """Field -> words as typed, from title lines; the first mention of a field counts."""
        found = {}
        for row in rows:
            for field, value in self.read_line(grid.content(row)).items():
                found.setdefault(field, value)
        return found

    def read_line(self, cells, *, group: bool = False) -> dict:
        found = {}
        pairs = pairs_of_line(cells) or self.labelled_cells(cells)
        for label, value in pairs:
            found.update(
                {
                    field: each
                    for field, each in self._labelled(label, value, group).items()
                    if field not in found
                }
            )
        if not pairs and len(cells) == 2 and not group:
            found.update(self._labelled(plain(cells[0][1]), plain(cells[1][1]), group))
        for _, cell in cells:
            if isinstance(cell, str) and ":" not in cell:
                for field, value in self.read_words(cell).items():
                    found.setdefault(field, value)
        return found | self._strategy(" ".join(cell for _, cell in cells if isinstance(cell, str)))

    def labelled_cells(self, cells) -> list[tuple[str, str]]:
        """(label, value) of cells without a mark between: `No KK`, number, `Kepala Keluarga`, name; none unless all are."""
        texts = [plain(cell) for _, cell in cells]
        pairs = list(zip(texts[::2], texts[1::2], strict=False))
        whole = len(texts) > 1 and len(texts) % 2 == 0
        return (
            pairs
            if whole and all(self._is_label(label) and not self._is_label(value) for label, value in pairs)
            else []
        )

    def _is_label(self, text):
        fields = match_heading((text,), self.kind, self.programmes) if 1 < len(text) <= 40 else NOTHING
        return fields.strength >= EXACT and bool(FIXED.intersection(fields.fields))

    def _labelled(self, label, value, group):
        if is_empty(value):
            return {}
        office = OFFICE_LABELS.get(squeeze(label))
        if office and self.kind == "anggaran":
            code = OFFICE.match(value)
            return (
                {f"kode_{office}": code[1], f"nama_{office}": plain(code[2])}
                if code
                else {f"nama_{office}": plain(value)}
            )
        if squeeze(label) == "bulan":
            month = read_month(value)
            if not month or self.kind in PEOPLE:
                return {"periode": plain(value)}
            year = YEAR.search(value)
            return {"bulan": month} | ({"tahun": int(year[1])} if year else {})
        fields = match_heading((label,), self.kind, self.programmes).fields
        field = fields[-1] if group and "nama_kepala_keluarga" in fields else next(iter(fields), None)
        if field == "tahun":
            year = YEAR.search(value)
            return {"tahun": int(year[1])} if year else {}
        if field == "periode":
            return {
                field: with_word(
                    plain(value), next((word for word in words_of(label) if word in PERIOD_WORDS), "")
                )
            }
        return {field: plain(value)} if field in FIXED else {}

    def read_sheet_name(self, name: str) -> dict:
        """Programme, agency and time that a sheet is named after: `PKH`, `DINSOS`, `2024`, `TAHAP 1`, `Januari`."""
        if self.kind in PEOPLE - {"penerima"}:
            return {}
        text = re.sub(r"\s*\((?:tabel )?\d+\)\s*$", "", name.replace("_", " ")).strip()
        found = self._times(text)
        words = YEAR.sub("", text).strip(" -.")
        month = read_month(words) if words.isalpha() else None
        if self.kind not in PEOPLE:
            office = self._office(text) if self.kind != "statistik" else {}
            months = {"bulan": month} if month and self.kind == "anggaran" else {}
            return found | office | months | self._strategy(text)
        if month:
            found.setdefault("periode", _dated(words.title(), found.get("tahun")))
        programme = self.masters.find_programme(words) or self._programme(words)
        return found | ({"program": programme} if programme else {})

    def read_words(self, text: str) -> dict:
        """Places, year, period and programme named in free words: `DATA PENERIMA PKH DESA X TAHUN 2025`."""
        found = self._places(text) | self._times(text)
        if self.kind == "penerima":
            programme = self._programme(text)
            if programme:
                found["program"] = programme
        elif self.kind in {"usulan", "anggaran", "indikator", "rat"}:
            found |= self._office(text)
        return found

    def _strategy(self, text):
        """The one strategy that a group line, a title or a sheet of an action plan is about."""
        found = STRATEGY.findall(text) if self.kind == "rat" else ()
        return {"strategi": found[0]} if len(found) == 1 else {}

    def _office(self, text):
        """The agency that a title line names; of names inside each other the longest."""
        name, unknown = self.masters.find_agency(text) if self.masters.agencies else (None, True)
        if unknown:
            key = f" {' '.join(WORDS.findall(text.casefold()))} "
            inside = [each for _, each, _ in self.masters.agencies if f" {_spaced(each)} " in key]
            name = max(inside, key=len, default=None)
            unknown = name is None or any(each not in name for each in inside)
        return {} if unknown else {"nama_skpd" if self.kind == "anggaran" else "opd": name}

    def _times(self, text):
        found, span = {}, YEAR_RANGE.search(text)
        if span:
            return {"periode": f"{span[1]}-{span[2]}"} if self.kind == "indikator" else {}
        years = set(YEAR.findall(FULL_DATE.sub("", text)))
        year = (
            int(years.pop())
            if len(years) == 1 and not re.search(r"\b(nomor|no\.|perda|perbup|perpres|inpres)", text, re.I)
            else None
        )
        if year:
            found["tahun"] = year
        month = re.search(r"\bbulan\s*:?\s*([A-Za-z]+)", text, re.I)
        if month and read_month(month[1]):
            found |= (
                {"bulan": read_month(month[1])}
                if self.kind not in PEOPLE
                else {"periode": _dated(month[1].title(), year)}
            )
        words = period_words(text)
        if words and self.kind in PEOPLE:
            found["periode"] = _dated(words, year)
        return found

    def _programme(self, text):
        words = re.findall(r"[A-Za-z0-9]+", text)
        keys = self.masters.programme_keys
        for size in range(min(6, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                key = squeeze("".join(words[start : start + size]))
                if len(key) >= 3 and key in keys:
                    return keys[key]
        return None

    def _places(self, text):
        found, strange, position = {}, {}, 0
        while mention := AREA_WORD.search(text, position):
            position = mention.start("name")
            word = squeeze(mention["word"])
            level = LEVELS.get(word[:4]) or LEVELS.get(word[:3]) or VILLAGE
            words = STOP.sub("", " " + mention["name"]).strip(" .-")
            name = self._known_name(level, words)
            if name:
                found.setdefault(level, name)
            elif len(words.split()) <= MOST_WORDS_OF_A_PLACE:
                strange.setdefault(level, words)
        if (
            DISTRICT in found and VILLAGE in strange
        ):  # `DESA TJ SARI KEC. SUMBERAGUNG`: asked about, not left out
            found.setdefault(VILLAGE, strange[VILLAGE])
        return found

    def _known_name(self, level, words):
        """The longest beginning of these words that is a place; without a region list, the words."""
        if level == "dusun" or not self.masters.index:
            return words if len(words.split()) <= 4 else None
        parts = words.split()[:5]
        for size in range(len(parts), 0, -1):
            name = " ".join(parts[:size])
            if self.masters.index.named(level, name):
                return name
        return None

    def read_group(self, cells, heading_fields) -> dict:
        """The values a group line holds for the lines below it."""
        texts = [plain(cell) for _, cell in cells if not is_blank(cell)]
        if self.kind == "indikator" and (goal := goal_of(" ".join(texts))):
            return goal
        found = self.read_line(cells, group=True)
        if not found and len(texts) == 1 and self.kind in PEOPLE:
            found = self._bare_group(texts[0], heading_fields)
        if not found and len(texts) == 1 and self.masters.index:
            for level in (VILLAGE, DISTRICT):
                name = re.sub(r"^(?:\d{1,3}|[ivx]{1,5}|[a-z])\s*[.)]\s*", "", texts[0], flags=re.I)
                if level not in heading_fields and self.masters.index.named(level, name):
                    return {level: name}
        return found

    def _bare_group(self, text, heading_fields):
        """A number of a family card alone, or `RT 01 / RW 02`."""
        if len(text) <= 24 and looks_like_identity(text) and "no_kk" not in heading_fields:
            return {"no_kk": text}
        rt, rw = rt_rw_of_address(text) if text[:2].casefold() in {"rt", "rw"} else (None, None)
        return {
            name: value for name, value in (("rt", rt), ("rw", rw)) if value and name not in heading_fields
        }


@lru_cache(maxsize=2048)
def _spaced(name):
    return " ".join(WORDS.findall(name.casefold()))


def _dated(words, year):
    return f"{words} {year}" if year and not YEAR.search(words) else words


def carry(current: dict, found: dict) -> dict:
    """A new group line replaces its own level and everything below it; what stands above it stays."""
    levels = [ORDER.index(field) for field in found if field in ORDER]
    if not levels:
        return current | found
    kept = {
        field: value
        for field, value in current.items()
        if field not in ORDER or ORDER.index(field) < min(levels)
    }
    return kept | found


def place_of_sheet(name: str, masters, within: str | None, levels=(VILLAGE, DISTRICT)) -> dict:
    """The village (or kecamatan) a sheet is named after: `1. KARANGANYAR`; long names are cut by spreadsheet programs."""
    text = re.sub(r"^\s*\d{1,3}\s*[.)_-]*\s*|\s*\((?:tabel )?\d+\)\s*$", "", name.replace("_", " ")).strip()
    if not text or not masters.index:
        return {}
    for level in levels:
        scope = within if level == VILLAGE else None
        found = masters.index.named(level, text, scope)
        if len(found) == 1:
            return {level: found[0].name}
        key = squeeze(text)
        below = masters.index.by_code.values() if len(text) >= 20 else ()
        long = [
            place
            for place in below
            if place.level == level
            and squeeze(place.name).startswith(key)
            and place.code.startswith(scope or "")
        ]
        if len(long) == 1:
            return {level: long[0].name}
    return {}


def read_metadata(grid) -> dict:
    """Field -> value of a sheet of two columns, label and value; empty when it is no such sheet."""
    found, lines = {}, 0
    for row in grid.top_rows(60):
        cells = grid.content(row)
        if plain(cells[0][1]).startswith(("#", "Catatan", "*")):
            break
        lines += 1
        field = METADATA.get(squeeze(plain(cells[0][1])))
        if field and len(cells) in (2, 3) and len(plain(cells[0][1])) < 60:
            found[field] = plain(cells[-1][1]).strip(": ")
    if len(found) < 2 or len(found) < 0.3 * lines or grid.width > 6:
        return {}
    if "sasaran" in found:
        found["sasaran"] = TARGETS.get(found["sasaran"], found["sasaran"].casefold())
    return found
