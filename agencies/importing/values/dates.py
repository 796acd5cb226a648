"""Dates as cells bring them (SHAPES section 5): day before month, checked against the NIK where there is one."""

import re
from datetime import date, datetime, timedelta

from agencies.importing.values.words import is_empty, plain

MONTH_NAMES = {
    1: "januari january jan", 2: "februari february pebruari feb peb febr", 3: "maret march mar mrt",
    4: "april apr", 5: "mei may", 6: "juni june jun", 7: "juli july jul", 8: "agustus august agu agt aug ags agus agst",
    9: "september sep sept", 10: "oktober october okt oct", 11: "november nopember nov nop",
    12: "desember december des dec",
}  # fmt: skip
MONTHS = {name: number for number, names in MONTH_NAMES.items() for name in names.split()}
TIME_PART = re.compile(r"[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?Z?$")
NUMERIC = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})")
NAMED = re.compile(r"(\d{1,2})\s*[-/. ]?\s*([A-Za-z]{3,9})\.?\s*[-/., ]?\s*(\d{4}|\d{2})")
WEEKDAY = re.compile(r"^(senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu)\s*,\s*", re.I)
DATE_AT_END = re.compile(
    r"[\s,/;-]*(\d{8}|\d{1,4}\s*[-/. ]\s*\d{1,2}\s*[-/. ]\s*\d{2,4}|\d{1,2}\s*[-/. ]?\s*[A-Za-z]{3,9}\.?\s*[-/., ]?\s*\d{2,4})"
    r"(?:\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?\s*$"
)
FIRST_DAY = date(1900, 1, 1)


def read_readings(cell, today: date):
    """(day-first reading, month-first reading) of a cell; each a date or None. Order is certain when only one is given."""
    if isinstance(cell, datetime):
        return cell.date(), None
    if isinstance(cell, date):
        return cell, None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _of_serial(cell, today), None
    text = TIME_PART.sub("", WEEKDAY.sub("", plain(cell)).strip()).strip()
    if text.isdigit():
        return _of_digits(text, today), None
    named = NAMED.fullmatch(text)
    if named:
        month = MONTHS.get(named[2].casefold())
        return (_make(named[3], month, named[1], today) if month else None), None
    found = NUMERIC.fullmatch(text)
    return _of_numbers(found, today) if found else (None, None)


def _of_numbers(found, today):
    first, second, third = found.groups()
    if len(first) == 4:
        return _make(first, second, third, today), None
    if len(first) > 2 or len(third) not in (2, 4):
        return None, None
    return _make(third, second, first, today), _make(third, first, second, today)


def _of_digits(text, today):
    if len(text) == 8:
        iso = text[:2] in ("19", "20") and _make(text[:4], text[4:6], text[6:], today)
        return iso or _make(text[4:], text[2:4], text[:2], today)
    return _of_serial(int(text), today) if len(text) == 5 else None


def _of_serial(number, today):
    """A day number of a spreadsheet program. Four digits are more likely a bare year and are refused."""
    if not 10000 <= number < 100000:
        return None
    return date(1899, 12, 30) + timedelta(days=int(number))


def _make(year, month, day, today):
    year = int(year) if len(str(year)) == 4 else _century(int(year), today)
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def _century(year, today):
    return 1900 + year if year > today.year % 100 else 2000 + year


def read_date(cell, today: date, *, future: bool = True):
    """(date or None, problem code or None) without a NIK to compare with."""
    if is_empty(cell):
        return None, None
    day_first, month_first = read_readings(cell, today)
    chosen = day_first or month_first
    if chosen is None or chosen < FIRST_DAY or (chosen > today and not future):
        return None, "date_invalid"
    return chosen, None if day_first else "date_order_month_first"


def choose_birth_date(readings, born, today: date):
    """(date or None, problem code or None): the reading that fits the NIK; `born` is what `birth_of` returned."""
    possible = [reading if reading and FIRST_DAY <= reading <= today else None for reading in readings]
    day_first, month_first = possible
    if day_first is None and month_first is None:
        return None, "date_invalid"
    if day_first is None:
        return month_first, "date_order_month_first"
    if born is None or _fits(day_first, born):
        return day_first, None
    if month_first and _fits(month_first, born):
        return month_first, "date_order_from_nik"
    return day_first, "date_mismatch_nik"


def _fits(day, born):
    return (day.year % 100, day.month, day.day) == born[:3]


def split_place_and_date(cell):
    """('Malang', '12-05-1980') from place and date in one cell; a part that is absent is None."""
    if isinstance(cell, (date, datetime)):
        return None, cell
    if is_empty(cell):
        return None, None
    text = plain(cell)
    found = DATE_AT_END.search(text)
    if not found:
        return text.strip(" ,/") or None, None
    return text[: found.start()].strip(" ,/;-") or None, found[1]
