"""Numbers of statistics: one value per area, year and measure, with the marks that statistics offices set beside them."""

import re
from dataclasses import replace

from agencies.importing.fields import AREAS, squeeze
from agencies.importing.locations import place_lines
from agencies.importing.plan_headings import only_a_year, part_of_year, year_of
from agencies.importing.values import amounts
from agencies.importing.values.periods import YEAR, YEAR_RANGE
from agencies.importing.values.words import is_empty, plain

RATES = re.compile(
    r"persen|%|indeks|rasio|rate|laju|tingkat|gini|rata|per\s*kapita|harapan|kedalaman|keparahan|"
    r"\b(?:p[012]|ipm|tpt|tpak|ip[gd]|idg|ap[mk])\b",
    re.I,
)
COUNTS = re.compile(
    r"jumlah|banyak|orang|jiwa|\bkk\b|keluarga|rumah|penduduk|penerima|unit|\brp\b|rupiah|luas", re.I
)
MONEY = re.compile(r"\brp\b|rupiah", re.I)
MARK = re.compile(
    r"(?<=[\d.,%])\s*(?:\(?(?:\*{1,3}|r|x{1,3}|e|p|[a-d])\)|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]+\)?|x{1,3}|r|e|(?<=\s)\(?\d\))\s*$",
    re.I,
)
AREA_MARK = re.compile(r"(?:\s*\*{1,3}\)?|\s*[¹²³⁴⁵⁶⁷⁸⁹]+\)?|\s[\da-e]\))\s*$")
AREA_NUMBER = re.compile(r"^\s*[\[(]?\d[\d.]*[\])]?\s*[.)\-–]*\s*(?=[^\W\d])")
UNIT = re.compile(r"[(\[]([^)\]]+)[)\]]")
COMMA_DECIMAL = re.compile(r"^-?[\d.]*,(?:\d{1,2}|\d{4,})$|^-?\d{1,3}(?:\.\d{3})+,\d+$|^-?0,\d+$")
POINT_DECIMAL = re.compile(r"^-?[\d,]*\.(?:\d{1,2}|\d{4,})$|^-?\d{1,3}(?:,\d{3})+\.\d+$|^-?0\.\d+$")
SUM = re.compile(r"^\W*(?:(?:grand\s*)?total|jumlah|jml|rata\W*rata|kab(?:upaten|\.)?|kota)(?:\s.*)?$", re.I)
FROM_TITLE = re.compile(r"\s*\b(?:menurut|per|di|tahun|dirinci|berdasarkan)\b.*", re.I | re.S)
GROUPED = {
    ",": re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"),
    ".": re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"),
}


def clean_figures(work) -> None:
    """Areas in their words, then every measure: each number under its column's letter, or `nilai` when there is one."""
    clean_areas(work)
    place_lines(work)
    measures = [reading for reading in work.readings if reading.field == "nilai"]
    columns = {each.column.letter: work.replaced("nilai", work.cells_of(each)) for each in measures}
    whole = decimal_mark([cell for cells in columns.values() for cell in cells])
    for reading in measures:
        letter = reading.column.letter
        name = "nilai" if len(measures) == 1 else letter
        work.raw[name], work.letters[name] = columns[letter], letter
        told = described(reading.column, work.title)
        counted = whole == "." and COUNTS.search(told["name"])  # `1.234` persons in a table of 9.35 per cent
        _clean_measure(work, name, told, decimal_mark(columns[letter]) or (None if counted else whole))
    if len(measures) == 1 and "tahun" not in work.raw and year_of(measures[0].column.parts):
        work.columns["tahun"] = [year_of(measures[0].column.parts)] * len(work.rows)
    if "wilayah" in work.raw:
        work.columns["wilayah"] = [None if is_empty(cell) else plain(cell) for cell in work.raw["wilayah"]]


