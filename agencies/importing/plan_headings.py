"""Headings of plans that only their structure explains: years, quarters, months, `K` and `Rp` under group headings."""

import re

from agencies.importing import action_headings
from agencies.importing.values.dates import MONTHS
from agencies.importing.values.periods import ROMAN, YEAR, read_month

NOTHING = ""  # a heading that is understood and not used
WORD = re.compile(r"[a-z]+")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
QUARTER = re.compile(r"\b(?:triwulan|tri wulan|tw|kuartal|q)\W{0,3}(iv|i{1,3}|[1-4])\b", re.I)
QUARTER_WORDS = {"triwulan", "tw", "kuartal"}
MONTH_NUMBER = re.compile(r"\b(?:bulan|bln)\s*[-_ ]?\s*(1[0-2]|0?[1-9])\b", re.I)
UP_TO = re.compile(r"\bs\s*[./]?\s*d\b|\bsampai\b|\bhingga\b|\bkumulatif\b", re.I)
END_OF_YEAR = re.compile(r"akhir\s+tahun", re.I)
ONLY_YEAR = re.compile(r"\W*(?:tahun|thn|th|t\.?\s?a)?\W*20\d\d\W*", re.I)
PART_OF_YEAR = "|".join((*MONTHS, "semester", "smt", "triwulan", "tw", "i{1,3}", "iv"))
NO_YEAR = re.compile(
    rf"\b(?!(?:tahun|thn?|t|a|ta|angka|sangat|sementara|perbaikan|x{{1,3}}|[rep]|{PART_OF_YEAR})\b)[a-z]+"
)
NAMES_OF_MEASURES = {
    "uraian",
    "rincian",
    "variabel",
    "karakteristik",
    "elemen",
    "indikator",
    "komponen",
    "ukuran",
}
OFFICES = {
    "sekwan": {"sekwan", "setwan"}, "mitra": {"mitra", "bappeda", "bapperida"}, "tapd": {"tapd"}, "kecamatan": {"kecamatan", "camat"},
    "kelurahan": {"kelurahan", "desa", "lurah"}, "skpd": {"skpd", "opd", "perangkat", "dinas"},
}  # fmt: skip
PROPOSED = {"usulan", "kegiatan", "pekerjaan", "diusulkan"}
AROUND_PROPOSED = {
    "bidang",
    "jenis",
    "nama",
    "uraian",
    "rencana",
    "program",
    "prioritas",
    "rincian",
    "paket",
    "judul",
    "kamus",
    "yang",
    "dan",
}
AREA_HEADING = re.compile(
    r"(?:(?:wilayah|daerah|provinsi|kecamatan|desa\s*/\s*kel\w*)\s+(?:se|di|dalam)\b|(?:wilayah|kab(?:upaten|\.)?\s*/\s*kota)\s+\w)",
    re.I,
)
AREAS_TOGETHER = re.compile(r"(?:kabupaten|kab\.?|kecamatan|kec\.?|wilayah)\s*/\s*(?:desa|kel|kec|ds)", re.I)
ENGLISH = re.compile(
    r"(?:\s*/\s*|\s+)(?:year|sub-?\s?district|district|regency.*|village.*|municipality|province|region)$",
    re.I,
)
BILINGUAL = {
    "tahun": "tahun", "kecamatan": "kecamatan", "kabupaten": "kabupaten", "kabupaten/kota": "kabupaten", "desa": "desa",
    "desa/kelurahan": "desa", "provinsi": "provinsi", "wilayah": "wilayah",
}  # fmt: skip
AREA_FIELDS = {
    "wilayah": "wilayah", "daerah": "wilayah", "provinsi": "provinsi", "kabupaten": "kabupaten", "kecamatan": "kecamatan", "desa": "desa",
}  # fmt: skip
PROGRAMMES = {
    "program", "kegiatan", "sub", "subkegiatan", "urusan", "bidang", "pemerintahan", "pemerintah", "daerah", "dan", "nama", "uraian",
    "prioritas", "pembangunan",
}  # fmt: skip
CHANGES = {"bertambah", "berkurang", "selisih", "sisa", "deviasi", "prakiraan", "maju", "lalu", "sebelumnya"}
MONEY = {"rp", "rupiah", "pagu", "anggaran", "dana", "biaya"}
NOT_THE_INDICATOR = {
    "satuan",
    "target",
    "formula",
    "rumus",
    "kode",
    "jenis",
    "tipe",
    "sifat",
    "arah",
    "definisi",
    "sumber",
    "no",
}
OF_A_TARGET = {"target", "k", "kinerja", "volume", "kondisi"}
OF_A_YEAR = {
    "tahun",
    "th",
    "thn",
    "ta",
    "t",
    "a",
    "ke",
    "pertama",
    "kedua",
    "ketiga",
    "keempat",
    "kelima",
    "keenam",
}
SHARES = {"persen", "persentase", "fisik", "capaian", "tingkat"}
VOLUMES = {"volume", "vol", "kinerja", "output"}
BEFORE = {"sebelum", "murni", "induk", "semula"}
AFTER = {"sesudah", "setelah", "perubahan", "menjadi"}
PLANNED = {"target", "rencana", "rak", "kas", "spd"}


