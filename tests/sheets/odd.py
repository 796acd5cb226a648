"""Sheets nobody collected: shapes beyond the examples, written down as cells, for the tests of the understanding."""

import csv
from datetime import date
from pathlib import Path

from agencies.importing.book import Book, Sheet
from agencies.importing.masters import Masters
from agencies.importing.preview import Preview, understand

EXAMPLES = Path(__file__).parent / "examples"
TODAY = date(2026, 11, 21)
NIKS = [
    "3599010703770001", "3599012112520001", "3599017112630001", "3599012108860001", "3599016511500001", "3599012101850001",
    "3599016702500001", "3599011502860001", "3599015305840001", "3599012209880001",
]  # fmt: skip
KKS = [
    "3599012804110006", "3599013012220005", "3599010502080007", "3599012808150003", "3599013108120008", "3599011503200004",
    "3599010807210002", "3599011801130002", "3599011104160004", "3599010911190004",
]  # fmt: skip
NAMES = [
    "PONIRAN ROHMAN", "WAHYU WULANDARI", "DEWI ANWAR", "GUNAWAN SAPUTRA", "KARMINI WULANDARI", "ARIFIN", "GINAH RAHAYU",
    "TAUFIK LESTARI", "PAINEM HASANAH", "NGATMIN",
]  # fmt: skip
BIRTHS = [
    "07/03/1977", "21/12/1952", "31/12/1963", "21/08/1986", "25/11/1950", "21/01/1985", "27/02/1950", "15/02/1986", "13/05/1984",
    "22/09/1988",
]  # fmt: skip
SEXES = ["L", "L", "P", "L", "P", "L", "P", "L", "P", "L"]


def masters() -> Masters:
    """The master lists that belong to the examples."""
    with (EXAMPLES / "wilayah.csv").open(encoding="utf-8") as file:
        regions = [(row["kode"], row["nama"], row["tingkat"], row["induk"]) for row in csv.DictReader(file)]
    with (EXAMPLES / "perangkat_daerah.csv").open(encoding="utf-8") as file:
        agencies = [(row["kode"], row["nama"], row["singkatan"]) for row in csv.DictReader(file)]
    return Masters(regions=regions, agencies=agencies, today=TODAY)


def sheet(*rows, name="Lembar1", **more) -> Sheet:
    return Sheet(name, [list(row) for row in rows], **more)


def read(kind, *sheets, context=None, **more) -> Preview:
    return understand(Book("xlsx", list(sheets)), kind, context or {}, masters(), **more)


def only(preview: Preview):
    """The one sheet that is imported."""
    assert preview.accept, preview.file_error
    (found,) = preview.imported
    return found


def problems(found) -> set[tuple[int, str]]:
    return {(problem.row, problem.code) for problem in found.problems}


def record(found, row) -> dict:
    return next(each["values"] for each in found.records() if each["row"] == row)


def people(count=5, start=0) -> list[list]:
    """No, NIK, No. KK, name of the first `count` invented persons."""
    return [
        [float(place + 1), NIKS[place], KKS[place], NAMES[place]] for place in range(start, start + count)
    ]
