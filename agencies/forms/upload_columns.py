"""The mapping screen as a form: sheets with equal headings are decided together, decisions come first."""

import re
from dataclasses import dataclass, field

from agencies.actions.arrangements import Arrangement, says_the_same
from agencies.importing import layouts, mappings
from agencies.importing.fields import COUNTING, JOINT, MONTHLY, PEOPLE, REQUIRED, field_of, fields_of, squeeze
from agencies.importing.order import fingerprint
from agencies.importing.outline import letter_of
from agencies.models import SavedMapping, Upload
from agencies.queries.arrangements import in_use

UNUSED = ""
HEADING_LINES = re.compile(r"^\s*(\d{1,6})\s*(?:[-–]\s*(\d{1,6}))?\s*$")
MOST_HEADING_LINES = 4
FIXED = ("program", "tahun", "periode")
LEAVE = ""  # "Biarkan, periksa nanti"
QUESTIONS = {  # code of a question -> id of the field that answers it, where there is one, and its words
    "column_unsure": ("", "Pastikan arti kolom yang ditandai."),
    "column_repeated": ("", "Dua kolom berisi NIK. Tunjukkan yang benar."),
    "program_unknown": ("", "Samakan nama program yang belum dikenal."),
    "program_missing": ("program", "Program belum disebut. Pilih programnya."),
    "period_missing": ("periode", "Periode belum disebut. Isi periode atau tahunnya."),
    "month_missing": ("periode", "Bulan realisasi belum disebut. Isi bulannya, misalnya Juni 2025."),
    "semester_cumulative": ("periode", "Semester 2 tampak sudah termasuk semester 1. Pilih cara membacanya."),
}
OFFERED_WORDS = 6  # of a line that may be the heading


@dataclass(slots=True)
class Column:
    """One column on the screen with the name of its select; `fill` says that blank cells take the value above."""

    letter: str
    heading: str
    samples: list[str]
    reason: str
    sure: bool
    chosen: str
    label: str
    name: str
    blank: int = 0
    fill: bool = False

    @property
    def fill_name(self) -> str:
        return f"isi-{self.name}"


@dataclass(slots=True)
class Group:
    """Sheets that share their headings; `sheets` are entries of the outline."""

    number: int
    sheets: list[dict]
    columns: list[Column] = field(default_factory=list)
    use: bool = True
    header: str = ""

    @property
    def first(self) -> dict:
        return self.sheets[0]

    @property
    def title(self) -> str:
        name, others = self.first["name"], len(self.sheets) - 1
        return name if not others else f"{name} dan {others} lembar lain"

    @property
    def offers(self) -> list[dict]:
        """Lines that may be the heading, best first, each with its first words, score and reasons."""
        head = {line["row"]: line["cells"] for line in self.first.get("head", [])}
        return [
            offer
            | {
                "value": span(offer["rows"]),
                "words": [cell for row in offer["rows"] for cell in head.get(row, []) if cell][
                    :OFFERED_WORDS
                ],
            }
            for offer in self.first.get("candidates", [])
        ]

    @property
    def letters(self) -> list[str]:
        """The column letters over the first lines, as Excel shows them."""
        width = max((len(line["cells"]) for line in self.first.get("head", [])), default=0)
        return [letter_of(index) for index in range(width)]

    @property
    def unsure(self) -> list[Column]:
        return [column for column in self.columns if not column.sure]

    @property
    def known(self) -> list[Column]:
        return [column for column in self.columns if column.sure and column.chosen]

    @property
    def unused(self) -> list[Column]:
        return [column for column in self.columns if column.sure and not column.chosen]


