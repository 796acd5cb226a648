"""Cells under a heading that names two fields or three: `SITI / 45 th`, `BUDI, Dsn Krajan RT 01`, `Kediri, 12-05-1980 / 45`.

What has a form of its own (numbers, dates, ages, sex) is taken out first; what is left is words, in the heading's order.
A part that is not found is None: nothing is guessed.
"""

import re

from agencies.importing.values.joined import EDGES, LABELS, LONG_RUN
from agencies.importing.values.words import is_empty, plain, read_sex

DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:\d{4}|\d{2})|(?:19|20)\d\d-\d{1,2}-\d{1,2}|"
    r"\d{1,2}\s*[-/. ]?\s*[a-z]{3,9}\.?\s*[-/., ]?\s*(?:19|20)\d\d)(?!\d)",
    re.I,
)
YEARS_OLD = r"(?:umur|usia)?\W{0,3}(?<!\d)(\d{1,3})\s*(?:thn?|tahun)?\b\.?"
AGE_AT_END = re.compile(rf"(?:^|[\s/(,;|–-]){YEARS_OLD}\s*\)?\s*$", re.I)
AGE_AT_START = re.compile(rf"^\s*\(?{YEARS_OLD}\)?\s*(?=[\s/|,;(–-])", re.I)
PHONE = re.compile(r"(?<!\d)(?:\+?62|0)[\d\s.-]{7,15}\d")
SEX = re.compile(
    r"(?:^|(?<=[\s/(,;|-]))(l|p|lk|pr|laki\s*-?\s*laki|perempuan|pria|wanita)(?=[\s/),;|-]|$)", re.I
)
RT = re.compile(r"\brt\b\W*(\d{1,3})(?!\d)|(?<![\d/])(\d{1,3})\W*$", re.I)
RT_RW = re.compile(r"\brt\b\W*\d{1,3}\W*(?:rw\b\W*)?\d{1,3}(?!\d)|(?<!\d)\d{1,3}\s*/\s*\d{1,3}(?!\d)", re.I)
SLASH = re.compile(r"\s*\n\s*|(?<!\d)\s*/\s*|\s*/\s*(?!\d)|\s+/\s+|\s*[;|]\s*")
ADDRESS = re.compile(
    r"(?<=\s)(?=(?:jl|jln|jalan|dsn|dusun|dk|dukuh|kp|kamp|kampung|gg|gang|rt|perum\w*|blok|lingk?|lingkungan|ds|desa|kel|br|banjar|jorong)"
    r"\b[. \d])",
    re.I,
)
DISTRICT = re.compile(r"(?<=[\s,])(?=kec(?:amatan)?\b[. ])", re.I)
COMMA = re.compile(
    r"\s*,(?!\s*(?:[sma]\.\s?\w|s[ehtp]\b|mm\b|drs?\b|hj?\b))|\s+[-–]\s+|\s*\((?=[^)]*\)\s*$)", re.I
)  # no comma before `S.Pd`
STARTS = {"alamat": ADDRESS, "kecamatan": DISTRICT}  # words that begin a part without a mark before it


def parted(cell, fields: tuple[str, ...]) -> tuple[str | None, ...]:
    """One part of the cell per field, as typed; None for a part that is not there or cannot be told from the others."""
    if is_empty(cell):
        return (None,) * len(fields)
    text = cell if isinstance(cell, str) else plain(cell)
    found = {}
    for field in (name for name in TAKEN_OUT if name in fields):
        found[field], text = TAKEN_OUT[field](text)
    worded = [name for name in fields if name not in TAKEN_OUT]
    found |= zip(worded, _words(text, worded), strict=True)
    return tuple(found[name] for name in fields)


def _number(text):
    found = LONG_RUN.search(text)
    return (found[0], LABELS.sub(" ", _without(text, found))) if found else (None, text)


def _age(text):
    """The age at the start or the end, never the year of a date."""
    born = list(DATE.finditer(text))
    start = born[-1].end() if born else 0
    found = AGE_AT_END.search(text, start) or (None if born else AGE_AT_START.search(text))
    return (found[1], _without(text, found)) if found else (None, text)


def _first(pattern):
    def take(text):
        found = pattern.search(text)
        return (found[0].strip(), _without(text, found)) if found else (None, text)

    return take


def _sex(text):
    found = SEX.search(text)
    return (read_sex(found[1])[0], _without(text, found)) if found else (None, text)


def _rt(text):
    found = RT.search(text)
    return (found[1] or found[2], _without(text, found)) if found else (None, text)


TAKEN_OUT = {
    "nik": _number, "no_kk": _number, "usia": _age, "tanggal_lahir": _first(DATE), "telepon": _first(PHONE), "jenis_kelamin": _sex,
    "rt_rw": _first(RT_RW), "rt": _rt,
}  # fmt: skip


def _without(text, found):
    return f"{text[: found.start()].rstrip(EDGES + '(')}\n{text[found.end() :].lstrip(EDGES + ')')}".strip()


def _words(text, fields):
    """The words of the text for these fields; the last one keeps everything behind it, an address its marks."""
    texts, rest = [], text
    for field in fields[1:]:
        cut = SLASH.search(rest) or (STARTS[field].search(rest) if field in STARTS else None)
        cut = cut or COMMA.search(rest)
        if cut is None:
            break
        texts.append(rest[: cut.start()])
        rest = rest[cut.end() :]
    texts.append(rest)
    words = [plain(each).strip(EDGES) or None for each in texts]
    return (words + [None] * len(fields))[: len(fields)]
