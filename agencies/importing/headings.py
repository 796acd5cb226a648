"""What a heading means: whole heading, known synonyms, abbreviations, nearest spelling; and the traps of SHAPES section 4."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from agencies.importing import plan_headings
from agencies.importing.fields import ELSEWHERE, PEOPLE, fields_of, rests_on_vocabulary, squeeze, vocabulary
from agencies.importing.joint_headings import in_order_of, joint_of
from agencies.importing.plan_headings import only_a_year, part_of_year
from agencies.importing.values.dates import MONTH_NAMES
from agencies.importing.values.periods import (
    BARE_NUMBER,
    PERIOD_WORDS,
    YEAR,
    period_words,
    read_month,
    with_word,
)
from agencies.importing.values.words import BLANKS

EXACT, ABBREVIATED, NEAR = 3.0, 2.0, 1.0
WORD = re.compile(r"[a-z]+|\d+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
LEADING_NUMBER = re.compile(r"^[\s*(]*\d{1,4}[a-z]?\s*[.):]*\s+(?=\D)|^[\s*]+")
BRACKETS = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]\s*\**\s*$|\s*\*+\s*$")
IN_MONTHS = re.compile(r"\b(?:bulan|bln|minggu)\b", re.I)  # an age of a small child is no age in years
EACH = re.compile(r"\bke\W*(?=\d|[ivx]+\b)", re.I)
MONTH_NUMBERED = re.compile(r"(?:bulan|bln)\W*(\d{1,2}|[ivx]{1,4})", re.I)
AGE_CLASS = re.compile(r"^\W*(?:[<>≤≥]\s*\d|\d{1,2}\s*(?:-|–|s\.?/?d\.?)\s*\d{1,2}\b|\d{1,2}\s*\+)", re.I)
ABBREVIATIONS = {
    "nomor": "no", "nmr": "no", "num": "no", "number": "no", "nomer": "no", "tgl": "tanggal", "tggl": "tanggal", "date": "tanggal",
    "lhr": "lahir", "birth": "lahir", "nm": "nama", "name": "nama", "jml": "jumlah", "jumlh": "jumlah", "kec": "kecamatan",
    "kel": "kelurahan", "ds": "desa", "kab": "kabupaten", "prov": "provinsi", "prop": "provinsi", "alm": "alamat",
    "almt": "alamat", "ket": "keterangan", "thn": "tahun", "th": "tahun", "tmpt": "tempat", "tmp": "tempat", "tpt": "tempat",
    "jns": "jenis", "hub": "hubungan", "dgn": "dengan", "klmn": "kelamin", "nkk": "kk", "pddk": "pendidikan", "penddk": "pendidikan",
    "pkrjaan": "pekerjaan", "pek": "pekerjaan", "klg": "keluarga", "kelg": "keluarga", "ang": "anggota",
    "dlm": "dalam", "real": "realisasi", "angg": "anggaran", "perubhn": "perubahan", "bant": "bantuan", "tlp": "telepon", "telp": "telepon",
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
ADDRESS_WORDS = {
    "rt", "rw", "desa", "kelurahan", "dusun", "kecamatan", "kabupaten", "lengkap", "jalan", "jl", "banjar", "lingkungan", "rumah", "no",
    "dan", "kampung", "kota",
}  # fmt: skip
STREETS = {"dusun", "jalan", "jl", "lingkungan", "banjar", "kampung", "rumah"}
MONEY_GROUPS = {"nominal", "nilai", "besaran", "besar", "rp", "rupiah", "jumlah"}
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
    if isinstance(cell, date) and cell.day == 1:  # a month typed as `Jan 2025` becomes a date
        cell = f"{MONTH_NAMES[cell.month].split()[0].title()} {cell.year}"
    return BLANKS.sub(" ", unicodedata.normalize("NFKC", str(cell))).strip()


def words_of(text: str) -> list[str]:
    """`noKK` and `No. KK` alike as words in full: ['no', 'kk']."""
    plain = CAMEL.sub(" ", text).casefold().replace("orang tua", "orangtua").replace("%", " persen ")
    return [ABBREVIATIONS.get(word, word) for word in WORD.findall(plain)]


def match_heading(parts: tuple[str, ...], kind: str, programmes: tuple = ()) -> Match:
    """What the parts of one column's heading (top to bottom) mean together for this kind of upload."""
    return _match(tuple(part for part in parts if part), kind, programmes)


