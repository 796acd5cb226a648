"""Lines of proposals, budgets, indicators and statistics (SHAPES sections 1 and 5)."""

import re

from agencies.importing import hierarchy
from agencies.importing.columnwork import Work, clean_simple
from agencies.importing.fields import field_of, fields_of
from agencies.importing.figures import RATES, clean_figures
from agencies.importing.goals import GOALS
from agencies.importing.locations import place_lines, resolve
from agencies.importing.people import _pairs
from agencies.importing.plan_headings import year_of
from agencies.importing.values import amounts
from agencies.importing.values.words import is_empty, plain

AREA_IN_TEXT = re.compile(
    r"\b(?P<word>desa|ds\.?|kelurahan|kel\.?|nagari|gampong|kecamatan|kec\.?)\s+(?P<name>[A-Z][^,;()\n]*?)(?=\s*(?:[,;()\n]|$|\bkec))",
    re.I,
)
TITLE_UNIT = re.compile(
    r"(?:[(\[]|\b(?:dalam|satuan)\b|\bx\b)[^)\]]{0,20}?\b(ribu(?:an)?|juta(?:an)?|mil[iy]ar(?:an)?|(?:1[.,])?000(?:[.,]000)?)\b",
    re.I,
)
CODES = ("kode", "kode_akun")
DIRECTIONS = (
    (
        r"^\W*(?:negatif|turun|menurun|minim|rendah|-)|rendah\s+semakin\s+baik|kecil\s+semakin\s+baik|rendah\s+makin\s+baik",
        "-",
    ),
    (
        r"^\W*(?:positif|naik|meningkat|maks|tinggi|\+)|tinggi\s+semakin\s+baik|besar\s+semakin\s+baik|tinggi\s+makin\s+baik",
        "+",
    ),
)
KINDS_OF_INDICATORS = (
    (r"non\s*-?\s*kumulatif", "nilai akhir"),
    (r"kumulatif", "kumulatif"),
    (r"akhir", "nilai akhir"),
    (r"persen", "persentase"),
)
COUNTS = re.compile(
    r"\b(?:orang|jiwa|kk|kpm|keluarga|rumah|rt|unit|desa|kelurahan|kelompok|dokumen|paket|ekor|buah|m2?|meter|km|ha|hektar|ton|kg|liter|"
    r"rupiah|rp|kegiatan|laporan|lembaga|siswa|anak|kali|hari|peserta|penerima|sambungan|batang|bidang|lokasi|titik|usaha|koperasi)\b",
    re.I,
)
COUNTED = re.compile(r"\s*(?:jumlah|banyaknya|total)\b(?!.*(?:persen|rata|%))", re.I)
MOST_TOLD = 5  # of remarks of one sort


def clean_plans(work: Work, seen: dict) -> list:
    """Clean all columns and judge all lines of a kind that is not about people. There is no aid."""
    special = frozenset({"volume", "nilai", *CODES} | ({"usulan"} if work.kind == "usulan" else set()))
    clean_simple(work, special)
    for reading in work.readings:
        if reading.field in CODES:
            parts = [work.column(index) for index in reading.column.indexes]
            cells = hierarchy.joined(parts) if len(parts) > 1 else work.raw[reading.field]
            work.columns[reading.field] = hierarchy.read_codes(cells)
    if work.lines.other_table:
        work.remarks.append(f"Mulai baris {work.lines.other_table} ada tabel lain. Taruh di lembar sendiri.")
    _tell_factors(work)
    {
        "usulan": _proposals,
        "anggaran": _budgets,
        "indikator": _indicators,
        "statistik": lambda work, seen: clean_figures(work),
        "rat": _actions,
    }[work.kind](work, seen)
    for name in ("tahun", "periode", "opd", "bulan", "kode_skpd", "nama_skpd", "program", "satuan"):
        if name not in work.columns and name in work.fixed:
            value = work.fixed[name]
            known = work.masters.find_agency(value)[0] if name in {"opd", "nama_skpd"} else value
            work.columns[name] = [known] * len(work.rows)
    return []


