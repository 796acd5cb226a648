"""What a heading means: whole heading, known synonyms, abbreviations, nearest spelling; and the traps of SHAPES section 4."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from agencies.importing.fields import PEOPLE, fields_of, squeeze, vocabulary
from agencies.importing.values.periods import KINDS as PERIOD_KINDS, YEAR, read_month
from agencies.importing.values.words import BLANKS

EXACT, ABBREVIATED, NEAR = 3.0, 2.0, 1.0
WORD = re.compile(r"[a-z]+|\d+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
LEADING_NUMBER = re.compile(r"^[\s*(]*\d{1,4}[a-z]?\s*[.):]*\s+(?=\D)|^[\s*]+")
BRACKETS = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]\s*\**\s*$|\s*\*+\s*$")
ABBREVIATIONS = {
    "nomor": "no", "nmr": "no", "num": "no", "number": "no", "nomer": "no", "tgl": "tanggal", "tggl": "tanggal", "date": "tanggal",
    "lhr": "lahir", "birth": "lahir", "nm": "nama", "name": "nama", "jml": "jumlah", "jumlh": "jumlah", "kec": "kecamatan",
    "kel": "kelurahan", "ds": "desa", "kab": "kabupaten", "prov": "provinsi", "prop": "provinsi", "alm": "alamat",
    "almt": "alamat", "ket": "keterangan", "thn": "tahun", "th": "tahun", "tmpt": "tempat", "tmp": "tempat", "tpt": "tempat",
    "jns": "jenis", "hub": "hubungan", "dgn": "dengan", "klmn": "kelamin", "nkk": "kk", "pddk": "pendidikan", "penddk": "pendidikan",
    "pkrjaan": "pekerjaan", "pek": "pekerjaan", "klg": "keluarga", "kelg": "keluarga", "ang": "anggota",
    "real": "realisasi", "angg": "anggaran", "perubhn": "perubahan", "bant": "bantuan", "tlp": "telepon", "telp": "telepon",
}  # fmt: skip
FILLERS = {
    "yang", "dari", "sesuai", "ktp", "el", "calon", "penerima", "manfaat", "kpm", "pm", "lengkap", "warga", "penduduk", "orang",
    "individu", "data", "dan", "atau", "pada", "di", "tsb", "recipient", "the", "of", "berdasarkan", "wajib", "diisi", "isi", "rp",
}  # fmt: skip
BARE = {
    "no",
    "kode",
    "id",
    "jumlah",
    "status",
    "tanggal",
    "jenis",
    "tahun",
    "nilai",
    "total",
    "hubungan",
    "dengan",
}
RELATIVES = {
    "ayah", "bapak", "ibu", "ortu", "orangtua", "wali", "saksi", "pelapor", "pendamping", "petugas", "pendata", "enumerator",
    "surveyor", "verifikator", "operator", "ketua", "kades", "lurah", "camat", "suami", "istri", "pasangan", "waris", "kuasa",
    "mother", "father", "spouse", "bps", "rekening", "bank", "sekolah", "kelompok",
}  # fmt: skip
AID_WORDS = {
    "penerima", "bansos", "bantuan", "sosial", "kepesertaan", "peserta", "status", "program", "dapat", "menerima", "terima",
    "flag", "is", "ikut", "pernah", "kpm", "apakah", "mendapat", "mendapatkan", "ya", "tidak", "aktif", "terdaftar", "y", "t",
    "penerimaan", "data",
}  # fmt: skip
MONEY_WORDS = {"nominal", "jumlah", "nilai", "besaran", "rp", "rupiah", "uang", "total", "diterima", "besar"}


@dataclass(frozen=True, slots=True)
class Match:
    """The fields a heading can mean, best first, and how certainly; `known` also for headings that mean nothing here."""

    fields: tuple[str, ...] = ()
    strength: float = 0.0
    known: bool = False
    trap: bool = False


NOTHING = Match()


def clean_heading(cell) -> str:
    """The words of a heading cell: single blanks, no line breaks."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return BLANKS.sub(" ", unicodedata.normalize("NFKC", str(cell))).strip()