@rests_on_vocabulary
@lru_cache(maxsize=20000)
def _match(parts, kind, programmes):
    if not parts:
        return NOTHING
    joined = " ".join(parts)
    found = (kind not in PEOPLE and YEAR.search(joined) and _planned(parts, kind)) or None
    if len(parts) > 1 and BARE_NUMBER.fullmatch(parts[-1].strip("(). ")):
        found = _period_column(parts, kind)
    found = found or _name_with_bracket(joined, kind) or _by_key(joined, kind)
    if not found.known:
        found = _by_structure(parts, joined, kind, programmes)
    elif not found.fields and not found.trap:
        found = _planned(parts, kind) or found
    if len(parts) == 1 or (found.known and found.strength != NEAR):
        return found
    if RELATIVES.intersection(words_of(" ".join(parts[:-1]))):
        return Match(known=True, trap=True)
    by_parts = _by_parts(parts, kind, programmes)
    return (
        by_parts if by_parts.strength > found.strength else found
    )  # `Identitas | NIK` is no misspelling of `Identitas KK`


def _by_parts(parts, kind, programmes):
    """`Tempat` under `Kelahiran`, `Nomor` under `Kartu Keluarga`; else the lowest part that means something."""
    born = _birth_part(parts) if kind in PEOPLE else None
    if born:
        return Match((born,), EXACT, known=True)
    for group in parts[-2::-1]:
        found = _by_key(f"{parts[-1]} {group}", kind)
        if found.fields:
            return found
    found = _by_key(parts[-1], kind)
    if found.trap:  # `No` under any group, `Kode Pos` under `Alamat`
        return found
    if kind in PEOPLE and AGE_CLASS.match(parts[-1]):  # marks under `Usia`, not ages
        return Match(known=True, trap=True)
    for part in (parts[-1], *parts[-2::-1]):
        found = _match((part,), kind, programmes)
        if found.fields:
            return found
    return found


def _birth_part(parts):
    """`Tempat` and `Tanggal` (or `Tgl/Bln/Th`) under `Tempat dan Tanggal Lahir`."""
    if not {"lahir", "kelahiran", "ttl"}.intersection(words_of(" ".join(parts[:-1]))):
        return None
    words = set(words_of(parts[-1])) - {"lahir"}
    if words in ({"tempat"}, {"kota"}):
        return "tempat_lahir"
    return "tanggal_lahir" if "tanggal" in words and words <= {"tanggal", "bln", "bulan", "tahun"} else None


def _by_structure(parts, joined, kind, programmes):
    if kind in PEOPLE:
        found = _aid_column(joined, programmes) or _aid_in_group(parts, programmes) or _joint(joined, kind)
        found = found or _address(parts) or _period_column(parts, kind)
        if found:
            return found
    planned = _planned(parts, kind)
    if planned:
        return planned
    trap = _trap(joined, kind)
    return trap or _by_words(joined, kind, programmes) or _by_spelling(joined, kind)


def _planned(parts, kind):
    """What the structure of a plan's heading tells; a bare `TW I` may be planned or realised, so it is asked about."""
    planned = plan_headings.meaning(parts, [words_of(part) for part in parts], kind)
    if planned is None:
        return None
    bare = "_tw_" in planned and not {"realisasi", "capaian"}.intersection(words_of(" ".join(parts)))
    return Match((planned,) if planned else (), NEAR if bare else EXACT, known=True, trap=not planned)


def _name_with_bracket(text, kind):
    """`Nama (Umur)`: what the bracket names may stand in the cells too."""
    field = (
        _joint_field(text.replace("(", " / ").strip(") "), kind) if kind in PEOPLE and "(" in text else None
    )
    return Match((field,), EXACT, known=True) if field in {"nama_usia", "nama_jenis_kelamin"} else None


def _by_key(text, kind):
    """Whole heading first, then without a question number before it or a bracket after it."""
    bare = LEADING_NUMBER.sub("", text)
    known = False
    for candidate in dict.fromkeys((text, bare, BRACKETS.sub("", text), BRACKETS.sub("", bare))):
        key = squeeze(candidate)
        allowed = _allowed(vocabulary().meanings.get(key, ()), kind, key)
        if allowed and not (allowed[0] == "usia" and IN_MONTHS.search(text)):
            return Match(allowed, EXACT + _preference(key), known=True)
        if key and key in vocabulary().ignored:
            return Match(known=True, trap=True)
        names = vocabulary().meanings.get(key, ())
        known = known or bool(names) and (kind == "rat" or not ELSEWHERE.isdisjoint(names))
        if known and kind in PEOPLE:
            break
    return Match(known=known)


def _preference(key):
    """Of two columns for one area the ministry's own beats the statistics office's, a village code beats a wider one.

    The leader of a group stands for it only where no other person is named.
    """
    if "bps" in key or "ketua" in key or key == "nikkk":  # `nik_kk` may mean the number of the family
        return -0.5
    return 0.2 if "kode" in key and ("desa" in key or "kel" in key) else 0.0


