"""Empty workbooks to fill in: one per kind of upload or per programme, with headings that are always recognised.

Answers are chosen from lists on a hidden sheet. The list of villages depends on the kecamatan beside it:
`Desa_3` holds the villages of the third kecamatan, so that no name of a place ever becomes the name of a range.
"""

import io
from dataclasses import dataclass, field, replace

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from agencies.importing.masters import DISTRICT, VILLAGE, Masters, level_of
from agencies.importing.template_columns import CODES, COLUMNS, ENTRY, NOTES, VERSION, Column, stamp

TEXT = "@"  # keeps all 16 digits of a number
FILLED_LINES = 2_000  # lines that are formatted and checked in advance
MOST_VILLAGES = 3_000  # in the lists; beyond a regency they would help nobody
HEADING = PatternFill("solid", fgColor="DCEBF7")
HUBUNGAN = (
    "Kepala Keluarga", "Suami", "Istri", "Anak", "Menantu", "Cucu", "Orang Tua", "Mertua", "Famili Lain", "Pembantu", "Lainnya",
)  # fmt: skip
PERIODS = (
    *(f"Triwulan {number}" for number in ("I", "II", "III", "IV")), "Semester I", "Semester II",
    *(f"Tahap {number}" for number in ("I", "II", "III", "IV")), "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
    "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
YEARS_AROUND = range(-4, 2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a template is for; what is fixed for all its lines stands above the table instead of in it."""

    kind: str
    program: str = ""  # as the list calls it
    period: str = ""
    year: int | None = None

    @property
    def fixed(self) -> list[tuple[str, str]]:
        period = f"{self.period} {self.year}" if self.period and self.year else self.period
        facts = (("Program", self.program), ("Periode", period), ("Tahun", str(self.year or "")))
        return [(label, value) for label, value in facts if value]

    @property
    def columns(self) -> tuple[Column, ...]:
        fixed = {label for label, _ in self.fixed}
        return tuple(column for column in COLUMNS[self.kind] if column.heading not in fixed)


@dataclass(slots=True)
class Lists:
    """The hidden sheet: name of a range -> its values, one column each."""

    values: dict[str, list] = field(default_factory=dict)
    villages: int = 0  # how many kecamatan have a list of villages

    @classmethod
    def of(cls, masters: Masters) -> "Lists":
        lists = cls(
            {
                "Kelamin": ["L", "P"], "YaTidak": ["Ya", "Tidak"], "Hubungan": list(HUBUNGAN), "Desil": list(range(1, 11)),
                "Periode": list(PERIODS), "Tahun": [masters.today.year + distance for distance in YEARS_AROUND],
                "Program": programme_words(masters.programmes), "Perangkat": [name for _, name, _ in masters.agencies],
            }
        )  # fmt: skip
        lists._add_places(masters)
        return lists

    def _add_places(self, masters: Masters) -> None:
        districts = [row for row in masters.regions if level_of(row[0]) == DISTRICT]
        below: dict[str, list] = {}
        for row in masters.regions:
            if level_of(row[0]) == VILLAGE:
                below.setdefault(row[3], []).append(row)
        if not 0 < sum(map(len, below.values())) <= MOST_VILLAGES:
            return
        known = [row for row in districts if below.get(row[0])]
        self.values["Kecamatan"] = [row[1] for row in known]
        for number, row in enumerate(known, start=1):
            self.values[f"Desa_{number}"] = village_words(below[row[0]])
        self.villages = len(known)


def programme_words(programmes: list) -> list[str]:
    """Each programme by its name, or by its code where two share a name."""
    names = [name or code for code, name, _ in programmes]
    return [
        code if names.count(name) > 1 else name for (code, _, _), name in zip(programmes, names, strict=True)
    ]


def village_words(rows: list) -> list[str]:
    """Each village by its name; a desa and a kelurahan of one name with that word before it."""
    names = [name for _, name, _, _ in rows]
    return [
        f"{kind.title()} {name}" if names.count(name) > 1 and not name.lower().startswith(kind) else name
        for _, name, kind, _ in rows
    ]


def build(wanted: Wanted, masters: Masters | None = None) -> bytes:
    """The empty workbook. Raises KeyError for an unknown kind."""
    lists = Lists.of(masters or Masters())
    book = Workbook()
    sheet = book.active
    sheet.title = ENTRY
    for label, value in wanted.fixed:
        sheet.append([f"{label}: {value}"])
    first = len(wanted.fixed) + 2 if wanted.fixed else 1
    for number, column in enumerate(wanted.columns, start=1):
        _column(sheet, number, first, column)
        _answers(sheet, number, first, _with_place(wanted.columns, number, column), lists)
    sheet.freeze_panes = f"A{first + 1}"
    _notes(book.create_sheet(NOTES), wanted)
    _codes(book, lists)
    words = f"{wanted.kind} {VERSION.isoformat()}"
    book.custom_doc_props.append(StringProperty(name="Sinergi templat", value=words))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _with_place(columns: tuple[Column, ...], number: int, column: Column) -> Column:
    """The village's list is the one of the kecamatan in the column before it."""
    if column.answers != "Desa" or number < 2 or columns[number - 2].answers != "Kecamatan":
        return column
    return replace(
        column, answers=f'INDIRECT("Desa_"&MATCH(${get_column_letter(number - 1)}{{row}},Kecamatan,0))'
    )


def _column(sheet, number: int, first: int, column: Column) -> None:
    letter = get_column_letter(number)
    cell = sheet.cell(first, number, column.heading)
    cell.font, cell.fill, cell.alignment = Font(bold=True), HEADING, Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions[letter].width = column.width
    if column.text:
        sheet.column_dimensions[letter].number_format = TEXT
        for row in range(first + 1, first + FILLED_LINES + 1):
            sheet.cell(row, number).number_format = TEXT


def _answers(sheet, number: int, first: int, column: Column, lists: Lists) -> None:
    rule = None
    if column.digits:
        rule = DataValidation(type="textLength", operator="equal", formula1=str(column.digits))
        rule.error = f"{column.heading} berisi {column.digits} angka. Tetap simpan?"
    elif column.answers and (lists.values.get(column.answers) or "(" in column.answers and lists.villages):
        rule = DataValidation(type="list", formula1=column.answers.format(row=first + 1))
        rule.error = "Isi ini tidak ada di daftar. Tetap simpan?"
    if rule is None:
        return
    letter = get_column_letter(number)
    rule.allow_blank, rule.showErrorMessage, rule.errorStyle, rule.errorTitle = (
        True,
        True,
        "warning",
        column.heading,
    )
    if column.words:
        rule.showInputMessage, rule.prompt = True, column.words
    sheet.add_data_validation(rule)
    rule.add(f"{letter}{first + 1}:{letter}{first + FILLED_LINES}")


def _notes(sheet, wanted: Wanted) -> None:
    """One sentence per line, so that nobody takes this sheet for a list."""
    lines = [
        "Isi lembar Isian, satu baris satu data. Jangan ubah baris judul.",
        "Kolom lain boleh ditambahkan di kanan; kolom yang kosong boleh dibiarkan.",
        "NIK dan No. KK sudah berformat teks. Tempel dengan Tempel Khusus, Nilai.",
        stamp(wanted.kind),
        *(f"Kolom {column.heading}: {column.words}" for column in wanted.columns if column.words),
    ]
    for sentence in lines:
        sheet.append([sentence])
    sheet.column_dimensions["A"].width = 90


def _codes(book: Workbook, lists: Lists) -> None:
    sheet = book.create_sheet(CODES)
    sheet.sheet_state = "hidden"
    named = [(name, values) for name, values in lists.values.items() if values]
    for number, (name, values) in enumerate(named, start=1):
        letter = get_column_letter(number)
        for row, value in enumerate(values, start=1):
            cell = sheet.cell(row, number, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a name that begins with = stays a name
        place = f"{quote_sheetname(CODES)}!${letter}$1:${letter}${len(values)}"
        book.defined_names[name] = DefinedName(name, attr_text=place)