def meaning(parts: tuple[str, ...], words: list[list[str]], kind: str) -> str | None:
    """The field that a heading's parts (top to bottom; `words` in full) mean, NOTHING for none, None when unsure."""
    rules = {
        "anggaran": _of_budgets,
        "indikator": _of_indicators,
        "usulan": _of_proposals,
        "statistik": _of_statistics,
        "rat": action_headings.meaning,
    }
    below = _below_a_month(parts, words) if kind == "anggaran" else None
    if below is not None:
        return below
    return rules[kind](parts, words) if kind in rules else None


def year_of(parts: tuple[str, ...]) -> int | None:
    """The one year that a heading names, the lowest line first."""
    for part in reversed(parts):
        years = set(YEAR.findall(part))
        if years:
            return int(years.pop()) if len(years) == 1 else None
    return None


def only_a_year(text: str) -> bool:
    """`2023`, `Tahun 2023`, `2023*)`, `2023 r)`, `2023 (angka sementara)`."""
    return bool(YEAR.search(text)) and not NO_YEAR.search(YEAR.sub(" ", text.casefold()))


def part_of_year(text: str) -> str | None:
    """`Maret 2023`, `Semester I 2024`: the words of a heading of figures that name a part of a year."""
    found = re.search(rf"\b(?:{PART_OF_YEAR})\b", text, re.I)
    return text.strip(" *)(") if found and only_a_year(text) else None


def quarter_of(parts: tuple[str, ...], words: list[list[str]]) -> int | None:
    """1 to 4 for `TW II`, also `II` under `Realisasi Triwulan` and above `K` or `Rp`."""
    found = QUARTER.search(" ".join(parts))
    if found:
        return QUARTERS[found[1].casefold()]
    if not any(QUARTER_WORDS.intersection(each) for each in words):
        return None
    return next(
        (QUARTERS[each[0]] for each in reversed(words) if len(each) == 1 and each[0] in QUARTERS), None
    )


def _of_budgets(parts, words):
    everything = {word for each in words for word in each}
    month, quarter = _month_of(parts), quarter_of(parts, words)
    if (month or quarter) and UP_TO.search(" ".join(parts)):
        return _so_far(everything)
    if month:
        return NOTHING if "realisasi" in everything else f"rak_bulan_{month}"
    if words[-1] == ["rp"] and "target" in everything and not quarter:
        return "pagu"
    if everything & CHANGES or (
        "target" in everything and everything & {"fisik", "keuangan", *QUARTER_WORDS}
    ):
        return NOTHING
    if quarter:
        return _of_quarter(parts, words, everything, quarter)
    if words[-1][:1] == ["indikator"] and not everything & NOT_THE_INDICATOR:
        return "indikator"
    return _spent(words[-1], everything) if "realisasi" in everything else _version(words[-1], everything)


def _spent(lowest, everything):
    if "semester" in everything:
        return NOTHING
    return "realisasi" if _is_dated(lowest, {"realisasi"}) else None


def _of_quarter(parts, words, everything, quarter):
    if words[-1] == ["k"] or everything & VOLUMES:
        return f"realisasi_volume_tw_{quarter}"
    used = "realisasi" in everything or not everything & PLANNED
    return f"realisasi_tw_{quarter}" if used and not everything & SHARES else NOTHING


def _so_far(everything):
    """`Realisasi s.d. Triwulan II`, `s/d Juni`: what was spent since January is no quarter's own."""
    if "realisasi" not in everything:
        return NOTHING
    if "fisik" in everything:
        return "fisik_persen"
    return "persen" if everything & SHARES else "realisasi"


def _version(lowest, everything):
    """Budget before or after a change of it, and the budget of a year."""
    if everything & (MONEY | {"jumlah", "nilai"}):
        if everything & BEFORE:
            return "pagu"
        if everything & AFTER:
            return "pagu_perubahan"
    return "pagu" if _is_dated(lowest, {"anggaran", "pagu", "apbd"}) else None


def _is_dated(lowest, names):
    """`Anggaran 2024`, `Realisasi TA 2024 (Rp)`: one of the names, a year and nothing else."""
    rest = set(lowest) - {"tahun", "ta", "rp", "keuangan", "jumlah"}
    return (
        bool(rest & names)
        and any(map(YEAR.fullmatch, rest))
        and all(word in names or YEAR.fullmatch(word) for word in rest)
    )


