"""What an arrangement of columns may remember, and the arrangement as a file to hand on (TOML)."""

import json
import tomllib

from agencies.actions.arrangements import Arrangement
from agencies.importing.fields import KINDS, field_of, squeeze
from agencies.importing.order import fingerprint
from agencies.models import SavedMapping

# A word of these means the same in every file; a name, a number or an amount is one person's.
LEARNABLE = frozenset({"sex", "code", "area", "programme", "agency", "decile", "period", "aid"})
MOST_BYTES = 200_000
MOST_LINES = 2_000


class BadFile(Exception):
    """The file cannot be used; `sentences` say why, in the officer's words."""

    def __init__(self, *sentences: str):
        super().__init__(sentences[0])
        self.sentences = sentences


def is_learnable(name: str, kind: str) -> bool:
    """May the meaning of a word in this field be kept beyond one upload?"""
    try:
        return field_of(name, kind).cleaner in LEARNABLE
    except KeyError:
        return False


def learnable(values: dict[str, dict[str, str]], kind: str) -> dict[str, dict[str, str]]:
    return {name: dict(words) for name, words in values.items() if words and is_learnable(name, kind)}


def fingerprints(outline: dict) -> list[str]:
    """The sets of headings of the sheets that an upload uses."""
    used = [sheet for sheet in outline.get("sheets", []) if sheet["action"] == "import"]
    return list(
        dict.fromkeys(
            fingerprint(column["heading"] for column in sheet["columns"])
            for sheet in used
            if sheet.get("columns")
        )
    )


def columns_of(mapping: SavedMapping) -> list[tuple[str, str | None]]:
    """(heading as typed, field or None) in the order of the file."""
    labels = dict(mapping.labels)
    order = [key for key in labels if key in mapping.mapping]
    rest = [key for key in mapping.mapping if key not in labels]
    return [(labels.get(key, key), mapping.mapping[key]) for key in order + rest]


def as_file(mapping: SavedMapping) -> str:
    """The arrangement as TOML: one line per heading, `""` where the column is not used."""
    lines = [
        "# Susunan kolom Sinergi. Kiri: judul di berkas. Kanan: artinya di Sinergi.",
        f"jenis = {quoted(mapping.kind)}",
        *_fill_lines(mapping),
        "",
        "[kolom]",
        *(f"{quoted(heading)} = {quoted(name or '')}" for heading, name in columns_of(mapping)),
    ]
    for name, words in mapping.values.items():
        lines += [
            "",
            f"[isian.{quoted(name)}]",
            *(f"{quoted(text)} = {quoted(meaning)}" for text, meaning in words.items()),
        ]
    return "\n".join(lines) + "\n"


def _fill_lines(mapping: SavedMapping) -> list[str]:
    labels = dict(mapping.labels)
    headings = [quoted(labels.get(key, key)) for key in mapping.fill]
    return [f"isi_ke_bawah = [{', '.join(headings)}]"] if headings else []


def from_file(content: bytes, name: str = "") -> tuple[str, Arrangement]:
    """(kind, arrangement) of such a file. Raises BadFile."""
    read = read_toml(content)
    kind, columns, values = read.get("jenis"), read.get("kolom"), read.get("isian", {})
    if kind not in KINDS:
        raise BadFile(f"Tulis jenis = salah satu dari: {', '.join(KINDS)}.")
    if not isinstance(columns, dict) or not columns:
        raise BadFile("Bagian [kolom] tidak ada. Unduh satu susunan sebagai contoh.")
    wrong = [_unknown(heading, field, kind) for heading, field in columns.items()]
    fill = read.get("isi_ke_bawah", [])
    wrong += _doubles(columns) + _wrong_values(values, kind) + _wrong_fill(fill, columns)
    if sentences := [each for each in wrong if each]:
        raise BadFile(*sentences[:20])
    mapping = {squeeze(heading): field or None for heading, field in columns.items()}
    labels = [[squeeze(heading), heading] for heading in columns]
    return kind, Arrangement(fingerprint(columns), mapping, values, labels, name, list(map(squeeze, fill)))


def _unknown(heading: str, name, kind: str) -> str:
    if not squeeze(heading):
        return "Ada judul kolom yang kosong. Hapus barisnya."
    if name == "":
        return ""
    if not isinstance(name, str):
        return f"{heading}: tulis artinya di antara tanda kutip."
    try:
        field_of(name, kind)
    except (KeyError, IndexError):
        return f"{heading}: arti {name} tidak dikenal untuk jenis ini."
    return ""


def _doubles(columns: dict) -> list[str]:
    chosen = [name for name in columns.values() if name]
    return [
        f"Arti {name} dipakai untuk dua kolom. Pilih satu saja."
        for name in dict.fromkeys(chosen)
        if chosen.count(name) > 1
    ]


def _wrong_fill(fill, columns: dict) -> list[str]:
    if not isinstance(fill, list) or not all(isinstance(heading, str) for heading in fill):
        return ['Tulis isi_ke_bawah sebagai daftar judul, misalnya ["Desa"].']
    known = set(map(squeeze, columns))
    return [
        f"{each}: judul di isi_ke_bawah tidak ada di [kolom]." for each in fill if squeeze(each) not in known
    ]


def _wrong_values(values, kind: str) -> list[str]:
    if not isinstance(values, dict):
        return ["Bagian [isian] keliru. Unduh satu susunan sebagai contoh."]
    wrong = [
        f"Isian {name} tidak dapat diingat untuk jenis ini. Hapus bagian itu."
        for name in values
        if not is_learnable(name, kind)
    ]
    for name, words in values.items():
        if not isinstance(words, dict) or not all(isinstance(each, str) for each in words.values()):
            wrong.append(f"Isian {name}: tulis tulisan = arti, keduanya di antara tanda kutip.")
    return wrong


def read_toml(content: bytes) -> dict:
    """The parsed file. Raises BadFile with the line where reading stopped."""
    if len(content) > MOST_BYTES:
        raise BadFile(f"Berkas lebih besar dari {MOST_BYTES // 1000} kB. Pilih berkas susunan atau dialek.")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        place = str(error).rpartition("at line ")[2].partition(",")[0]
        raise BadFile(
            f"Berkas tidak terbaca pada baris {place}. Periksa tanda kutipnya."
            if place.isdigit()
            else "Berkas ini bukan susunan atau dialek Sinergi."
        ) from None


def quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
