"""What columns of plans and statistics mean, where their content or their neighbours decide and not the heading alone."""

import re
from collections import Counter
from dataclasses import replace

from agencies.importing import hierarchy
from agencies.importing.fields import AREAS, REQUIRED
from agencies.importing.figures import areas_in_headings, is_sum, read_figure
from agencies.importing.headings import words_of
from agencies.importing.plan_headings import only_a_year, part_of_year, year_of
from agencies.importing.values.words import is_empty, plain

SUM_WORDS = {
    "jumlah",
    "nilai",
    "total",
    "rp",
    "rupiah",
    "besaran",
    "dana",
    "biaya",
    "anggaran",
    "alokasi",
    "uang",
    "harga",
    "belanja",
}
NO_SUM = {"satuan", "volume", "koefisien", "ppn", "selisih", "sisa"}
YEAR_OF_PLAN = re.compile(r"tahun\s*ke", re.I)
ORDINAL = re.compile(r"(?:tahun\s*ke)?\W*([1-6])\W*", re.I)
PERIOD = re.compile(r"(20\d\d)\D+(20\d\d)")
NO_MEASURE = {
    "nasional", "indonesia", "kode", "no", "id", "urut", "rank", "ranking", "peringkat", "lintang", "bujur", "latitude", "longitude",
    "lat", "long", "tanggal", "telepon", "pos",
}  # fmt: skip
LONG_FORM = {"nilai", "value", "angka"}
REGION_CODE = re.compile(r"\d\d\.\d\d(?:\.\d\d(?:\.\d{4})?)?")
MOSTLY = 0.8
OF_AGENCIES = {"kode_skpd", "nama_skpd", "nama_sub_skpd", "opd"}
AMOUNT = {"anggaran": REQUIRED["anggaran"][1], "usulan": ("anggaran",)}  # the first is what a bare sum means


def settle(readings: list, kind: str, grid, rows, constants: dict, index=None) -> list:
    """The readings of a sheet of plans, made definite by what the sampled `rows` hold and the title's `constants` say."""
    if kind in AMOUNT:
        readings = _one_amount(readings, kind)
    if kind == "anggaran":
        readings = _of_one_group(_amount_of_a_year(readings))
        return _codes(_newest(list(readings)), grid, rows)
    if kind == "indikator":
        return _years_of_the_plan(_indicators(readings, grid, rows), constants)
    return _without_sums(_measures(readings, grid, rows), index) if kind == "statistik" else readings


def years_stand_in_headings(readings: list) -> bool:
    """Does every measure of a statistic name its own year?"""
    measures = [reading for reading in readings if reading.field == "nilai"]
    return bool(measures) and all(year_of(reading.column.parts) for reading in measures)


def sums_up_others(kind: str, fields: set, others: list[set]) -> bool:
    """A sheet of sums per agency beside sheets of activities would count the money twice."""
    if kind != "anggaran":
        return False
    activities = set(REQUIRED["anggaran"][0]) - OF_AGENCIES
    return not fields & activities and any(other & activities for other in others)


def _taken(readings):
    return {reading.field for reading in readings if reading.field}


def _one_amount(readings, kind):
    """`Jumlah (Rp)` is the amount where no column says so more clearly."""
    if _taken(readings).intersection(AMOUNT[kind]):
        return readings
    offers = [
        place
        for place, reading in enumerate(readings)
        if reading.field is None
        and not reading.column.match.trap
        and reading.profile.numbers >= MOSTLY
        and (words := set(words_of(reading.column.heading))) & SUM_WORDS
        and not words & NO_SUM
    ]
    bare = [place for place in offers if set(words_of(readings[place].column.parts[-1])) <= SUM_WORDS]
    chosen = (
        bare
        if len(bare) == 1
        else [place for place in bare if "harga" not in words_of(readings[place].column.heading)]
    )
    if len(chosen) != 1:
        return readings
    reason = "Satu-satunya kolom jumlah rupiah di tabel ini."
    return [
        replace(reading, field=AMOUNT[kind][0], sure=True, reason=reason) if place == chosen[0] else reading
        for place, reading in enumerate(readings)
    ]


