"""From a sheet of plans or figures as it was understood to staged lines. Runs in the limited child: no Django here."""

import re
from collections.abc import Iterator
from datetime import date

from agencies.identity import Keys
from agencies.importing.hierarchy import leaves_of

TABLE = "programs_stagedplanline"
TABLES = {
    TABLE: (
        "upload_id", "sheet", "row", "outcome", "problems", "code", "title", "level", "year", "is_leaf", "values", "figures", "changes",
    )
}  # fmt: skip
HELD = "held"
CODES = {
    "usulan": ("id_usulan",),
    "anggaran": (
        "kode",
        "kode_akun",
        "kode_sub_kegiatan",
        "kode_kegiatan",
        "kode_program",
        "kode_sub_skpd",
        "kode_skpd",
    ),
    "indikator": ("kode",),
    "rat": ("kode_sub_kegiatan", "kode", "kode_kegiatan", "kode_program"),
    "statistik": ("kode_wilayah", "kode_desa"),
}
TITLES = {
    "usulan": ("usulan",),
    "anggaran": (
        "uraian",
        "nama_akun",
        "nama_sub_kegiatan",
        "nama_kegiatan",
        "nama_program",
        "nama_sub_skpd",
        "nama_skpd",
    ),
    "indikator": ("indikator",),
    "rat": ("nama_sub_kegiatan", "uraian", "nama_kegiatan", "nama_program"),
    "statistik": ("desa", "kecamatan", "kabupaten", "provinsi", "wilayah"),
}
HIERARCHIES = {"anggaran", "rat"}  # kinds whose lines may repeat the money of the lines below them
NAMELESS = {"id_usulan", "kode", "kode_akun", "kode_wilayah"}  # long numbers in these are no person's
IDENTITY = re.compile(r"(?<!\d)(\d{4})\d{12}(?!\d)")
YEARS = range(1900, 2200)


def rows_for_staging(
    sheet, problems: dict[int, list], facts: dict, keys: Keys
) -> Iterator[tuple[str, tuple]]:
    """(table, values) per line; a line with an error is staged as held, for the answer to the sender."""
    kind, columns = facts["kind"], sheet.table.columns
    leaves = (
        leaves_of(columns, len(sheet.table.rows)) if kind in HIERARCHIES else [True] * len(sheet.table.rows)
    )
    measured = _measures(sheet) if kind == "statistik" else []
    for index, row in enumerate(sheet.table.rows):
        found = problems.get(row, [])
        held = any(problem["severity"] == "error" for problem in found)
        values = {name: _kept(name, cells[index]) for name, cells in columns.items()}
        values = {name: value for name, value in values.items() if value not in (None, "")}
        yield TABLE, (
            facts["upload_id"], sheet.name, row, HELD if held else "", found, _first(values, CODES[kind], 60),
            _first(values, TITLES[kind], 300), str(values.get("level", "")), _year(values, facts), leaves[index], values,
            _figures(values, measured), {},
        )  # fmt: skip


def _measures(sheet) -> list[dict]:
    """One {column, measure, unit, year, period, name, area} per column of numbers.

    `name` is where the line keeps its number, `area` the code of the area of a column that is one.
    """
    if sheet.measures:
        return [
            {"column": letter, "measure": each["name"], "unit": each["satuan"], "year": each.get("tahun"),
             "period": each.get("periode"), "name": letter, "area": each.get("kode_wilayah")}
            for letter, each in sheet.measures.items()
        ]  # fmt: skip
    return [
        {"column": each.column.letter, "measure": each.column.heading, "unit": None, "year": None,
         "period": None, "name": "nilai"}
        for each in sheet.readings
        if each.field == "nilai"
    ]  # fmt: skip


def _figures(values: dict, measured: list[dict]) -> list[dict]:
    return [
        {
            "column": each["column"], "measure": values.get("indikator") or each["measure"], "unit": each["unit"] or values.get("satuan"),
            "year": each["year"] or values.get("tahun"), "period": each["period"], "value": values[each["name"]],
        } | ({"area": each["area"]} if each.get("area") else {})
        for each in measured
        if each["name"] in values
    ]  # fmt: skip


def _first(values: dict, names: tuple[str, ...], length: int) -> str:
    return next((str(values[name])[:length] for name in names if values.get(name) is not None), "")


def _year(values: dict, facts: dict) -> int | None:
    year = values.get("tahun") or facts["context"].get("tahun")
    return int(year) if str(year).isdigit() and int(year) in YEARS else None


def _kept(name: str, value):
    """As JSON holds it; a person's number that somebody typed among words is cut to its first four digits."""
    if isinstance(value, str) and len(value) >= 16 and name not in NAMELESS:
        return IDENTITY.sub(r"\1••••••••••••", value)
    return value.isoformat() if isinstance(value, date) else value
