"""Writes a plain workbook: rows of texts, numbers and days, sheet by sheet. No formats but the one of days."""

import zipfile
from collections.abc import Iterable
from datetime import date
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FIRST_DAY = date(1899, 12, 30)
STYLES = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>
<fills count="1"><fill><patternFill patternType="none"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
RELATIONS = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""


class Workbook:
    """To be used in `with`: each `add` writes one sheet, in order."""

    def __init__(self, path: Path):
        self.file = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.names: list[str] = []

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(self, *failure) -> None:
        places = range(1, len(self.names) + 1)
        sheets = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{place}" r:id="rId{place}"/>'
            for place, name in zip(places, self.names, strict=True)
        )
        targets = "".join(
            f'<Relationship Id="rId{place}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{place}.xml"/>'
            for place in places
        )
        styles = f'<Relationship Id="rId0" Type="{OFFICE}/styles" Target="styles.xml"/>'
        parts = {f"xl/worksheets/sheet{place}.xml": "worksheet" for place in places}
        types = "".join(
            f'<Override PartName="/{name}" ContentType="{SHEET_TYPE}.{kind}+xml"/>'
            for name, kind in (parts | {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}).items()
        )
        written = {
            "xl/styles.xml": STYLES,
            "_rels/.rels": RELATIONS,
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{styles}{targets}</Relationships>',
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        }
        for name, text in written.items():
            self.file.writestr(name, text)
        self.file.close()

    def add(self, name: str, rows: Iterable[list]) -> None:
        self.names.append(name)
        lines = "".join(_row(number, row) for number, row in zip(count(1), rows, strict=False))
        self.file.writestr(
            f"xl/worksheets/sheet{len(self.names)}.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>',
        )


def _row(number: int, cells: list) -> str:
    return (
        f'<row r="{number}">{"".join(_cell(number, place, cell) for place, cell in enumerate(cells))}</row>'
    )


def _cell(row: int, place: int, cell) -> str:
    where = f'r="{chr(65 + place)}{row}"'  # the lists have fewer than 26 columns
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f'<c {where} t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    if isinstance(cell, date):
        return f'<c {where} s="1"><v>{(cell - FIRST_DAY).days}</v></c>'
    return f"<c {where}><v>{cell!r}</v></c>"
