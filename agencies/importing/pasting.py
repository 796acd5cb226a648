"""Cells copied from a spreadsheet program as text, turned into the csv file that they might have been."""

import csv
import io
import re

QUOTED = re.compile(r'(?:^|(?<=[\t\n]))"((?:[^"]|"")*[\t\n](?:[^"]|"")*)"(?=[\t\n]|$)')
MARK = "\ue000"  # of a private area: stands for a quoted cell while lines are cut


def as_csv(text: str) -> bytes:
    """One line per line, cells parted by tabs; a cell of several lines comes in quotation marks. UTF-8 with its mark.

    A quotation mark elsewhere is a letter: programs copy `5" pipa` as it stands.
    """
    kept: list[str] = []

    def keep(found: re.Match) -> str:
        kept.append(found[1].replace('""', '"'))
        return f"{MARK}{len(kept) - 1}{MARK}"

    plain = QUOTED.sub(keep, text.replace("\r\n", "\n").replace("\r", "\n").replace(MARK, ""))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    for line in plain.strip("\n").split("\n"):
        writer.writerow([_cell(cell, kept) for cell in line.split("\t")])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _cell(cell: str, kept: list[str]) -> str:
    return kept[int(cell.strip(MARK))] if cell.startswith(MARK) else cell
