"""NIK and No. KK as cells bring them (SHAPES section 5). A number is accepted, emptied or refused; never repaired."""

import re
from datetime import date

from agencies.importing.values.words import APOSTROPHES, is_empty, plain

EXACT_LIMIT = 9007199254740992  # 2^53: above it a spreadsheet program's number has lost digits
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
WRAPPED = re.compile(r'^="?(.*?)"?$')
BETWEEN = re.compile(r"[.\-/\s\u00a0\u2007\u202f\u200b\ufeff–]+")
PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82"
    " 91 92 93 94 95 96".split()
)


def read_identity(cell):
    """(16 digits or None, problem code or None, facts). A zero or an empty cell is None without a problem."""
    if isinstance(cell, str) and len(cell) == 16 and cell.isascii() and cell.isdigit():
        return _judged(cell)
    if is_empty(cell):
        return None, None, {}
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _of_number(cell)
    return _of_text(plain(cell))


def _of_number(number):
    if number == 0:
        return None, None, {}
    if number != int(number) or number < 0:
        return None, "nik_chars", {}
    digits = str(int(number))
    if int(number) > EXACT_LIMIT or (len(digits) == 16 and digits.endswith("0")):
        return None, "nik_precision", {}
    if len(digits) != 16:
        return None, "nik_length", {"n": len(digits)}
    return _judged(digits)


def _of_text(text):
    text = WRAPPED.sub(r"\1", text.strip()) if text.startswith("=") else text
    text = text.strip(' "' + APOSTROPHES)
    if SCIENTIFIC.fullmatch(text):
        return None, "nik_precision", {}
    if text.endswith(".0"):
        text = text[:-2]
    text = BETWEEN.sub("", text)
    if not text.strip("0"):
        return None, None, {}
    if not (text.isascii() and text.isdigit()):
        return None, "nik_chars", {}
    return (None, "nik_length", {"n": len(text)}) if len(text) != 16 else _judged(text)


def _judged(digits):
    if digits[7:] == digits[6] * 9 or digits == digits[0] * 16 or digits == "1234567890123456":
        return (None, None, {}) if not digits.strip("0") else (None, "nik_placeholder", {})
    return digits, None, {}


def birth_of(nik: str):
    """(year of two digits, month, day, sex) that a NIK says, or None when digits 7-12 are no possible date."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    sex = "P" if day > 40 else "L"
    day = day - 40 if day > 40 else day
    try:
        date(2000 + year if year % 4 == 0 else 2001, month, day)
    except ValueError:
        return None
    return year, month, day, sex


def looks_like_identity(cell) -> bool:
    """True when a cell was meant as a NIK or No. KK, however damaged: many digits and hardly anything else."""
    if isinstance(cell, str):
        if len(cell) < 11:
            return bool(SCIENTIFIC.fullmatch(cell.strip(APOSTROPHES + " "))) and cell.strip()[-2:] in {
                "14",
                "15",
                "16",
            }
        if len(cell) > 40:
            return False
        digits = sum(map(str.isdigit, cell))
        return (
            12 <= digits <= 20
            and sum(map(str.isalpha, cell)) <= 3
            and "(" not in cell
            or bool(SCIENTIFIC.fullmatch(cell.strip(APOSTROPHES + " ")))
        )
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and 1e13 <= cell < 1e18
