"""Files that damage, deceive or exhaust a reader, and odd ones that are honest. Each is built when needed."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.sheets.packages import (
    MAIN,
    SMALL,
    Entry,
    deflate_repeated,
    entries_of,
    number_cell,
    ods,
    ods_cell,
    pack,
    raw_zip,
    row,
    text_cell,
    worksheet,
    xlsx,
    xlsx_parts,
)

ACCEPTED, EMPTY, UNREADABLE = "accepted", "file_empty", "file_unreadable"
ENCRYPTED, TOO_LARGE, TOO_MANY_ROWS = "file_encrypted", "file_too_large", "too_many_rows"
EXAMPLES = Path(__file__).parent / "examples"
MEGABYTE = 2**20
SHEET1 = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Case:
    """One file: what it is, how its bytes are made, and how reading it must end."""

    name: str
    build: Callable[[], bytes]
    outcome: str

    def __str__(self):
        return self.name


CASES: list[Case] = []


def case(name: str, outcome: str):
    def register(build):
        CASES.append(Case(name, build, outcome))
        return build

    return register


def of(name: str, outcome: str, build: Callable[[], bytes]) -> None:
    CASES.append(Case(name, build, outcome))


def changed(**parts) -> bytes:
    """A small honest xlsx with some parts replaced; None removes a part."""
    merged = xlsx_parts(SMALL) | {NAMES[name]: content for name, content in parts.items()}
    return pack({name: content for name, content in merged.items() if content is not None})


NAMES = {
    "types": "[Content_Types].xml",
    "workbook": "xl/workbook.xml",
    "strings": "xl/sharedStrings.xml",
    "sheet": SHEET1,
}


def with_entry(entry: Entry) -> bytes:
    return raw_zip([*entries_of(xlsx_parts(SMALL)), entry])


# The container

of("an empty file", EMPTY, lambda: b"")
of("blanks only", EMPTY, lambda: b"\xef\xbb\xbf \r\n\r\n")
of("random bytes", UNREADABLE, lambda: random.Random(7).randbytes(4096))
of("html named xlsx", ACCEPTED, lambda: b"<html><table><tr><td>NIK</td><td>Nama</td></tr></table></html>")
of("csv named xlsx", ACCEPTED, lambda: b"NIK;Nama\r\n3299010101900001;SITI\r\n")
of("xls named xlsx", ACCEPTED, lambda: (EXAMPLES / "04_buku_induk_per_keluarga.xls").read_bytes())
of("xlsm with macros", ACCEPTED, lambda: changed_with({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"}))
of("xlsb", UNREADABLE, lambda: pack({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01\x00"}))
of("ods named xlsx", ACCEPTED, lambda: (EXAMPLES / "08_prioritas_musrenbang_kecamatan.ods").read_bytes())
of("a truncated package", UNREADABLE, lambda: xlsx(SMALL)[:-400])
of("a wrong checksum", UNREADABLE, lambda: with_entry(Entry("xl/x.xml", b"<a/>", crc=1)))
of("an encrypted entry", ENCRYPTED, lambda: with_entry(Entry("xl/x.xml", b"<a/>", flags=1)))
of("two entries of one name", UNREADABLE, lambda: with_entry(Entry(SHEET1, SMALL.encode())))
of("a name that climbs out", UNREADABLE, lambda: with_entry(Entry("xl/../../x.xml", b"<a/>")))
of("an absolute name", UNREADABLE, lambda: with_entry(Entry("/tmp/x.xml", b"<a/>")))
of(
    "an embedded document",
    ACCEPTED,
    lambda: changed_with({"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" * 99}),
)
of("a nested archive", ACCEPTED, lambda: changed_with({"xl/embeddings/a.xlsx": xlsx(SMALL)}))
of("entries that share bytes", UNREADABLE, lambda: with_entry(Entry("[Content_Types].xml2", b"", offset=0)))
of(
    "an entry larger than told",
    UNREADABLE,
    lambda: with_entry(Entry("xl/x.xml", b"<a>" + b" " * 9999, size=3)),
)
of("an entry smaller than told", UNREADABLE, lambda: with_entry(Entry("xl/x.xml", b"<a/>", size=900)))
of("no content types", UNREADABLE, lambda: changed(types=None))
of("no workbook", UNREADABLE, lambda: changed(workbook=None))
of("no sheet part", UNREADABLE, lambda: changed(sheet=None))
of("junk before the package", UNREADABLE, lambda: b"\x00\x01junk" + xlsx(SMALL))
of("a PDF that is a package too", UNREADABLE, lambda: b"%PDF-1.7\n" + xlsx(SMALL))
of("a link entry", UNREADABLE, lambda: with_entry(Entry("xl/x.xml", b"/etc/passwd", mode=0o120777)))
of("an old Word document", UNREADABLE, lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048))
of(
    "a spreadsheet in XML",
    UNREADABLE,
    lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:x"><Row/></Workbook>',
)


def changed_with(parts: dict) -> bytes:
    return pack(xlsx_parts(SMALL) | parts)


@case("sixty thousand entries", UNREADABLE)
def many_entries():
    return raw_zip(
        [
            *entries_of(xlsx_parts(SMALL)),
            *(Entry(f"xl/x{number}", packed=b"\x03\x00") for number in range(60_000)),
        ]
    )


@case("a gigabyte in one megabyte", TOO_LARGE)
def gigabyte():
    packed = deflate_repeated(b" " * MEGABYTE, 1024)
    return with_entry(Entry("xl/x.xml", packed=packed, size=2**30, crc=0))


@case("700 MB in less than one", UNREADABLE)
def shrunk():
    packed = deflate_repeated(b" " * MEGABYTE, 700)
    return with_entry(Entry("xl/x.xml", packed=packed, size=700 * MEGABYTE, crc=0))


@case("unpacked above the limit", TOO_LARGE)
def unpacked():
    block = random.Random(1).randbytes(20_000) + bytes(MEGABYTE - 20_000)
    return with_entry(
        Entry("xl/media/x.png", packed=deflate_repeated(block, 900), size=900 * MEGABYTE, crc=0)
    )


# XML

DOCTYPE = "<!DOCTYPE x [<!ENTITY {}>]>"
of(
    "an external entity",
    UNREADABLE,
    lambda: changed(sheet=DOCTYPE.format('e SYSTEM "file:///etc/passwd"') + SMALL),
)
of(
    "a bomb of entities",
    UNREADABLE,
    lambda: changed(workbook=DOCTYPE.format('a "aa"><!ENTITY b "&a;&a;"') + "<workbook/>"),
)
of(
    "one long entity",
    UNREADABLE,
    lambda: changed(strings=DOCTYPE.format(f'a "{"a" * 50_000}"') + f"<sst {MAIN}/>"),
)
of(
    "an external document type",
    UNREADABLE,
    lambda: changed(sheet='<!doctype x SYSTEM "http://127.0.0.1/x.dtd">' + SMALL),
)
of("a document type far inside", UNREADABLE, lambda: changed(sheet=SMALL + "<a/>" * 250_000 + "<!DOCTYPE x>"))
of("a comment of 4 MB", UNREADABLE, lambda: changed(sheet=f"<!--{noise()}-->{SMALL}"))
of("a comment of 20 MB", UNREADABLE, lambda: changed(sheet=f"<!--{noise() * 5}-->{SMALL}"))
of(
    "an entity of parameters",
    UNREADABLE,
    lambda: changed(sheet=DOCTYPE.format('% a SYSTEM "http://127.0.0.1/a"') + SMALL),
)
of("an attribute of 4 MB", UNREADABLE, lambda: changed(sheet=f'<a b="{noise()}"/>{SMALL}'))
of("a text of 4 MB", UNREADABLE, lambda: xlsx(worksheet(row(1, text_cell("A1", noise())))))
of(
    "UTF-16 hiding a document type",
    UNREADABLE,
    lambda: changed(sheet=(DOCTYPE.format('a "b"') + SMALL).encode("utf-16")),
)
of("UTF-7", UNREADABLE, lambda: changed(sheet='<?xml version="1.0" encoding="UTF-7"?>' + SMALL))
of(
    "bytes that are not UTF-8",
    UNREADABLE,
    lambda: changed(sheet=SMALL.encode().replace(b"SITI", b"S\xff\xfeI")),
)
of("a NUL in the XML", UNREADABLE, lambda: changed(sheet=SMALL.replace("SITI", "S\x00I")))
of(
    "a stylesheet instruction",
    ACCEPTED,
    lambda: changed(sheet='<?xml-stylesheet href="http://127.0.0.1/x.xsl"?>' + SMALL),
)
of("prefixed elements", ACCEPTED, lambda: changed(sheet=prefixed(SMALL)))
of(
    "100,000 nested tags",
    ACCEPTED,
    lambda: changed(sheet=worksheet("", after="<a>" * 100_000 + "</a>" * 100_000)),
)
of("XML cut in the middle", UNREADABLE, lambda: changed(sheet=SMALL[: len(SMALL) // 2] + "<"))


def noise() -> str:
    """What hardly shrinks, so that the package stays below the ratio."""
    return random.Random(3).randbytes(2 * MEGABYTE).hex()


def prefixed(sheet: str) -> str:
    for name in ("worksheet", "sheetData", "row", "c", "is", "t"):
        sheet = sheet.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    return sheet.replace("xmlns=", "xmlns:x=")


# Geometry

ONE = number_cell("A1", 1)
of(
    "A1 and XFD1048576",
    TOO_LARGE,
    lambda: xlsx(worksheet(row(1, ONE) + row(1048576, number_cell("XFD1048576", 1)))),
)
of(
    "a column that does not exist",
    TOO_LARGE,
    lambda: xlsx(worksheet(row(1, ONE, number_cell("ZZZZZZZ1", 1)))),
)
of(
    "A1 and IV1048576",
    TOO_LARGE,
    lambda: xlsx(worksheet(row(1, ONE) + row(1048576, number_cell("IV1048576", 1)))),
)
of("a dimension far too big", ACCEPTED, lambda: xlsx(dimensioned("A1:XFD1048576")))
of("a dimension too small", ACCEPTED, lambda: xlsx(dimensioned("A1")))
of("one row twice", ACCEPTED, lambda: xlsx(worksheet(row(1, ONE) + row(1, number_cell("B1", 2)))))
of("1,048,576 rows with content", TOO_MANY_ROWS, lambda: xlsx(worksheet(filled(1_048_576))))
of("row 0", UNREADABLE, lambda: xlsx(worksheet(row(0, number_cell("A0", 1)))))
of(
    "rows in falling order",
    ACCEPTED,
    lambda: xlsx(worksheet(row(9, number_cell("A9", 9)) + row(2, number_cell("A2", 2)))),
)
of(
    "four thousand million strings",
    UNREADABLE,
    lambda: changed(strings=f'<sst {MAIN} uniqueCount="4294967295"/>'),
)
of("a string that is not there", UNREADABLE, lambda: xlsx(worksheet(row(1, '<c r="A1" t="s"><v>99</v></c>'))))
of("string number -1", UNREADABLE, lambda: xlsx(worksheet(row(1, '<c r="A1" t="s"><v>-1</v></c>'))))
of(
    "a merge of the whole sheet",
    ACCEPTED,
    lambda: xlsx(worksheet(row(1, ONE), after=merges("A1:XFD1048576"))),
)
of(
    "200,000 merges",
    ACCEPTED,
    lambda: xlsx(worksheet(row(1, ONE), after=merges(*(f"A{line}:B{line}" for line in range(1, 200_001))))),
)
of("257 columns", TOO_LARGE, lambda: xlsx(worksheet(row(1, ONE, number_cell("IW1", 1)))))
of("256 columns", ACCEPTED, lambda: xlsx(worksheet(row(1, ONE, number_cell("IV1", 1)))))


def filled(rows: int) -> str:
    return "".join(f"<row><c><v>{number * 7919 % 999_983}</v></c></row>" for number in range(rows))


def dimensioned(reference: str) -> str:
    rows = "".join(row(line, number_cell(f"A{line}", line)) for line in range(1, 4))
    return worksheet(rows, before=f'<dimension ref="{reference}"/>')


def merges(*references: str) -> str:
    listed = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return f"<mergeCells>{listed}</mergeCells>"


@case("400,000 formatted blank rows", ACCEPTED)
def ghosts():
    blank = "".join(
        f'<row r="{line}" s="1" customFormat="1"><c r="A{line}" s="1"/></row>' for line in range(2, 400_000)
    )
    return xlsx(worksheet(row(1, ONE) + blank))


@case("a value in XFD of 20,000 rows", TOO_LARGE)
def far_right():
    return xlsx(worksheet("".join(row(line, number_cell(f"XFD{line}", 1)) for line in range(1, 20_001))))


@case("formats up to XFD in 20,000 rows", ACCEPTED)
def formats_far_right():
    cells = (
        f'<row r="{line}"><c r="A{line}"><v>1</v></c><c r="XFD{line}" s="1"/></row>'
        for line in range(1, 20_001)
    )
    return xlsx(worksheet("".join(cells)))


@case("12,000 cells of one string of a megabyte", TOO_LARGE)
def long_string():
    strings = f"<sst {MAIN}><si><t>{'teks ' * 200_000}</t></si></sst>"
    cells = "".join(f'<row r="{line}"><c r="A{line}" t="s"><v>0</v></c></row>' for line in range(1, 12_001))
    return xlsx(worksheet(cells), strings=strings)


@case("300,001 rows", TOO_MANY_ROWS)
def many_rows():
    return xlsx(worksheet("".join(row(line, number_cell(f"A{line}", line)) for line in range(1, 300_002))))


# The other containers

CELL = ods_cell("x")
of(
    "an ods whose rows repeat",
    TOO_MANY_ROWS,
    lambda: ods(table(f"<table:table-row {REPEAT_ROWS}>{CELL}</table:table-row>")),
)
of(
    "an ods whose columns repeat",
    TOO_LARGE,
    lambda: ods(table(f"<table:table-row>{ods_cell('x', REPEAT_COLUMNS)}</table:table-row>")),
)
of("an ods with blank rows to the end", ACCEPTED, lambda: ods(table(BLANK_ROWS)))
of("an ods with a document type", UNREADABLE, lambda: ods(table("<!DOCTYPE x>")))
of(
    "an encrypted ods",
    ENCRYPTED,
    lambda: ods(table(""), further={"META-INF/manifest.xml": "<encryption-data/>"}),
)
of(
    "an xls cut in the middle",
    UNREADABLE,
    lambda: (EXAMPLES / "04_buku_induk_per_keluarga.xls").read_bytes()[:5000],
)
of("a page without table", UNREADABLE, lambda: b"<html><body><p>Halaman tidak ditemukan</p></body></html>")
of(
    "a page with giant spans",
    ACCEPTED,
    lambda: b"<table><tr><td rowspan=999999 colspan=200>a</td></tr></table>",
)
of("a page with open tags only", ACCEPTED, lambda: b"<table><tr><td>" * 20_000)
of("a csv with a lone quotation mark", ACCEPTED, lambda: b'a;b\n"x;1\ny;2\n')
of("a csv that is one open quotation of 50 MB", UNREADABLE, lambda: b'a;b\n"' + b"x" * 50 * MEGABYTE)
of("a csv with NUL", UNREADABLE, lambda: b"a;b\nx\x00y;1\n")
of("a csv with NUL far inside", UNREADABLE, lambda: b"a;b\n" + b"x;1\n" * 50_000 + b"x\x00y;1\n")
of("a csv of a million columns", TOO_LARGE, lambda: b";" * 500_000 + b"x\n")
of("a csv of 300,001 lines", TOO_MANY_ROWS, lambda: b"a;b\n" * 300_001)

of("a csv with a line that names its separator", ACCEPTED, lambda: b"sep=;\r\na;b\r\nx;1\r\n")
of("a csv in UTF-16", ACCEPTED, lambda: "NIK;Nama\r\n1;SITI\r\n".encode("utf-16"))
of("a csv in Windows-1252", ACCEPTED, lambda: "NIK;Nama\r\n1;JOS\xc9\r\n".encode("cp1252"))
of("a csv with line ends of three kinds", ACCEPTED, lambda: b"a;b\r\nx;1\ny;2\rz;3\r\n")
of("a csv with line ends inside cells", ACCEPTED, lambda: b'a;b\n"x\ny";1\n')
of("a csv with one cell of two megabytes", UNREADABLE, lambda: b"a;b\n" + b"x" * 2 * MEGABYTE + b";1\n")
of("a page with a script", ACCEPTED, lambda: b"<table><tr><td>a<script>alert(1)</script></td></tr></table>")

REPEAT_ROWS = 'table:number-rows-repeated="1048576"'
REPEAT_COLUMNS = 'table:number-columns-repeated="16384"'
BLANK_ROWS = (
    f"<table:table-row>{CELL}<table:table-cell {REPEAT_COLUMNS}/></table:table-row>"
    f"<table:table-row {REPEAT_ROWS}><table:table-cell {REPEAT_COLUMNS}/></table:table-row>"
)


def table(rows: str) -> str:
    return f'<table:table table:name="S1">{rows}</table:table>'