def _below_a_month(parts, words):
    """`Januari` over `RAK`, `Keuangan` and `Fisik`: only what is planned is the cash budget of the month."""
    month = next(filter(None, map(_named_month, parts[:-1])), None)
    if month is None or _named_month(parts[-1]):
        return None
    return f"rak_bulan_{month}" if PLANNED.intersection(words[-1]) else NOTHING


def _month_of(parts):
    last = parts[-1].strip()
    found = MONTH_NUMBER.fullmatch(last.replace("_", " "))
    if found:
        return int(found[1])
    group = " ".join(parts[:-1]).casefold()
    number = int(last) if last.isdigit() else ROMAN.get(last.casefold())
    if number and re.search(r"bulan|anggaran kas|\brak\b|penarikan", group):
        return number if number <= 12 else None
    return _named_month(last) or (read_month(last) if "realisasi" in last.casefold() else None)


def _named_month(text):
    return read_month(text) if len(text.split()) <= 2 and not text.strip().isdigit() else None


def _of_indicators(parts, words):
    everything = {word for each in words for word in each}
    if words[-1][:1] == ["indikator"] and not everything & NOT_THE_INDICATOR:
        return "indikator"
    if everything & {"prakiraan", "maju"}:
        return NOTHING
    if "program" in words[-1] and PROGRAMMES.issuperset(words[-1]):
        return "program"
    last, joined = set(words[-1]), " ".join(parts)
    in_money = "rp" in last or (bool(last & MONEY) and "k" not in last)
    quarter = quarter_of(parts, words)
    if quarter:
        if "target" in everything - {"realisasi"} and "realisasi" not in everything:
            return NOTHING
        return f"realisasi_tw_{quarter}" if in_money else f"realisasi_volume_tw_{quarter}"
    years = [found[-1] for part in reversed(parts) if len(found := YEAR.findall(part)) == 1]
    return _of_year(parts, everything, joined, in_money, years[0] if years else None)


def _of_year(parts, everything, joined, in_money, year):
    tells_target = bool(
        everything & {"target", "rencana", "kondisi"} or parts[-1].casefold().strip(" .()") == "k"
    )
    if "akhir" in everything and not (END_OF_YEAR.search(joined) and ONLY_YEAR.fullmatch(parts[-1])):
        if in_money:
            return "pagu_akhir"
        return "target_akhir" if tells_target or everything & {"renstra", "rpjmd", "periode"} else None
    if everything & {"awal", "baseline"}:
        stated = year or everything & {"kondisi", "capaian", "data", "kinerja"}
        return "kondisi_awal" if stated and not in_money and "target" not in everything else None
    lowest = WORD.findall(parts[-1].casefold())
    below = {word for part in parts[-2:] for word in WORD.findall(part.casefold())}
    if "realisasi" in everything or ("capaian" in below and not in_money):
        if not below & {"target", "rencana"}:
            unused = UP_TO.search(joined) or everything & {"tingkat", "lalu", "rasio"} or in_money
            return NOTHING if unused and len(parts) + in_money > 1 else f"realisasi_{year}" if year else None
    if year is None:
        return None
    if in_money:
        return f"pagu_{year}"
    return f"target_{year}" if OF_A_TARGET.intersection(lowest) or OF_A_YEAR.issuperset(lowest) else None


def _of_statistics(parts, words):
    last = words[-1]
    if only_a_year(parts[-1]):
        return "nilai"
    bilingual = ENGLISH.sub("", parts[-1].strip())
    if len(parts) == 1 and bilingual != parts[0].strip() and bilingual.casefold() in BILINGUAL:
        return BILINGUAL[bilingual.casefold()]
    if len(parts) == 1 and AREAS_TOGETHER.match(parts[0].strip()):
        return "wilayah"
    if len(last) > 1 and len(parts) == 1 and AREA_HEADING.match(parts[0].strip()):
        return AREA_FIELDS[last[0]]
    return "indikator" if last and last[0] in NAMES_OF_MEASURES and len(last) <= 2 else None


def _of_proposals(parts, words):
    """A volume or an amount that an office recommends is not the proposal's own."""
    above = {word for each in words[:-1] for word in each}
    below = set(words[-1])
    if "rekomendasi" in above | below:
        if below & ({"volume", "satuan", "vol"} | MONEY):
            return NOTHING
        office = next((name for name, names in OFFICES.items() if names & (above | below)), None)
        return f"rekomendasi_{office}" if office else NOTHING
    if above & {"verifikasi", "hasil"} and below & ({"volume", "satuan", "vol"} | MONEY):
        return NOTHING
    if _is_dated(words[-1], {"anggaran", "pagu", "biaya", "usulan"}) and below & MONEY:
        return "anggaran"
    if below & {"masalah", "permasalahan"} and not below & {"usulan", "keterangan"}:
        return "masalah"
    return "usulan" if below & PROPOSED and below <= PROPOSED | AROUND_PROPOSED else None
