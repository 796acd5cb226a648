"""Every sheet judged by itself: imported, metadata, or ignored with the reason officers read."""

import re
from dataclasses import dataclass, field, replace

from agencies.importing.book import Book, Sheet
from agencies.importing.columnwork import Work
from agencies.importing.evidence import SAMPLE, profile
from agencies.importing.fields import AREAS, COUNTING, JOINT, PEOPLE, REQUIRED, field_of, fields_of, squeeze
from agencies.importing.figures import areas_in_headings, measures_of
from agencies.importing.headlines import heading_of, heading_offers, listed_offers
from agencies.importing.hierarchy import sums_of
from agencies.importing.linekinds import LineSorter, filled_below, merged_down
from agencies.importing.locations import resolve
from agencies.importing.meanings import Reading, assign
from agencies.importing.people import clean_people
from agencies.importing.plan_columns import settle, sums_up_others, years_stand_in_headings
from agencies.importing.plans import clean_plans, title_factor, title_of
from agencies.importing.questions import questions_of
from agencies.importing.sheetpreview import SheetPreview
from agencies.importing.spread import join_cells
from agencies.importing.tables import Grid, Heading, build_heading
from agencies.importing.titles import TitleReader, place_of_sheet, read_metadata
from agencies.importing.values.dates import read_date

RECAP_NAME = re.compile(r"rekap|ringkas|summary|resume|total", re.I)
ONE_A_LINE = {"keluarga", "penerima"}  # kinds in which husband and wife are one family with one aid
COMPANION = "Orang kedua di baris yang sama. Pilih lembar ini bila ia juga penerima."
SUMMED = {"amount"}
CODE_BOOK = re.compile(
    r"kode|code|referensi|master|petunjuk|keterangan|daftar pilihan|pilihan|lookup|ref\b", re.I
)


@dataclass
class Candidate:
    """A sheet while it is decided what it is."""

    sheet: Sheet
    grid: Grid
    preview: SheetPreview
    heading: Heading | None = None
    missing: list = field(default_factory=list)
    choice: dict = field(default_factory=dict)


