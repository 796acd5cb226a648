"""One cell as it was read, written so that it looks and reads again like the officer's own."""

import re
from datetime import date, datetime, time, timedelta

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from agencies.importing.book import ErrorCell

TEXT, WHOLE, THOUSANDS = "@", "0", "#,##0"
DAY, MOMENT, CLOCK, DURATION = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "[h]:mm"
LONG = 10  # digits from which a text is kept from becoming a number, and a number from being shown as 3,6E+15
FIRST_DAY = date(1900, 3, 1)  # before it the programs do not agree on dates
MOST_TITLE = 31  # letters of a sheet's name
FORBIDDEN = re.compile(r"[\\*?:/\[\]]")


def write(cell, value, *, money: bool = False) -> None:
    """Put one value in; what somebody typed as text stays text, "=1+1" as well."""
    if isinstance(value, ErrorCell):
        cell.value = str(value)
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        if value.isdigit() and (len(value) >= LONG or value.startswith("0")):
            cell.number_format = TEXT
    elif isinstance(value, date) and _day(value) < FIRST_DAY:
        cell.value = f"{value:%d/%m/%Y}"
    else:
        cell.value = value
        cell.number_format = _format(value, money=money)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _format(value, *, money: bool) -> str:
    if isinstance(value, datetime):
        return DAY if value.time() == time() else MOMENT
    if isinstance(value, date):
        return DAY
    if isinstance(value, (time, timedelta)):
        return CLOCK if isinstance(value, time) else DURATION
    if isinstance(value, bool) or isinstance(value, float) and not value.is_integer():
        return "General"
    if money and abs(value) >= 1_000:
        return THOUSANDS
    return WHOLE if abs(value) >= 10**LONG else "General"


def title(name: str, taken: list[str]) -> str:
    """The sheet's name, or what a workbook allows of it; no two alike."""
    wanted = FORBIDDEN.sub(" ", "Daftar" if name == "*" else name).strip("' ")[:MOST_TITLE] or "Lembar"
    lower, found, number = {each.casefold() for each in taken}, wanted, 1
    while found.casefold() in lower:
        number += 1
        found = f"{wanted[: MOST_TITLE - len(str(number)) - 1]} {number}"
    return found
