"""What the content of a column shows, whatever its heading says."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from agencies.importing.values.dates import read_readings
from agencies.importing.values.identity_numbers import birth_of, looks_like_identity, read_identity
from agencies.importing.values.joined import number_and_words, two_numbers
from agencies.importing.values.words import FEMALE, MALE, is_empty, plain

SAMPLE = 400  # cells looked at per column


@dataclass(frozen=True, slots=True)
class Profile:
    """Counts over the sampled cells of one column; shares are of the filled ones."""

    filled: int = 0
    blank: int = 0
    identities: float = 0.0
    sixteen: int = 0
    women: int = 0
    impossible: int = 0
    distinct: float = 0.0
    sexes: float = 0.0
    dates: float = 0.0
    numbers: float = 0.0
    names: float = 0.0
    flags: float = 0.0
    joint: float = 0.0
    pairs: float = 0.0
    samples: tuple[str, ...] = ()
    values: frozenset = frozenset()


FLAGS = {
    "ya",
    "tidak",
    "y",
    "t",
    "0",
    "1",
    "2",
    "✓",
    "v",
    "x",
    "√",
    "true",
    "false",
    "ya/tidak",
    "dapat",
    "tdk",
}


def profile(cells, today: date) -> Profile:
    """Look at the filled cells of a column."""
    filled = [cell for cell in cells if not is_empty(cell)]
    if not filled:
        return Profile(blank=len(cells))
    words = [plain(cell).casefold() for cell in filled]
    count = len(filled)
    identities = [cell for cell in filled if looks_like_identity(cell)]
    numbers = [number for number, *_ in map(read_identity, identities) if number]
    born = [birth_of(number) for number in numbers]
    return Profile(
        filled=count,
        blank=len(cells) - count,
        identities=len(identities) / count,
        sixteen=len(numbers),
        women=sum(1 for birth in born if birth and birth[3] == "P"),
        impossible=sum(1 for birth in born if birth is None),
        distinct=len(set(words)) / count,
        sexes=sum(word.replace("-", "").replace(" ", "") in MALE | FEMALE for word in words) / count,
        dates=sum(any(read_readings(cell, today)) for cell in filled) / count,
        numbers=sum(_is_number(cell) for cell in filled) / count,
        names=sum(_is_name(word) for word in words) / count,
        flags=sum(word in FLAGS for word in words) / count,
        joint=sum(None not in number_and_words(cell) for cell in filled if _is_long(cell)) / count,
        pairs=sum(None not in two_numbers(cell) for cell in filled if _is_long(cell)) / count,
        samples=tuple(dict.fromkeys(plain(cell) for cell in filled[:40]))[:3],
        values=frozenset(Counter(words)) if len(set(words)) <= 60 else frozenset(),
    )


def _is_long(cell):
    return isinstance(cell, str) and 18 <= len(cell) <= 120


def _is_number(cell):
    if isinstance(cell, str):
        digits = sum(map(str.isdigit, cell))
        return (
            0
            < digits
            >= len(
                cell.strip()
                .removeprefix("Rp")
                .replace(",-", "")
                .replace(".", "")
                .replace(",", "")
                .replace(" ", "")
            )
            - 1
        )
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _is_name(word):
    """Letters, blanks and the marks of names; at least three letters, no digits."""
    letters = sum(map(str.isalpha, word))
    return (
        letters >= 3 and len(word) <= 60 and all(letter.isalpha() or letter in " .,'’`-/" for letter in word)
    )
