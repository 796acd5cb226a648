"""Headings of action plans and their semester reports that only their structure explains: groups, numbers of semesters, years."""

import re

from agencies.importing.values.periods import YEAR

NOTHING = ""  # a heading that is understood and not used
SEMESTERS = {"1": 1, "2": 2, "i": 1, "ii": 2}
SEMESTER = re.compile(r"\b(?:semester|smt|sem)\b\W{0,4}(ii|i|[12])\b", re.I)
SEMESTER_WORDS = {"semester", "smt"}
BOTH = re.compile(r"\b(?:s\s*[./]?\s*d|sampai|hingga|kumulatif|dan|total|jumlah)\b|[+&]", re.I)
SUMS = {"total", "jumlah", "kumulatif"}
MONEY = {"alokasi", "anggaran", "pagu", "dpa", "dana", "belanja"}
FILLING = {"tahun", "ta", "rp", "rupiah", "murni", "apbd"}
SHARES = {"persen", "persentase", "capaian", "fisik", "serapan"}
ACTIVITIES = {"aktivitas", "aktifitas", "intervensi", "kegiatan"}


def meaning(parts: tuple[str, ...], words: list[list[str]]) -> str | None:
    """The field that a heading's parts (top to bottom; `words` in full) mean, NOTHING for none, None when unsure."""
    everything = {word for each in words for word in each}
    if everything & {"realisasi"} or everything & SEMESTER_WORDS:
        return _realized(parts, words, everything)
    if everything & ACTIVITIES:
        return _activity(everything)
    rest = {word for word in words[-1] if not YEAR.fullmatch(word)} - FILLING
    return "pagu" if rest and rest <= MONEY and len(rest) < len(words[-1]) else None


def _realized(parts, words, everything):
    """`Realisasi Semester I`, `II` below `Realisasi Semester`; both together, or a sum, are the total."""
    if everything & SHARES:
        return NOTHING
    joined = " ".join(parts)
    if SUMS.intersection(words[-1]) or len(SEMESTER.findall(joined)) == 1 and _is_so_far(joined):
        return "realisasi"
    semester = SEMESTER.search(joined)
    number = SEMESTERS[semester[1].casefold()] if semester else _below_semester(words)
    if number:
        return f"realisasi_semester_{number}"
    rest = {word for word in words[-1] if not YEAR.fullmatch(word)} - FILLING
    return "realisasi" if rest <= {"realisasi", "keuangan", "anggaran"} else None


def _is_so_far(joined):
    """`s.d. Semester 2`, `Semester 1 dan 2`: more than one half of the year."""
    return bool(BOTH.search(joined))


def _below_semester(words):
    if not any(SEMESTER_WORDS.intersection(each) for each in words):
        return None
    return SEMESTERS.get(words[-1][0]) if len(words[-1]) == 1 else None


def _activity(everything):
    if "penunjang" in everything or "pendukung" in everything:
        return "aktivitas_penunjang"
    if "langsung" in everything:
        return "aktivitas_tidak_langsung" if everything & {"tidak", "tak"} else "aktivitas_langsung"
    return None