def words_of(text: str) -> list[str]:
    """`noKK` and `No. KK` alike as words in full: ['no', 'kk']."""
    plain = CAMEL.sub(" ", text).casefold().replace("orang tua", "orangtua").replace("%", " persen ")
    return [ABBREVIATIONS.get(word, word) for word in WORD.findall(plain)]


def match_heading(parts: tuple[str, ...], kind: str, programmes: tuple = ()) -> Match:
    """What the parts of one column's heading (top to bottom) mean together for this kind of upload."""
    return _match(tuple(part for part in parts if part), kind, programmes)


@lru_cache(maxsize=20000)
def _match(parts, kind, programmes):
    if not parts:
        return NOTHING
    joined = " ".join(parts)
    found = _by_key(joined, kind)
    if not found.known:
        found = _by_structure(parts, joined, kind, programmes)
    if found.known or len(parts) == 1:
        return found
    relatives = RELATIVES.intersection(words_of(" ".join(parts[:-1])))
    if relatives:
        return Match(known=True, trap=True)
    for part in (parts[-1], *parts[-2::-1]):
        found = _match((part,), kind, programmes)
        if found.fields:
            return found
    return found


def _by_structure(parts, joined, kind, programmes):
    if kind in PEOPLE:
        found = _aid_column(joined, programmes)
        if found:
            return found
    if kind in {"indikator", "anggaran"}:
        found = _yearly(parts) if kind == "indikator" else _within_year(parts)
        if found:
            return found
    trap = _trap(joined, kind)
    return trap or _by_words(joined, kind) or _by_spelling(joined, kind)


def _by_key(text, kind):
    """Whole heading first, then without a question number before it or a bracket after it."""
    bare = LEADING_NUMBER.sub("", text)
    for candidate in dict.fromkeys((text, bare, BRACKETS.sub("", text), BRACKETS.sub("", bare))):
        key = squeeze(candidate)
        allowed = _allowed(vocabulary().meanings.get(key, ()), kind, key)
        if allowed:
            return Match(allowed, EXACT + _preference(key), known=True)
        if key and (key in vocabulary().ignored or key in vocabulary().meanings):
            return Match(known=True, trap=key in vocabulary().ignored)
    return NOTHING


def _preference(key):
    """Of two columns for one area the ministry's own beats the statistics office's, a village code beats a wider one."""
    return -0.5 if "bps" in key else 0.2 if "kode" in key and ("desa" in key or "kel" in key) else 0.0


def _allowed(names, kind, key=""):
    """The fields among `names` that this kind of upload knows; in plans the one called like the heading first."""
    allowed = tuple(name for name in names if name in fields_of(kind))
    # A list of people calls its only name column `Nama Kepala Keluarga`; there the order of the catalogue counts.
    return allowed if kind in PEOPLE else tuple(sorted(allowed, key=lambda name: squeeze(name) != key))


def _aid_column(text, programmes):
    """`Penerima BPNT`, `bansos_pkh`, `PBI JKN`, `Nominal PKH (Rp)`: one column per programme."""
    words = WORD.findall(CAMEL.sub(" ", text).casefold())
    money = bool(MONEY_WORDS.intersection(words))
    core = [word for word in words if word not in MONEY_WORDS]
    aliases = _aliases(programmes)
    for candidate in (
        core,
        [word for word in core if word not in AID_WORDS],
        [word for word in core if word not in AID_WORDS and not YEAR.fullmatch(word)],
    ):
        code = aliases.get("".join(candidate)) if candidate else None
        if code:
            return Match((f"bantuan:{code}:nominal" if money else f"bantuan:{code}",), EXACT, known=True)
    return None


@lru_cache(maxsize=16)
def _aliases(programmes):
    aliases = {
        squeeze(alias): code for code, name, others in programmes for alias in (code, name, *others) if alias
    }
    return vocabulary().programmes | aliases


