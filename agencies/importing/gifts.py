"""What a line tells of aid: one gift per programme, or one per month or instalment where each has a column of its own."""

from typing import NamedTuple

from agencies.importing.values import amounts
from agencies.importing.values.words import plain, read_yes


class Gift(NamedTuple):
    """One aid of one line: programme (code or words), amount in rupiah or None, words as typed, and its own period or None."""

    row: int
    programme: str
    nominal: int | None
    words: str | None
    period: str | None = None


def period_gifts(work) -> list[list[tuple]]:
    """Per line (amount or None, words, period) for every month or instalment with a mark or an amount.

    Empty where no columns are periods, and where they only carry marks beside an amount of the whole: nobody knows how
    the amount was split, so the line stays one gift.
    """
    readings = [reading for reading in work.readings if reading.field.startswith("periode:")]
    if not readings:
        return []
    columns = [_read(work.cells_of(reading)) for reading in readings]
    paid = any(nominal for column in columns for nominal, _ in column)
    if not paid and any(work.columns.get("nominal") or ()):
        return []
    years = work.columns.get("tahun") or [work.fixed.get("tahun")] * len(work.rows)
    return [
        [
            (nominal, words, _dated(reading, years[place]))
            for reading, column in zip(readings, columns, strict=True)
            for nominal, words in (column[place],)
            if words
        ]
        for place in range(len(work.rows))
    ]


def _read(cells):
    """(amount or None, words or None) per cell; words None where nothing was given."""
    memo = {}
    for cell in set(cells):
        nominal, _ = amounts.read_amount(cell)
        paid = nominal if nominal and nominal >= LEAST_AMOUNT else None
        memo[cell] = (paid, plain(cell) if paid or read_yes(cell)[0] else None)
    return [memo[cell] for cell in cells]


def _dated(reading, year):
    words = reading.field.split(":")[1]
    return f"{words} {year}" if year else words


LEAST_AMOUNT = 1000  # rupiah; below it a figure is a mark