def title_of(grid, rows) -> str:
    """The words above the heading."""
    return " ".join(plain(cell) for row in rows for _, cell in grid.content(row) if isinstance(cell, str))


def title_factor(title: str) -> int:
    """What a title like `(dalam ribuan rupiah)` multiplies all amounts by."""
    found = TITLE_UNIT.search(title)
    return amounts.factor_of(found[1]) if found else 1


def _tell_factors(work):
    """A multiplied amount is never silent."""
    for name in work.raw:
        if name in fields_of(work.kind) or "_20" in name:
            spec = field_of(name, work.kind)
            factor = work.factor(name) if spec.cleaner == "amount" else 1
            if factor > 1:
                work.remarks.append(
                    f"{spec.label} dikalikan {_thousands(factor)} karena judulnya menyebut satuan itu."
                )


def _proposals(work, seen):
    titles = work.raw["usulan"]
    work.columns["usulan"] = [None if is_empty(cell) else plain(cell) for cell in titles]
    for place, title in enumerate(work.columns["usulan"]):
        if title is None:
            work.problem(place, "usulan", "title_missing")
    _volumes(work)
    place_lines(work)
    if not {"desa", "kode_desa"} & set(work.columns):
        _places_in_text(work)
    identities = work.columns.get("id_usulan") or []
    for place, identity in enumerate(identities):
        if identity and place not in work.held:
            first = seen.setdefault(identity, work.rows[place])
            if first != work.rows[place]:
                work.problem(place, "id_usulan", "duplicate_in_file", {"n": first})


def _volumes(work):
    if "volume" not in work.raw:
        return
    pairs = _pairs(work.raw["volume"], amounts.read_volume)
    work.columns["volume"] = [number for number, _ in pairs]
    units = work.columns.get("satuan") or [None] * len(pairs)
    work.columns["satuan"] = [unit or found for unit, (_, found) in zip(units, pairs, strict=True)]
    work.columns["volume_teks"] = [None if is_empty(cell) else plain(cell) for cell in work.raw["volume"]]


def _places_in_text(work):
    """`Desa X, Kec. Y` inside the location, else inside the title of a proposal; only a place that is found counts."""
    memo = {}
    texts = [work.columns.get(name) or [None] * len(work.rows) for name in ("lokasi", "alamat", "usulan")]
    for place, words in enumerate(zip(*texts, strict=True)):
        for text in filter(None, words):
            if text not in memo:
                memo[text] = _place_of(text, work)
            if memo[text]:
                for name, value in memo[text].items():
                    work.columns.setdefault(name, [None] * len(work.rows))[place] = value
                break


def _place_of(text, work):
    found = {}
    for mention in AREA_IN_TEXT.finditer(text):
        level = "kecamatan" if mention["word"].casefold().startswith("kec") else "desa"
        found.setdefault(level, mention["name"].strip(" ."))
    if not found:
        return None
    if "kecamatan" not in found and work.fixed.get("kecamatan"):
        found["kecamatan"] = work.fixed["kecamatan"]
    values, problems = resolve(found, work.masters)
    return None if problems else values


def _budgets(work, seen):
    _numbers(work)
    _levels(work)
    _year_of_the_budget(work)
    budgets = work.columns.get("pagu_perubahan") or work.columns.get("pagu")
    spent = work.columns.get("realisasi")
    for place in range(len(work.rows)) if budgets and spent else ():
        if spent[place] and budgets[place] is not None and spent[place] > budgets[place]:
            facts = {"a": spent[place], "b": budgets[place]}
            work.problem(place, "realisasi", "realisation_exceeds_budget", facts)
    _tell_disagreements(work)


def _year_of_the_budget(work):
    """The year that the heading of the budget names, where nothing else names one."""
    budget = next((each for each in work.readings if each.field in ("pagu_perubahan", "pagu")), None)
    year = year_of(budget.column.parts) if budget else None
    if year and "tahun" not in work.columns.keys() | work.fixed.keys():
        work.columns["tahun"] = [year] * len(work.rows)


