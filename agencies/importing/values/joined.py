"""Cells that hold two things, and one thing that is spread over several cells. Nothing is guessed: what is unclear stays empty."""

import re

from agencies.importing.values.words import APOSTROPHES, is_empty, plain

LONG_RUN = re.compile(r"\d(?:[.\-\u00a0 ]?\d){11,}")
TWO_RUNS = re.compile(r"\s*(\d{16})\s+(\d{16})\s*")
LABELS = re.compile(r"\b(?:nik|no\.?\s*ktp|ktp|nama)\b\s*[.:=]*|[()\[\]]", re.I)
EDGES = " .,:;/|\\-–=_\n\t" + APOSTROPHES


def number_and_words(cell) -> tuple[str | None, str | None]:
    """('3599…', 'SITI') from `SITI / 3599…`, `3599… (SITI)`; a part that is absent is None."""
    if is_empty(cell):
        return None, None
    text = str(cell) if isinstance(cell, str) else plain(cell)
    found = LONG_RUN.search(text)
    rest = text if found is None else f"{text[: found.start()]} {text[found.end() :]}"
    words = plain(LABELS.sub(" ", rest)).strip(EDGES) or None
    return (found[0] if found else None), words if words and sum(map(str.isalpha, words)) > 1 else None


def two_numbers(cell) -> tuple[str | None, str | None]:
    """The first and the second long number of a cell. Of a single one nobody knows which it is: both are None."""
    if is_empty(cell) or not isinstance(cell, str):
        return None, None
    parts = [part for part in re.split(r"[/|;,\n]", cell) if LONG_RUN.search(part)]
    if len(parts) == 2:
        return parts[0].strip(), parts[1].strip()
    both = TWO_RUNS.fullmatch(cell)
    return both.groups() if both else (None, None)


def marked_sex(cells) -> str | None:
    """'L' or 'P' from a mark (or an age) in one of two columns; None when both or none are filled."""
    male, female = (not is_empty(cell) and plain(cell).strip("0") != "" for cell in cells)
    return None if male == female else "L" if male else "P"


def day_month_year(cells) -> str | None:
    """`7-3-1977` from three cells; None as soon as one is empty."""
    return None if any(map(is_empty, cells)) else "-".join(plain(cell) for cell in cells)
