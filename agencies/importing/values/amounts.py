"""Amounts of money, volumes, rates and targets as people write them (SHAPES section 5)."""

import re
from decimal import ROUND_HALF_UP, Decimal

from agencies.importing.values.words import is_empty, plain

CURRENCY = re.compile(r"^\(?\s*(?:rp|idr)\s*\.?\s*", re.I)
TAIL = re.compile(r"\s*[.,]?\s*[-=–]+$")
SHAPE = re.compile(r"\d[\d.,]*")
UNIT_FACTORS = (
    (re.compile(r"\bmil[iy]ar"), 10**9),
    (re.compile(r"\bjuta(an)?\b|\b000[., ]000\b"), 10**6),
    (re.compile(r"\bribu(an)?\b|\b000\b"), 1000),
)
NUMBER_AND_UNIT = re.compile(r"(\d[\d.,]*)\s*(.*)", re.S)


def read_number(cell, *, money: bool):
    """A Decimal, or None when the cell is no single number.

    With `money` one separator followed by exactly three digits marks thousands; in rates it is a decimal mark.
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return Decimal(repr(cell)) if cell == cell and abs(cell) < 1e18 else None
    if not isinstance(cell, str):
        return None
    text = CURRENCY.sub("(" if cell.strip().startswith("(") else "", plain(cell)).strip()
    negative = text.startswith("-") or (text.startswith("(") and text.endswith(")"))
    text = TAIL.sub("", text).strip("()- \u2212").replace(" ", "")
    if not SHAPE.fullmatch(text):
        return None
    digits = _without_separators(text, money)
    return None if digits is None else Decimal(digits) * (-1 if negative else 1)


def _without_separators(text, money):
    """Digits with a point as decimal mark, or None when groups do not have three digits."""
    marks = [mark for mark in text if mark in ".,"]
    if not marks:
        return text
    if len(set(marks)) == 2:
        last = marks[-1]
        whole, _, fraction = text.rpartition(last)
        other = "," if last == "." else "."
        return (
            f"{whole.replace(other, '')}.{fraction}"
            if last not in whole and _grouped(whole, other) and fraction
            else None
        )
    mark = marks[0]
    whole, _, fraction = text.partition(mark)
    if len(marks) > 1:
        return text.replace(mark, "") if _grouped(text, mark) else None
    if not fraction:
        return None
    if money and len(fraction) == 3 and len(whole) <= 3 and whole != "0":
        return whole + fraction
    return f"{whole}.{fraction}"


def _grouped(text, mark):
    first, *rest = text.split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)


def read_amount(cell, factor: int = 1):
    """Whole rupiah or None, and `amount_invalid` for anything that is not one amount."""
    if is_empty(cell) or isinstance(cell, str) and is_empty(CURRENCY.sub("", cell)):  # `Rp -`
        return None, None
    number = read_number(cell, money=True)
    if number is None:
        return None, "amount_invalid"
    return int((number * factor).quantize(Decimal(1), ROUND_HALF_UP)), None


def read_rate(cell, factor: int = 1):
    """A number that is no money (per cent, measure) or None, and `value_invalid` for words."""
    if is_empty(cell):
        return None, None
    text = cell.rstrip(" %") if isinstance(cell, str) else cell
    number = read_number(text, money=False)
    return (None, "value_invalid") if number is None else (simple(number * factor), None)


def read_count(cell, factor: int = 1):
    """A count (persons, families) or None: one separator before three digits marks thousands."""
    if is_empty(cell):
        return None, None
    number = read_number(cell, money=True)
    return (None, "value_invalid") if number is None else (simple(number * factor), None)


def read_volume(cell):
    """(number or None, unit or None) from `12 Orang`, `2,5`, `1.00`."""
    if is_empty(cell):
        return None, None
    found = NUMBER_AND_UNIT.fullmatch(plain(cell))
    number = read_number(found[1].rstrip(".,"), money=True) if found else None
    if number is None:
        return None, plain(cell)
    return simple(number), found[2].strip(" .") or None


def read_target(cell, *, counted: bool = False):
    """(number or None, words or None, problem code or None): targets keep their words; `counted` for `1.500` persons."""
    if is_empty(cell):
        return None, None, None
    words = plain(cell)
    number = read_number(words.rstrip(" %") if isinstance(cell, str) else cell, money=counted)
    return (None, words, "target_not_numeric") if number is None else (simple(number), words, None)


def simple(number: Decimal):
    """An int when the number is whole, else a float, as JSON can carry it."""
    return int(number) if number == number.to_integral_value() else float(number)


def factor_of(heading: str) -> int:
    """What a unit in a heading multiplies by: ribu 1,000, juta 1,000,000."""
    words = heading.casefold().replace("_", " ")
    return next((factor for pattern, factor in UNIT_FACTORS if pattern.search(words)), 1)