class SheetsReader:
    """Reads the sheets of one workbook for one kind of upload."""

    def __init__(self, kind, context, masters, choices, saved):
        self.kind, self.masters, self.choices, self.saved = kind, masters, choices, saved
        told = {name: value for name, value in context.items() if value not in (None, "")}
        self.context = {name: value for name, value in told.items() if name != COUNTING}
        self.programmes = tuple((code, name, tuple(aliases)) for code, name, aliases in masters.programmes)
        self.titles = TitleReader(kind, masters, self.programmes)
        self.shared, self.seen = {}, {}

    def candidate(self, sheet: Sheet) -> Candidate:
        """Look at a sheet's heading and columns; nothing is cleaned yet."""
        sheet = corrected(sheet, self.choices.get("cells") or {})
        choice = (self.choices.get("sheets") or {}).get(sheet.name, {})
        candidate = Candidate(sheet, Grid(sheet), SheetPreview(sheet.name), choice=choice)
        preview = candidate.preview
        if not candidate.grid.top_rows(1):
            preview.reason = "Lembar kosong."
        elif choice.get("use") is False:
            preview.reason = "Tidak dipilih."
        elif sheet.companion and self.kind in ONE_A_LINE and not choice.get("use"):
            preview.reason = COMPANION
        elif sheet.hidden and not choice.get("use"):
            preview.reason = "Lembar tersembunyi. Pilih lembar ini bila memang berisi daftar."
        else:
            self._look(candidate)
        return candidate

    def _look(self, candidate):
        grid, choice = candidate.grid, candidate.choice
        offers = heading_offers(grid, self.kind, self.programmes)
        if choice.get("header_rows") is not None:
            heading = build_heading(grid, choice["header_rows"], self.kind, self.programmes)
        else:
            heading = heading_of(grid, offers, self.kind, self.programmes)
        candidate.heading = heading
        candidate.preview.candidates = listed_offers(offers, heading, self.kind)
        if heading is None:
            candidate.missing = [group[0] for group in REQUIRED[self.kind]]
            candidate.preview.metadata = read_metadata(grid)
            return
        preview = candidate.preview
        preview.header_rows, preview.numbering_row = heading.rows, heading.numbering_row
        preview.title_rows = [row for row in grid.top_rows() if heading.rows and row < heading.rows[0]]
        preview.constants = self.titles.read_lines(grid, preview.title_rows)
        self._assign(candidate)
        if candidate.missing and not choice.get("use"):
            preview.metadata = read_metadata(grid)

    def _assign(self, candidate):
        """Give the columns their meaning, then note which required fields are still missing."""
        preview, heading, grid = candidate.preview, candidate.heading, candidate.grid
        rows = range(heading.last + 1, len(grid.rows) + 1)
        sampled = [row for row in rows[: 4 * SAMPLE] if len(grid.content(row)) > 1][:SAMPLE]
        cells = [_sample(grid, column, sampled) for column in heading.columns]
        profiles = [profile(each, self.masters.today) for each in cells]
        preview.readings = assign(heading.columns, profiles, self.kind, self.masters, self.shared, cells)
        preview.readings = settle(
            preview.readings, self.kind, grid, sampled, self.context | preview.constants, self.masters.index
        )
        preview.readings = self._chosen(preview.readings, candidate.choice.get("mapping") or {})
        taken = set(preview.mapping.values())
        taken.update(*(JOINT.get(name, ()) for name in taken))
        taken.update({"tahun"} if years_stand_in_headings(preview.readings) else ())
        measures = [reading.column for reading in preview.readings if reading.field == "nilai"]
        taken.update({"wilayah"} if areas_in_headings(measures, self.masters.index) else ())
        named = self.titles.read_sheet_name(candidate.sheet.name)
        known = taken | set(preview.constants) | set(self.context) | set(named)
        fixable = {"tahun", *AREAS, "kode_wilayah"} if self.kind == "statistik" else set()
        candidate.missing = [
            group[0]
            for group in REQUIRED[self.kind]
            if not taken.intersection(group) and not (known & fixable).intersection(group)
        ]

    def _chosen(self, readings, chosen):
        """What the officer chose, and what was remembered for these headings, goes before what was found."""
        result = []
        for reading in readings:
            letter, key = reading.column.letter, squeeze(reading.column.heading)
            if letter in chosen:
                result.append(_decided(reading, chosen[letter], "Anda yang memilih."))
            elif key and key in self.saved and not chosen:
                result.append(_decided(reading, self.saved[key], "Susunan dari unggahan sebelumnya."))
            else:
                result.append(reading)
        known = fields_of(self.kind)
        return [
            each
            if each.field is None or each.field in known or ":" in each.field or "_20" in each.field
            else _decided(each, None, "")
            for each in result
        ]

    def decide(self, candidates: list[Candidate]) -> None:
        """Import, metadata or ignore, with the reason in words; metadata sheets serve all others."""
        complete = [each for each in candidates if each.heading is not None and not each.missing]
        for each in candidates:
            preview = each.preview
            if preview.reason:
                continue
            others = [set(other.preview.mapping.values()) for other in complete if other is not each]
            recap = RECAP_NAME.search(each.sheet.name) and len(complete) > 1
            recap = recap or sums_up_others(self.kind, set(preview.mapping.values()), others)
            recap = recap and not each.choice.get("use")
            if not each.missing and each.heading is not None and not recap:
                preview.action = "import"
            elif preview.metadata:
                preview.action, preview.reason = (
                    "metadata",
                    "Berisi keterangan tentang daftar, bukan daftarnya.",
                )
                self._share(preview)
            else:
                preview.reason = _why_ignored(each, recap, self.kind)

    def _share(self, preview):
        for name in ("mulai", "selesai"):
            if name in preview.metadata:
                day = read_date(preview.metadata[name], self.masters.today)[0]
                preview.metadata[name] = day.isoformat() if day else preview.metadata[name]
        if "program" in preview.metadata:
            preview.metadata["program"] = (
                self.masters.find_programme(preview.metadata["program"]) or preview.metadata["program"]
            )
        self.shared |= preview.metadata

    def import_sheet(self, candidate: Candidate) -> None:
        """Clean all lines of a sheet that is imported."""
        preview, heading, grid = candidate.preview, candidate.heading, candidate.grid
        if self.shared.get("sasaran") and not candidate.choice.get("mapping"):
            self._assign(candidate)
        self._constants(candidate)
        fields = {}
        for reading in preview.readings:
            for name in JOINT.get(reading.field, (reading.field,)):
                if name:
                    fields.setdefault(name, reading.column.indexes)
        lines = LineSorter(grid, heading, fields, self.kind, self.titles).sort()
        work = Work(
            self.kind,
            self.masters,
            grid,
            preview.readings,
            lines,
            self.context | preview.constants,
            self.choices,
        )
        work.title = title_of(grid, preview.title_rows)
        work.title_factor = title_factor(work.title)
        asked = set(candidate.choice.get("fill") or ())
        below = [reading.column.indexes[0] for reading in preview.readings if reading.column.letter in asked]
        work.load(merged_down(grid, heading.last) | filled_below(grid, lines.data, below))
        preview.aid = (clean_people if self.kind in PEOPLE else clean_plans)(work, self.seen)
        preview.table = work.finish()
        preview.problems, preview.skipped = work.problems, lines.skipped
        preview.held = {work.rows[place] for place in work.held}
        preview.totals, preview.remarks = self._totals(work), work.remarks
        preview.measures = measures_of(preview.readings, work.title, self.masters.index)
        self._remarks(candidate)
        preview.questions = questions_of(preview, self.kind, self.masters)

    def _constants(self, candidate):
        """Values of metadata sheet, title block and sheet name, places as in the master list."""
        preview, mapped = candidate.preview, set(candidate.preview.mapping.values())
        allowed = {"program", "tahun", "periode", "sumber_dana", "kecamatan", "desa"}
        shared = {
            name: value
            for name, value in self.shared.items()
            if name in allowed and name in fields_of(self.kind)
        }
        constants = shared | preview.constants
        named = self.titles.read_sheet_name(candidate.sheet.name)
        constants = {name: value for name, value in named.items() if name not in mapped} | constants
        levels = ["desa"] if "desa" not in mapped | constants.keys() else []
        if not {"desa", "kecamatan"} & constants.keys() and "kecamatan" not in mapped | self.context.keys():
            levels.append("kecamatan")
        if levels and self.kind not in {"anggaran", "indikator", "rat"} and "kode_wilayah" not in mapped:
            found = resolve(
                {name: (self.context | constants).get(name) for name in ("kabupaten", "kecamatan")},
                self.masters,
            )[0]
            within = self._code_of(found.get("kecamatan"))
            constants |= place_of_sheet(candidate.sheet.name, self.masters, within, levels)
        places = {name: constants[name] for name in AREAS if name in constants}
        values, _ = resolve(
            {name: self.context[name] for name in AREAS if name in self.context} | places, self.masters
        )
        constants |= {name: values[name] for name in places if name in values}
        if "program" in constants:
            constants["program"] = self.masters.find_programme(constants["program"]) or constants["program"]
        if isinstance(constants.get("tahun"), str):
            constants["tahun"] = (
                int(constants["tahun"]) if constants["tahun"].isdigit() else constants["tahun"]
            )
        preview.constants = constants | (candidate.choice.get("constants") or {})

    def _code_of(self, district):
        place = self.masters.index.find("kecamatan", district).place if district else None
        return place.code if place else None

    def _totals(self, work):
        """Sums of amounts over valid lines; of a hierarchy only the deepest lines."""
        names = [
            name
            for name in work.columns
            if name in work.raw and name not in AREAS and ":" not in name and len(name) > 2
            and field_of(name, self.kind).cleaner in SUMMED
        ]  # fmt: skip
        return sums_of(work.columns, names, work.held, len(work.rows))

    def _remarks(self, candidate):
        sheet, remarks = candidate.sheet, candidate.preview.remarks
        hidden = len(sheet.hidden_rows.intersection(candidate.preview.table.rows))
        if hidden:
            remarks.append(f"{hidden} baris tersembunyi ikut dibaca.")
        remarks += [sheet.remark] if sheet.remark else []
        if sheet.hidden_columns:
            remarks.append(f"{len(sheet.hidden_columns)} kolom tersembunyi ikut dibaca.")
        if sheet.hidden:
            remarks.append("Lembar ini tersembunyi di berkas.")


