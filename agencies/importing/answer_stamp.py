"""The mark by which an answer workbook is known when it comes back: in its properties and on its first sheet.

Office programs keep custom properties; some online ones drop them, so the same words also stand in a cell.
"""

import re
import zipfile

from agencies.importing.book import Book

SUMMARY = "RINGKASAN"
REASON = "ALASAN"
PROPERTY = "Sinergi"
PATTERN = re.compile(r"Sinergi unggahan (\d{1,18}) sidik ([0-9a-f]{16}) (utuh|sebagian)")
PART_LIMIT = 100_000  # bytes of the properties part that are looked at


def words(upload_id: int, sha256: str, *, whole: bool) -> str:
    return f"Sinergi unggahan {upload_id} sidik {sha256[:16]} {'utuh' if whole else 'sebagian'}"


def find(path: str) -> dict | None:
    """{'upload', 'sha256', 'whole'} of a workbook that is an answer of ours, else None."""
    try:
        with zipfile.ZipFile(path) as archive:
            text = _properties(archive)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        return None
    found = PATTERN.search(text)
    return {"upload": int(found[1]), "sha256": found[2], "whole": found[3] == "utuh"} if found else None


def _properties(archive: zipfile.ZipFile) -> str:
    if "docProps/custom.xml" not in archive.namelist():
        return ""
    with archive.open("docProps/custom.xml") as part:
        return part.read(PART_LIMIT).decode("utf-8", "replace")


def find_in_cells(book: Book) -> dict | None:
    """The same from the cells of the sheet RINGKASAN, where the properties were lost."""
    for sheet in book.sheets[:1]:
        if sheet.name == SUMMARY:
            for row in sheet.rows[:20]:
                for cell in row:
                    found = PATTERN.search(cell) if isinstance(cell, str) else None
                    if found:
                        return {"upload": int(found[1]), "sha256": found[2], "whole": found[3] == "utuh"}
    return None


def strip(book: Book) -> None:
    """Take away what the answer added: its first sheet and the column ALASAN at the end of each other one."""
    book.sheets = [sheet for sheet in book.sheets if sheet.name != SUMMARY]
    for sheet in book.sheets:
        columns = {index for row in sheet.rows for index, cell in enumerate(row) if cell == REASON}
        if columns:
            last = max(columns)
            for row in sheet.rows:
                if last < len(row):
                    row[last] = None