def measures_of(readings, title: str = "", index=None) -> dict:
    """Column letter -> {name, satuan, multiplier, tahun} of each measure, when a sheet has several.

    Where columns are areas each tells its own: {kecamatan, kode_wilayah}; the lines tell what was measured.
    """
    measures = [reading.column for reading in readings if reading.field == "nilai"]
    if len(measures) < 2:
        return {}
    areas = areas_in_headings(measures, index)
    told = {column.letter: described(column, title) for column in measures}
    for column, place in areas.items():
        bare = replace(
            column, parts=tuple(part for part in column.parts if not _names_area(part, place, index))
        )
        told[column.letter] |= described(bare, title)
        told[column.letter] |= {place.level: place.name, "kode_wilayah": place.code}
    return told


def areas_in_headings(columns, index) -> dict:
    """Column -> place, where the headings of most columns of numbers name areas of one level; else nothing."""
    found = {}
    for level in ("kecamatan", "desa", "kabupaten") if index else ():
        named = {column: _place_in(column.parts, level, index) for column in columns}
        named = {column: place for column, place in named.items() if place}
        found = named if len(named) > len(found) else found
    others = [column for column in columns if column not in found and not is_sum(column)]
    return found if len(found) > 1 and len(found) > len(others) else {}


def _place_in(parts, level, index):
    places = (index.named(level, part) for part in reversed(parts))
    return next((each[0] for each in places if len(each) == 1), None)


def _names_area(part, place, index):
    return squeeze(part) in AREAS or place in index.named(place.level, part)


def is_sum(column) -> bool:
    """`Jumlah`, `Total`, `Kabupaten`: the sum of all areas beside them."""
    return bool(column.parts) and bool(SUM.match(column.parts[-1]))


def described(column, title: str) -> dict:
    """What a column of numbers measures; a heading that is only a year takes its name and unit from the title."""
    year = year_of(column.parts)
    words = [part for part in column.parts if not only_a_year(part)]
    unit = _unit(" ".join(words)) or ("" if words and len(column.parts) == 1 else _unit(title))
    name = (
        " ".join(words)
        or FROM_TITLE.sub("", YEAR.sub("", YEAR_RANGE.sub("", title))).strip(" ,.-")
        or column.heading
    )
    told = {"name": name, "satuan": unit or None, "multiplier": amounts.factor_of(f"{name} {unit}")}
    period = next(filter(None, map(part_of_year, column.parts)), None)
    return told | ({"tahun": year} if year else {}) | ({"periode": period} if period else {})


def _unit(text):
    return next(
        (found.strip() for found in reversed(UNIT.findall(text)) if not any(map(str.isdigit, found))), ""
    )


def decimal_mark(cells: list) -> str | None:
    """`,` or `.` where typed numbers can be read in one way only, None without evidence or with both."""
    texts = {MARK.sub("", plain(cell)).rstrip(" %") for cell in cells if isinstance(cell, str)}
    comma = any(COMMA_DECIMAL.match(text) for text in texts)
    point = any(POINT_DECIMAL.match(text) for text in texts)
    return None if comma == point else "," if comma else "."


def _clean_measure(work, name, told, mark):
    """A measure's numbers; a dash is `not available` and no zero. Words of the line may name measure and unit."""
    lines = [work.columns.get(field) or [None] * len(work.rows) for field in ("indikator", "satuan")]
    memo, values, words, factors = {}, [], [], set()
    for place, (cell, *naming) in enumerate(zip(work.raw[name], *lines, strict=True)):
        key = cell, *naming
        if key not in memo:
            text = " ".join(filter(None, (told["name"], told["satuan"], *naming)))
            factor = max(amounts.factor_of(text), work.title_factor if told["satuan"] is None else 1)
            factors.add(factor)
            memo[key] = read_figure(cell, text, mark, factor)
        value, code, original = memo[key]
        values.append(value)
        words.append(original)
        if value is None:
            work.problem(place, "nilai", code or "value_missing", {"kolom": told["name"] or "Nilai"}, name)
    work.columns[name] = values
    if any(words):
        work.columns[f"{name}_teks"] = words
    for factor in factors - {1}:
        subject = told["name"] if factor == told["multiplier"] else "Angka bersatuan ribu atau juta"
        remark = f"{subject}: dikalikan {_thousands(factor)} karena satuannya."
        work.remarks += [remark] if remark not in work.remarks else []