def corrected(sheet: Sheet, cells: dict) -> Sheet:
    """The sheet with cells as corrected in the browser: `{"Lembar 1!B30": "new text"}`."""
    mine = {
        key.rpartition("!")[2]: value for key, value in cells.items() if key.rpartition("!")[0] == sheet.name
    }
    if not mine:
        return sheet
    rows = list(sheet.rows)
    for address, value in mine.items():
        found = re.fullmatch(r"([A-Z]{1,3})(\d+)", address)
        if found and int(found[2]) <= len(rows):
            index = 0
            for letter in found[1]:
                index = index * 26 + ord(letter) - 64
            cells = list(rows[int(found[2]) - 1])
            cells += [None] * (index - len(cells))
            cells[index - 1] = value or None
            rows[int(found[2]) - 1] = cells
    return replace(sheet, rows=rows)


def _sample(grid, column, rows):
    """The cells of a column at these lines; of a field spread over several columns one per line."""
    parts = [[grid.cell(row, index) for row in rows] for index in column.indexes]
    return (
        parts[0]
        if len(parts) == 1
        else join_cells(next(iter(column.match.fields), ""), parts, column.answers)
    )


def _decided(reading, name, reason):
    return Reading(reading.column, reading.profile, name or None, reason, True)


def _why_ignored(candidate, recap, kind):
    if recap and "opd" in candidate.preview.mapping.values():
        return "Rekapitulasi: jumlah per perangkat daerah, bukan daftar."
    if recap or RECAP_NAME.search(candidate.sheet.name):
        return "Rekapitulasi: jumlah per wilayah, bukan daftar."
    fields = candidate.heading.fields if candidate.heading is not None else set()
    if CODE_BOOK.search(candidate.sheet.name) and candidate.missing:
        return "Buku kode atau petunjuk, bukan daftar."
    if fields & set(AREAS) and fields & {"nominal", "nilai"}:
        return "Rekapitulasi: jumlah per wilayah, bukan daftar."
    names = ", ".join(field_of(name, kind).label for name in candidate.missing)
    return f"Kolom wajib tidak ditemukan: {names}."


