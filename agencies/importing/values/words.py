"""Cells that are words: empty, plain text, names, sex, yes or no, decile, small whole numbers, life status."""

import re
from datetime import date, datetime
from math import isnan

EMPTY_WORDS = {
    "", "-", "--", "---", "–", "—", "null", "n/a", "#n/a", "na", "n.a", "n.a.", "nan", "none", "nil", "...", "…", "nihil",
    "tidak ada", "kosong", "(kosong)", "belum ada",
}  # fmt: skip
MALE = {
    "l", "lk", "lakilaki", "laki", "lelaki", "pria", "m", "male", "1", "laki2", "lki", "llaki", "cowok", "putra",
}  # fmt: skip
FEMALE = {
    "p",
    "pr",
    "perempuan",
    "wanita",
    "f",
    "female",
    "2",
    "perempuam",
    "prp",
    "perem",
    "w",
    "putri",
}
YES = {
    "ya", "y", "iya", "1", "true", "benar", "✓", "✔", "√", "☑", "●", "v", "x", "aktif", "active", "ada", "yes", "dapat", "menerima",
    "penerima", "sudah", "terima", "peserta", "terdaftar",
}  # fmt: skip
NO = {
    "tidak", "t", "0", "false", "no", "n", "bukan", "belum", "non aktif", "nonaktif", "tidak aktif", "tdk", "tidak dapat",
    "tidak menerima", "bukan penerima", "salah",
}  # fmt: skip
INACTIVE = {
    "mati": "meninggal", "meninggal": "meninggal", "meninggal dunia": "meninggal", "md": "meninggal", "alm": "meninggal",
    "almarhum": "meninggal", "almarhumah": "meninggal", "wafat": "meninggal", "pindah": "pindah",
    "pindah domisili": "pindah", "pindah alamat": "pindah", "hilang": "hilang", "pergi": "pindah",
    "tidak valid": "tidak valid", "tidak aktif": "tidak aktif", "nonaktif": "tidak aktif", "non aktif": "tidak aktif",
}  # fmt: skip
BLANKS = re.compile(r"[\s\u00a0\u2007\u202f\ufeff\u200b]+")
NOT_LETTERS = re.compile(r"[^a-z0-9✓✔√]+")
APOSTROPHES = "'’‘`´ʼ"


def is_empty(cell) -> bool:
    """True for a cell without content in the sense of SHAPES section 5 (a zero is content)."""
    if cell is None:
        return True
    if cell.__class__ is str:
        if len(cell) > 12:
            return cell.isspace()
        if cell.isalnum() and cell.isascii():
            return cell.casefold() in EMPTY_WORDS if len(cell) <= 6 else False
        return cell.strip(" \t\r\n\u00a0").casefold() in EMPTY_WORDS
    if isinstance(
        cell, str
    ):  # an error cell: `#N/A` says that there is no value, the others that one is broken
        return cell.casefold() in EMPTY_WORDS
    return isinstance(cell, float) and isnan(cell)  # the way some exports write an absent figure


def plain(cell) -> str:
    """The words of a cell: single blanks, whole numbers without a decimal part, dates as ISO."""
    if isinstance(cell, str):
        ordinary = cell.isprintable() and "  " not in cell  # the common cell, without the cost of a pattern
        text = cell.strip() if ordinary else BLANKS.sub(" ", cell).strip()
        return text[1:].lstrip() if text[:1] in APOSTROPHES and text[1:] else text
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def read_text(cell):
    """Words as they stand, or None."""
    return (None if is_empty(cell) else plain(cell) or None), None


def read_sex(cell):
    """'L' or 'P'. Whole words only: Pria begins with P."""
    if is_empty(cell):
        return None, None
    word = NOT_LETTERS.sub("", plain(cell).casefold())
    if word in MALE:
        return "L", None
    if word in FEMALE:
        return "P", None
    return None, "gender_invalid"


def read_yes(cell, *, coded: bool = False):
    """True or False. `coded`: a survey column where 1 is Ya and 2 is Tidak. A card number is a yes."""
    if is_empty(cell):
        return False, None
    if isinstance(cell, bool):
        return cell, None
    word = plain(cell).casefold()
    if coded and word == "2" or word in NO or not word.strip("0"):
        return False, None
    if word in YES or word.split(",")[0].strip() in YES:
        return True, None
    if word.startswith(("tidak", "bukan", "belum", "tdk")):
        return False, None
    return any(letter.isalnum() for letter in word), None


def read_decile(cell):
    """1 to 10, from `1`, `Desil 1`, `D1`."""
    if is_empty(cell):
        return None, "value_missing"
    found = re.fullmatch(r"(?:desil|dsl|d)?[\s_-]*0*(\d{1,2})(?:[.,]0+)?", plain(cell).casefold())
    decile = int(found[1]) if found else 0
    return (decile, None) if 1 <= decile <= 10 else (None, "decile_invalid")


def read_whole(cell):
    """A small whole number (persons, years of age); words around it are ignored when it is the only number."""
    if is_empty(cell) or isinstance(cell, (date, datetime)):
        return None, None
    found = re.findall(r"\d+", plain(cell))
    return (int(found[0]), None) if len(found) == 1 and len(found[0]) <= 9 else (None, None)


def inactive_reason(text) -> str | None:
    """'meninggal', 'pindah' ... when the whole cell says that the person left."""
    if not isinstance(text, str) or len(text) > 20:
        return None
    return INACTIVE.get(text.strip(" .").casefold())
