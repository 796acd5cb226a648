"""What an uploaded file may at most be. Every figure is a setting; these are the defaults."""

from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one file and of the child process that reads it."""

    file_bytes: int = 100 * MEGABYTE
    unpacked_bytes: int = 800 * MEGABYTE
    ratio: int = 150  # unpacked : packed, of one part above 1 MB
    entries: int = 5_000  # files inside the package; one sheet per village makes some hundreds
    rows: int = 300_000  # rows with content in the whole workbook; formatted blank rows do not count
    columns: int = 256
    cells: int = 8_000_000  # cells with a value
    area: int = 32_000_000  # cells of the rectangle that holds them: the reader reserves 32 bytes for each
    text_bytes: int = 400 * MEGABYTE  # text of all cells; one shared string can stand in every cell
    token_bytes: int = MEGABYTE  # one text, tag or comment of a part, or one field of a csv
    memory_bytes: int = 2**31  # address space of the child process
    preview_seconds: int = 40
    job_seconds: int = 600
