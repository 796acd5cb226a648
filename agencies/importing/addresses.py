"""The village inside an address, `Dsn Krajan RT 02 Desa Sukamaju Kec. Sumberagung`, where a list has no column for it.

A word for a village counts as said: an unknown or ambiguous name is warned of like that of a column. `Ds.` may be a dusun,
and a bare name before `Kec.` may be anything: they count only when the master list has exactly one such village there.
"""

import re

from agencies.importing.masters import DISTRICT, VILLAGE
from agencies.importing.values.words import is_empty, plain

ENDS = (
    "rt|rw|ds|desa|kel|kelurahan|kec|kecamatan|kab|kabupaten|kota|prov|provinsi|dusun|dsn|no|jl|jln|jalan|gg"
)
STOP = rf"(?=\s*(?:[,;()/\n]|$|\b(?:{ENDS}|kode\s*pos)\b|\d))"
VILLAGE_NAMED = re.compile(
    rf"\b(?P<word>desa|ds|kelurahan|kel|kalurahan|nagari|gampong|pekon)\b[. :]*(?P<name>[a-z][^,;()/\n\d]*?){STOP}",
    re.I,
)
DISTRICT_NAMED = re.compile(
    rf"\b(?:kecamatan|kec|distrik|kapanewon)\b[. :]*(?P<name>[a-z][^,;()/\n\d]*?){STOP}", re.I
)
WORDS = re.compile(
    r"\b(?:(?P<village>desa|ds|kelurahan|kel|kalurahan|nagari|gampong|pekon)|kecamatan|kec|distrik|kapanewon)\b",
    re.I,
)
MOST_WORDS = 3  # of the name of a place nobody knows
UNSURE = {"ds"}  # desa or dusun


def villages_in_addresses(work) -> None:
    """Take the village, and the kecamatan beside it, from the addresses where no column, title or form names one."""
    index = work.masters.index
    named = {"desa", "kode_wilayah"} & (
        work.raw.keys() | work.fixed.keys() | {name for _, values in work.lines.groups for name in values}
    )
    if named or not index or "alamat" not in work.raw:
        return
    addresses = work.raw["alamat"]
    districts = work.raw.get("kecamatan") or [None] * len(addresses)
    memo, found = {}, []
    for place, (address, district) in enumerate(zip(addresses, districts, strict=True)):
        key = (telling(address), work.fixed_at(place, "kecamatan") if is_empty(district) else district)
        if key not in memo:
            memo[key] = village_of(*key, index)
        found.append(memo[key])
    if not any(village for village, _ in found):
        return
    work.raw["desa"] = work.replaced("desa", [village for village, _ in found])
    work.letters["desa"] = work.letters["alamat"]
    if "kecamatan" not in work.raw:
        work.raw["kecamatan"] = [district for _, district in found]
        work.letters["kecamatan"] = work.letters["alamat"]
    count = sum(bool(village) for village, _ in found)
    work.remarks.append(f"Desa di {count} baris dibaca dari alamat. Periksa kolom Desa sebelum mengajukan.")


def telling(address) -> str | None:
    """The end of an address that names places, the same for whole villages; None where no word for a place occurs."""
    word = WORDS.search(address) if isinstance(address, str) else None
    if word is None:
        return None
    before = address[: word.start()].rstrip(" ,;\n")
    return address[word.start() if word["village"] else max(map(before.rfind, ",;\n")) + 1 :]


def village_of(address, district, index) -> tuple[str | None, str | None]:
    """(village, kecamatan) that an address names, the kecamatan of the line where it names none; None for each it lacks."""
    if not isinstance(address, str):
        return None, None
    mention = DISTRICT_NAMED.search(address)
    words = mention["name"].strip(" .") if mention else None if is_empty(district) else plain(district)
    above = index.named(DISTRICT, words) if words else []
    if words and len(above) != 1:
        return None, None
    within = above[0].code if above else None
    name = _named(address, index, within) or (_before(address, mention, index, within) if mention else None)
    if name is None:
        return None, None
    known = index.named(VILLAGE, name, within)
    parent = index.up(known[0], DISTRICT) if len(known) == 1 else above[0] if above else None
    return name, parent.name if parent else None


def _named(address, index, within):
    """The name behind the word for a village: the one the list knows, else as typed where the word leaves no doubt."""
    known, typed = {}, None
    for mention in VILLAGE_NAMED.finditer(address):
        word, parts = mention["word"], mention["name"].strip(" .").split()
        unsure = word.casefold() in UNSURE
        if unsure and not within:
            continue
        for size in range(len(parts), 0, -1):
            text = " ".join((word, *parts[:size]))
            places = index.named(VILLAGE, text, within)
            if places:
                known |= {place.code: text for place in places}
                break
        else:
            sure = not unsure and 0 < len(parts) <= MOST_WORDS
            typed = typed or (" ".join(parts) if sure else None)
    texts = set(known.values())
    doubtful = len(known) != 1 and any(text.split()[0].casefold() in UNSURE for text in texts)
    return texts.pop() if len(texts) == 1 and not doubtful else None if texts else typed


def _before(address, mention, index, within):
    """`Jl. Mawar 3, Sukamaju, Kec. Sumberagung`: the bare name before the kecamatan."""
    name = re.split(r"[,;\n]", address[: mention.start()].rstrip(" ,;\n"))[-1].strip(" .")
    return name if name and within and len(index.named(VILLAGE, name, within)) == 1 else None