def _amount_of_a_year(readings):
    """Columns that are called only `2024` and `T.A. 2025`: the budget of the latest year, asked about."""
    dated = [
        (year_of(reading.column.parts), -place)
        for place, reading in enumerate(readings)
        if reading.column.parts
        and only_a_year(reading.column.parts[-1])
        and not part_of_year(reading.column.parts[-1])
        and reading.field is None
        and reading.profile.numbers >= MOSTLY
    ]
    if not dated or _taken(readings).intersection(AMOUNT["anggaran"]):
        return readings
    chosen, reason = -max(dated)[1], "Judulnya hanya tahun. Dibaca sebagai pagu tahun terakhir."
    return [
        replace(reading, field="pagu", sure=False, reason=reason) if place == chosen else reading
        for place, reading in enumerate(readings)
    ]


def _of_one_group(readings):
    """Shares of the group that the realisation stands in: those of `s.d. Bulan Ini`, not of `Bulan Ini` beside it."""
    spent = next((reading for reading in readings if reading.field == "realisasi"), None)
    group = spent.column.parts[:-1] if spent else ()
    mine = [place for place, reading in enumerate(readings) if group and reading.column.parts[:-1] == group]
    for field, physical in (("persen", False), ("fisik_persen", True)):
        found = next((place for place, reading in enumerate(readings) if reading.field == field), None)
        better = [place for place in mine if _is_share(readings[place], physical)]
        if found is not None and found not in mine and better:
            other = replace(readings[found], field=None, reason="Bukan dari kelompok realisasi yang dipakai.")
            taken = replace(readings[better[0]], field=field, reason="Dari kelompok realisasi yang dipakai.")
            readings = [
                taken if place == better[0] else other if place == found else reading
                for place, reading in enumerate(readings)
            ]
    return readings


def _is_share(reading, physical):
    words = words_of(reading.column.parts[-1])
    return reading.field is None and {"persen", "fisik"} & set(words) and ("fisik" in words) == physical


def _codes(readings, grid, rows):
    """Accounts are told from the nomenclature by their digits; the code of the urusan alone is no code of a line."""
    taken = _taken(readings)
    deeper = taken & {"kode_program", "kode_kegiatan", "kode_sub_kegiatan"}
    settled = []
    for reading in readings:
        offered = reading.column.match.fields
        if reading.field == "kode" and deeper and "urusan" in words_of(reading.column.heading):
            reading = replace(reading, field=None, reason="Kode lain di baris ini lebih rinci.")
        elif "kode" in (reading.field, *offered[:1]) and "kode_akun" not in taken:
            if hierarchy.are_accounts(_cells(reading.column, grid, rows)):
                taken.add("kode_akun")
                reading = replace(reading, field="kode_akun", reason="Isinya kode rekening.")
        elif reading.field == "uraian" and deeper and "nama_akun" in offered and "nama_akun" not in taken:
            reading = replace(reading, field="nama_akun")
        elif reading.field == "sumber_dana" and reading.profile.numbers >= MOSTLY:
            reading = replace(reading, field=None, reason="Isinya angka, bukan nama sumber dana.")
        settled.append(reading)
    return settled


def _newest(readings):
    """Of budgets and realisations of several years those of the latest year are meant."""
    for name in ("pagu", "realisasi"):
        dated = [
            (year_of(reading.column.parts), place)
            for place, reading in enumerate(readings)
            if reading.column.match.fields[:1] == (name,) and year_of(reading.column.parts)
        ]
        if len({year for year, _ in dated}) > 1:
            latest = max(dated, key=lambda each: (each[0], -each[1]))[1]
            for _, place in dated:
                readings[place] = replace(readings[place], field=name if place == latest else None)
    return readings


def _cells(column, grid, rows) -> list:
    """Cells of one column; a code spread over several columns as one text."""
    cells = []
    for row in rows:
        parts = [plain(cell) for index in column.indexes if not is_empty(cell := grid.cell(row, index))]
        cells.append(".".join(part.strip(". ") for part in parts) or None)
    return cells


