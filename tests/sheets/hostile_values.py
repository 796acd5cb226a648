"""Honest packages with hostile cells: the kinds of values that damage registers, each with what must become of it.

Every workbook is a list of persons with one line under test (line 2) and one ordinary line below it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.sheets.odd import NIKS
from tests.sheets.packages import MAIN, number_cell, pack, row, text_cell, worksheet, xlsx, xlsx_parts

NIK, OTHER = NIKS[0], NIKS[1]
HEADINGS = ("NIK", "Nama", "Tanggal Lahir", "Nominal", "Penerima PKH", "Kode Kemdagri")
LETTERS = "ABCDEF"


@dataclass(frozen=True)
class Value:
    """One workbook: its bytes, the problems of line 2, and values that line must have (none of them when it is held)."""

    name: str
    build: Callable[[], bytes]
    codes: frozenset = frozenset()
    values: dict = field(default_factory=dict)
    held: bool = False

    def __str__(self):
        return self.name


VALUES: list[Value] = []


def of(
    name: str,
    codes: str = "",
    held: bool = False,
    build: Callable[[], bytes] | None = None,
    book=None,
    **cells,
):
    """`cells` are the cells of line 2 by column letter, as XML or as text; `expected` the values it must have."""
    expected = cells.pop("expected", {})
    made = build or (lambda: people(cells, **(book or {})))
    VALUES.append(Value(name, made, frozenset(codes.split()), expected, held))


def people(cells: dict, headings=HEADINGS, before: str = "", **more) -> bytes:
    texts = {"A": NIK, "B": "SITI AMINAH"} | cells
    lines = [
        row(1, *(text_cell(f"{letter}1", words) for letter, words in zip(LETTERS, headings, strict=False))),
        row(2, *(_cell(letter, content) for letter, content in sorted(texts.items()))),
        row(
            3,
            text_cell("A3", OTHER),
            text_cell("B3", "BUDI"),
            text_cell("C3", "21-12-1952"),
            number_cell("D3", 600000),
        ),
    ]
    return xlsx(worksheet("".join(lines), before), **more)


def _cell(letter, content):
    return content if content.startswith("<c ") else text_cell(f"{letter}2", content)


def number(letter: str, digits) -> str:
    return number_cell(f"{letter}2", digits)


# Identity numbers

of("a number whose last digit became 0", "nik_precision", held=True, A=number("A", 3599010703770010))
of("a number above 2^53", "nik_precision", held=True, A=number("A", 9199010703770002))
of("a number written with an exponent", "nik_precision", held=True, A="3,20101E+15")
of("a sound number in a number cell", A=number("A", NIK), expected={"nik": NIK})
of("a leading apostrophe", A=f"'{NIK}", expected={"nik": NIK})
of("no-break and zero-width blanks", A=f"\u00a0{NIK[:8]}\u200b{NIK[8:]}\ufeff", expected={"nik": NIK})
of("dots and blanks between digits", A=f"{NIK[:6]}. {NIK[6:12]}. {NIK[12:]}", expected={"nik": NIK})
of("full-width digits", "nik_chars", held=True, A="".join(chr(0xFF10 + int(digit)) for digit in NIK))
of("Arabic digits", "nik_chars", held=True, A="".join(chr(0x0660 + int(digit)) for digit in NIK))
of("a letter O", "nik_chars", held=True, A=NIK.replace("0", "O", 1))
of("fifteen digits", "nik_length", held=True, A=NIK[:15])
of("seventeen digits", "nik_length", held=True, A=f"{NIK}1")
of("an impossible birth date", "nik_suspect", A="3599013313770001", expected={"nik": "3599013313770001"})
of("nothing but zeros", "nik_missing", held=True, A="0" * 16)
of("nothing but nines", "nik_placeholder", held=True, A="9" * 16)
of("the number of another line", "", A=OTHER, expected={"nik": OTHER})

# Cells that are no ordinary values

of(
    "a formula without a result",
    "nik_missing",
    held=True,
    A='<c r="A2"><f>1+1</f></c>',
    C="07-03-1977",
    D="5.000",
)
of("a formula with its result", A=f'<c r="A2" t="str"><f>B9</f><v>{NIK}</v></c>', expected={"nik": NIK})
of("an error cell", "nik_chars", held=True, A='<c r="A2" t="e"><v>#REF!</v></c>')
of(
    "a value that is not available",
    "nik_missing",
    held=True,
    A='<c r="A2" t="e"><v>#N/A</v></c>',
    C="07-03-1977",
    D="5.000",
)
of("an error cell for an amount", "amount_invalid", held=True, D='<c r="D2" t="e"><v>#DIV/0!</v></c>')
of("a true cell", E='<c r="E2" t="b"><v>1</v></c>', expected={"bantuan:PKH": True})
of("a false cell", E='<c r="E2" t="b"><v>0</v></c>', expected={"bantuan:PKH": False})
for text in (
    "=1+1",
    "+62",
    "-1",
    "@SUM(A1)",
    "\uff1d1+1",
    "=cmd|' /C calc'!A0",
    "{{7*7}}",
    "O'Neill",
    "'; DROP TABLE x; --",
):
    shown = text.removeprefix("'").strip("'\"` ") if text.startswith("'") else text
    of(
        f"a name that is {text}",
        B=f"SITI {text}",
        expected={"nama": f"SITI {shown}" if text[0] != "'" else f"SITI {text}"},
    )
of(
    "a name with markup",
    B="&lt;img src=x onerror=alert(1)&gt;",
    expected={"nama": "<img src=x onerror=alert(1)>"},
)
of(
    "a name in several styles",
    B='<c r="B2" t="inlineStr"><is><r><t>SI</t></r><r><t>TI</t></r></is></c>',
    expected={"nama": "SITI"},
)
of("an emoji and a mark of direction", B="SITI \U0001f600 \u202eABC", expected={})
of("a name of 32,768 letters", B="SITI " * 6554, expected={})
of("control characters", B="SITI_x0000_ AMINAH", expected={})
of(
    "a hyperlink formula",
    B='<c r="B2" t="str"><f>HYPERLINK("http://127.0.0.1/","x")</f><v>SITI</v></c>',
    expected={"nama": "SITI"},
)

# Dates and amounts

of("dates counted from 1904", C=number_cell("C2", 26729, 1), book={"properties": '<workbookPr date1904="1"/>'},
   expected={"tanggal_lahir": "1977-03-07"})  # fmt: skip
of("dates counted from 1900", C=number_cell("C2", 28191, 1), expected={"tanggal_lahir": "1977-03-07"})
of("a negative date", "date_invalid", C=number("C", -5), expected={"tanggal_lahir": None})
of("a date beyond the calendar", "date_invalid", C=number("C", 2958466000), expected={"tanggal_lahir": None})
of("a year of two digits", C="07-03-77", expected={"tanggal_lahir": "1977-03-07"})
of("thousands and decimals", D="Rp 1.234.567,89", expected={"nominal": 1_234_568})
of("an amount with an exponent", "amount_invalid", held=True, D="1e1000000")
of("an amount without end", "amount_invalid", held=True, D=number("D", "1e308"))
of("an amount larger than any budget", D="999.999.999.999.999", expected={"nominal": 999_999_999_999_999})
of("a share", "amount_invalid", held=True, D="60%")
of("a code of no region", "region_unknown", F="99.99.99.9999", expected={"nama": "SITI AMINAH"})

# Sheets and columns

of("blank, doubled and invisible headings", book={"headings": ("NIK", "\u200bNa\u00a0ma\n", "", "Nominal", "Nominal", "id")}, D="5.000",
   expected={"nama": "SITI AMINAH", "nominal": 5000})  # fmt: skip
of("an id column", book={"headings": ("NIK", "Nama", "id", "pk", "owner_id", "is_staff")}, C="1", D="2", E="3", F="true",
   expected={"nama": "SITI AMINAH"})  # fmt: skip
LIST = worksheet(
    row(1, text_cell("A1", "NIK"), text_cell("B1", "Nama"))
    + row(2, text_cell("A2", NIK), text_cell("B2", "SITI"))
)
SECRET = LIST.replace("SITI", "RAHASIA")
of(
    "a sheet hidden from the menu",
    build=lambda: xlsx(LIST, SECRET, states=("visible", "veryHidden")),
    expected={"nama": "SITI"},
)
of(
    "a hidden sheet",
    build=lambda: xlsx(LIST, SECRET, states=("visible", "hidden")),
    expected={"nama": "SITI"},
)
of("links, connections, pictures and comments", expected={"nama": "SITI"}, build=lambda: pack(
    xlsx_parts(LIST) | {
        "xl/externalLinks/externalLink1.xml": f'<externalLink {MAIN}/>', "xl/connections.xml": f"<connections {MAIN}/>",
        "xl/media/image1.png": b"\x89PNG", "xl/comments1.xml": f"<comments {MAIN}/>", "docProps/custom.xml": "<Properties/>",
    }
))  # fmt: skip
