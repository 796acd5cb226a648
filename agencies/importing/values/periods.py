"""Years, months and periods of payment as people write them (DECISIONS 2.3)."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from agencies.importing.values.dates import MONTH_NAMES, MONTHS
from agencies.importing.values.words import is_empty, plain

YEAR = re.compile(r"(?<!\d)(20\d{2}|19\d{2})(?!\d)")
YEAR_RANGE = re.compile(r"(?<!\d)(20\d{2})\s*(?:-|–|s\.?/?d\.?|sampai)\s*(20\d{2})(?!\d)")
ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
WORDS = {
    "pertama": 1,
    "kesatu": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
}
KINDS = (
    (
        "triwulan",
        re.compile(
            r"\b(?:triwulan|tri wulan|tw|kuartal|q)\W{0,3}([ivx]+|\d{1,2}|[a-z]+)\b",
            re.I,
        ),
        4,
    ),
    (
        "semester",
        re.compile(r"\b(?:semester|smt)\W{0,3}([ivx]+|\d{1,2}|[a-z]+)\b", re.I),
        2,
    ),
    (
        "tahap",
        re.compile(r"\b(?:tahap|thp|termin|gelombang)\W{0,3}([ivx]+|\d{1,2}|[a-z]+)\b", re.I),
        12,
    ),
)
WORD = re.compile(r"[A-Za-z]+")
PERIOD_WORDS = {"tahap", "termin", "gelombang", "triwulan", "semester", "bulan"}
BARE_NUMBER = re.compile(r"\d{1,2}|[ivx]{1,4}", re.I)
MONTH_RANGE = re.compile(
    r"\b([A-Za-z]{3,9})\.?\s*(?:-|–|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga|dan|&)\s*([A-Za-z]{3,9})\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Period:
    """When aid was given: a year, a kind (tahun, semester, triwulan, bulan, tahap), a number in it and its days."""

    year: int
    kind: str
    number: int
    first: date
    last: date
    words: str


def read_year(cell):
    """A year between 1990 and 2099, or None."""
    if is_empty(cell):
        return None, None
    if isinstance(cell, (date, datetime)):
        return cell.year, None
    found = YEAR.search(plain(cell))
    return (int(found[1]), None) if found else (None, "value_invalid")


def read_month(words) -> int | None:
    """1 to 12 from a number or an Indonesian name, when the words name exactly one month."""
    if isinstance(words, (int, float)) and not isinstance(words, bool):
        return int(words) if 1 <= words <= 12 else None
    text = plain(words).casefold()
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else None
    found = {MONTHS[word] for word in WORD.findall(text) if word in MONTHS and word != "may"}
    return found.pop() if len(found) == 1 else None


def with_word(cell, word: str):
    """`Tahap II` from a bare `II` under a heading `Tahap`, `Maret` from `3` under `Bulan`; other cells as they are."""
    text = plain(cell)
    if not word or not BARE_NUMBER.fullmatch(text):
        return cell
    number = _ordinal(text)
    if word == "bulan":
        return MONTH_NAMES[number].split()[0].title() if number and number <= 12 else cell
    return f"{word.title()} {text}"


def parse_period(words, year: int | None = None) -> Period | None:
    """The period that words like `Tahap II 2025` or `Triwulan 3` name; `year` fills in when they name none."""
    if isinstance(words, (date, datetime)):
        return _period(words.year, "bulan", words.month, words.strftime("%Y-%m"))
    if is_empty(words):
        return _period(year, "tahun", 1, str(year)) if year else None
    text = plain(words)
    found = YEAR.search(text)
    year = int(found[1]) if found else year
    if year is None:
        return None
    rest = YEAR.sub(" ", text)
    for kind, pattern, most in KINDS:
        match = pattern.search(rest)
        number = _ordinal(match[1]) if match else None
        if number and number <= most:
            return _period(year, kind, number, text)
    span = month_range(rest)
    if span:
        return _of_months(year, *span, text)
    month = read_month(rest.strip()) if rest.strip() else None
    return _period(year, "bulan", month, text) if month else _period(year, "tahun", 1, text)


def month_range(text: str) -> tuple[int, int] | None:
    """(1, 3) from `Januari - Maret`, `Jan s.d. Mar`."""
    for found in MONTH_RANGE.finditer(text):
        first, last = (MONTHS.get(word.casefold()) for word in found.groups())
        if first and last and first < last:
            return first, last
    return None


def _of_months(year, first, last, words):
    """A quarter or half of the year, or two months as the instalments of PKH and BPNT are paid; else the year in words."""
    length = last - first + 1
    kind = {2: "tahap", 3: "triwulan", 6: "semester"}.get(length)
    if kind is None or last % length:
        return _period(year, "tahun", 1, words)
    period = _period(year, kind, last // length, words)
    ends = calendar.monthrange(year, last)[1]
    return replace(period, first=date(year, first, 1), last=date(year, last, ends))


def _ordinal(word):
    word = word.casefold()
    return int(word) if word.isdigit() else ROMAN.get(word) or WORDS.get(word)


def _period(year, kind, number, words):
    """First and last day by the calendar; a `tahap` has no calendar of its own and spans its year."""
    months = {"tahun": (1, 12), "tahap": (1, 12), "bulan": (number, number)}
    months["triwulan"] = (number * 3 - 2, number * 3)
    months["semester"] = (number * 6 - 5, number * 6)
    start, end = months[kind]
    return Period(
        year,
        kind,
        number,
        date(year, start, 1),
        date(year, end, calendar.monthrange(year, end)[1]),
        words,
    )


def period_words(text: str) -> str | None:
    """The words of a title that name a period shorter than a year: `TAHAP II`, `TRIWULAN III`."""
    for _, pattern, most in KINDS:
        match = pattern.search(text)
        number = _ordinal(match[1]) if match else None
        if number and number <= most:
            return plain(match[0]).title().replace(match[1].title(), match[1].upper())
    span = month_range(text)
    return " - ".join(MONTH_NAMES[month].split()[0].title() for month in span) if span else None