def _allowed(names, kind, key=""):
    """The fields among `names` that this kind of upload knows; in plans the one called like the heading first."""
    allowed = tuple(name for name in names if name in fields_of(kind))
    # A list of people calls its only name column `Nama Kepala Keluarga`; there the order of the catalogue counts.
    return (
        allowed
        if kind in PEOPLE
        else tuple(sorted(allowed, key=lambda name: (squeeze(name) != key, squeeze(name) not in key)))
    )


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


def _aid_in_group(parts, programmes):
    """`PKH` under `Jenis Bantuan yang Diterima`; under a word for money it is the programme's amount."""
    found = _aid_column(parts[-1], programmes) if len(parts) > 1 else None
    if not found:
        return None
    money = MONEY_GROUPS.intersection(words_of(" ".join(parts[:-1])))
    field = found.fields[0].removesuffix(":nominal")
    return Match((f"{field}:nominal" if money or field != found.fields[0] else field,), EXACT, known=True)


@rests_on_vocabulary
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


@rests_on_vocabulary
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


def _by_words(text, kind, programmes):
    """Abbreviations written out and filling words left out; `Nama KPM BPNT` and `NIK Penerima PKH` without the programme."""
    core = _core(BRACKETS.sub("", LEADING_NUMBER.sub("", text)))
    names = _cores(kind).get(core, ())
    if not names and kind in PEOPLE:
        aliases = _aliases(programmes)
        names = _cores(kind).get(" ".join(word for word in core.split() if word not in aliases), ())
    return Match(names, ABBREVIATED, known=True) if names else None


def _joint(text, kind):
    """Two fields in one column, `NIK / Nama` or `Nama dan Alamat`; whether the cells hold both is seen later."""
    words = [word for word in words_of(text) if word not in FILLERS - {"ktp"}]
    rest = set(words) - {"no", "ktp", "sesuai"}
    if rest in ({"nik", "nama"}, {"nama"}) and ({"nik", "ktp"} & set(words)):
        return Match(("nik_nama",), EXACT, known=True) if "/" in text or "nik" in rest else None
    if rest == {"nik", "kk"}:
        return Match(("nik_no_kk",), EXACT, known=True)
    field = _joint_field(text, kind)
    return Match((field,), EXACT, known=True) if field else None


def _joint_field(text, kind):
    return joint_of(text, lambda piece: _meaning_of(piece, kind))


def _meaning_of(piece, kind):
    found = _by_key(piece, kind)
    return found.fields or (() if found.known else getattr(_by_words(piece, kind, ()), "fields", ()))


def parts_in_order(heading: str, fields: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The fields of a joint column as its heading orders them: `No. KK / NIK`."""
    return in_order_of(heading, fields, lambda piece: _meaning_of(piece, kind))


def _address(parts):
    """`Alamat RT/RW Desa` in one cell: an address that names places too."""
    words = words_of(parts[0]) if len(parts) == 1 else []
    enough = len(words) > 2 or words[1:] and words[1] in STREETS
    whole = words[:1] == ["alamat"] and enough and set(words[1:]) <= ADDRESS_WORDS
    return Match(("alamat",), ABBREVIATED, known=True) if whole else None


def _period_column(parts, kind):
    """One column per month, instalment or year: `Jan`, `Bulan Maret`, `Tahap II`, `II` under `Bulan`, `T.A. 2024`.

    Never a single one, see `meanings`.
    """
    if kind != "penerima":
        return None
    while len(parts) > 1 and MONEY_WORDS.issuperset(words_of(parts[-1])):  # `Rp` below `Tahap II`
        parts = parts[:-1]
    lowest = EACH.sub(" ", parts[-1]).strip("(). ")
    if only_a_year(lowest) and not part_of_year(lowest):
        return Match((f"periode:{YEAR.search(lowest)[0]}",), ABBREVIATED, known=True)
    group = next((word for part in parts[:-1] for word in words_of(part) if word in PERIOD_WORDS), "")
    numbered = MONTH_NUMBERED.fullmatch(lowest)
    lowest, group = (numbered[1], "bulan") if numbered else (lowest, group)
    last = YEAR.sub("", with_word(lowest, group)).strip(" -/.()")
    words = [word for word in words_of(last) if word not in {"bulan", "rp", "salur"}]
    month = read_month(words[0]) if len(words) == 1 and not words[0].isdigit() else None
    if month:
        return Match((f"periode:{MONTH_NAMES[month].split()[0].title()}",), ABBREVIATED, known=True)
    instalment = period_words(last)
    whole = instalment and squeeze(instalment) == squeeze(last)
    return Match((f"periode:{instalment}",), ABBREVIATED, known=True) if whole else None


@rests_on_vocabulary
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


def nearest_field(text: str, kind: str) -> str | None:
    """The field to propose for an unknown heading on the mapping screen, never taken by itself."""
    found = process.extractOne(squeeze(text), _keys(kind), scorer=fuzz.ratio, score_cutoff=70)
    return _allowed(vocabulary().meanings[found[0]], kind)[0] if found else None
