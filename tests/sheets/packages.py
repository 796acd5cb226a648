"""Workbooks made by hand, byte by byte where need be: what no honest program writes cannot be written with one."""

import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
STYLES = f'<styleSheet {MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def relationship(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'


def worksheet(rows: str, before: str = "", after: str = "") -> str:
    return f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def xlsx_parts(*sheets: str, strings: str | None = None, properties: str = "", states=()) -> dict[str, str]:
    """The parts of a small xlsx: sheets are whole worksheet parts, named S1, S2 ..."""
    states = dict(enumerate(states, start=1))
    listed = "".join(
        f'<sheet name="S{number}" sheetId="{number}" state="{states.get(number, "visible")}" r:id="rId{number}"/>'
        for number in range(1, len(sheets) + 1)
    )
    relations = "".join(
        relationship(number, "worksheet", f"worksheets/sheet{number}.xml")
        for number in range(1, len(sheets) + 1)
    )
    relations += relationship(90, "styles", "styles.xml") + relationship(
        91, "sharedStrings", "sharedStrings.xml"
    )
    root = relationship(1, "officeDocument", "xl/workbook.xml")
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{root}</Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": strings or f'<sst {MAIN} uniqueCount="1"><si><t>teks</t></si></sst>',
    }
    parts |= {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, start=1)}
    return parts


def pack(parts: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx(*sheets: str, **further) -> bytes:
    return pack(xlsx_parts(*sheets, **further))


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def number_cell(reference: str, number, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{number}</v></c>'


def row(number: int, *cells: str, attributes: str = "") -> str:
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


SMALL = worksheet(
    row(1, text_cell("A1", "NIK"), text_cell("B1", "Nama"))
    + row(2, text_cell("A2", "3299010101900001"), text_cell("B2", "SITI"))
)


def ods(tables: str, styles: str = "", further: dict | None = None) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} xmlns:calcext="urn:x">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"/>'
    return pack(
        {"mimetype": ODS_TYPE, "META-INF/manifest.xml": manifest, "content.xml": content} | (further or {})
    )


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


@dataclass
class Entry:
    """One entry of a hand-written ZIP; what is None is told truthfully."""

    name: str
    content: bytes = b""
    packed: bytes | None = None
    size: int | None = None
    flags: int = 0
    crc: int | None = None
    mode: int = 0
    offset: int | None = None  # of the local header, to let two entries share their bytes


def raw_zip(entries: list[Entry]) -> bytes:
    body, directory = bytearray(), bytearray()
    for entry in entries:
        packed = entry.packed if entry.packed is not None else deflate(entry.content)
        size = len(entry.content) if entry.size is None else entry.size
        crc = zlib.crc32(entry.content) if entry.crc is None else entry.crc
        name = entry.name.encode()
        common = struct.pack("<HHHHHIII", 20, entry.flags, 8, 0, 33, crc, len(packed), size)
        offset = len(body) if entry.offset is None else entry.offset
        directory += b"PK\x01\x02" + struct.pack("<H", 0x0314) + common
        directory += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, entry.mode << 16, offset) + name
        if entry.offset is None:
            body += b"PK\x03\x04" + common + struct.pack("<HH", len(name), 0) + name + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return bytes(body + directory + b"PK\x05\x06" + end)


def deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def deflate_repeated(block: bytes, times: int) -> bytes:
    """What `block` repeated compresses to, without ever holding or compressing the whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * times + packer.flush()


def entries_of(parts: dict[str, str | bytes]) -> list[Entry]:
    return [
        Entry(name, content.encode() if isinstance(content, str) else content)
        for name, content in parts.items()
    ]
