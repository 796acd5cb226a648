"""RT and RW, alone, together in one cell, or hidden in an address (SHAPES section 5)."""

import re
from datetime import date, datetime

from agencies.importing.values.words import is_empty, plain

LEADING = re.compile(r"^(?:rt|rw)\W*", re.I)
IN_ADDRESS = re.compile(r"\brt\W{0,3}(\d{1,3}|-)?\s*[,/;.\s]*\s*rw\W{0,3}(\d{1,3}|-)?", re.I)
JOINED_IN_ADDRESS = re.compile(
    r"\brt(?:\W{0,3}rw)?\W{0,3}(\d{1,3})\s*/\s*(\d{1,3})\b", re.I
)  # `RT/RW 04/02`, `RT 04/02`
RT_ALONE = re.compile(r"\brt\W{0,3}(\d{1,3})\b", re.I)
RW_ALONE = re.compile(r"\brw\W{0,3}(\d{1,3})\b", re.I)
PAIR = re.compile(r"(\d{1,3}|-)?\s*[/\-\\|.,\s]\s*(\d{1,3}|-)?")


def read_rt(cell):
    """Three digits or None, from `1`, `001`, `1.0`, `RT 01`; the first number of `001/002`."""
    return _numbered(cell, 0), None


def read_rw(cell):
    """Three digits or None; the second number of `001/002`."""
    return _numbered(cell, 1), None


def _numbered(cell, place):
    if is_empty(cell) or isinstance(cell, (date, datetime)):
        return None
    text = plain(cell)
    if "/" in text:
        return read_rt_rw(text)[place]
    text = LEADING.sub("", text).removesuffix(".0").strip()
    return three_digits(text)


def three_digits(text):
    return (
        text.zfill(3) if text and text.isdigit() and len(text.lstrip("0")) <= 3 and text.strip("0") else None
    )


def read_rt_rw(cell):
    """('001', '002') from `001/002`, `1/2`, `RT 01 RW 02`; a part that is absent is None."""
    if is_empty(cell) or isinstance(cell, (date, datetime)):
        return None, None
    text = plain(cell)
    if "r" in text.casefold():
        return rt_rw_of_address(text)
    found = PAIR.fullmatch(text)
    if found:
        return three_digits(found[1]), three_digits(found[2])
    return three_digits(text.removesuffix(".0")), None


def rt_rw_of_address(address):
    """RT and RW written inside an address."""
    if not isinstance(address, str):
        return None, None
    found = JOINED_IN_ADDRESS.search(address) or IN_ADDRESS.search(address)
    if found:
        return three_digits(found[1]), three_digits(found[2])
    rt, rw = RT_ALONE.search(address), RW_ALONE.search(address)
    return three_digits(rt[1]) if rt else None, three_digits(rw[1]) if rw else None
