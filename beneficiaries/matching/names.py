"""The normal form of Indonesian names. Two spellings of one person share it; two persons may, too.

`normal_form` is stored and decides whether a line agrees with a person (DECISIONS 1.4, 1.5): case, marks, blanks
and titles do not count, letters do. `loose_form` also forgives old spelling and is only for proposing pairs.
Knows neither Django nor the database: the limited child process uses it too.
"""

import re
import unicodedata

from rapidfuzz import fuzz

BEFORE = {
    "ALM", "ALMARHUM", "ALMARHUMAH", "ALMH", "BAPAK", "BPK", "DR", "DRA", "DRG", "DRH", "DRS", "H", "HAJI", "HAJJAH", "HI", "HJ",
    "IBU", "IR", "KH", "KI", "NY", "NYONYA", "PROF", "SDR", "SDRI", "TGH", "TGK", "TN", "TUAN", "UST", "USTADZ",
}  # fmt: skip
AFTER = {
    "ALM", "ALMARHUM", "ALMARHUMAH", "ALMH", "AMD", "AMDKEB", "AMDKEP", "BA", "BSC", "MA", "MAG", "MH", "MHUM", "MKES", "MKOM",
    "MM", "MPD", "MPDI", "MSI", "MSC", "MT", "NERS", "PHD", "SAG", "SE", "SFARM", "SH", "SHI", "SHUT", "SI", "SIKOM", "SIP", "SKEB",
    "SKEP", "SKM", "SKOM", "SP", "SPD", "SPDI", "SPDSD", "SPI", "SPSI", "SPT", "SSI", "SSN", "SSOS", "SSOSI", "SST", "ST", "STP", "STR",
}  # fmt: skip
DOTTED = re.compile(r"\s([A-Z]{1,5}(?:\.[A-Z]{1,5})+)\.?(?=\s|,|$)")  # S.Pd, S.Pd.I
BRACKETS = re.compile(r"\(.*?\)")
SEPARATORS = re.compile(r"[^A-Z0-9]+")
MUHAMMAD = {
    "MUHAMAD",
    "MOHAMAD",
    "MUHAMED",
    "MOHAMED",
    "MUH",
    "MOH",
    "MHD",
    "MOCHAMAD",
    "MUCHAMAD",
    "MUCH",
    "MOCH",
    "MD",
    "M",
}
OLD_SPELLING = (
    ("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("SJ", "SY"), ("NJ", "NY"), ("CH", "H"), ("KH", "H"), ("DH", "D"), ("TH", "T"),
    ("PH", "F"), ("V", "F"), ("SY", "S"), ("Y", "I"), ("Z", "S"), ("Q", "K"), ("X", "K"),
)  # fmt: skip


def normal_form(name: str) -> str:
    """'Drs. H. Slamet  Maulana, M.Si' -> 'SLAMET MAULANA'. Never empty for a name that has a letter."""
    plain = name.isascii() and name.replace(" ", "").isalnum()  # most are: no titles with dots, no marks
    words = (name.upper() if plain else SEPARATORS.sub(" ", _without_marks(_core(name)))).split()
    while len(words) > 1 and words[0] in BEFORE:
        words = words[1:]
    return " ".join(words) or " ".join(name.upper().split())


def _core(name: str) -> str:
    """The name without brackets and degrees, in capitals without accents."""
    core, _, tail = DOTTED.sub(_degree, BRACKETS.sub(" ", _letters(name))).partition(",")
    return f"{core} {tail}" if tail and not _only_titles(tail) else core


def loose_form(name: str) -> str:
    """The normal form without differences of old spelling, doubled letters and short forms of Muhammad."""
    words = [_loosened(word) for word in normal_form(name).split()]
    return " ".join(words)


def likeness(one: str, other: str) -> float:
    """0 to 100: how alike two names sound, whatever the order of their words."""
    return round(fuzz.token_sort_ratio(loose_form(one), loose_form(other)), 2)


def _degree(found: re.Match) -> str:
    return "" if found[1].replace(".", "") in AFTER else found[0]


def _letters(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()


def _without_marks(text: str) -> str:
    """An apostrophe joins (MA'MUR is MAMUR), every other mark parts."""
    return text.replace("'", "").replace("`", "")


def _only_titles(tail: str) -> bool:
    return all(SEPARATORS.sub("", piece) in AFTER | BEFORE | {""} for piece in re.split(r"[,\s]+", tail))


def _loosened(word: str) -> str:
    squeezed = re.sub(r"(.)\1+", r"\1", word)
    if squeezed in MUHAMMAD:
        return "MUHAMAD"
    for old, new in OLD_SPELLING:
        squeezed = squeezed.replace(old, new)
    return squeezed
