"""What the lines above a table say about the version of a budget or a plan: murni, pergeseran, perubahan, rancangan."""

import re
from datetime import date

from agencies.importing.values.periods import YEAR_RANGE
from agencies.models import Upload
from programs.models import Budget, Plan

SHIFTED = re.compile(r"\bpergeseran\b(?:\s*(?:anggaran)?\s*ke[\s-]*(\d{1,2}|[ivx]{1,4}))?", re.I)
CHANGED = re.compile(
    r"\bperubahan\b(?:\s*ke[\s-]*(\d{1,2}|[ivx]{1,4}))?|\b(?:DPPA|RKPA|P-?APBD|APBD-?P)\b", re.I
)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
KINDS = ((Plan.Kind.RENSTRA, re.compile(r"\brenstra\b|rencana strategis", re.I)),
         (Plan.Kind.RENJA, re.compile(r"\brenja\b|rencana kerja perangkat", re.I)),
         (Plan.Kind.RKPD, re.compile(r"\brkpd\b|rencana kerja pemerintah daerah", re.I)),
         (Plan.Kind.RPJMD, re.compile(r"\brpjmd\b|rencana pembangunan jangka menengah", re.I)))  # fmt: skip
STAGES = ((Plan.Stage.RANWAL, re.compile(r"\branwal\b|rancangan awal", re.I)),
          (Plan.Stage.RANCANGAN_AKHIR, re.compile(r"\branhir\b|rancangan akhir", re.I)),
          (Plan.Stage.RANCANGAN, re.compile(r"\brancangan\b", re.I)),
          (Plan.Stage.PERUBAHAN, CHANGED))  # fmt: skip


def title_of(upload: Upload) -> str:
    """The name of the file, of its sheets, and the lines above the tables."""
    parts = [re.sub(r"[_.\-]+", " ", upload.name)]
    for sheet in upload.outline.get("sheets", []):
        if sheet.get("action") == "import":
            first = min(sheet.get("header_rows") or [1])
            parts.append(sheet["name"])
            parts += [
                cell
                for line in sheet.get("head", [])
                if line["row"] < first
                for cell in line["cells"]
                if cell
            ]
    return "\n".join(parts)


def version_of(title: str) -> tuple[str, int]:
    """(version of the budget, number of the pergeseran)."""
    if found := SHIFTED.search(title):
        return Budget.Revision.PERGESERAN, ordinal(found[1])
    return (Budget.Revision.PERUBAHAN if CHANGED.search(title) else Budget.Revision.MURNI), 0


def plan_kind_of(title: str, years: tuple[int, int]) -> str:
    """The document the title names; one year alone is of the yearly plan, several of the RPJMD."""
    found = next((kind for kind, words in KINDS if words.search(title)), None)
    return found or (Plan.Kind.RKPD if years[0] == years[1] else Plan.Kind.RPJMD)


def stage_of(title: str) -> tuple[str, int] | None:
    """(stage, number of the perubahan) that the title names."""
    stage = next((stage for stage, words in STAGES if words.search(title)), None)
    if stage != Plan.Stage.PERUBAHAN:
        return (stage, 0) if stage else None
    return stage, ordinal(CHANGED.search(title)[1])


def years_of(words) -> tuple[int, int] | None:
    """2025-2029 -> (2025, 2029); 2025 -> (2025, 2025)."""
    text = str(words or "")
    if found := YEAR_RANGE.search(text):
        first, last = int(found[1]), int(found[2])
        return (first, last) if first <= last else None
    single = re.fullmatch(r"\D*(20\d\d)\D*", text)
    return (int(single[1]), int(single[1])) if single else None


def ordinal(words: str | None) -> int:
    return int(words) if words and words.isdigit() else ROMAN.get((words or "").lower(), 0)


def first_day(year: int) -> date:
    return date(year, 1, 1)
