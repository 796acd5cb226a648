"""Lines of proposals, budgets, indicators and statistics (SHAPES sections 1 and 5)."""

import re

from agencies.importing.columnwork import Work, clean_simple
from agencies.importing.fields import field_of
from agencies.importing.locations import place_lines, resolve
from agencies.importing.people import _pairs
from agencies.importing.values import amounts
from agencies.importing.values.words import is_empty, plain

AREA_IN_TEXT = re.compile(
    r"\b(?P<word>desa|ds\.?|kelurahan|kel\.?|nagari|gampong|kecamatan|kec\.?)\s+(?P<name>[A-Z][^,;()\n]*?)(?=\s*(?:[,;()\n]|$|\bkec))",
    re.I,
)
LEVELS = {1: "urusan", 2: "bidang", 3: "program", 4: "kegiatan", 5: "kegiatan", 6: "sub_kegiatan"}
RATES = re.compile(r"persen|%|indeks|rasio|rate|laju|tingkat|gini|rata|per\s*kapita", re.I)
NAMED_LEVELS = ("sub_kegiatan", "kegiatan", "program")


def clean_plans(work: Work, seen: dict) -> list:
    """Clean all columns and judge all lines of a kind that is not about people. There is no aid."""
    special = frozenset({"volume", "nilai"} | ({"usulan"} if work.kind == "usulan" else set()))
    clean_simple(work, special)
    {"usulan": _proposals, "anggaran": _budgets, "indikator": _indicators, "statistik": _statistics}[
        work.kind
    ](work, seen)
    for name in ("tahun", "periode", "opd", "bulan", "kode_skpd", "nama_skpd", "program", "satuan"):
        if name not in work.columns and name in work.fixed:
            work.columns[name] = [work.fixed[name]] * len(work.rows)
    return []


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
    codes = work.columns.get("kode")
    if codes:
        _restore_zeros(codes)
        work.columns["level"] = [
            LEVELS.get(code.count(".") + 1, "sub_kegiatan") if code else None for code in codes
        ]
    budgets = work.columns.get("pagu_perubahan") or work.columns.get("pagu")
    spent = work.columns.get("realisasi")
    for place in range(len(work.rows)) if budgets and spent else ():
        if spent[place] and budgets[place] is not None and spent[place] > budgets[place]:
            facts = {"a": spent[place], "b": budgets[place]}
            work.problem(place, "realisasi", "realisation_exceeds_budget", facts)


def _restore_zeros(codes):
    """`2.1` of a number cell is `2.10` when the lines below begin with `2.10.`."""
    known = {code for code in codes if code}
    for place, code in enumerate(codes):
        if code and re.fullmatch(r"\d\.\d", code):
            padded = f"{code}0"
            codes[place] = (
                padded if any(each.startswith(padded + ".") for each in known) else f"{code[0]}.0{code[2]}"
            )


def deepest(codes: list) -> list[bool]:
    """True for lines below which no other line stands: adding up all levels would count the money several times."""
    parents = set()
    for code in filter(None, codes):
        parts = code.split(".")
        parents.update(".".join(parts[:length]) for length in range(1, len(parts)))
    return [code is None or code not in parents for code in codes]


def _indicators(work, seen):
    for name in list(work.raw):
        spec = field_of(name, work.kind)
        if spec.cleaner == "target":
            _targets(work, spec)


def _targets(work, spec):
    read = _pairs(work.raw[spec.name], amounts.read_target)
    work.columns[spec.name] = [number for number, _, _ in read]
    work.columns[f"{spec.name}_teks"] = [words for _, words, _ in read]
    for place, (_, words, code) in enumerate(read):
        if code and spec.name != "kondisi_awal":
            work.problem(place, spec.name, code, {"teks": words})


def _statistics(work, seen):
    place_lines(work)
    measures = [reading for reading in work.readings if reading.field == "nilai"]
    for reading in measures:
        _measure(work, reading, "nilai" if len(measures) == 1 else reading.column.letter)
    if "wilayah" in work.raw and "wilayah" not in work.columns:
        work.columns["wilayah"] = [None if is_empty(cell) else plain(cell) for cell in work.raw["wilayah"]]


def _measure(work, reading, name):
    """A measure's numbers; a dash is `not available` and no zero."""
    cells = work.cells_of(reading)
    units = " ".join(dict.fromkeys(filter(None, (work.columns.get("satuan") or [])[:200])))
    read = amounts.read_rate if RATES.search(f"{reading.column.heading} {units}") else amounts.read_count
    factor = amounts.factor_of(f"{reading.column.heading} {units}")
    work.raw[name], work.letters[name] = cells, reading.column.letter
    pairs = _pairs(cells, lambda cell: read(cell, factor))
    work.columns[name] = [value for value, _ in pairs]
    for place, (value, code) in enumerate(pairs):
        if value is None:
            work.problem(
                place, "nilai", code or "value_missing", {"kolom": reading.column.heading or "Nilai"}, name
            )


def measures_of(readings) -> dict:
    """Column letter -> what the measure is, when a sheet has several."""
    measures = [reading for reading in readings if reading.field == "nilai"]
    if len(measures) < 2:
        return {}
    return {
        each.column.letter: {
            "name": each.column.heading, "satuan": _unit(each.column.heading), "multiplier": amounts.factor_of(each.column.heading)
        }
        for each in measures
    }  # fmt: skip


def _unit(heading):
    found = re.search(r"[(\[]([^)\]]+)[)\]]\s*$", heading)
    return found[1].strip() if found else None