def _trap(text, kind):
    """Numbers and names of other people, codes of other systems: never NIK, name or region code."""
    words = set(words_of(text))
    if not words & RELATIVES:
        return None
    if kind in PEOPLE and "nama" in words and "no" not in words:
        if words & {"ibu", "mother"} and not words & {"ayah", "bapak"}:
            return Match(("nama_ibu",), ABBREVIATED, known=True)
        if words & {"ayah", "bapak", "father"} and "ibu" not in words:
            return Match(("nama_ayah",), ABBREVIATED, known=True)
    return Match(known=True, trap=True) if kind in PEOPLE or "bps" in words else None


def _core(text):
    words = [word for word in words_of(text) if word not in FILLERS]
    return " ".join(words) if set(words) - BARE else ""


@lru_cache(maxsize=8)
def _cores(kind):
    cores = {}
    for dialect in vocabulary().dialects:
        for name, phrases in dialect.headings.items():
            if name in fields_of(kind):
                for phrase in phrases:
                    core = _core(phrase)
                    if core:
                        cores.setdefault(core, []).append(name)
    return {core: tuple(dict.fromkeys(names)) for core, names in cores.items()}


def _by_words(text, kind):
    names = _cores(kind).get(_core(BRACKETS.sub("", LEADING_NUMBER.sub("", text))), ())
    return Match(names, ABBREVIATED, known=True) if names else None


@lru_cache(maxsize=8)
def _keys(kind):
    return tuple(
        key for key, names in vocabulary().meanings.items() if len(key) >= 6 and _allowed(names, kind)
    )


def _by_spelling(text, kind):
    """A misspelling at most: one letter in ten; used, and asked about."""
    key = squeeze(BRACKETS.sub("", LEADING_NUMBER.sub("", text)))
    if len(key) < 6 or any(letter.isdigit() for letter in key):
        return NOTHING
    found = process.extractOne(key, _keys(kind), scorer=fuzz.ratio, score_cutoff=88)
    if not found or abs(len(found[0]) - len(key)) > 2:
        return NOTHING
    return Match(_allowed(vocabulary().meanings[found[0]], kind), NEAR, known=True)


def _yearly(parts):
    """`TAHUN 2025` over `TARGET` or `RP.`: one target and one budget per year of a plan."""
    last = words_of(parts[-1])
    everything = words_of(" ".join(parts))
    what = _what(last) or _what(everything)
    if "akhir" in everything and not YEAR.search(parts[-1]):
        return (
            Match((f"{what if what != 'realisasi' else 'target'}_akhir",), EXACT, known=True)
            if what
            else None
        )
    year = next((found[-1] for part in reversed(parts) if len(found := YEAR.findall(part)) == 1), None)
    if year is None or "awal" in everything:
        return None
    return Match((f"{what or 'target'}_{year}",), EXACT, known=True)


def _what(words):
    if "target" in words or words == ["k"]:
        return "target"
    if {"rp", "pagu", "anggaran", "dana", "rupiah"}.intersection(words):
        return "pagu"
    return "realisasi" if {"realisasi", "capaian"}.intersection(words) else None


def _within_year(parts):
    """Quarters of realisation and months of the cash budget."""
    joined = " ".join(parts)
    words = set(words_of(joined))
    if words & {"persen", "fisik", "target"}:
        return None
    for name, pattern, _ in PERIOD_KINDS[:1]:
        found = pattern.search(joined)
        number = (
            {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}.get(found[1].casefold())
            if found
            else None
        )
        if not number and name in words:
            number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(parts[-1].casefold().strip("."))
        if number:
            return Match((f"realisasi_tw_{number}",), EXACT, known=True)
    month = read_month(parts[-1]) if not parts[-1].isdigit() and len(words_of(parts[-1])) <= 2 else None
    return Match((f"rak_bulan_{month}",), EXACT, known=True) if month and "realisasi" not in words else None


def nearest_field(text: str, kind: str) -> str | None:
    """The field to propose for an unknown heading on the mapping screen, never taken by itself."""
    found = process.extractOne(squeeze(text), _keys(kind), scorer=fuzz.ratio, score_cutoff=70)
    return _allowed(vocabulary().meanings[found[0]], kind)[0] if found else None