def _thousands(number):
    return f"{number:,}".replace(",", ".")


def read_figure(cell, words: str, mark: str | None, factor: int = 1):
    """(number, problem code, the words where a mark stood beside the number)."""
    if is_empty(cell):
        return None, None, None
    text = plain(cell)
    bare = MARK.sub("", text) if isinstance(cell, str) else cell
    if is_empty(bare):
        return None, None, text
    if isinstance(bare, str) and mark and GROUPED[mark].fullmatch(bare.replace(" ", "").rstrip("%")):
        other = "." if mark == "," else ","
        bare = bare.replace(" ", "").replace(other, "").replace(mark, ".")
        number, code = amounts.read_rate(bare, factor)
    else:
        rate = RATES.search(words) and not MONEY.search(words)
        number, code = (amounts.read_rate if rate else amounts.read_count)(bare, factor)
    return number, code, text if isinstance(cell, str) and bare != text and MARK.search(text) else None


def clean_areas(work) -> None:
    """Numbers before and marks behind the names of areas go; the name of a wider area stands on its own level."""
    index = work.masters.index
    for level in (*AREAS, "wilayah"):
        if level in work.raw:
            names = {cell: _area(cell, level, index) for cell in set(work.raw[level])}
            work.raw[level] = work.replaced(level, [names[cell] for cell in work.raw[level]])
    deepest = next((level for level in reversed(AREAS) if level in work.raw), None)
    if index and (deepest or "wilayah" in work.raw):
        _lift(work, deepest or "wilayah", index)


def _area(cell, level, index):
    if not isinstance(cell, str) or (index and level in AREAS and index.named(level, plain(cell))):
        return cell
    return AREA_NUMBER.sub("", AREA_MARK.sub("", plain(cell))) or cell


def _lift(work, level, index):
    """Move names of wider areas to their own level; in a column of areas of all levels each name to its own."""
    if level == "wilayah":
        _spread(work, index)
        return
    seen, once = set(), not {"tahun", "indikator"} & work.raw.keys()
    levels = {}
    for place, cell in enumerate(work.raw[level]):
        if is_empty(cell):
            continue
        key = plain(cell), once and cell in seen
        if key not in levels:
            levels[key] = _level_of(key[0], level, index, again=key[1])
        seen.add(cell)
        if levels[key] not in (None, level):
            _move(work, place, level, levels[key])


def _move(work, place, level, found):
    _set(work, place, found, work.raw[level][place], work.letters[level])
    work.raw[level][place] = None


def _set(work, place, level, cell, letter):
    if level not in work.raw:
        work.raw[level], work.letters[level] = [None] * len(work.rows), letter
    work.raw[level][place] = cell


def _spread(work, index):
    """Villages stand below the kecamatan above them; the same name a second time below it is the village."""
    district = None
    for place, cell in enumerate(work.raw["wilayah"]):
        text = "" if is_empty(cell) else plain(cell)
        villages = index.named("desa", text, district.code) if text and district else ()
        found = [
            level
            for level in ("kabupaten", "provinsi", "kecamatan", "desa")
            if text and len(index.named(level, text)) == 1
        ]
        if villages and (found[:1] != ["kecamatan"] or index.named("kecamatan", text)[0] == district):
            _set(work, place, "kecamatan", district.name, work.letters["wilayah"])
            found = ["desa"]
        elif found[:1] == ["kecamatan"]:
            district = index.named("kecamatan", text)[0]
        if found:
            _set(work, place, found[0], cell, work.letters["wilayah"])


def _level_of(text, level, index, *, again):
    """The level of the area that a name in a column of `level` means; None for an unknown name."""
    if index.named(level, text) and not again:
        return level
    if squeeze(text) == "indonesia":
        return "wilayah"
    above = AREAS[: AREAS.index(level)][::-1]
    return next((each for each in above if index.named(each, text)), None)