class ColumnsForm:
    """What the officer sees and decides; `errors` are (field name, sentence)."""

    def __init__(self, upload: Upload, posted=None):
        self.upload, self.posted = upload, posted
        self.outline = upload.outline
        self.groups = [_group(number, sheets, upload) for number, sheets in enumerate(_alike(self.outline))]
        if upload.refusal.get("code") == "required_column_missing":  # its columns are what is asked for
            for group in self.groups:
                group.use |= any(sheet["name"] == upload.refusal.get("sheet") for sheet in group.sheets)
        self.names = [
            name | {"input": f"nama-{number}"} for number, name in enumerate(self.outline.get("names", []))
        ]
        self.errors: list[tuple[str, str]] = []
        if posted is not None:
            self._read()

    @property
    def options(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """(heading, [(field, label)]) of every select."""
        kind = self.upload.kind
        fields = sorted((each.label, name) for name, each in fields_of(kind).items())
        groups = [("", [(name, label) for label, name in fields])]
        if kind in PEOPLE:
            codes = [code for code, _, _ in layouts.programmes()]
            groups.append(("Penerima program", [(f"bantuan:{code}", f"Menerima {code}") for code in codes]))
            groups.append(
                ("Nilai per program", [(f"bantuan:{code}:nominal", f"Nominal {code}") for code in codes])
            )
        periods = {
            column.chosen for group in self.groups for column in group.columns if _is_period(column.chosen)
        }
        if periods:
            groups.append(("Bantuan per periode", [(name, _label(name, kind)) for name in sorted(periods)]))
        return groups

    @property
    def fixed(self) -> dict[str, str]:
        """Program, tahun and periode as they hold now: from the file's title, else from the form."""
        constants = next((sheet.get("constants", {}) for sheet in self._used()), {})
        return {name: str(constants.get(name) or self.upload.context.get(name) or "") for name in FIXED}

    @property
    def from_file(self) -> set[str]:
        constants = next((sheet.get("constants", {}) for sheet in self._used()), {})
        return {name for name in FIXED if constants.get(name)}

    @property
    def used(self) -> list[Group]:
        return [group for group in self.groups if group.use]

    @property
    def left_out(self) -> list[Group]:
        return [group for group in self.groups if not group.use]

    @property
    def asked(self) -> list[tuple[str, str]]:
        """What must be answered before approval: (id of the field, sentence)."""
        found: dict[str, str] = {}
        for question in self.outline.get("questions", []):
            target, sentence = QUESTIONS.get(question["code"], ("", ""))
            if question["code"] == "program_unknown":
                target = next((name["input"] for name in self.names if name["field"] == "program"), "program")
            if sentence:
                found.setdefault(sentence, target or self._column_asked(question))
        return [(target, sentence) for sentence, target in found.items()]

    def _column_asked(self, question: dict) -> str:
        for group in self.groups:
            if any(sheet["name"] == question.get("sheet") for sheet in group.sheets):
                for column in group.columns:
                    if column.letter == question.get("column"):
                        return column.name
        return "pakai-0"

    @property
    def names_of(self) -> str:
        """`desa`, `program` …: of what the unknown names are; empty when of several things."""
        fields = {name["field"] for name in self.names}
        return fields.pop() if len(fields) == 1 else ""

    @property
    def unsure(self) -> int:
        return sum(len(group.unsure) for group in self.groups if group.use)

    @property
    def data_lines(self) -> int:
        return sum(sheet.get("rows", {}).get("data", 0) for sheet in self._used())

    def _used(self) -> list[dict]:
        return [sheet for sheet in self.outline.get("sheets", []) if sheet["action"] == "import"]

    def is_valid(self) -> bool:
        return not self.errors

    def _read(self) -> None:
        """Take over what was posted, and say what is still missing."""
        for group in self.groups:
            group.use = f"pakai-{group.number}" in self.posted
            offered = self.posted.get(f"judul-{group.number}", group.header)
            group.header = self.posted.get(f"baris-{group.number}", "").strip() or offered
            for column in group.columns:
                column.chosen = self.posted.get(column.name, column.chosen)
                column.fill = column.fill_name in self.posted
            if group.use:
                self._judge(group)
        if not any(group.use for group in self.groups):
            self.errors.append(("pakai-0", "Pilih paling sedikit satu lembar."))
        year = self.posted.get("tahun", "").strip()
        if year and not re.fullmatch(r"20\d\d|19\d\d", year):
            self.errors.append(("tahun", "Tulis tahun dengan empat angka, misalnya 2026."))

    def _judge(self, group: Group) -> None:
        if group.header and not _lines(group.header):
            self.errors.append((f"baris-{group.number}", "Tulis nomor barisnya, misalnya 3 atau 3-4."))
        if self._heading_changed(group) or not group.columns:
            return
        chosen = [column.chosen for column in group.columns if column.chosen]
        for name in {name for name in chosen if chosen.count(name) > 1 and not _may_repeat(name)}:
            label = _label(name, self.upload.kind)
            self.errors.append((group.columns[0].name, f"{label} dipilih untuk dua kolom. Pilih satu saja."))
        if self.upload.kind in PEOPLE:
            held = {name for choice in chosen for name in JOINT.get(choice, (choice,))}
            for needed in REQUIRED[self.upload.kind]:
                if not set(needed) & held:
                    label = _label(needed[0], self.upload.kind)
                    sentence = f"Kolom {label} tidak ditemukan. Tunjukkan kolomnya, atau tambahkan di Excel."
                    self.errors.append((group.columns[0].name, sentence))

    def _heading_changed(self, group: Group) -> bool:
        lines = _lines(group.header) if group.header else None
        return bool(lines) and lines != list(group.first.get("header_rows") or [])

    def choices(self) -> dict:
        """The decisions as `understand` takes them, on top of those made before."""
        sheets = {}
        for group in self.groups:
            for sheet in group.sheets:
                sheets[sheet["name"]] = self._sheet_choice(group)
        values = {name: dict(known) for name, known in self.upload.choices.get("values", {}).items()}
        for name, meanings in self.meanings().items():
            values[name] = values.get(name, {}) | meanings
        return self.upload.choices | {"sheets": sheets, "values": values}

    def _sheet_choice(self, group: Group) -> dict:
        if not group.use:
            return {"use": False}
        choice: dict = {"use": True}
        if self._heading_changed(group):
            return choice | {"header_rows": _lines(group.header)}
        if group.first.get("header_rows"):
            choice["header_rows"] = list(group.first["header_rows"])
        choice["mapping"] = {column.letter: column.chosen or None for column in group.columns}
        choice["fill"] = [column.letter for column in group.columns if column.fill]
        constants = {name: value for name, value in self._fixed_posted().items() if value != self.fixed[name]}
        if constants:
            choice["constants"] = constants
        return choice

    def _fixed_posted(self) -> dict[str, str]:
        return {
            name: self.posted.get(name, "").strip() for name in FIXED if self.posted.get(name, "").strip()
        }

    def context(self) -> dict:
        posted = self._fixed_posted()
        if "tahun" in posted:
            posted["tahun"] = int(posted["tahun"])
        if COUNTING in self.posted and self.upload.kind == Upload.Kind.ANGGARAN:
            posted[COUNTING] = MONTHLY if self.posted[COUNTING] == MONTHLY else ""
        return self.upload.context | posted

    @property
    def counts_months(self) -> bool:
        """Whether the report tells what was spent in its month alone, not until its end."""
        return self.upload.context.get(COUNTING) == MONTHLY

    def meanings(self) -> dict[str, dict[str, str]]:
        """Field -> word as typed -> what it means, for the names that were settled."""
        found: dict[str, dict[str, str]] = {}
        for name in self.names:
            other = self.posted.get(f"{name['input']}-lain", "").strip()
            meaning = other or self.posted.get(name["input"], LEAVE).strip()
            if meaning:
                found.setdefault(name["field"], {})[name["text"]] = meaning
        return found

    def arrangements(self) -> list[Arrangement]:
        """What is to be remembered, when the officer wants it; not what a shared arrangement says already."""
        if "ingat" not in self.posted:
            return []
        known = in_use(self.upload.agency, self.upload.kind)
        values = mappings.learnable(self.choices()["values"], self.upload.kind)
        found = [self._arrangement(group, known, values) for group in self._remembered()]
        return [each for each in found if not _is_shared_already(each, known, self.upload)]

    def unwanted(self) -> list[SavedMapping]:
        """The agency's own arrangements that are forgotten because the officer does not want them kept."""
        if "ingat" in self.posted:
            return []
        known = in_use(self.upload.agency, self.upload.kind)
        rows = [known.get(_fingerprint(group)) for group in self._remembered()]
        return [row for row in rows if row and row.agency_id == self.upload.agency_id]

    def _remembered(self) -> list[Group]:
        return [
            group for group in self.groups if group.use and group.columns and not self._heading_changed(group)
        ]

    def _arrangement(self, group: Group, known: dict[str, SavedMapping], values: dict) -> Arrangement:
        headings = _fingerprint(group)
        before = known[headings].values if headings in known else {}
        merged = {name: before.get(name, {}) | values.get(name, {}) for name in {**before, **values}}
        columns = [column for column in group.columns if squeeze(column.heading)]
        return Arrangement(
            headings,
            {squeeze(column.heading): column.chosen or None for column in columns},
            merged,
            [[squeeze(column.heading), column.heading] for column in columns],
            self.upload.name,
            [squeeze(column.heading) for column in columns if column.fill],
        )


def _fingerprint(group: Group) -> str:
    return fingerprint(column.heading for column in group.columns)


def _is_shared_already(wanted: Arrangement, known: dict[str, SavedMapping], upload: Upload) -> bool:
    row = known.get(wanted.headings)
    if row is None or row.agency_id == upload.agency_id:
        return False
    return says_the_same(row, wanted)


def _alike(outline: dict) -> list[list[dict]]:
    """Sheets with the same headings under the same letters together; used ones first."""
    groups: dict[tuple, list[dict]] = {}
    for sheet in outline.get("sheets", []):
        columns = tuple(
            (column["letter"], squeeze(column["heading"]), column["field"])
            for column in sheet.get("columns", [])
        )
        key = columns or ((sheet["name"], "", None),)
        groups.setdefault((sheet["action"] == "import", *key), []).append(sheet)
    return [groups[key] for key in sorted(groups, key=lambda key: not key[0])]


def _group(number: int, sheets: list[dict], upload: Upload) -> Group:
    kind = upload.kind
    name, remembered = sheets[0]["name"], upload.outline.get("saved_fill", {})
    filled = upload.choices.get("sheets", {}).get(name, {}).get("fill", remembered.get(name, []))
    columns = [
        Column(
            column["letter"], column["heading"], column["samples"], column["reason"], column["sure"], column["field"] or UNUSED,
            _label(column["field"], kind) if column["field"] else "", f"kolom-{number}-{column['letter'].replace(':', '_')}",
            column.get("blank", 0), column["letter"] in filled,
        )
        for column in sheets[0].get("columns", [])
    ]  # fmt: skip
    header = span(sheets[0].get("header_rows") or [])
    return Group(number, sheets, columns, use=sheets[0]["action"] == "import", header=header)


def _is_period(name: str) -> bool:
    """A column for one month or instalment, `periode:Januari`: offered only where the file has such columns."""
    return name.startswith("periode:")


def _may_repeat(name: str) -> bool:
    """Two columns for one programme are one record; a table of statistics has several measures."""
    return name.startswith("bantuan:") and not name.endswith(":nominal") or name == "nilai"


def _label(name: str, kind: str) -> str:
    try:
        return field_of(name, kind).label
    except KeyError:
        return name


def span(rows: list[int]) -> str:
    """Line numbers as people write them: `3` or `3-4`."""
    return "-".join(dict.fromkeys(str(row) for row in (rows[:1] + rows[-1:])))


def _lines(text: str) -> list[int] | None:
    """`3` and `3-4` as line numbers; None for anything else."""
    found = HEADING_LINES.match(text)
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return list(range(first, last + 1)) if 0 < first <= last < first + MOST_HEADING_LINES else None