def read_sheets(book: Book, kind, context, masters, choices, saved):
    """(previews of all sheets, None), or (previews, (refusal code, facts)) when nothing can be imported."""
    reader = SheetsReader(kind, context, masters, choices, saved)
    candidates = [reader.candidate(sheet) for sheet in book.sheets]
    reader.decide(candidates)
    for candidate in candidates:
        if candidate.preview.action == "import":
            reader.import_sheet(candidate)
            if not candidate.preview.table.rows:
                candidate.preview.action, candidate.preview.reason = (
                    "ignore",
                    "Tidak ada baris isi di bawah judul.",
                )
    previews = [candidate.preview for candidate in candidates]
    if any(preview.action == "import" for preview in previews):
        return previews, None
    return previews, _refusal(candidates, kind)


def _refusal(candidates, kind):
    filled = [each for each in candidates if each.grid.top_rows(1)]
    if not filled or any(
        each.heading is not None and not each.missing and each.preview.reason.startswith("Tidak ada baris")
        for each in filled
    ):
        return "file_empty", {}
    tables = [
        each
        for each in filled
        if each.missing
        and not each.preview.metadata
        and each.grid.width > 1
        and len(each.grid.top_rows(3)) > 1
    ]
    if not tables:
        return "sheet_not_found", {}
    best = max(tables, key=lambda each: len(each.heading.fields) if each.heading is not None else 0)
    labels = [field_of(name, kind).label for name in best.missing]
    return "required_column_missing", {
        "fields": best.missing,
        "nama": ", ".join(labels),
        "sheet": best.sheet.name,
    }