def _indicators(readings, grid, rows):
    """`Indikator Tujuan` and `Indikator Sasaran` that fill each other's blank cells are one field."""
    first = next((reading for reading in readings if reading.field == "indikator"), None)
    if first is None:
        return readings
    mine = _cells(first.column, grid, rows)
    return [
        replace(reading, field="indikator", reason="Mengisi baris yang indikatornya kosong.")
        if reading.field is None
        and reading.column.match.fields[:1] == ("indikator",)
        and not any(one and two for one, two in zip(mine, _cells(reading.column, grid, rows), strict=True))
        and reading.profile.filled
        else reading
        for reading in readings
    ]


def _years_of_the_plan(readings, constants):
    """`Tahun ke-2` of a plan for 2025-2029 is 2026; so is the second column under one heading `Tahun ke-`."""
    period = PERIOD.search(str(constants.get("periode") or ""))
    if not period:
        return readings
    first, last, taken = int(period[1]), int(period[2]), _taken(readings)
    settled, under = [], Counter()
    for reading in readings:
        number = _ordinal(reading.column, under)
        year = first + number - 1 if number else 0
        if reading.field is None and first <= year <= last and f"target_{year}" not in taken:
            reason = f"Tahun ke-{number} dari {first}-{last}."
            reading = replace(reading, field=f"target_{year}", sure=True, reason=reason)
        settled.append(reading)
    return settled


def _ordinal(column, under):
    if not YEAR_OF_PLAN.search(column.heading):
        return None
    found = ORDINAL.fullmatch(column.parts[-1])
    if found:
        return int(found[1])
    under[column.heading] += 1
    return under[column.heading] if column.heading.rstrip(" -:.").endswith("ke") else None


def _measures(readings, grid, rows):
    """Every column of numbers that is no area, code or year is a measure, unless one column holds all values."""
    long_form = "tahun" in _taken(readings) and any(
        reading.field == "nilai" and set(words_of(reading.column.heading)) <= LONG_FORM
        for reading in readings
    )
    settled = []
    for reading in readings:
        words = set(words_of(reading.column.heading))
        if reading.field in AREAS and reading.profile.numbers >= MOSTLY and not reading.profile.names:
            below = len(reading.column.parts) > 1  # names of areas under a heading `Kecamatan`
            reading = replace(
                reading, field="nilai" if below else None, reason="Isinya angka, bukan nama wilayah."
            )
        elif reading.field is None and words == {"kode"} and _are_region_codes(reading, grid, rows):
            reading = replace(reading, field="kode_wilayah", reason="Isinya kode wilayah Kemendagri.")
        elif reading.field is None and not long_form and _is_measure(reading, words, grid, rows):
            reading = replace(reading, field="nilai", sure=True, reason="Kolom angka.")
        settled.append(reading)
    return settled


def _without_sums(readings, index):
    """Beside columns that are areas, the sum of all of them is no area."""
    columns = [reading.column for reading in readings if reading.field == "nilai"]
    if not areas_in_headings(columns, index):
        return readings
    reason = "Jumlah semua wilayah di kolom lain."
    return [
        replace(reading, field=None, reason=reason)
        if reading.field == "nilai" and is_sum(reading.column)
        else reading
        for reading in readings
    ]


def _is_measure(reading, words, grid, rows):
    if reading.column.match.trap or words & NO_MEASURE or not reading.column.parts:
        return False
    cells = [cell for row in rows if not is_empty(cell := grid.cell(row, reading.column.indexes[0]))]
    numbers = sum(read_figure(cell, "", None)[1] is None for cell in cells)
    if numbers and numbers >= 0.5 * len(cells):
        return True
    return year_of(reading.column.parts) is not None and reading.profile.names < 0.5


def _are_region_codes(reading, grid, rows):
    cells = [cell for cell in _cells(reading.column, grid, rows) if cell]
    return bool(cells) and all(REGION_CODE.fullmatch(cell) for cell in cells)
