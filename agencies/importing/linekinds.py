"""What every line below the heading is: data, blank, total, group, repeated heading, or the end of the table.

A total is never a person; a signature is never a person; a heading is never a person.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from statistics import median

from agencies.importing.fields import PEOPLE, REQUIRED, squeeze, vocabulary
from agencies.importing.headings import clean_heading
from agencies.importing.tables import Grid, Heading, is_blank, is_numbering
from agencies.importing.titles import TitleReader, carry
from agencies.importing.values.identity_numbers import looks_like_identity, read_identity
from agencies.importing.values.joined import LONG_RUN
from agencies.importing.values.words import APOSTROPHES, is_empty, plain

RUNNING = {"no", "nomor", "nourut", "nomorurut", "urut", "nmr", "num", "nomer", "nourutan", "id", "number"}
TOTAL_START = re.compile(
    r"^\W*(?:(?:sub|grand)\s*[-_]?\s*total|sub\s*jumlah|jumlah|jml|total|rata\s*-?\s*rata|(?:di)?pindah(?:an|kan)|rekap(?:itulasi)?)\b",
    re.I,
)
TOTAL_WHOLE = re.compile(
    r"^\W*(?:(?:sub|grand)[\s_-]*total|(?:sub\s*)?(?:jumlah|jml|total))(?:[\s/]+(?:total|jumlah|keseluruhan|seluruh(?:nya)?|akhir|umum|"
    r"besar|rp|(?:belanja|anggaran|pagu|usulan|biaya|nilai|realisasi|pendapatan|pembiayaan|penerimaan|pengeluaran|transfer|alokasi|dana|rak)(?:\s.{0,40})?|(?:kec|kel|desa|program|kegiatan|sub|prioritas|bidang|urusan|opd|"
    r"skpd|halaman|kelurahan|kecamatan|misi|sasaran)\b.{0,80}|[ivx\d]{1,4}|[a-z]))*\s*[:.()]*\W*$",
    re.I,
)
SPACED = re.compile(r"(?<=\b\w) (?=\w\b)")  # between the letters of `J u m l a h`
WHOLE_AREA = re.compile(
    r"^\W*(?:kab(?:upaten)?|kota|prov(?:insi)?|kec(?:amatan)?|nasional|indonesia)\b", re.I
)
BALANCE = re.compile(
    r"^\W*(?:surplus|\(?defisit|pembiayaan\s+netto|sisa\s+(?:lebih|kurang)|silpa|selisih\s+pembiayaan)\b",
    re.I,
)
NOTE = re.compile(
    r"^\W*(?:mengetahui|menyetujui|mengesahkan|disetujui|disahkan|dibuat|diperiksa|diverifikasi|diketahui|demikian|catatan|cat\b|"
    r"keterangan\b\s*:?|ket\.?\s*:|sumber\b|notes?\b|n\.?b\b|tembusan|terbilang|nip\b|nrp\b|pangkat|dicetak|tanggal cetak|halaman \d|"
    r"tim\s+(?:pendata|verifikasi|penyusun)|yang\s+(?:membuat|menyatakan)|an\.|a\.n\.|ttd\b)|^\s*#{2,}|^\s*\*{1,3}\)?\s*\w",
    re.I,
)
OFFICE = re.compile(
    r"^\W*(?:kepala|camat|lurah|pj\.?|plt\.?|plh\.?|sekretaris|bupati|wali\s?kota|petugas|koordinator|pendamping|ketua|penanggung|"
    r"petinggi|keuchik|wali nagari|perbekel|kuwu|operator|bendahara|pejabat|pengguna anggaran)\b",
    re.I,
)
PLACE_AND_DATE = re.compile(
    r"^[A-Z][A-Za-z .'-]{2,40},?\s*(?:tanggal|tgl\.?)?\s*[\d.…_ ]{0,12}\s*(?:[-/]|jan|feb|peb|mar|apr|mei|jun|"
    r"jul|agu|sep|okt|nov|nop|des|[.…_]{3,})[a-z]*[\d.…_\s/-]*(?:20\d\d|20[.…_]{1,3})\s*$",
    re.I,
)
INSTRUCTIONS = {
    "wajib", "wajibdiisi", "opsional", "tidakwajib", "bolehkosong", "required", "optional", "teks", "angka", "text", "number", "tanggal",
    "string", "integer", "date", "16digit", "16angka", "lp", "ddmmyyyy", "yatidak",
}  # fmt: skip
INSTRUCTIVE = re.compile(
    r"\b(?:digit|angka|contoh|wajib|opsional|diisi|isikan|isi|teks|format|sesuai|misal(?:nya)?|karakter|dd[-/]mm)\b",
    re.I,
)
LABELS = frozenset(
    spelling
    for words in (
        "no kk",
        "no. kk",
        "no.kk",
        "nomor kk",
        "nkk",
        "kepala keluarga",
        "nama kepala keluarga",
        "nama kk",
        "alamat",
    )
    for spelling in (
        words,
        words.upper(),
        words.title(),
        words.capitalize(),
        words.title().replace("Kk", "KK"),
        words.capitalize().replace("kk", "KK"),
    )
)  # a line that holds one of them in a cell tells of a family
CODE = re.compile(r"\d+(?:\.\d+)+")
CODED = ("kode_sub_kegiatan", "kode", "kode_akun", "kode_wilayah")
SEX_TOTALS = {
    "lakilaki",
    "perempuan",
    "laki",
    "pria",
    "wanita",
    "jumlahlakilaki",
    "jumlahperempuan",
}  # `Laki-laki`, 4
RECAP = re.compile(r"^\W*(?:rekap|ringkasan)", re.I)
LOOKED_AT = 400  # characters of a cell


@dataclass
class TableLines:
    """Line numbers by what they are; `groups` are (line, values for the lines below)."""

    data: list[int] = field(default_factory=list)
    skipped: dict[str, list[int]] = field(default_factory=dict)
    groups: list[tuple[int, dict]] = field(default_factory=list)
    other_table: int | None = None  # where a table with other headings begins

    def values_at(self, row: int) -> dict:
        place = bisect_right(self.groups, row, key=lambda group: group[0])
        return self.groups[place - 1][1] if place else {}


class LineSorter:
    """Decides for each line of one table, with the columns already understood."""

    def __init__(
        self, grid: Grid, heading: Heading, fields: dict[str, tuple[int, ...]], kind: str, titles: TitleReader
    ):
        self.grid, self.heading, self.kind, self.titles, self.fields = grid, heading, kind, titles, fields
        self.identities = (
            [fields[name][0] for name in ("nik", "no_kk") if name in fields] if kind in PEOPLE else []
        )
        self.name = fields.get("nama", (None,))[0] if kind in PEOPLE else None
        groups = REQUIRED[kind][:1] if kind in {"anggaran", "statistik", "rat"} else REQUIRED[kind]
        self.keys = [index for group in groups for name in group if name in fields for index in fields[name]]
        if kind == "statistik" and not self.keys:  # one area: its lines are years or measures
            self.keys = [index for name in ("tahun", "indikator") for index in fields.get(name, ())]
        self.code = (
            next((fields[name][0] for name in CODED if name in fields), None) if kind not in PEOPLE else None
        )
        self.running = self._running_column()
        self.texts, self.begun, self.other_table = {}, False, None
        for row in heading.rows:
            for index, cell in grid.content(row):
                self.texts.setdefault(index, set()).add(squeeze(clean_heading(cell)))
        counts = [
            len(grid.content(row))
            for row in range(heading.last + 1, min(len(grid.rows), heading.last + 200) + 1)
        ]
        self.typical = median(
            [count for count in counts if count > 2] or [count for count in counts if count] or [1]
        )

    def _running_column(self):
        for column in self.heading.columns:
            if squeeze(column.heading) in RUNNING or (not column.parts and column is self.heading.columns[0]):
                return column.indexes[0]
        return None

    def sort(self) -> TableLines:
        marks = self._marks()
        data = [row for row, mark in marks.items() if mark == "data"]
        first, last = (data[0], data[-1]) if data else (0, 0)
        lines = TableLines(data, other_table=self.other_table)
        current, after_group = {}, False
        for row, mark in marks.items():
            if mark == "data":
                after_group = False
                continue
            if mark == "loose":
                mark = "footer" if row > last else "group"
            if mark == "group":
                found = self.titles.read_group(self.grid.content(row), self.fields)
                current = current | found if after_group else carry(current, found)
                lines.groups.append((row, current))
            after_group = mark == "group"
            if mark != "blank" or first < row < last:
                lines.skipped.setdefault(mark, []).append(row)
        return lines

    def _marks(self):
        marks, footing, previous = {}, False, ""
        rows = self.grid.rows
        for row in range(self.heading.last + 1, len(rows) + 1):
            if self.other_table and self.grid.content(row):
                marks[row] = previous = "footer"
                continue
            if self._is_plainly_data(rows[row - 1]):
                marks[row] = previous = "data"
                footing, self.begun = False, True
                continue
            mark = self._mark(row, footing, previous)
            footing = mark == "footer" or (footing and mark in {"blank", "subtotal", "loose"})
            marks[row] = previous = mark
            self.begun = self.begun or mark == "data"
        return marks

    def _is_plainly_data(self, cells):
        """The fast answer for the common line: a full identity number and a name, or a code of a plan and much beside it."""
        if self.code is not None:
            code = cells[self.code] if self.code < len(cells) else None
            return (
                code.__class__ is str
                and bool(CODE.fullmatch(code))
                and 2 * (len(cells) - cells.count(None) - cells.count("")) >= self.typical
            )
        if self.name is None or self.name >= len(cells) or not cells[self.name]:
            return False
        if not LABELS.isdisjoint(cells) and next(filter(None, cells), None) in LABELS:
            return False
        for index in self.identities:
            cell = cells[index] if index < len(cells) else None
            if (
                cell.__class__ is str
                and len(cell) >= 15
                and cell[-1].isdigit()
                and cell.lstrip(APOSTROPHES)[0].isdigit()
            ):
                return True
        return False

    def _mark(self, row, footing, previous):
        cells = self.grid.content(row)
        if not cells or (
            len(cells) == 1 and self._is_numbered(cells) and not looks_like_identity(cells[0][1])
        ):
            return "blank"
        if row in self.grid.sheet.malformed and not (footing or self._is_remark(cells)):
            return "data"
        if self._repeats_heading(cells) or (
            previous == "header_repeat" and is_numbering(cell for _, cell in cells)
        ):
            return "header_repeat"
        if len(cells) == 1 and isinstance(cells[0][1], str) and RECAP.match(cells[0][1]) and self.begun:
            return "footer"
        if self._is_total(cells):
            return "subtotal"
        if self.kind in PEOPLE and self._names_a_family(cells):
            return "group"
        if self._begins_another_table(cells):
            self.other_table = row
            return "footer"
        return self._mark_words(cells, footing)

    def _names_a_family(self, cells):
        """`No KK`, number, `Kepala Keluarga`, name in cells of their own; or nothing but the number of a family card."""
        if len(cells) == 1:
            ((index, cell),) = cells
            return index not in self.identities and "nik" in self.fields and bool(read_identity(cell)[0])
        return bool(self.titles.labelled_cells(cells))

    def _begins_another_table(self, cells):
        """Below plans another list may follow: three cells or more that hold nothing but known headings."""
        if self.kind in PEOPLE or len(cells) < 3 or not self.begun:
            return False
        known = vocabulary()
        keys = (squeeze(clean_heading(cell)) if isinstance(cell, str) else "" for _, cell in cells)
        return all(key and (key in known.meanings or key in known.ignored) for key in keys)

    def _is_remark(self, cells):
        """A single cell of words that no record has, in a line of a csv that is shorter than the heading."""
        return len(cells) == 1 and any(
            isinstance(cell, str) and any(words.match(cell) for words in (NOTE, PLACE_AND_DATE, TOTAL_START))
            for _, cell in cells
        )

    def _mark_words(self, cells, footing):
        weak = self._is_weak(cells)
        texts = [cell[:LOOKED_AT].strip() for _, cell in cells if isinstance(cell, str)]
        identity = self._has_identity(cells)
        noted = any(NOTE.match(text) or PLACE_AND_DATE.match(text) for text in texts)
        if (
            noted
            and (weak or len(cells) <= 3)
            and (not identity or any("nip" in text.casefold()[:6] for text in texts))
        ):
            return "footer"
        if weak and any(OFFICE.match(text) for text in texts) and not any(":" in text for text in texts):
            return "footer"
        if footing and not identity and not self._is_strong(cells):
            return "footer"
        return "loose" if weak else "data"

    def _repeats_heading(self, cells):
        if len(cells) > 1 and all(
            isinstance(cell, str) and squeeze(cell) in INSTRUCTIONS for _, cell in cells
        ):
            return True
        return len(cells) > 1 and (self._equals_heading(cells) or self._instructs(cells))

    def _instructs(self, cells):
        """Above the first record: words on how to fill in, where the identity number will stand."""
        words = [cell for _, cell in cells if isinstance(cell, str)]
        in_words = any(
            index in self.identities and isinstance(cell, str) and sum(map(str.isalpha, cell)) > 2
            for index, cell in cells
        )
        return not self.begun and in_words and any(map(INSTRUCTIVE.search, words))

    def _equals_heading(self, cells):
        """At least two cells and four in five say what the heading says above them; most lines fail at once."""
        allowed = min(len(cells) // 5, len(cells) - 2)
        for index, cell in cells:
            if squeeze(clean_heading(cell)) not in self.texts.get(index, ()):
                allowed -= 1
                if allowed < 0:
                    return False
        return True

    def _is_total(self, cells):
        if self._has_identity(cells):
            return False
        words = [
            SPACED.sub("", plain(cell)) for index, cell in cells if isinstance(cell, str) and _has_words(cell)
        ]
        if words:
            numbered = self._is_numbered(cells)
            if self.kind in PEOPLE:
                counted = len(words) == 1 and len(cells) == 2 and squeeze(words[0]) in SEX_TOTALS
                return counted or bool(TOTAL_START.match(words[0])) and not (numbered and len(words) > 2)
            return not numbered and self._is_total_of_plans(cells, words[0])
        keyed = any(index in self.keys and not is_empty(cell) for index, cell in cells)
        figures = [
            index
            for index, cell in cells
            if index != self.running and index not in self.keys and not is_empty(cell)
        ]
        return bool(figures) and not keyed and self.typical > 2

    def _is_total_of_plans(self, cells, words):
        """`JUMLAH BELANJA`, `SURPLUS/(DEFISIT)`; but an indicator with a unit may well be called `Jumlah desa mandiri`."""
        named = {name for name in ("kode", "kode_akun", "satuan") if self._is_filled(name, cells)}
        if self.kind == "statistik" and WHOLE_AREA.match(words):
            return not any(index in self.keys and not is_empty(cell) for index, cell in cells)
        if self.kind == "anggaran" and BALANCE.match(words):
            return not named & {"kode", "kode_akun"}
        measured = self.kind == "statistik" and self._is_filled("indikator", cells) and "satuan" in named
        return bool(TOTAL_WHOLE.match(words)) and not (
            self.kind == "indikator" and "satuan" in named or measured
        )

    def _is_filled(self, name, cells):
        indexes = self.fields.get(name, ())
        return any(index in indexes and not is_empty(cell) for index, cell in cells)

    def _is_numbered(self, cells):
        return any(index == self.running and plain(cell).strip("(). ").isdigit() for index, cell in cells)

    def _has_identity(self, cells):
        for index, cell in cells:
            if index in self.identities:
                if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell >= 1e5:
                    return True
                if isinstance(cell, str) and _is_mostly_digits(cell):
                    return True
        return False

    def _is_strong(self, cells):
        if self.kind in PEOPLE:
            named = any(index == self.name and isinstance(cell, str) for index, cell in cells)
            return named and self._is_numbered(cells)
        return len(cells) >= 0.5 * self.typical and any(index in self.keys for index, _ in cells)

    def _is_weak(self, cells):
        """Too little for a record of this table: a heading of a group, a note, a signature."""
        if self._has_identity(cells):
            return False
        count = len([index for index, _ in cells if index != self.running])
        if self.kind in PEOPLE and self._is_strong(cells):
            return False
        return count <= max(1, int(0.25 * self.typical)) and count < self.typical


def _is_mostly_digits(cell):
    """A damaged number still counts; a place with a date does not."""
    digits = sum(map(str.isdigit, cell))
    if len(cell) > 16 and LONG_RUN.search(cell):  # a number with a name, or two numbers
        return True
    return digits >= 5 and len(cell) <= 40 and digits >= 0.6 * len(cell.replace(" ", ""))


def _has_words(cell):
    """Letters beside the mark of a currency."""
    bare = cell.casefold().replace("rp", "").replace("idr", "")
    return any(map(str.isalpha, bare))


def merged_down(grid: Grid, after: int) -> dict[int, dict[int, object]]:
    """Column -> line -> value for cells merged downwards below the heading; blank cells that are not merged stay blank."""
    found = {}
    for top, left, bottom, _right in grid.sheet.merges:
        if top > after and bottom > top:
            value = grid.cell(top, left - 1)
            if not is_blank(value):
                found.setdefault(left - 1, {}).update(dict.fromkeys(range(top + 1, bottom + 1), value))
    return found


def filled_below(grid: Grid, rows: list[int], indexes: list[int]) -> dict[int, dict[int, object]]:
    """Column -> line -> the value above, for blank cells of the columns in which an officer asked for it (SHAPES 6)."""
    found = {}
    for index in indexes:
        above, found[index] = None, {}
        for row in rows:
            value = grid.cell(row, index)
            if not is_blank(value):
                above = value
            elif above is not None:
                found[index][row] = above
    return found
