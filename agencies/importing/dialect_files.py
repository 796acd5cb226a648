"""Bappeda's own dialects in the shape of the shipped files: written, read back and judged."""

import re

from agencies.importing.fields import CATALOGUE, shipped, squeeze
from agencies.importing.mappings import BadFile, quoted, read_toml
from agencies.models import Dialect

NAME = re.compile(r"^[a-z0-9][a-z0-9_-]{0,39}$")
MOST_HEADINGS = 1_000
GENERAL = "umum"  # words that no single system owns: nothing to begin a dialect from
CODED = {field.name for field in CATALOGUE if field.cleaner == "code"}


def as_content(row: Dialect) -> dict:
    """The dialect as its file would hold it."""
    ignored = {"headings": list(row.ignored)}
    return {
        "name": row.name,
        "label": row.label,
        "headings": row.headings,
        "codes": row.codes,
        "ignored": ignored,
    }


def as_file(row: Dialect) -> str:
    """The dialect as TOML, headings and codes in the order of the fields."""
    lines = [
        "# Dialek Sinergi. Kiri: arti di Sinergi. Kanan: judul kolom di berkas.",
        f"name = {quoted(row.name)}",
        f"label = {quoted(row.label)}",
        "",
        "[headings]",
        *(f"{name} = [{', '.join(map(quoted, words))}]" for name, words in row.headings.items()),
    ]
    for name, codes in row.codes.items():
        lines += [
            "",
            f"[codes.{name}]",
            *(f"{quoted(code)} = {quoted(text)}" for code, text in codes.items()),
        ]
    if row.ignored:
        lines += ["", "[ignored]", f"headings = [{', '.join(map(quoted, row.ignored))}]"]
    return "\n".join(lines) + "\n"


def starting_points() -> dict[str, Dialect]:
    """Name of a shipped dialect -> an unsaved one of Bappeda's own with the same words, as far as the rules admit them."""
    return {each["name"]: _as_own(each) for each in shipped() if each["name"] != GENERAL}


def _as_own(content: dict) -> Dialect:
    """A heading with two meanings keeps its first; codes only where a field has codes; nothing ignored that means something."""
    headings, taken = {}, set()
    for name, words in content["headings"].items():
        fresh = {squeeze(word): word for word in words if squeeze(word) not in taken}
        taken |= fresh.keys()
        if fresh:
            headings[name] = list(fresh.values())
    codes = {name: known for name, known in content.get("codes", {}).items() if name in CODED}
    meant = _shipped_meanings()
    ignored = [word for word in content.get("ignored", {}).get("headings", ()) if squeeze(word) not in meant]
    name, label = f"{content['name']}_bappeda", f"{content['label']} (Bappeda)"
    return Dialect(name=name, label=label, headings=headings, codes=codes, ignored=ignored)


def from_file(content: bytes) -> Dialect:
    """An unsaved dialect. Raises BadFile with every fault of it."""
    read = read_toml(content)
    name, label = read.get("name"), read.get("label")
    headings, codes = read.get("headings"), read.get("codes", {})
    ignored = read.get("ignored", {})
    ignored = ignored.get("headings", []) if isinstance(ignored, dict) else None
    if not (_is_table_of_lists(headings) and _is_table_of_tables(codes) and _is_list(ignored)):
        raise BadFile("Bagian [headings] atau [codes] keliru. Unduh satu dialek sebagai contoh.")
    if read.get("programmes"):
        raise BadFile("Hapus bagian [programmes]. Nama program ditambah di halaman Sebutan program.")
    if not (isinstance(name, str) and NAME.fullmatch(name)):
        raise BadFile("Tulis name dengan huruf kecil, angka, atau garis, paling banyak 40.")
    if not (isinstance(label, str) and 0 < len(label.strip()) <= 80):
        raise BadFile("Tulis label, paling banyak 80 huruf.")
    row = Dialect(name=name, label=label.strip(), headings=headings, codes=codes, ignored=ignored)
    if found := faults(row):
        raise BadFile(*found[:20])
    return row


def faults(row: Dialect) -> list[str]:
    """What is wrong with headings and codes, in the officer's words; nothing when all is well."""
    words = [(name, word) for name, each in row.headings.items() for word in each]
    words += [("", word) for word in row.ignored]
    if not words:
        return ["Isi paling sedikit satu judul kolom."]
    if len(words) > MOST_HEADINGS:
        return [f"Paling banyak {MOST_HEADINGS} judul kolom. Bagi menjadi dua dialek."]
    catalogue = {field.name for field in CATALOGUE}
    found = [f"Arti {name} tidak dikenal." for name in row.headings if name not in catalogue]
    found += [f"Isian {name} tidak memakai kode." for name in row.codes if name not in CODED]
    return found + _heading_faults(words)


def _heading_faults(words: list[tuple[str, str]]) -> list[str]:
    known, seen, found = _shipped_meanings(), {}, []
    for name, word in words:
        key = squeeze(word)
        if not key:
            found.append("Ada judul kolom yang kosong. Hapus barisnya.")
        elif seen.setdefault(key, name) != name:
            found.append(f"Judul {word} ditulis dua kali dengan arti berbeda.")
        elif key in known and name not in known[key]:
            found.append(f"Judul {word} sudah dikenal dengan arti lain. Hapus barisnya.")
    return found


def _shipped_meanings() -> dict[str, set[str]]:
    meanings: dict[str, set[str]] = {}
    for content in shipped():
        for name, words in content.get("headings", {}).items():
            for word in words:
                meanings.setdefault(squeeze(word), set()).add(name)
    return meanings


def _is_list(value) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _is_table_of_lists(value) -> bool:
    return isinstance(value, dict) and all(map(_is_list, value.values()))


def _is_table_of_tables(value) -> bool:
    tables = value.values() if isinstance(value, dict) else [None]
    return all(
        isinstance(each, dict) and all(isinstance(text, str) for text in each.values()) for each in tables
    )