def _actions(work, seen):
    """Lines of an action plan: strategy and agency may stand once above the lines they are true of."""
    _levels(work)
    _year_of_the_budget(work)
    _take_from_above(work, ("strategi", "opd"))
    _tell_disagreements(work)


def _take_from_above(work, names):
    """Fields without a column that stand once above the lines they are true of."""
    for name in names:
        if name not in work.columns:
            values = [work.fixed_at(place, name) for place in range(len(work.rows))]
            work.columns |= {name: values} if any(values) else {}


def _levels(work):
    """The level of each line from its code, from the code before its words, or from its words."""
    texts = work.columns.get("uraian") or []
    if not {"kode", "kode_akun", "kode_sub_kegiatan"} & work.columns.keys():
        codes = hierarchy.codes_in_words(texts)
        if codes:
            work.columns["kode"] = hierarchy.read_codes(codes)
    levels = hierarchy.levels_of(work.columns["kode"]) if "kode" in work.columns else []
    if not levels and "kode_akun" not in work.columns:
        levels = hierarchy.levels_in_words(texts)
    if any(levels):
        work.columns["level"] = levels


def _tell_disagreements(work):
    """A parent line that states another sum than its parts is a fact for the officer, no error of a line."""
    found = hierarchy.disagreements(work.columns, len(work.rows))
    if not found:
        return
    label = field_of(hierarchy.amounts_of(work.columns)[0], work.kind).label
    for place, stated, summed in found[:MOST_TOLD]:
        work.remarks.append(
            f"Baris {work.rows[place]}: {label} Rp {_thousands(stated)} berbeda dari jumlah rinciannya Rp {_thousands(summed)}."
        )
    if len(found) > MOST_TOLD:
        work.remarks.append(f"{len(found) - MOST_TOLD} baris lain juga berbeda dari jumlah rinciannya.")


def _thousands(number):
    return f"{number:,}".replace(",", ".")


def _indicators(work, seen):
    for further in [reading for reading in work.readings if reading.field == "indikator"][1:]:
        cells = [None if is_empty(cell) else plain(cell) for cell in work.cells_of(further)]
        work.columns["indikator"] = [
            one or other for one, other in zip(work.columns["indikator"], cells, strict=True)
        ]
    _take_from_above(work, GOALS)
    _numbers(work)
    for name, words in (("arah", DIRECTIONS), ("jenis_indikator", KINDS_OF_INDICATORS)):
        if name in work.columns:
            work.columns[name] = [_worded(cell, words) for cell in work.columns[name]]


def _worded(cell, words):
    """The word of the catalogue that a cell means; other words stay as typed."""
    text = (cell or "").casefold()
    return next((meaning for pattern, meaning in words if re.search(pattern, text)), cell)


def _numbers(work):
    """Targets and realised volumes; `1.500` is a thousand and more where the line counts persons or things."""
    counted = _counted(work)
    for name in list(work.raw):
        spec = field_of(name, work.kind)
        if spec.cleaner in {"target", "number"}:
            cells = zip(work.raw[name], counted, strict=True)
            read = _pairs(list(cells), lambda pair: amounts.read_target(pair[0], counted=pair[1]))
            work.columns[name] = [number for number, _, _ in read]
            if spec.cleaner == "target":
                _keep_words(work, spec, read)


def _keep_words(work, spec, read):
    work.columns[f"{spec.name}_teks"] = [words for _, words, _ in read]
    for place, (_, words, code) in enumerate(read):
        if code and spec.name != "kondisi_awal":
            work.problem(place, spec.name, code, {"teks": words})


def _counted(work) -> list[bool]:
    """Lines whose unit, or whose name where no unit is given, counts whole things and is no rate."""
    empty = [None] * len(work.rows)
    units = work.columns.get("target_satuan") or work.columns.get("satuan") or empty
    names = work.columns.get("indikator") or empty
    return [
        bool(COUNTS.search(unit) and not RATES.search(unit)) if unit else bool(COUNTED.match(name or ""))
        for unit, name in zip(units, names, strict=True)
    ]
